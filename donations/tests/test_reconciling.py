"""`reconcile_stripe`: whatever was lost, dropped or left half-way, the books are Stripe's after one --fix."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from donations.actions.book import totals_that_differ
from donations.models import Charge, DayTotal, Gift, LedgerEntry, Plan, Receipt, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.stripe.client import client
from donations.stripe.reconciliation import Difference, differences, mend
from donations.tests.builders import bring, charge_of, fresh, give, now

pytestmark = pytest.mark.django_db


def reconcile(*arguments: str) -> tuple[str, int]:
    """Run the command; return what it printed and the code it ended with."""
    said = io.StringIO()
    try:
        call_command("reconcile_stripe", *arguments, stdout=said)
    except CommandError as error:
        return said.getvalue(), error.returncode
    return said.getvalue(), 0


def everything_booked() -> bool:
    """Say whether the ledger is, line by line and in sum, what Stripe's balance says."""
    there = {
        one.id: (one.amount, one.fee, one.net)
        for one in client().v1.balance_transactions.list(params={"limit": 100}).auto_paging_iter()
    }
    here = {entry.transaction_id: (entry.gross, entry.fee, entry.net) for entry in LedgerEntry.objects.all()}
    return there == here and not totals_that_differ()


def live_through(sandbox: Sandbox) -> list[Gift]:
    """A year of giving in small: once, monthly, by bank, given back in part, contested, paid out."""
    once, monthly, bank = give(sandbox), give(sandbox, interval="month", email="m@paper.example"), give(sandbox, "bank")
    sandbox.refund(charge_of(sandbox, once), 1500)
    sandbox.dispute(charge_of(sandbox, monthly))
    sandbox.settle()
    sandbox.do("fee", amount=70)
    sandbox.advance(months=1)
    sandbox.advance(days=0.1)
    sandbox.payout()
    return [once, monthly, bank]


def test_nothing_differs_when_every_event_came(sandbox: Sandbox) -> None:
    live_through(sandbox)
    bring(sandbox)
    assert reconcile() == ("Nothing differs.\n", 0)
    assert everything_booked()


def test_lost_events_are_told_of_and_nothing_is_changed(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    said, code = reconcile()
    assert code == 1
    assert "is not booked" in said
    assert f"Gift {gift.uuid} is “at Stripe”, and its session is complete, paid." in said
    assert not LedgerEntry.objects.exists()
    assert fresh(gift).state == Gift.State.OPEN


def test_one_fix_books_all_that_was_lost_and_a_second_changes_nothing(sandbox: Sandbox) -> None:
    gifts = live_through(sandbox)
    assert reconcile("--fix")[1] == 0
    assert everything_booked()
    assert {fresh(gift).state for gift in gifts} == {Gift.State.PARTLY_REFUNDED, Gift.State.RECEIVED}
    assert Gift.objects.count() == 4  # a month later the plan gave again
    before = rows()
    assert reconcile("--fix") == ("Nothing differs.\n", 0)
    assert rows() == before


@given(lost=st.sets(st.integers(0, 60)), twice=st.booleans())
@hypothesis_settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_lost_one_fix_brings_back(sandbox: Sandbox, lost: set[int], twice: bool) -> None:
    from django.db import transaction

    with transaction.atomic():
        live_through(sandbox)
        told = [event for number, event in enumerate(sandbox.events()) if number not in lost]
        bring(sandbox, told * (2 if twice else 1))
        assert reconcile("--fix")[1] == 0
        assert everything_booked()
        transaction.set_rollback(True)
    sandbox.reset()


def books_are_stripes(sandbox: Sandbox, mending: Callable[[Difference], object]) -> None:
    live_through(sandbox)
    for difference in differences(now() - timedelta(days=90), at=now()):
        mending(difference)
    assert everything_booked()


def without_fees(difference: Difference) -> None:
    """Mends what is a gift's, and forgets what Stripe keeps for itself."""
    if not difference.sentence.startswith("stripe_fee"):
        mend(difference, at=now())


def test_one_pass_makes_the_books_stripes(sandbox: Sandbox) -> None:
    books_are_stripes(sandbox, lambda difference: mend(difference, at=now()))


def test_planted_fault_of_mending_is_found(sandbox: Sandbox) -> None:
    with pytest.raises(AssertionError):
        books_are_stripes(sandbox, without_fees)


def test_events_that_stripe_could_not_deliver_are_fetched(sandbox: Sandbox) -> None:
    sandbox.post_to("http://127.0.0.1:9/stripe/webhook/")
    gift = give(sandbox)
    said, _code = reconcile("--fix")
    sandbox.post_to("")
    assert "checkout.session.completed" in said
    assert StripeEvent.objects.get(type="checkout.session.completed").state == StripeEvent.State.DONE
    assert fresh(gift).state == Gift.State.RECEIVED


def test_plan_that_says_something_else_is_mended(sandbox: Sandbox) -> None:
    give(sandbox, interval="month")
    bring(sandbox)
    plan = Plan.objects.get()
    client().v1.subscriptions.cancel(plan.subscription_id)
    said, code = reconcile()
    assert (code, f"Plan {plan.subscription_id} says" in said) == (0, True)  # no money differs
    reconcile("--fix")
    plan.refresh_from_db()
    assert plan.status == "canceled"


def test_total_that_is_not_the_sum_is_found_and_mended(sandbox: Sandbox) -> None:
    give(sandbox)
    bring(sandbox)
    DayTotal.objects.update(gross=1)
    said, code = reconcile()
    assert (code, "summed" in said) == (1, True)
    assert reconcile("--fix")[1] == 0
    assert not totals_that_differ()


def test_entry_that_stripe_does_not_know_is_told_of(sandbox: Sandbox) -> None:
    LedgerEntry.objects.create(
        transaction_id="txn_forged", kind="charge", livemode=False, currency="USD", gross=9, fee=0, net=9,
        happened_at=now(), day=now().date(), booked_at=now(),
    )  # fmt: skip
    said, code = reconcile("--fix")
    assert (code, "txn_forged is booked, and Stripe does not know it" in said) == (1, True)


def test_only_what_happened_since_a_date_is_compared(sandbox: Sandbox) -> None:
    give(sandbox)
    tomorrow = (now() + timedelta(days=2)).date().isoformat()
    assert reconcile("--since", tomorrow) == ("Nothing differs.\n", 0)


def test_stripe_that_cannot_be_asked_is_said(sandbox: Sandbox, settings: object) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    assert reconcile()[1] == 2


def rows() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Gift, Charge, LedgerEntry, Receipt, DayTotal)]
