"""A session, from what is asked for to what comes of it."""

import pytest
import stripe

from donations.sandbox.testing import Sandbox
from donations.sandbox.tests.clients import again, client_of, monthly, once

pytestmark = pytest.mark.once


def test_a_paid_session_has_an_intent_a_charge_and_a_balance_transaction(sandbox: Sandbox) -> None:
    client = client_of(sandbox)
    session = once(client, metadata={"gift": "7"}, payment_intent_data={"metadata": {"gift": "7"}})
    assert session.payment_intent is None
    assert sandbox.pay(session.id)["outcome"] == "paid"
    paid = again(client, session, "payment_intent.latest_charge.balance_transaction")
    charge = paid.payment_intent.latest_charge
    entry = charge.balance_transaction
    assert (paid.status, paid.payment_status, charge.metadata["gift"]) == ("complete", "paid", "7")
    assert (entry.type, entry.amount, entry.fee, entry.net) == ("charge", 6_000, 204, 5_796)


def test_the_page_leads_back_with_the_sessions_id(sandbox: Sandbox) -> None:
    session = once(client_of(sandbox))
    assert sandbox.pay(session.id)["back"] == f"http://127.0.0.1:9/thanks/?session={session.id}"


def test_a_declined_card_leaves_the_session_open_for_another(sandbox: Sandbox) -> None:
    client = client_of(sandbox)
    session = once(client)
    assert sandbox.pay(session.id, "declined")["outcome"] == "declined"
    assert again(client, session).status == "open"
    assert sandbox.pay(session.id)["outcome"] == "paid"
    assert [charge.status for charge in client.v1.charges.list().data] == ["succeeded", "failed"]


def test_paying_twice_charges_once(sandbox: Sandbox) -> None:
    client = client_of(sandbox)
    session = once(client)
    assert [sandbox.pay(session.id)["outcome"] for _ in range(2)] == ["paid", "paid"]
    assert len(client.v1.charges.list().data) == 1


@pytest.mark.parametrize(
    ("how", "event", "status"), [("bank", "succeeded", "paid"), ("bank-fails", "failed", "unpaid")]
)
def test_a_bank_debit_is_unpaid_until_it_arrives(sandbox: Sandbox, how: str, event: str, status: str) -> None:
    client = client_of(sandbox)
    session = once(client)
    assert sandbox.pay(session.id, how)["outcome"] == "processing"
    before = again(client, session, "payment_intent.latest_charge")
    assert (before.status, before.payment_status) == ("complete", "unpaid")
    assert (before.payment_intent.status, before.payment_intent.latest_charge.status) == ("processing", "pending")
    assert sandbox.settle() == 1
    assert again(client, session).payment_status == status
    assert len(sandbox.events(f"checkout.session.async_payment_{event}")) == 1


@pytest.mark.parametrize(("confirmed", "outcome"), [(True, "paid"), (False, "declined")])
def test_a_bank_that_asks_is_answered_on_one_more_page(sandbox: Sandbox, confirmed: bool, outcome: str) -> None:
    session = once(client_of(sandbox))
    assert sandbox.pay(session.id, "asks")["outcome"] == "asked"
    assert sandbox.pay(session.id, "asks", confirmed=confirmed)["outcome"] == outcome


def test_a_standing_gift_begins_with_a_paid_invoice(sandbox: Sandbox) -> None:
    client = client_of(sandbox)
    session = monthly(client, subscription_data={"metadata": {"gift": "7"}}, customer_email="dov@paper.example")
    sandbox.pay(session.id)
    paid = again(client, session, "subscription", "invoice", "customer")
    assert (paid.subscription.status, paid.subscription.metadata["gift"]) == ("active", "7")
    assert paid.invoice.parent.subscription_details.subscription == paid.subscription.id
    assert (paid.invoice.status, paid.invoice.billing_reason) == ("paid", "subscription_create")
    assert paid.customer.email == "dov@paper.example"
    assert paid.payment_intent is None
    payments = client.v1.invoice_payments.list({"invoice": paid.invoice.id}).data
    assert [payment.status for payment in payments] == ["paid"]


def test_an_expired_session_cannot_be_paid(sandbox: Sandbox) -> None:
    client = client_of(sandbox)
    session = once(client)
    client.v1.checkout.sessions.expire(session.id)
    sandbox.pay(session.id)
    assert again(client, session).status == "expired"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.expire(session.id)


def test_a_session_expires_by_itself_after_a_day(sandbox: Sandbox) -> None:
    client = client_of(sandbox)
    session = once(client)
    sandbox.advance(days=1.1)
    assert again(client, session).status == "expired"
    assert sandbox.events("checkout.session.expired")[0]["data"]["object"]["id"] == session.id
