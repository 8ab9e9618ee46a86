"""What each thing comes to in the account: charges, refunds, disputes, payouts, currencies; and how it is listed."""

from typing import Any

import pytest
import stripe

from donations.sandbox import currencies
from donations.sandbox.balance import fee_for
from donations.sandbox.testing import Sandbox
from donations.sandbox.tests.clients import again, client_of, once

pytestmark = pytest.mark.once


@pytest.fixture
def client(sandbox: Sandbox) -> stripe.StripeClient:
    return client_of(sandbox)


def give(
    sandbox: Sandbox, client: stripe.StripeClient, amount: int = 6_000, currency: str = "usd", how: str = "card"
) -> Any:
    """Give once; return the charge."""
    session = once(client, amount, currency)
    sandbox.pay(session.id, how)
    return again(client, session, "payment_intent.latest_charge").payment_intent.latest_charge


def now(client: stripe.StripeClient, charge: Any, *expand: str) -> Any:
    return client.v1.charges.retrieve(charge.id, {"expand": list(expand)})


def booked(client: stripe.StripeClient, **by: Any) -> list[tuple[str, int, int, int]]:
    """Return the balance transactions, the oldest first: type, amount, fee, net."""
    asked: Any = {"limit": 100, **by}
    found = client.v1.balance_transactions.list(asked).data[::-1]
    return [(entry.type, entry.amount, entry.fee, entry.net) for entry in found]


@pytest.mark.parametrize(("amount", "fee"), [(6_000, 204), (100, 33), (50, 31), (6_222, 210), (99_999, 2_930)])
def test_the_fee_is_29_percent_and_30_cents(amount: int, fee: int) -> None:
    assert fee_for(amount, "usd") == fee


