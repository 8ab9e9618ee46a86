"""What may be changed of a subscription while it stands."""

from collections.abc import Callable
from typing import Any

from donations.sandbox import customers, prices, subscriptions
from donations.sandbox.errors import Refused, not_in_the_sandbox
from donations.sandbox.store import Thing
from donations.sandbox.subscriptions import blank_is_none
from donations.sandbox.world import World

Given = dict[str, Any]


def update(world: World, subscription: Thing, given: Given) -> Thing:
    """Write down what is asked for, all or nothing, and tell it if it is anything new."""
    if subscription["status"] in subscriptions.ENDED and set(given) - {"metadata", "cancellation_details"}:
        message = "A canceled subscription can only update its cancellation_details and metadata."
        raise Refused(message, code="resource_missing")
    changes: Given = {}
    for name in given:
        if name not in _CHANGES:
            raise not_in_the_sandbox(f"changing {name} of a subscription.")
        changes |= _CHANGES[name](world, subscription, given)
    before = world.change(subscription, **changes)
    if before:
        world.tell("customer.subscription.updated", subscription, before)
    return subscription


def _items(world: World, subscription: Thing, given: Given) -> Given:
    if given.get("proration_behavior") != "none":
        raise not_in_the_sandbox("items can be changed with proration_behavior=none only.")
    return {"items": _with_items(world, subscription, given["items"])}


def _metadata(_world: World, subscription: Thing, given: Given) -> Given:
    return {"metadata": customers.merged(subscription["metadata"], given["metadata"])}


def _pause(_world: World, _subscription: Thing, given: Given) -> Given:
    pause = given["pause_collection"]
    return {"pause_collection": {"resumes_at": None} | pause if pause else None}


def _method(world: World, subscription: Thing, given: Given) -> Given:
    customer = world.get("customer", subscription["customer"])
    customers.theirs(world, given["default_payment_method"], customer, param="default_payment_method")
    return {"default_payment_method": given["default_payment_method"]}


def _details(_world: World, subscription: Thing, given: Given) -> Given:
    details = subscription["cancellation_details"] | blank_is_none(given["cancellation_details"])
    return {"cancellation_details": details}


def _description(_world: World, _subscription: Thing, given: Given) -> Given:
    return {"description": given["description"] or None}


def _nothing(_world: World, _subscription: Thing, _given: Given) -> Given:
    return {}


def _ending(world: World, subscription: Thing, given: Given) -> Given:
    details = subscription["cancellation_details"] | blank_is_none(given.get("cancellation_details", {}))
    if given["cancel_at_period_end"]:
        now, end = world.now(), subscriptions.period_end(subscription)
        details |= {"reason": "cancellation_requested"}
        return {"cancel_at_period_end": True, "cancel_at": end, "canceled_at": now, "cancellation_details": details}
    details = {"comment": None, "feedback": None, "reason": None}
    return {"cancel_at_period_end": False, "cancel_at": None, "canceled_at": None, "cancellation_details": details}


def _with_items(world: World, subscription: Thing, given: list[Given]) -> Thing:
    """Return the items with other prices or quantities, by their ids; the period stays as it is."""
    items = {item["id"]: item for item in subscription["items"]["data"]}
    for place, change in enumerate(given):
        param = f"items[{place}]"
        if set(change) - {"id", "price", "price_data", "quantity", "metadata"}:
            raise not_in_the_sandbox(f"{param} with other than id, price, price_data, quantity, metadata.")
        item = items.get(change.get("id", ""))
        if item is None:
            raise not_in_the_sandbox("adding an item; name the id of the one to change.")
        if {"price", "price_data"} & set(change):
            price = prices.of_item(world, change, param=param)
            _require_same_rhythm(item["price"], price, param)
            item |= {"price": price, "plan": prices.plan_of(price)}
        item["quantity"] = change.get("quantity", item["quantity"])
    listed: Thing = subscription["items"] | {"data": list(items.values())}
    return listed


def _require_same_rhythm(old: Thing, new: Thing, param: str) -> None:
    if not new["recurring"]:
        raise Refused(
            "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
            param=param,
        )
    if new["currency"] != old["currency"]:
        raise Refused("You cannot combine currencies on a single subscription.", param=param)
    if new["recurring"] != old["recurring"]:
        raise not_in_the_sandbox("changing the interval; end the subscription and begin another.")


_CHANGES: dict[str, Callable[[World, Thing, Given], Given]] = {
    "items": _items,
    "metadata": _metadata,
    "pause_collection": _pause,
    "default_payment_method": _method,
    "cancellation_details": _details,
    "cancel_at_period_end": _ending,
    "description": _description,
    "proration_behavior": _nothing,
    "payment_behavior": _nothing,
    "off_session": _nothing,
}
