"""Subscriptions under the movable clock: renewed, failing, tried again, ended, paused, changed."""

from datetime import UTC, datetime
from typing import Any

import pytest
import stripe

from donations.sandbox.periods import end_of
from donations.sandbox.testing import Sandbox
from donations.sandbox.tests.clients import again, client_of, line, monthly

pytestmark = pytest.mark.once


@pytest.fixture
def client(sandbox: Sandbox) -> stripe.StripeClient:
    return client_of(sandbox)


def begin(sandbox: Sandbox, client: stripe.StripeClient, how: str = "card", **more: Any) -> stripe.Subscription:
    session = monthly(client, customer_email="dov@paper.example", **more)
    sandbox.pay(session.id, how)
    found: stripe.Subscription = again(client, session, "subscription").subscription
    return found


def now(client: stripe.StripeClient, plan: stripe.Subscription) -> stripe.Subscription:
    return client.v1.subscriptions.retrieve(plan.id)


def invoices(client: stripe.StripeClient, plan: stripe.Subscription) -> list[stripe.Invoice]:
    """Return its invoices, the oldest first."""
    return client.v1.invoices.list({"subscription": plan.id}).data[::-1]


def month_of(plan: stripe.Subscription) -> tuple[datetime, datetime]:
    item = plan["items"].data[0]
    return datetime.fromtimestamp(item.current_period_start, UTC), datetime.fromtimestamp(item.current_period_end, UTC)


def test_a_month_later_it_is_renewed_and_paid(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client)
    sandbox.advance(to="renewal")
    renewed = now(client, plan)
    assert month_of(renewed)[0] == month_of(plan)[1]
    assert [(one.billing_reason, one.status, one.amount_paid) for one in invoices(client, plan)] == [
        ("subscription_create", "paid", 2_500),
        ("subscription_cycle", "paid", 2_500),
    ]
    assert renewed.latest_invoice == invoices(client, plan)[1].id


def test_the_invoice_tells_its_plan_and_its_payment_tells_its_money(
    sandbox: Sandbox, client: stripe.StripeClient
) -> None:
    plan = begin(sandbox, client, subscription_data={"metadata": {"gift": "7"}})
    sandbox.advance(to="renewal")
    invoice = invoices(client, plan)[1]
    assert invoice.parent is not None
    assert invoice.parent.subscription_details is not None
    assert invoice.parent.subscription_details.subscription == plan.id
    assert invoice.parent.subscription_details["metadata"].to_dict() == {"gift": "7"}
    [payment] = client.v1.invoice_payments.list({"invoice": invoice.id, "expand": ["data.payment.payment_intent"]}).data
    intent: Any = payment.payment.payment_intent
    assert (intent.status, intent.amount, intent.metadata.to_dict()) == ("succeeded", 2_500, {})
    backwards = client.v1.invoice_payments.list({"payment": {"type": "payment_intent", "payment_intent": intent.id}})
    assert [one.invoice for one in backwards.data] == [invoice.id]


def test_an_invoice_waits_an_hour_before_it_is_taken(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client)
    end = plan["items"].data[0].current_period_end
    sandbox.do("advance", seconds=end - int(sandbox.ask("state")["now"]) + 60)
    assert invoices(client, plan)[1].status == "draft"
    sandbox.do("advance", seconds=3_600)
    assert invoices(client, plan)[1].status == "paid"


def test_each_of_six_months_is_billed_once_however_far_the_clock_jumps(
    sandbox: Sandbox, client: stripe.StripeClient
) -> None:
    plan = begin(sandbox, client)
    sandbox.advance(months=6, days=1)
    found = invoices(client, plan)
    assert [one.status for one in found] == ["paid"] * 7
    starts = [one.lines.data[0].period.start for one in found]
    assert starts == sorted(set(starts))
    assert all(made.created == start for made, start in zip(found[1:], starts[1:], strict=True))


def test_a_yearly_gift_is_renewed_after_a_year(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client, interval="year")
    sandbox.advance(months=11)
    assert len(invoices(client, plan)) == 1
    sandbox.advance(months=1, days=1)
    assert len(invoices(client, plan)) == 2


def test_a_card_that_fails_is_tried_again_and_then_the_plan_ends(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client, "pays-once")
    sandbox.advance(to="renewal")
    assert now(client, plan).status == "past_due"
    sandbox.advance(days=16)
    ended = now(client, plan)
    assert ended.status == "canceled"
    assert ended.cancellation_details is not None
    assert ended.cancellation_details.reason == "payment_failed"
    failed = invoices(client, plan)[1]
    assert (failed.status, failed.attempt_count, failed.next_payment_attempt) == ("open", 4, None)
    assert len(sandbox.events("invoice.payment_failed")) == 4
    assert len(sandbox.events("customer.subscription.deleted")) == 1


def test_a_plan_recovers_when_a_later_try_is_paid(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client)
    sandbox.card_fails(plan.id)
    sandbox.advance(to="renewal")
    assert now(client, plan).status == "past_due"
    sandbox.card_works(plan.id)
    sandbox.advance(days=4)
    assert now(client, plan).status == "active"
    assert [one.status for one in invoices(client, plan)] == ["paid", "paid"]


def test_the_portals_new_card_does_not_help_a_plan_with_a_card_of_its_own(
    sandbox: Sandbox, client: stripe.StripeClient
) -> None:
    plan = begin(sandbox, client, "pays-once")
    portal = client.v1.billing_portal.sessions.create({"customer": str(plan.customer)})
    card = sandbox.change_card(portal.id)["id"]
    customer = client.v1.customers.retrieve(str(plan.customer))
    assert customer.invoice_settings is not None
    assert customer.invoice_settings.default_payment_method == card
    assert now(client, plan).default_payment_method != card
    sandbox.advance(to="renewal")
    assert now(client, plan).status == "past_due"
    client.v1.subscriptions.update(plan.id, {"default_payment_method": card})
    sandbox.advance(days=4)
    assert now(client, plan).status == "active"


