"""Erasing a donor: the sums stay true, the person goes, and does not come back with the next renewal."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.db import models

from donations.actions import receipts
from donations.actions.book import totals_that_differ
from donations.actions.people import CannotErase, erase, export_of
from donations.models import Donor, Gift, LedgerEntry, Plan, Receipt, ReceiptPaper, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.tests.builders import begin, bring, charge_of, give, make_gift, now

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {
    "name": "Dovrindel Levi",
    "email": "Dov@paper.example",
    "postal_address": "9 Hillside Passage",
    "comment": "Keep at it, quokka",
    "tribute": "memory",
    "tribute_name": "Aunt Zipporah",
    "tribute_tell": "rivka@paper.example",
}
TRACES = ("dovrindel", "dov@paper.example", "hillside", "quokka", "zipporah", "rivka")


def everything_kept() -> str:
    """Return every word of every row of giving and of mail."""
    rows = []
    for model in [*apps.get_app_config("donations").get_models(), *apps.get_app_config("mail").get_models()]:
        fields = [field.attname for field in model._meta.concrete_fields]
        rows += [str(row) for row in models.QuerySet(model).values_list(*fields)]
    return "\n".join(rows).lower()


def test_erased_donor_leaves_sums_true_and_after_the_years_no_personal_word(sandbox: Sandbox) -> None:
    gift = give(sandbox, **WHO)
    give(sandbox, interval="month", **WHO)
    begin(make_gift(**WHO))  # never paid
    sandbox.refund(charge_of(sandbox, gift), 100)
    bring(sandbox)
    before = list(LedgerEntry.objects.order_by("pk").values())
    erase("dov@PAPER.example", at=now())
    assert list(LedgerEntry.objects.order_by("pk").values()) == before
    assert totals_that_differ() == []
    bring(sandbox)  # what Stripe tells of it: the plan has ended, the customer is gone
    assert {paper.restricted for paper in ReceiptPaper.objects.all()} == {True}
    files = list(ReceiptPaper.objects.values_list("pdf", flat=True))
    years_later = datetime(now().year + 8, 1, 1, 12, tzinfo=UTC)
    receipts.forget_old_papers(years_later)
    kept = everything_kept()
    assert [trace for trace in TRACES if trace in kept] == []
    assert not any(storages["receipts"].exists(name) for name in files)
    assert Receipt.objects.count() == 3


def test_papers_stay_restricted_until_the_tax_office_no_longer_asks(sandbox: Sandbox) -> None:
    give(sandbox, **WHO)
    bring(sandbox)
    erase(WHO["email"], at=now())
    paper = ReceiptPaper.objects.get()
    year = paper.receipt.given_on.year
    assert (paper.restricted, paper.to, str(paper.forget_on)) == (True, "", f"{year + 7}-12-31")
    receipts.forget_old_papers(datetime(year + 7, 12, 30, tzinfo=UTC))
    assert ReceiptPaper.objects.exists()


def test_plan_ends_and_no_renewal_brings_the_person_back(sandbox: Sandbox) -> None:
    give(sandbox, interval="month", **WHO)
    bring(sandbox)
    erase(WHO["email"], at=now())
    sandbox.advance(months=2)
    bring(sandbox)
    plan = Plan.objects.get()
    assert (plan.status, plan.cancel_reason) == ("canceled", "donor")
    assert Gift.objects.count() == 1
    assert all(customer.get("deleted") for customer in sandbox.each("customer"))
    assert Donor.objects.get().erased_at is not None


def test_event_told_again_after_the_erasure_tells_nothing_new(sandbox: Sandbox) -> None:
    give(sandbox, **WHO)
    told = sandbox.events()
    bring(sandbox)
    erase(WHO["email"], at=now())
    StripeEvent.objects.all().delete()
    bring(sandbox, [event for event in told if event["type"] == "checkout.session.completed"])
    gift = Gift.objects.get()
    assert (gift.name, gift.email, StripeEvent.objects.get().body) == ("", "", "")


def test_erasing_twice_and_erasing_nobody_change_nothing(sandbox: Sandbox) -> None:
    give(sandbox, **WHO)
    bring(sandbox)
    erase(WHO["email"], at=now())
    before = everything_kept()
    erase(WHO["email"], at=now())
    erase("nobody@paper.example", at=now())
    assert everything_kept() == before


def test_another_gift_from_the_address_is_another_donors(sandbox: Sandbox) -> None:
    give(sandbox, **WHO)
    bring(sandbox)
    erase(WHO["email"], at=now())
    give(sandbox, **WHO)
    bring(sandbox)
    assert Donor.objects.count() == 2


def test_while_stripe_does_not_answer_nothing_is_erased(sandbox: Sandbox, settings: Any) -> None:
    give(sandbox, interval="month", **WHO)
    bring(sandbox)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    before = everything_kept()
    with pytest.raises(CannotErase, match="try again"):
        erase(WHO["email"], at=now())
    assert everything_kept() == before


def test_who_never_gave_is_told_nothing() -> None:
    assert export_of("nobody@paper.example") == {}
