"""Standing gifts: one gift for each paid invoice, whatever state the plan was in."""

from typing import Any

import pytest

from donations.models import Gift, LedgerEntry, Plan, Receipt, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.stripe.client import client
from donations.tests.builders import bring, fresh, give, make_appeal

pytestmark = pytest.mark.django_db
MONTH = Gift.Interval.MONTH
State = Gift.State


def test_first_invoice_belongs_to_the_gift_that_began_the_plan(sandbox: Sandbox) -> None:
    gift = give(sandbox, interval=MONTH, appeal=make_appeal())
    bring(sandbox)
    gift = fresh(gift)
    plan = Plan.objects.get()
    assert (plan.status, plan.amount, plan.currency, plan.interval) == ("active", 6000, "USD", "month")
    assert (plan.began_with, plan.donor, plan.appeal) == (gift, gift.donor, gift.appeal)
    assert plan.period_ends_at is not None
    assert (gift.state, gift.plan, Gift.objects.count()) == (State.RECEIVED, plan, 1)
    assert gift.donor is not None
    assert gift.donor.stripe_customer_id.startswith("cus_")
    assert not StripeEvent.objects.troubled().exists()


def test_each_month_is_a_gift_of_its_own_with_its_receipt(sandbox: Sandbox) -> None:
    first = give(sandbox, interval=MONTH, appeal=make_appeal(), anonymous=True, comment="Go on")
    bring(sandbox)
    sandbox.advance(months=2)
    sandbox.advance(days=0.1)
    bring(sandbox)
    gifts = list(Gift.objects.order_by("made_at"))
    assert [gift.state for gift in gifts] == [State.RECEIVED] * 3
    assert {gift.plan for gift in gifts} == {Plan.objects.get()}
    assert {gift.donor for gift in gifts} == {fresh(first).donor}
    assert all(gift.anonymous and gift.appeal_id == first.appeal_id for gift in gifts)
    assert len({gift.invoice_id for gift in gifts}) == 3
    assert (Receipt.objects.count(), LedgerEntry.objects.filter(kind="charge").count()) == (3, 3)


def test_renewal_whose_card_failed_is_booked_when_it_is_paid_after_all(sandbox: Sandbox) -> None:
    give(sandbox, interval=MONTH)
    bring(sandbox)
    plan = Plan.objects.get()
    sandbox.card_fails(plan.subscription_id)
    sandbox.advance(to="renewal")
    sandbox.advance(days=0.1)
    bring(sandbox)
    plan.refresh_from_db()
    assert (plan.status, Gift.objects.count()) == ("past_due", 1)
    sandbox.card_works(plan.subscription_id)
    invoice = sandbox.each("invoice")[0]["id"]
    client().v1.invoices.pay(invoice)
    bring(sandbox)
    plan.refresh_from_db()
    assert (plan.status, Gift.objects.count()) == ("active", 2)
    assert Gift.objects.get(invoice_id=invoice).state == State.RECEIVED


@pytest.mark.parametrize("backwards", [False, True])
def test_cancel_and_failure_end_cancelled_in_either_order(sandbox: Sandbox, backwards: bool) -> None:
    give(sandbox, interval=MONTH)
    bring(sandbox)
    plan = Plan.objects.get()
    sandbox.card_fails(plan.subscription_id)
    sandbox.advance(to="renewal")
    sandbox.advance(days=0.1)
    Plan.objects.update(cancel_reason=Plan.CancelReason.DONOR)
    client().v1.subscriptions.cancel(plan.subscription_id)
    bring(sandbox, sandbox.events()[:: -1 if backwards else 1])
    plan.refresh_from_db()
    assert (plan.status, plan.cancel_reason) == ("canceled", Plan.CancelReason.DONOR)
    assert plan.ended_at is not None


def test_plan_that_stripe_gives_up_on_ends_for_failed_payments(sandbox: Sandbox) -> None:
    give(sandbox, interval=MONTH)
    bring(sandbox)
    sandbox.card_fails(Plan.objects.get().subscription_id)
    sandbox.advance(months=3)
    bring(sandbox)
    plan = Plan.objects.get()
    assert (plan.status, plan.cancel_reason) == ("canceled", Plan.CancelReason.DUNNING)


def test_paused_plan_is_known_to_be_paused(sandbox: Sandbox) -> None:
    give(sandbox, interval=MONTH)
    bring(sandbox)
    plan = Plan.objects.get()
    client().v1.subscriptions.update(plan.subscription_id, params={"pause_collection": {"behavior": "void"}})
    bring(sandbox)
    plan.refresh_from_db()
    assert plan.paused


def test_amount_changed_at_stripe_is_what_the_next_gift_is_of(sandbox: Sandbox) -> None:
    give(sandbox, interval=MONTH)
    bring(sandbox)
    plan = Plan.objects.get()
    item = client().v1.subscriptions.retrieve(plan.subscription_id)["items"].data[0]
    price = {"currency": "usd", "product": item.price.product, "unit_amount": 9000, "recurring": {"interval": "month"}}
    changed: Any = {"items": [{"id": item.id, "price_data": price}], "proration_behavior": "none"}
    client().v1.subscriptions.update(plan.subscription_id, params=changed)
    sandbox.advance(months=1)
    sandbox.advance(days=0.1)
    bring(sandbox)
    plan.refresh_from_db()
    newest = Gift.objects.order_by("made_at").last()
    assert newest is not None
    assert (plan.amount, newest.amount, newest.meant, newest.flagged) == (9000, 9000, 9000, "")
