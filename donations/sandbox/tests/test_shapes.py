"""Everything that leaves the sandbox has the shape that the installed package declares for it."""

import copy
import json
import urllib.request
from typing import Any

import pytest

from donations.sandbox.testing import Sandbox
from donations.sandbox.tests.clients import again, client_of, line, monthly, once
from donations.sandbox.tests.shapes import faults_of

pytestmark = pytest.mark.once

LISTS = [
    *("balance_transactions", "charges", "checkout/sessions", "customers", "disputes", "events", "invoice_payments"),
    *("invoices", "payment_intents", "payment_methods", "payouts", "prices", "products", "refunds", "setup_intents"),
    *("radar/early_fraud_warnings", "subscriptions?status=all", "webhook_endpoints"),
]
EXPANDED = [
    "charges?expand[]=data.refunds&expand[]=data.payment_intent&expand[]=data.balance_transaction.source",
    "checkout/sessions?expand[]=data.line_items&expand[]=data.subscription.latest_invoice&expand[]=data.customer",
    "invoices?expand[]=data.payments&expand[]=data.customer",
    "payment_intents?expand[]=data.latest_charge.balance_transaction&expand[]=data.payment_method",
    "subscriptions?status=all&expand[]=data.latest_invoice.payments&expand[]=data.default_payment_method",
    "refunds?expand[]=data.charge&expand[]=data.balance_transaction&expand[]=data.failure_balance_transaction",
    "disputes?expand[]=data.charge.customer",
    "invoice_payments?expand[]=data.payment.payment_intent&expand[]=data.invoice",
    "customers?expand[]=data.subscriptions&expand[]=data.invoice_settings.default_payment_method",
]


def get(sandbox: Sandbox, path: str) -> Any:
    headers = {"Authorization": f"Bearer {sandbox.key}"}
    request = urllib.request.Request(f"{sandbox.url}/v1/{path}{'&' if '?' in path else '?'}limit=100", headers=headers)
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.load(response)


def live_a_little(sandbox: Sandbox) -> None:
    """Let about everything happen that can."""
    client = client_of(sandbox)
    sandbox.post_to("http://127.0.0.1:9/stripe/webhook/")
    for how in ("declined", "asks", "card", "bank", "bank-fails"):
        session = once(client, currency="eur", metadata={"gift": how}, payment_intent_data={"description": "A gift"})
        sandbox.pay(session.id, how, name="Dov Levin", email="dov@paper.example")
    once(client, customer_creation="always", custom_text={"submit": {"message": "Thank you."}})
    sandbox.settle()
    plans = [monthly(client, subscription_data={"description": "Monthly gift"}) for _ in range(3)]
    for session, how in zip(plans, ("card", "pays-once", "bank"), strict=True):
        sandbox.pay(session.id, how, email="dov@paper.example")
    plan = again(client, plans[0], "subscription").subscription
    price = line(3_000, interval="month")["price_data"] | {"product": plan["items"].data[0].price.product}
    price.pop("product_data")
    item: Any = {"id": plan["items"].data[0].id, "price_data": price}
    client.v1.subscriptions.update(plan.id, {"items": [item], "proration_behavior": "none"})
    portal = client.v1.billing_portal.sessions.create({"customer": plan.customer, "return_url": "http://127.0.0.1:9/"})
    sandbox.change_card(portal.id)
    sandbox.advance(months=1, days=20)
    sandbox.settle()
    client.v1.subscriptions.update(plan.id, {"pause_collection": {"behavior": "void"}, "cancel_at_period_end": True})
    charges = [charge for charge in client.v1.charges.list({"limit": 100}).data if charge.status == "succeeded"]
    refunds = [sandbox.refund(charges[0].id, 500), sandbox.refund(charges[0].id, 700)]
    sandbox.fail_refund(refunds[0]["id"])
    for won, charge in zip((True, False), charges[1:3], strict=True):
        sandbox.close_dispute(sandbox.dispute(charge.id)["id"], won=won)
    sandbox.do("warn", charge=charges[3].id)
    sandbox.do("fee", amount=200)
    sandbox.do("fail_payout", payout=sandbox.payout()["id"])
    once(client)
    sandbox.advance(months=1)


def test_every_object_and_event_is_as_the_package_declares(sandbox: Sandbox) -> None:
    live_a_little(sandbox)
    events = [{name: value for name, value in event.items() if name != "deliveries"} for event in sandbox.events()]
    told = {event["type"] for event in events}
    assert len(told) > 45, sorted(told)
    found = [fault for event in events for fault in faults_of(event) + faults_of(event["data"]["object"])]
    for path in LISTS + EXPANDED:
        listed = get(sandbox, path)
        assert listed["data"], f"{path} is empty, so nothing was looked at"
        found += [f"{path}: {fault}" for one in listed["data"] for fault in faults_of(one)]
    assert sorted(set(found)) == []


def test_what_is_the_sandboxs_own_never_leaves_it(sandbox: Sandbox) -> None:
    live_a_little(sandbox)

    def own(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [name for name in value if name.startswith("_")] + [
                one for inner in value.values() for one in own(inner)
            ]
        return [one for inner in value for one in own(inner)] if isinstance(value, list) else []

    assert [own(get(sandbox, path)) for path in LISTS + EXPANDED] == [[]] * len(LISTS + EXPANDED)


@pytest.mark.parametrize(
    ("where", "value", "fault"),
    [
        (("amount",), "6000", "charge.amount: '6000' is no int"),
        (("status",), "paid", "charge.status: 'paid' is none of ('failed', 'pending', 'succeeded')"),
        (("invoice",), None, "charge.invoice: unknown to the package"),
        (("payment_method_details", "card", "exp_year"), "2030", "charge.payment_method_details"),
        (("outcome", "type"), None, "charge.outcome"),
        (("paid",), 1, "charge.paid: 1 is no bool"),
    ],
)
def test_a_planted_fault_of_shape_is_found(sandbox: Sandbox, where: tuple[str, ...], value: Any, fault: str) -> None:
    sandbox.pay(once(client_of(sandbox)).id)
    charge = copy.deepcopy(get(sandbox, "charges")["data"][0])
    assert faults_of(charge) == []
    inside = charge
    for name in where[:-1]:
        inside = inside[name]
    inside[where[-1]] = value
    assert any(found.startswith(fault) for found in faults_of(charge)), faults_of(charge)


def test_a_missing_key_is_found(sandbox: Sandbox) -> None:
    sandbox.pay(once(client_of(sandbox)).id)
    charge = get(sandbox, "charges")["data"][0]
    del charge["currency"]
    assert faults_of(charge) == ["charge.currency: missing"]
