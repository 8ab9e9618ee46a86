"""What a checkout session may be asked for, beyond what the package's declarations can say."""

from typing import Any

from donations.sandbox import prices
from donations.sandbox.errors import Refused, not_in_the_sandbox
from donations.sandbox.store import Thing
from donations.sandbox.world import World, new_id

Given = dict[str, Any]
_SOONEST, _LATEST = 30 * 60, 24 * 3_600  # seconds until a session may expire
_LEEWAY = 5  # seconds that a request may have been under way
_KNOWN = {
    *("mode", "line_items", "success_url", "cancel_url", "customer", "customer_email", "customer_creation", "metadata"),
    *("client_reference_id", "submit_type", "expires_at", "payment_intent_data", "subscription_data", "ui_mode"),
    *("locale", "currency", "billing_address_collection", "custom_text", "phone_number_collection", "adaptive_pricing"),
    *("payment_method_configuration", "allowed_payment_method_types"),
    *("excluded_payment_method_types", "payment_method_collection", "saved_payment_method_options"),
    *("origin_context", "integration_identifier", "customer_update", "payment_method_options"),
}
_KNOWN_INSIDE = {
    "payment_intent_data": {
        *("description", "metadata", "receipt_email", "setup_future_usage", "statement_descriptor"),
        *("statement_descriptor_suffix", "transfer_group"),
    },
    "subscription_data": {"description", "metadata"},
}


def require_sense(world: World, given: Given) -> None:
    """Refuse a session whose parameters do not go together."""
    if unknown := set(given) - _KNOWN:
        raise not_in_the_sandbox(f"sessions with {', '.join(sorted(unknown))}.")
    if given.get("ui_mode", "hosted_page") != "hosted_page":
        raise not_in_the_sandbox("sessions with another ui_mode than hosted_page.")
    for needed in ("line_items", "success_url"):
        if not given.get(needed):
            raise Refused(f"Missing required param: {needed}.", code="parameter_missing", param=needed)
    for name in ("success_url", "cancel_url"):
        if name in given and not given[name].startswith(("http://", "https://")):
            raise Refused("Not a valid URL", code="url_invalid", param=name)
    _require_of_mode(given)
    _require_of_customer(given)
    if "expires_at" in given:
        _require_soon(given["expires_at"] - world.now())


def _require_of_mode(given: Given) -> None:
    mode = given.get("mode", "payment")
    for name, known in _KNOWN_INSIDE.items():
        if unknown := set(given.get(name, {})) - known:
            raise not_in_the_sandbox(f"{name} with {', '.join(sorted(unknown))}.")
    if mode == "setup":
        raise not_in_the_sandbox("sessions in setup mode.")
    for name, other in (("payment_intent_data", "subscription"), ("subscription_data", "payment")):
        if name in given and mode == other:
            raise Refused(f"You can not pass `{name}` in `{mode}` mode.", param=name)
    if "customer_creation" in given and mode != "payment":
        message = "`customer_creation` can only be used in `payment` and `setup` mode."
        raise Refused(message, param="customer_creation")


def _require_of_customer(given: Given) -> None:
    for other in ("customer_email", "customer_creation"):
        if given.get("customer") and other in given:
            raise Refused(f"You may only specify one of these parameters: customer, {other}.", param="customer")
    if "customer_update" in given and not given.get("customer"):
        raise Refused("`customer_update` can only be used with `customer`.", param="customer_update")
    if "customer_email" in given and "@" not in given["customer_email"]:
        message = f"Invalid email address: {given['customer_email']}"
        raise Refused(message, code="email_invalid", param="customer_email")


def _require_soon(ahead: int) -> None:
    if ahead < _SOONEST - _LEEWAY:
        message = "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation."
        raise Refused(message, param="expires_at")
    if ahead > _LATEST + _LEEWAY:
        message = "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation."
        raise Refused(message, param="expires_at")


def line(world: World, item: dict[str, Any], place: int) -> Thing:
    param = f"line_items[{place}]"
    if set(item) - {"price", "price_data", "quantity", "metadata"}:
        raise not_in_the_sandbox(f"{param} with other than price, price_data, quantity.")
    if "quantity" not in item:
        raise Refused(
            f"Missing required param: {param}[quantity].", code="parameter_missing", param=f"{param}[quantity]"
        )
    price = prices.of_item(world, item, param=param)
    amount = price["unit_amount"] * item["quantity"]
    return {
        "id": new_id("li_"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price["currency"],
        "description": world.get("product", price["product"])["name"],
        "metadata": item.get("metadata", {}),
        "price": price,
        "quantity": item["quantity"],
    }


def one_currency(lines: list[Thing]) -> str:
    first, *others = {line["currency"] for line in lines}
    if others:
        raise Refused("All line items must have the same currency.", param="line_items")
    return str(first)


def require_rhythm(lines: list[Thing], mode: str) -> None:
    recurring = [line for line in lines if line["price"]["recurring"]]
    if mode == "payment" and recurring:
        raise Refused(
            "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use "
            "only one-time prices.",
            param="mode",
        )
    if mode == "subscription" and not recurring:
        raise Refused(
            "You must provide at least one recurring price in `subscription` mode when using prices.", param="mode"
        )
    if mode == "subscription" and len(recurring) < len(lines):
        raise not_in_the_sandbox("one-time items in a subscription's session.")