def test_anothers_card_is_refused(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan, other = begin(sandbox, client), begin(sandbox, client)
    with pytest.raises(stripe.InvalidRequestError, match="must be attached to the customer"):
        client.v1.subscriptions.update(plan.id, {"default_payment_method": str(other.default_payment_method)})


def test_another_amount_is_billed_from_the_next_period_on(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client)
    item = plan["items"].data[0]
    price: Any = line(4_000, interval="month")["price_data"] | {"product": item.price.product}
    del price["product_data"]
    change: Any = {"items": [{"id": item.id, "price_data": price}], "proration_behavior": "none"}
    changed = client.v1.subscriptions.update(plan.id, change)
    assert changed["items"].data[0].price.unit_amount == 4_000
    assert month_of(changed) == month_of(plan)
    sandbox.advance(to="renewal")
    assert [one.amount_paid for one in invoices(client, plan)] == [2_500, 4_000]


def test_prorations_are_not_made_up(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client)
    with pytest.raises(stripe.InvalidRequestError, match="The sandbox cannot do this"):
        client.v1.subscriptions.update(plan.id, {"items": [{"id": plan["items"].data[0].id, "quantity": 2}]})


@pytest.mark.parametrize(
    ("behavior", "status"), [("void", "void"), ("keep_as_draft", "draft"), ("mark_uncollectible", "uncollectible")]
)
def test_a_paused_plan_goes_on_without_being_paid(
    sandbox: Sandbox, client: stripe.StripeClient, behavior: Any, status: str
) -> None:
    plan = begin(sandbox, client)
    client.v1.subscriptions.update(plan.id, {"pause_collection": {"behavior": behavior}})
    sandbox.advance(to="renewal")
    paused = now(client, plan)
    assert (paused.status, invoices(client, plan)[1].status) == ("active", status)
    client.v1.subscriptions.update(plan.id, {"pause_collection": ""})
    sandbox.advance(to="renewal")
    assert invoices(client, plan)[2].status == "paid"


def test_a_pause_ends_on_its_day(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client)
    until = plan["items"].data[0].current_period_end + 86_400
    client.v1.subscriptions.update(plan.id, {"pause_collection": {"behavior": "void", "resumes_at": until}})
    sandbox.advance(months=2, days=2)
    assert now(client, plan).pause_collection is None
    assert [one.status for one in invoices(client, plan)] == ["paid", "void", "paid"]


def test_a_plan_ended_now_is_never_billed_again(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client)
    ended = client.v1.subscriptions.cancel(plan.id)
    assert ended.cancellation_details is not None
    assert (ended.status, ended.cancellation_details.reason) == ("canceled", "cancellation_requested")
    sandbox.advance(months=3)
    assert len(invoices(client, plan)) == 1
    with pytest.raises(stripe.InvalidRequestError, match="No such subscription"):
        client.v1.subscriptions.cancel(plan.id)


def test_a_plan_that_ends_with_its_period_stands_until_then(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client)
    ending = client.v1.subscriptions.update(plan.id, {"cancel_at_period_end": True})
    assert (ending.status, ending.cancel_at) == ("active", plan["items"].data[0].current_period_end)
    sandbox.advance(months=1, days=1)
    assert (now(client, plan).status, len(invoices(client, plan))) == ("canceled", 1)


def test_an_end_can_be_taken_back(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client)
    client.v1.subscriptions.update(plan.id, {"cancel_at_period_end": True})
    client.v1.subscriptions.update(plan.id, {"cancel_at_period_end": False})
    sandbox.advance(to="renewal")
    assert (now(client, plan).status, len(invoices(client, plan))) == ("active", 2)


def test_a_bank_debit_begins_a_plan_that_stands_while_it_is_on_its_way(
    sandbox: Sandbox, client: stripe.StripeClient
) -> None:
    plan = begin(sandbox, client, "bank-fails")
    assert (plan.status, invoices(client, plan)[0].status) == ("active", "open")
    sandbox.settle()
    assert (now(client, plan).status, invoices(client, plan)[0].status) == ("past_due", "open")
    assert len(sandbox.events("checkout.session.async_payment_failed")) == 1


def test_a_bank_that_asks_stops_a_renewal(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    session = monthly(client)
    sandbox.pay(session.id, "asks", confirmed=True)
    plan = again(client, session, "subscription").subscription
    assert plan.status == "active"
    sandbox.advance(to="renewal")
    assert now(client, plan).status == "past_due"
    assert len(sandbox.events("invoice.payment_action_required")) == 1


def test_the_31st_stays_the_31st_where_the_month_has_one() -> None:
    anchor = start = int(datetime(2027, 1, 31, 12, tzinfo=UTC).timestamp())
    days = []
    for _ in range(4):
        start = end_of(anchor, start, "month", 1)
        days.append(datetime.fromtimestamp(start, UTC).strftime("%d.%m."))
    assert days == ["28.02.", "31.03.", "30.04.", "31.05."]


def test_a_deleted_customer_takes_their_plans_along(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    plan = begin(sandbox, client)
    assert client.v1.customers.delete(str(plan.customer)).deleted
    assert now(client, plan).status == "canceled"
    assert client.v1.customers.retrieve(str(plan.customer)).deleted
    assert client.v1.customers.list().data == []
    sandbox.advance(months=2)
    assert len(invoices(client, plan)) == 1
