"""Subscriptions: what stands, at what amount, until when. What is billed for them stands in billing.py."""

from typing import Any

from donations.sandbox import periods, prices
from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World, new_id

ENDED = ("canceled", "incomplete_expired")


def make(world: World, customer: Thing, lines: list[Thing], *, method: Thing | None, **fields: Any) -> Thing:
    """Make a subscription whose first invoice is not paid yet. A line is a price and a quantity."""
    start = world.now()
    recurring = lines[0]["price"]["recurring"]
    end = periods.end_of(start, start, recurring["interval"], recurring["interval_count"])
    number = new_id("sub_")
    items = [_item(world, number, line, start, end) for line in lines]
    subscription = world.make(
        "subscription",
        "sub_",
        automatic_tax={"disabled_reason": None, "enabled": False, "liability": None},
        billing_cycle_anchor=start,
        billing_mode={"flexible": {"proration_discounts": "included"}, "type": "flexible", "updated_at": start},
        billing_schedules=[],
        cancel_at_period_end=False,
        cancellation_details={"comment": None, "feedback": None, "reason": None},
        collection_method="charge_automatically",
        currency=lines[0]["price"]["currency"],
        customer=customer["id"],
        default_payment_method=method["id"] if method else None,
        default_tax_rates=[],
        discounts=[],
        invoice_settings={"account_tax_ids": None, "issuer": {"type": "self"}},
        items=_listed(items, number),
        payment_settings={
            "payment_method_options": None,
            "payment_method_types": None,
            "save_default_payment_method": "off",
        },
        start_date=start,
        status="incomplete",
        trial_settings={"end_behavior": {"missing_payment_method": "create_invoice"}},
        **{"metadata": {}, **fields, "id": number},
    )
    world.tell("customer.subscription.created", subscription)
    return subscription


def set_status(world: World, subscription: Thing, status: str, **fields: Any) -> None:
    """Write a status down, and tell it if it is another."""
    before = world.change(subscription, status=status, **fields)
    if before:
        world.tell("customer.subscription.updated", subscription, before)


def turn_period(world: World, subscription: Thing) -> None:
    """Begin the next period."""
    items = subscription["items"]["data"]
    recurring = items[0]["price"]["recurring"]
    start = items[0]["current_period_end"]
    end = periods.end_of(
        subscription["billing_cycle_anchor"], start, recurring["interval"], recurring["interval_count"]
    )
    turned = [item | {"current_period_start": start, "current_period_end": end} for item in items]
    before = world.change(subscription, items=subscription["items"] | {"data": turned})
    world.tell("customer.subscription.updated", subscription, before)


def go_on(world: World, subscription: Thing) -> None:
    """End the pause whose day has come."""
    before = world.change(subscription, pause_collection=None)
    world.tell("customer.subscription.updated", subscription, before)


def cancel(world: World, subscription: Thing, *, reason: str, details: dict[str, Any] | None = None) -> Thing:
    """End it now. Invoices that are still open stay so and are not tried again."""
    if subscription["status"] in ENDED:
        raise Refused(f"No such subscription: '{subscription['id']}'", status=404, code="resource_missing", param="id")
    now = world.now()
    told = subscription["cancellation_details"] | blank_is_none(details or {}) | {"reason": reason}
    canceled_at = subscription["canceled_at"] or now
    world.change(
        subscription, status="canceled", canceled_at=canceled_at, ended_at=now, cancellation_details=told, _next=None
    )
    world.tell("customer.subscription.deleted", subscription)
    return subscription


def period_end(subscription: Thing) -> int:
    return int(min(item["current_period_end"] for item in subscription["items"]["data"]))


def _item(world: World, subscription: str, line: Thing, start: int, end: int) -> Thing:
    price = line["price"]
    return {
        "id": new_id("si_"),
        "object": "subscription_item",
        "billing_thresholds": None,
        "created": world.now(),
        "current_period_end": end,
        "current_period_start": start,
        "discounts": [],
        "metadata": {},
        "plan": prices.plan_of(price),
        "price": price,
        "quantity": line["quantity"],
        "subscription": subscription,
        "tax_rates": [],
    }


def _listed(items: list[Thing], subscription: str) -> Thing:
    url = f"/v1/subscription_items?subscription={subscription}"
    return {"object": "list", "data": items, "has_more": False, "total_count": len(items), "url": url}


def blank_is_none(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value or None for name, value in given.items()}
