"""What can be listed, and by which of its fields."""

from collections.abc import Callable
from typing import Any

from donations.sandbox import delivery
from donations.sandbox import endpoints as webhook_endpoints
from donations.sandbox.errors import not_in_the_sandbox
from donations.sandbox.listing import page
from donations.sandbox.store import Thing
from donations.sandbox.world import World

Given = dict[str, Any]
Query = Callable[[World, Given], Thing]
_PAGING = {"limit", "starting_after", "ending_before", "created"}


def _by(kind: str, url: str, **fields: str) -> Query:
    """Return a query for things of a kind, by parameters that are fields of theirs (`a__b` lies inside `a`)."""

    def query(world: World, given: Given) -> Thing:
        _refuse_others(given, fields, kind)
        equal = {field: given[name] for name, field in fields.items() if name in given}
        return page(world, kind, given, url, **equal)

    return query


def _refuse_others(given: Given, known: Any, kind: str) -> None:
    if unknown := set(given) - _PAGING - set(known):
        raise not_in_the_sandbox(f"lists of {kind}s by {', '.join(sorted(unknown))}.")


methods = _by("payment_method", "/v1/payment_methods", customer="customer", type="type")
sessions = _by(
    *("checkout.session", "/v1/checkout/sessions"),
    payment_intent="payment_intent",
    subscription="subscription",
    customer="customer",
    status="status",
)
intents = _by("payment_intent", "/v1/payment_intents", customer="customer")
charges = _by("charge", "/v1/charges", customer="customer", payment_intent="payment_intent")
refunds = _by("refund", "/v1/refunds", charge="charge", payment_intent="payment_intent")
disputes = _by("dispute", "/v1/disputes", charge="charge", payment_intent="payment_intent")
balance_transactions = _by(
    *("balance_transaction", "/v1/balance_transactions"),
    payout="_payout",
    source="source",
    type="type",
    currency="currency",
)
warnings = _by(
    "radar.early_fraud_warning", "/v1/radar/early_fraud_warnings", charge="charge", payment_intent="payment_intent"
)
payouts = _by("payout", "/v1/payouts", status="status", destination="destination")
products = _by("product", "/v1/products", active="active")
prices = _by("price", "/v1/prices", active="active", product="product", currency="currency", type="type")
invoices = _by(
    *("invoice", "/v1/invoices"),
    customer="customer",
    status="status",
    subscription="parent__subscription_details__subscription",
)
setup_intents = _by("setup_intent", "/v1/setup_intents", customer="customer", payment_method="payment_method")


def customers(world: World, given: Given) -> Thing:
    _refuse_others(given, {"email"}, "customer")
    equal = {"email": given["email"]} if "email" in given else {}
    return page(world, "customer", given, "/v1/customers", wanted=lambda one: not one.get("deleted"), **equal)


def customer(world: World, _given: Given, number: str) -> Thing:
    """A deleted one too: it says so."""
    found = world.store.get(number)
    return found if found and found.get("deleted") else world.get("customer", number)


def methods_of_customer(world: World, given: Given, number: str) -> Thing:
    world.get("customer", number)
    return methods(world, given | {"customer": number})


def subscriptions(world: World, given: Given) -> Thing:
    """Without a status those that have ended are left out."""
    _refuse_others(given, {"customer", "status"}, "subscription")
    status = given.get("status")
    equal = {"customer": given["customer"]} if "customer" in given else {}

    def wanted(one: Thing) -> bool:
        ended = one["status"] in {"canceled", "incomplete_expired"}
        return status == "all" or (ended if status == "ended" else not ended if not status else one["status"] == status)

    return page(world, "subscription", given, "/v1/subscriptions", wanted=wanted, **equal)


def invoice_payments(world: World, given: Given) -> Thing:
    """Both ways: what paid an invoice, and which invoice an intent was to pay."""
    _refuse_others(given, {"invoice", "status", "payment"}, "invoice_payment")
    equal: Given = {name: given[name] for name in ("invoice", "status") if name in given}
    if "payment" in given:
        equal["payment__payment_intent"] = given["payment"].get("payment_intent")
    return page(world, "invoice_payment", given, "/v1/invoice_payments", **equal)


def events(world: World, given: Given) -> Thing:
    """Those of thirty days; with `delivery_success`, by whether every endpoint has them."""
    _refuse_others(given, {"type", "types", "delivery_success"}, "event")
    kinds = [given["type"]] if "type" in given else given.get("types", ["*"])
    unsent = delivery.undelivered(world.store) if "delivery_success" in given else set()

    def wanted(event: Thing) -> bool:
        if "delivery_success" in given and (event["id"] not in unsent) is not given["delivery_success"]:
            return False
        return any(_matches(kind, event["type"]) for kind in kinds) and event["created"] > world.now() - 30 * 86_400

    found = page(world, "event", given, "/v1/events", wanted=wanted)
    return found | {"data": [_with_pending(world, event) for event in found["data"]]}


def event(world: World, _given: Given, number: str) -> Thing:
    return _with_pending(world, world.get("event", number))


def endpoints(world: World, given: Given) -> Thing:
    found = page(world, "webhook_endpoint", given, "/v1/webhook_endpoints")
    return found | {"data": [webhook_endpoints.without_secret(one) for one in found["data"]]}


def endpoint(world: World, _given: Given, number: str) -> Thing:
    return webhook_endpoints.without_secret(world.get("webhook_endpoint", number))


def _with_pending(world: World, event: Thing) -> Thing:
    return event | {"pending_webhooks": delivery.pending(world.store, event["id"])}


def _matches(kind: str, name: str) -> bool:
    return name.startswith(kind[:-1]) if kind.endswith("*") else kind == name
