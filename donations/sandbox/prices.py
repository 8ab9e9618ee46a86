"""Products and prices, which mostly come about from the `price_data` of a session or a subscription."""

from typing import Any

from donations.sandbox.currencies import known
from donations.sandbox.errors import Refused, not_in_the_sandbox
from donations.sandbox.store import Thing
from donations.sandbox.world import World


def product(world: World, data: dict[str, Any]) -> Thing:
    given: dict[str, Any] = {
        name: data[name] for name in ("name", "description", "images", "metadata", "unit_label") if name in data
    }
    made = world.make(
        "product",
        "prod_",
        active=True,
        type="service",
        updated=world.now(),
        marketing_features=[],
        **{"images": [], "metadata": {}} | given,
    )
    world.tell("product.created", made)
    return made


def price(world: World, data: dict[str, Any], *, param: str, active: bool = True) -> Thing:
    """Make a price of `price_data`. One that is made in passing is not active, as at Stripe."""
    currency = known(data["currency"], param=f"{param}[currency]")
    if "product" in data:
        of = world.get("product", data["product"], param=f"{param}[product]", mentioned=True)
    elif "product_data" in data:
        of = product(world, data["product_data"])
    else:
        raise Refused("You must specify either `product` or `product_data` when creating a price.", param=param)
    if "unit_amount" not in data:
        raise Refused(
            f"Missing required param: {param}[unit_amount].", code="parameter_missing", param=f"{param}[unit_amount]"
        )
    if data["unit_amount"] < 0:
        raise Refused("Invalid non-negative integer", code="parameter_invalid_integer", param=f"{param}[unit_amount]")
    recurring = data.get("recurring")
    if recurring:
        recurring = {"interval": recurring["interval"], "interval_count": recurring.get("interval_count", 1)}
        recurring |= {"meter": None, "trial_period_days": None, "usage_type": "licensed"}
    made = world.make(
        "price",
        "price_",
        active=active,
        billing_scheme="per_unit",
        currency=currency,
        metadata=data.get("metadata", {}),
        nickname=data.get("nickname"),
        product=of["id"],
        recurring=recurring,
        tax_behavior=data.get("tax_behavior", "unspecified"),
        type="recurring" if recurring else "one_time",
        unit_amount=data["unit_amount"],
        unit_amount_decimal=str(data["unit_amount"]),
    )
    world.tell("price.created", made)
    return made


def of_item(world: World, item: dict[str, Any], *, param: str) -> Thing:
    """Return the price that an item names or describes."""
    if "price" in item:
        return world.get("price", item["price"], param=f"{param}[price]", mentioned=True)
    if "price_data" in item:
        return price(world, item["price_data"], param=f"{param}[price_data]", active=False)
    raise Refused(f"You must specify either `price` or `price_data` in {param}.", param=param)


def plan_of(price: Thing) -> Thing:
    """Return a price in the older shape that subscription items still carry beside it."""
    recurring = price["recurring"]
    return {
        "id": price["id"],
        "object": "plan",
        "active": price["active"],
        "amount": price["unit_amount"],
        "amount_decimal": price["unit_amount_decimal"],
        "billing_scheme": "per_unit",
        "created": price["created"],
        "currency": price["currency"],
        "interval": recurring["interval"],
        "interval_count": recurring["interval_count"],
        "livemode": False,
        "metadata": {},
        "meter": None,
        "nickname": None,
        "product": price["product"],
        "tiers_mode": None,
        "transform_usage": None,
        "trial_period_days": None,
        "usage_type": "licensed",
    }


def make(world: World, given: dict[str, Any]) -> Thing:
    """Make a price by itself."""
    known_ones = {
        "currency",
        "product",
        "product_data",
        "unit_amount",
        "recurring",
        "metadata",
        "nickname",
        "tax_behavior",
    }
    if unknown := set(given) - known_ones:
        raise not_in_the_sandbox(f"prices with {', '.join(sorted(unknown))}.")
    return price(world, given, param="price")
