"""Cheques, transfers, stock and things: entered once, in the books by keys of their own, reversed and never edited."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.test import Client

from donations.actions.book import totals_that_differ
from donations.actions.by_hand import CannotEnter, CannotReverse, Entered, enter_gift, reverse_gift
from donations.actions.people import erase, export_of
from donations.links import new_form_token
from donations.models import DayTotal, Donor, Gift, GivingEntry, LedgerEntry, Receipt
from donations.sandbox.testing import Sandbox
from donations.tests.builders import bring, fresh, give, make_appeal
from donations.tests.test_reconciling import reconcile
from donations.totals import by_period
from press.mail.models import Letter

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ENTER = "/admin/donations/gift/enter/"


def cheque(**fields: Any) -> Entered:
    known: dict[str, Any] = {
        "kind": "cheque",
        "amount": 25_000,
        "currency": "USD",
        "received_on": date(2026, 11, 2),
        "name": "Lea Or",
    }
    return Entered(**known | fields)


def typed(**fields: Any) -> dict[str, Any]:
    known = {
        "token": new_form_token(),
        "kind": "cheque",
        "amount": "250",
        "currency": "usd",
        "received_on": "2026-11-02",
    }
    return known | {"name": "Lea Or", "reference": "No. 77"} | fields


def test_cheque_is_a_gift_with_donor_books_totals_and_receipt(pia: Any) -> None:
    appeal = make_appeal()
    gift = enter_gift(cheque(appeal_id=appeal.pk, reference="No. 77"), token="a", by=pia)
    assert (gift.state, str(gift.donor), gift.donor and gift.donor.email) == (Gift.State.RECEIVED, "Lea Or", "")
    entry = LedgerEntry.objects.get()
    assert (entry.transaction_id, entry.kind, entry.gross, entry.fee) == (f"gift-{gift.uuid}", "cheque", 25_000, 0)
    assert (entry.day, entry.appeal_id, totals_that_differ()) == (date(2026, 11, 2), appeal.pk, [])
    receipt = Receipt.objects.get()
    assert (receipt.given_on, receipt.paper.snapshot["amount"]) == (date(2026, 11, 2), "$250.00")
    assert not Letter.objects.exists()
    assert GivingEntry.objects.get().verb == "entered"


def test_receipt_is_mailed_where_there_is_an_address(pia: Any) -> None:
    enter_gift(cheque(email="lea@paper.example"), token="a", by=pia)
    assert Letter.objects.get().to == "lea@paper.example"
    assert Donor.objects.get().email == "lea@paper.example"


def test_same_form_sent_twice_is_one_gift(office: Client) -> None:
    sent = typed()
    for _ in range(2):
        assert "is written down" in office.post(ENTER, sent, follow=True).text
    assert (Gift.objects.count(), LedgerEntry.objects.count(), Receipt.objects.count()) == (1, 1, 1)


def test_where_gifts_are_tests_a_cheque_is_one_too(pia: Any, settings: Any) -> None:
    settings.STRIPE_IS_SANDBOX, settings.STRIPE_SECRET_KEY = False, "sk_live_x"
    enter_gift(cheque(), token="a", by=pia, at=NOON)
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    enter_gift(cheque(), token="b", by=pia, at=NOON)
    settings.STRIPE_SECRET_KEY = ""
    enter_gift(cheque(), token="c", by=pia, at=NOON)
    assert list(Gift.objects.order_by("pk").values_list("livemode", flat=True)) == [True, False, True]
    assert [one.number for one in Receipt.objects.order_by("pk")] == ["2026-000001", "TEST-2026-000001", "2026-000002"]


def test_known_address_is_its_donors_whatever_the_name(pia: Any) -> None:
    lea = Donor.objects.create(name="Lea Or", email="lea@paper.example")
    gift = enter_gift(cheque(name="Leah Orr", email="LEA@paper.example"), token="a", by=pia)
    assert gift.donor == lea


def test_known_name_is_asked_about_and_nothing_typed_is_lost(office: Client) -> None:
    lea = Donor.objects.create(name="Lea Or", postal_address="9 Hill Road")
    sent = typed(words="With the dinner.")
    asked = office.post(ENTER, sent)
    assert (asked.status_code, Gift.objects.count()) == (422, 0)
    for shown in ("We know this name", "9 Hill Road", 'value="No. 77"', 'value="With the dinner."'):
        assert shown in asked.text
    office.post(ENTER, {**sent, "donor": str(lea.pk)})
    assert Gift.objects.get().donor == lea
    office.post(ENTER, typed(donor="new"))
    assert Donor.objects.count() == 2


def test_donor_who_was_chosen_keeps_their_name_and_the_receipt_their_address(pia: Any) -> None:
    lea = Donor.objects.create(name="Lea Or", postal_address="9 Hill Road")
    gift = enter_gift(cheque(name="lea"), token="a", by=pia, donor=lea)
    assert gift.donor is not None
    assert (gift.donor.name, gift.donor.postal_address) == ("Lea Or", "9 Hill Road")
    assert Receipt.objects.get().paper.snapshot["donor"] == {"name": "Lea Or", "address": "9 Hill Road"}


def test_address_of_another_donor_than_the_chosen_is_refused(pia: Any) -> None:
    lea, dov = Donor.objects.create(name="Lea Or"), Donor.objects.create(name="Dov", email="dov@paper.example")
    with pytest.raises(CannotEnter, match="This address is that of Dov"):
        enter_gift(cheque(email=dov.email), token="a", by=pia, donor=lea)


def test_stock_is_named_and_not_valued_on_its_receipt(pia: Any) -> None:
    enter_gift(cheque(kind="stock", described="Ten shares of the Sarra Line"), token="a", by=pia)
    said = Receipt.objects.get().paper.snapshot
    assert (said["described"], said["amount"]) == ("Ten shares of the Sarra Line", "")
    assert LedgerEntry.objects.get().kind == "stock"


def test_thing_is_a_gift_with_a_receipt_and_no_money(pia: Any) -> None:
    gift = enter_gift(cheque(kind="in-kind", described="A printing press"), token="a", by=pia)
    assert (gift.state, Receipt.objects.count(), LedgerEntry.objects.count()) == (Gift.State.RECEIVED, 1, 0)
    reverse_gift(gift, reason="It went to the museum.", by=pia)
    assert (DayTotal.objects.count(), Receipt.objects.count()) == (0, 2)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "online"}, "kind"),
        ({"kind": "stock"}, "described"),
        ({"described": "Money"}, "described"),
        ({"received_on": date(2199, 1, 1)}, "received_on"),
        ({"name": " "}, "name"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(pia: Any, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(CannotEnter) as refused:
        enter_gift(cheque(**fields), token="a", by=pia)
    assert refused.value.field == field
    assert not Gift.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"amount": "-5"}, "Write the amount in the digits"),
        ({"currency": "XXX"}, "three letters of a currency"),
        ({"tribute": "honour"}, "Give both the kind of dedication and the name"),
        ({"email": "lea"}, "This is no email address"),
        ({"received_on": "yesterday"}, "Write the day as"),
        ({"name": ""}, "Write who gave"),
    ],
)
def test_form_says_what_is_wrong_and_writes_nothing(office: Client, fields: dict[str, str], sentence: str) -> None:
    answer = office.post(ENTER, typed(**fields))
    assert (answer.status_code, sentence in answer.text, Gift.objects.count()) == (422, True, 0)


def test_what_was_entered_of_a_person_is_told_and_forgotten_with_them(pia: Any) -> None:
    gift = enter_gift(cheque(email="lea@paper.example", reference="No. 77"), token="a", by=pia)
    assert export_of("lea@paper.example")["giving"]["gifts"][0]["reference"] == "No. 77"
    erase("lea@paper.example", at=NOON)
    assert (fresh(gift).reference, fresh(gift).name, LedgerEntry.objects.get().gross) == ("", "", 25_000)
    assert LedgerEntry.objects.get().source_id == str(gift.uuid)
    with pytest.raises(CannotReverse, match="erased"):
        reverse_gift(gift, reason="A mistake.", by=pia)


def test_large_cheque_is_no_matter_of_cards(office: Client) -> None:
    office.post(ENTER, typed(amount="2500000"))
    assert Gift.objects.get().amount == 250_000_000


def test_mistake_is_reversed_by_an_opposite_entry_and_a_void_notice(pia: Any) -> None:
    gift = enter_gift(cheque(), token="a", by=pia)
    before = LedgerEntry.objects.values().get()
    reverse_gift(gift, reason="The cheque came back.", by=pia)
    assert LedgerEntry.objects.filter(pk=before["id"]).values().get() == before
    assert LedgerEntry.objects.get(kind="reversal").gross == -25_000
    assert fresh(gift).state == Gift.State.CANCELLED
    notice = Receipt.objects.get(step=1)
    assert (notice.returned, notice.paper.snapshot["title"]) == (25_000, "Notice that a receipt is void")
    assert (sum(total.net for total in by_period("appeal")), totals_that_differ()) == (0, [])
    with pytest.raises(CannotReverse, match="reversed already"):
        reverse_gift(gift, reason="The cheque came back.", by=pia)


def test_gift_of_stripes_is_not_reversed_by_hand(pia: Any, sandbox: Sandbox) -> None:
    gift = give(sandbox)
    bring(sandbox)
    with pytest.raises(CannotReverse, match="came by Stripe"):
        reverse_gift(gift, reason="No.", by=pia)


def test_reconciling_calls_none_of_it_a_difference(pia: Any, sandbox: Sandbox) -> None:
    give(sandbox)
    bring(sandbox)
    for kind in ("cheque", "wire", "stock"):
        described = "Shares" if kind == "stock" else ""
        gift = enter_gift(cheque(kind=kind, described=described), token=kind, by=pia)
        reverse_gift(gift, reason="A mistake.", by=pia)
    assert reconcile("--since", "2026-11-01") == ("Nothing differs.\n", 0)


def test_reversed_gift_is_entered_again_from_what_was_typed(office: Client) -> None:
    office.post(ENTER, typed(reference="No. 78"))
    gift = Gift.objects.get()
    address = f"/admin/donations/gift/{gift.pk}/reverse/"
    assert address in office.get(f"/admin/donations/gift/{gift.pk}/change/").text
    again = office.post(address, {"reason": "The sum was misread."}, follow=True)
    assert 'value="No. 78"' in again.text
    assert 'value="250"' in again.text


def test_donors_page_leads_to_a_form_that_knows_them(office: Client) -> None:
    lea = Donor.objects.create(name="Lea Or", postal_address="9 Hill Road")
    assert f"{ENTER}?donor={lea.pk}" in office.get(f"/admin/donations/donor/{lea.pk}/change/").text
    assert "9 Hill Road" in office.get(f"{ENTER}?donor={lea.pk}").text
    assert ENTER in office.get("/admin/donations/gift/").text


def test_editors_enter_and_reverse_nothing(office: Client, ben: Any, pia: Any) -> None:
    gift = enter_gift(cheque(), token="a", by=pia)
    for deed in (lambda: enter_gift(cheque(), token="b", by=ben), lambda: reverse_gift(gift, reason="No.", by=ben)):
        with pytest.raises(PermissionDenied):
            deed()
    office.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    assert office.post(ENTER, typed()).status_code == 403
    assert office.post(f"/admin/donations/gift/{gift.pk}/reverse/", {"reason": "No."}).status_code == 403


@pytest.fixture
def _closed_connections() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.mark.usefixtures("_closed_connections")
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_gift(pia: Any) -> None:
    start, made = threading.Barrier(4), []

    def click() -> None:
        try:
            start.wait()
            made.append(enter_gift(cheque(), token="same", by=pia).pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(set(made)), LedgerEntry.objects.count(), Receipt.objects.count()) == (4, 1, 1, 1)