def test_a_bank_debit_is_a_payment_booked_a_little_later(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    charge = give(sandbox, client, how="bank")
    assert (charge.id[:3], charge.status, charge.balance_transaction) == ("py_", "pending", None)
    sandbox.settle()
    assert (now(client, charge).status, now(client, charge).balance_transaction) == ("succeeded", None)
    assert sandbox.do("book_late")["booked"] == 1
    assert now(client, charge).balance_transaction
    assert [event["data"]["previous_attributes"] for event in sandbox.events("charge.updated")] == [
        {"balance_transaction": None}
    ]
    assert booked(client) == [("payment", 6_000, 48, 5_952)]


def test_cards_are_booked_late_on_request(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    sandbox.faults(late_balance=True)
    charge = give(sandbox, client)
    assert (charge.status, charge.balance_transaction) == ("succeeded", None)
    sandbox.do("book_late")
    assert booked(client) == [("charge", 6_000, 204, 5_796)]


def test_three_thirds_are_refunded_and_no_more(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    charge = give(sandbox, client, 5_000)
    for amount, refunded in ((1_666, False), (1_667, False), (1_667, True)):
        refund = client.v1.refunds.create({"charge": charge.id, "amount": amount})
        assert (refund.status, now(client, charge).refunded) == ("succeeded", refunded)
    assert now(client, charge).amount_refunded == 5_000
    assert len(client.v1.refunds.list({"charge": charge.id}).data) == 3
    assert booked(client, type="refund") == [("refund", -size, 0, -size) for size in (1_666, 1_667, 1_667)]
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": charge.id})
    assert refused.value.code == "charge_already_refunded"


def test_a_refund_by_its_intent_is_of_what_is_left(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    charge = give(sandbox, client)
    client.v1.refunds.create({"charge": charge.id, "amount": 1_000})
    assert client.v1.refunds.create({"payment_intent": charge.payment_intent}).amount == 5_000


@pytest.mark.parametrize("amount", [0, -1, 6_001])
def test_more_than_was_given_or_less_than_nothing_is_not_refunded(
    sandbox: Sandbox, client: stripe.StripeClient, amount: int
) -> None:
    charge = give(sandbox, client)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"charge": charge.id, "amount": amount})
    assert now(client, charge).amount_refunded == 0


def test_a_refund_that_fails_later_comes_back(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    charge = give(sandbox, client)
    refund = client.v1.refunds.create({"charge": charge.id})
    sandbox.fail_refund(refund.id)
    failed = client.v1.refunds.retrieve(refund.id)
    assert (failed.status, failed.failure_reason) == ("failed", "expired_or_canceled_card")
    assert (now(client, charge).amount_refunded, now(client, charge).refunded) == (0, False)
    assert booked(client)[1:] == [("refund", -6_000, 0, -6_000), ("refund_failure", 6_000, 0, 6_000)]
    assert client.v1.refunds.create({"charge": charge.id}).status == "succeeded"


def test_a_refund_of_a_bank_debit_is_a_payment_refund(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    charge = give(sandbox, client, how="bank")
    sandbox.settle()
    sandbox.do("book_late")
    client.v1.refunds.create({"charge": charge.id})
    assert [kind for kind, *_ in booked(client)] == ["payment", "payment_refund"]


@pytest.mark.parametrize(("won", "status"), [(True, "won"), (False, "lost")])
def test_a_dispute_takes_the_money_and_gives_it_back_when_won(
    sandbox: Sandbox, client: stripe.StripeClient, won: bool, status: str
) -> None:
    charge = give(sandbox, client)
    dispute = sandbox.dispute(charge.id)
    assert now(client, charge).disputed
    assert booked(client)[1:] == [("adjustment", -6_000, 1_500, -7_500)]
    sandbox.close_dispute(dispute["id"], won=won)
    assert client.v1.disputes.retrieve(dispute["id"]).status == status
    assert booked(client)[2:] == ([("adjustment", 6_000, 0, 6_000)] if won else [])
    told = [event["type"] for event in sandbox.events() if "dispute" in event["type"]]
    assert told[:2] == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]
    assert ("charge.dispute.funds_reinstated" in told) is won
    assert told[-1] == "charge.dispute.closed"


def test_a_disputed_charge_is_not_refunded(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    charge = give(sandbox, client)
    sandbox.dispute(charge.id)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": charge.id})
    assert refused.value.code == "charge_disputed"


def test_evidence_puts_a_dispute_under_review(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    dispute = sandbox.dispute(give(sandbox, client).id)
    sent = client.v1.disputes.update(dispute["id"], {"evidence": {"uncategorized_text": "A gift."}})
    assert (sent.status, sent.evidence.uncategorized_text) == ("under_review", "A gift.")


def test_a_payout_groups_what_it_pays(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    give(sandbox, client)
    client.v1.refunds.create({"charge": give(sandbox, client).id, "amount": 500})
    payout = sandbox.payout()
    give(sandbox, client)
    grouped = booked(client, payout=payout["id"])
    assert grouped[-1] == ("payout", -payout["amount"], 0, -payout["amount"])
    assert sum(net for *_, net in grouped) == 0
    assert [kind for kind, *_ in grouped] == ["charge", "charge", "refund", "payout"]
    paid = client.v1.payouts.retrieve(payout["id"])
    assert (paid.status, paid.reconciliation_status) == ("paid", "completed")
    assert [len(sandbox.events(f"payout.{kind}")) for kind in ("reconciliation_completed", "paid")] == [1, 1]


def test_a_payout_that_fails_brings_the_money_back(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    give(sandbox, client)
    payout = sandbox.payout()
    sandbox.do("fail_payout", payout=payout["id"])
    assert client.v1.payouts.retrieve(payout["id"]).status == "failed"
    assert booked(client)[-1] == ("payout_failure", 5_796, 0, 5_796)
    assert sandbox.payout()["amount"] == 5_796


def test_what_was_billed_by_stripe_itself_is_booked(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    sandbox.do("fee", amount=200)
    assert booked(client) == [("stripe_fee", -200, 0, -200)]


@pytest.mark.parametrize(
    ("currency", "amount", "came_to"),
    [("eur", 6_000, 6_600), ("jpy", 1_000, 660), ("kwd", 5_000, 1_625), ("usd", 5, 5)],
)
def test_other_currencies_are_booked_in_the_accounts_own(currency: str, amount: int, came_to: int) -> None:
    assert currencies.in_settlement(amount, currency) == came_to
    assert currencies.in_settlement(-amount, currency) == -came_to


def test_the_exchange_rate_is_told(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    charge = give(sandbox, client, 6_000, "eur")
    entry = now(client, charge, "balance_transaction").balance_transaction
    assert (entry.currency, entry.amount, entry.exchange_rate) == ("usd", 6_600, 1.1)
    assert (charge.currency, charge.amount) == ("eur", 6_000)


def test_money_is_available_after_two_days(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    give(sandbox, client)
    assert client.v1.balance_transactions.list().data[0].status == "pending"
    sandbox.advance(days=3)
    assert client.v1.balance_transactions.list().data[0].status == "available"


def test_lists_come_page_by_page_and_whole(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    made = [client.v1.customers.create({"email": f"{number}@paper.example"}).id for number in range(7)][::-1]
    first = client.v1.customers.list({"limit": 3})
    assert ([one.id for one in first.data], first.has_more) == (made[:3], True)
    after = client.v1.customers.list({"limit": 3, "starting_after": made[4]})
    assert ([one.id for one in after.data], after.has_more) == (made[5:], False)
    before = client.v1.customers.list({"limit": 2, "ending_before": made[4]})
    assert ([one.id for one in before.data], before.has_more) == (made[2:4], True)
    assert [one.id for one in first.auto_paging_iter()] == made


def test_lists_are_narrowed(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    charges = [give(sandbox, client) for _ in range(2)]
    sandbox.advance(days=2)
    later = give(sandbox, client)
    v1 = client.v1
    assert [one.id for one in v1.charges.list({"payment_intent": charges[0].payment_intent}).data] == [charges[0].id]
    assert [one.id for one in v1.charges.list({"created": {"gte": later.created}}).data] == [later.id]
    assert len(v1.charges.list({"created": {"lt": later.created}}).data) == 2
    assert booked(client, source=charges[1].id) == [("charge", 6_000, 204, 5_796)]
    assert booked(client, type="payout") == []


def test_what_cannot_be_asked_of_a_list_is_said(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="The sandbox cannot do this"):
        client.v1.charges.list({"transfer_group": "x"})
    with pytest.raises(stripe.InvalidRequestError, match="Invalid limit"):
        client.v1.charges.list({"limit": 101})
    with pytest.raises(stripe.InvalidRequestError, match="No such object: 'ch_none'"):
        client.v1.charges.list({"starting_after": "ch_none"})


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("amount", "This property cannot be expanded"),
        ("colour", "This property cannot be expanded"),
        ("a.b.c.d.e", "more than 4 levels"),
    ],
)
def test_what_is_no_object_is_not_expanded(
    sandbox: Sandbox, client: stripe.StripeClient, path: str, message: str
) -> None:
    charge = give(sandbox, client)
    with pytest.raises(stripe.InvalidRequestError, match=message):
        now(client, charge, path)


def test_what_two_paths_expand_in_one_list_is_expanded_both_times(
    sandbox: Sandbox, client: stripe.StripeClient
) -> None:
    charge = give(sandbox, client)
    client.v1.refunds.create({"charge": charge.id, "amount": 1_000})
    told = now(client, charge, "refunds.data.balance_transaction", "refunds.data.payment_intent")
    (refund,) = told.refunds.data
    assert refund.balance_transaction.amount == -1_000
    assert refund.payment_intent.id == charge.payment_intent


def test_an_intent_is_paid_without_a_page(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    paid: Any = {"amount": 500, "currency": "usd", "payment_method": "pm_card_visa", "confirm": True}
    assert client.v1.payment_intents.create(paid).status == "succeeded"
    with pytest.raises(stripe.CardError) as declined:
        client.v1.payment_intents.create(paid | {"payment_method": "pm_card_chargeDeclined"})
    assert (declined.value.http_status, declined.value.code) == (402, "card_declined")
    assert [charge.status for charge in client.v1.charges.list().data] == ["failed", "succeeded"]
