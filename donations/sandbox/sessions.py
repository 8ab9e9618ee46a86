"""Checkout sessions: what is asked for, and what becomes of it on the hosted page."""

from typing import Any
from urllib.parse import quote

from donations.sandbox import billing, customers, intents, methods, prices, subscriptions
from donations.sandbox.currencies import require_chargeable
from donations.sandbox.errors import Refused, not_in_the_sandbox
from donations.sandbox.store import Thing
from donations.sandbox.world import World, new_id

MINUTE, HOUR = 60, 3_600
_KNOWN = {
    *("mode", "line_items", "success_url", "cancel_url", "customer", "customer_email", "customer_creation", "metadata"),
    *("client_reference_id", "submit_type", "expires_at", "payment_intent_data", "subscription_data", "ui_mode"),
    *("locale", "currency", "billing_address_collection", "custom_text", "phone_number_collection", "adaptive_pricing"),
    *("allow_promotion_codes", "automatic_tax", "payment_method_configuration", "allowed_payment_method_types"),
    *(
        "excluded_payment_method_types",
        "payment_method_collection",
        "saved_payment_method_options",
        "consent_collection",
    ),
    *("origin_context", "integration_identifier", "customer_update", "after_expiration", "payment_method_options"),
}
_AS_GIVEN = {
    *(
        "client_reference_id",
        "submit_type",
        "customer_email",
        "success_url",
        "cancel_url",
        "billing_address_collection",
    ),
    *("allow_promotion_codes", "origin_context", "integration_identifier", "phone_number_collection"),
}


def make(world: World, given: dict[str, Any]) -> Thing:
    mode = given.get("mode", "payment")
    _require_sense(world, given, mode)
    lines = [_line(world, item, place) for place, item in enumerate(given["line_items"])]
    currency = _one_currency(lines)
    _require_rhythm(lines, mode)
    total = sum(line["amount_total"] for line in lines)
    require_chargeable(total, currency, param="line_items")
    customer = given.get("customer")
    if customer:
        world.get("customer", customer, param="customer", mentioned=True)
    session = world.make(
        "checkout.session",
        "cs_test_",
        adaptive_pricing={"enabled": given.get("adaptive_pricing", {}).get("enabled", False)},
        amount_subtotal=total,
        amount_total=total,
        automatic_tax={"enabled": False, "liability": None, "provider": None, "status": None},
        currency=currency,
        custom_fields=[],
        custom_text=dict.fromkeys(("after_submit", "shipping_address", "submit", "terms_of_service_acceptance"))
        | given.get("custom_text", {}),
        customer=customer,
        customer_creation=None if customer or mode != "payment" else given.get("customer_creation", "if_required"),
        expires_at=given.get("expires_at", world.now() + 24 * HOUR),
        locale=given.get("locale", "auto"),
        metadata=given.get("metadata", {}),
        mode=mode,
        payment_method_collection="if_required" if mode == "payment" else "always",
        payment_method_configuration_details={"id": "pmc_sandbox", "parent": None},
        payment_method_options={"card": {"request_three_d_secure": "automatic"}},
        payment_method_types=["card", "us_bank_account"],
        payment_status="unpaid",
        shipping_options=[],
        status="open",
        total_details={"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        ui_mode="hosted_page",
        **{name: given[name] for name in _AS_GIVEN & set(given)},
        _lines=lines,
        _data=given.get("payment_intent_data" if mode == "payment" else "subscription_data", {}),
    )
    world.change(session, url=f"{world.url}/c/pay/{session['id']}")
    return session


def expire(world: World, session: Thing) -> Thing:
    if session["status"] != "open":
        raise Refused(
            f'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of '
            f"{session['status']}.",
        )
    world.change(session, status="expired", url=None)
    intent = world.store.get(session.get("_intent") or "")
    if intent and intent["status"] != "succeeded":
        intents.cancel(world, intent, "automatic")
    world.tell("checkout.session.expired", session)
    return session


def back(session: Thing) -> str:
    """Return where the page leads: to the thanks when it is paid, else back."""
    url = session["success_url"] if session["status"] == "complete" else session["cancel_url"] or session["success_url"]
    return str(url).replace("{CHECKOUT_SESSION_ID}", quote(session["id"]))


def pay(
    world: World,
    session: Thing,
    way: str,
    *,
    name: str | None = None,
    email: str | None = None,
    confirmed: bool = False,
) -> str:
    """Pay on the hosted page; return paid, processing, declined or asked. A session is paid once, however often."""
    if session["status"] != "open":
        return "paid" if session["payment_status"] == "paid" else "processing"
    email = email or session["customer_email"]
    method = methods.make(world, way, name=name, email=email)
    if session["mode"] == "payment" or (method["_behaviour"] in {"declines", "asks"} and not confirmed):
        outcome = _pay_once(world, session, method, confirmed=confirmed)
    else:
        outcome = "succeeded"
    if outcome == "requires_payment_method":
        world.change(session, _asking=None)
        return "declined"
    if outcome == "requires_action":
        world.change(session, _asking={"way": way, "name": name, "email": email})
        return "asked"
    return _complete(world, session, method, name=name, email=email)


def answer(world: World, session: Thing, *, confirmed: bool) -> str:
    """Answer the bank's question on the hosted page."""
    asking = session.get("_asking")
    if session["status"] != "open" or not asking:
        return "paid" if session["payment_status"] == "paid" else "declined"
    if confirmed:
        return pay(world, session, asking["way"], name=asking["name"], email=asking["email"], confirmed=True)
    intents.decline(world, world.get("payment_intent", session["_intent"]))
    world.change(session, _asking=None)
    return "declined"


def settled(world: World, intent: Thing, *, arrived: bool) -> None:
    """Tell what became of a bank debit that a session began."""
    for session in world.store.each("checkout.session", _intent=intent["id"], status="complete"):
        if arrived:
            world.change(session, payment_status="paid")
            world.tell("checkout.session.async_payment_succeeded", session)
        else:
            world.tell("checkout.session.async_payment_failed", session)


def _pay_once(world: World, session: Thing, method: Thing, *, confirmed: bool) -> str:
    """Attempt the session's one intent. For a standing gift it stands for the question only, until the bank has said yes."""
    intent = world.store.get(session.get("_intent") or "")
    if intent is None:
        data = session["_data"] if session["mode"] == "payment" else {}
        names = ("description", "metadata", "receipt_email", "setup_future_usage", "statement_descriptor_suffix")
        names += ("statement_descriptor", "transfer_group", "shipping")
        fields = {name: data[name] for name in names if name in data}
        intent = intents.make(
            world, session["amount_total"], session["currency"], customer=session["customer"], **fields
        )
        world.change(session, _intent=intent["id"])
    return intents.attempt(world, intent, method, confirmed=confirmed)


def _complete(world: World, session: Thing, method: Thing, *, name: str | None, email: str | None) -> str:
    customer = _customer(world, session, name=name, email=email)
    if session["mode"] == "payment":
        intent = world.get("payment_intent", session["_intent"])
        if customer:
            world.change(intent, customer=customer["id"])
            for charge in world.store.each("charge", payment_intent=intent["id"]):
                world.change(charge, customer=customer["id"])
            if intent["setup_future_usage"]:
                methods.attach(world, method, customer)
        ours = {"payment_intent": intent["id"]}
    else:
        assert customer
        if question := world.store.get(session.get("_intent") or ""):
            intents.cancel(world, question, "automatic")
        methods.attach(world, method, customer)
        data = {name: value for name, value in session["_data"].items() if name in {"metadata", "description"}}
        lines = [{"price": line["price"], "quantity": line["quantity"]} for line in session["_lines"]]
        subscription = subscriptions.make(world, customer, lines, method=method, **data)
        intent = billing.begin(world, subscription, method)
        latest = world.get("subscription", subscription["id"])["latest_invoice"]
        ours = {"subscription": subscription["id"], "invoice": latest, "_intent": intent["id"]}
    status = "paid" if intent["status"] == "succeeded" else "unpaid"
    told = {
        "address": None,
        "business_name": None,
        "email": email,
        "individual_name": name,
        "name": name,
        "phone": None,
    }
    told |= {"tax_exempt": "none", "tax_ids": []}
    world.change(
        session,
        collected_information={"business_name": None, "individual_name": None, "shipping_details": None},
        customer=customer["id"] if customer else None,
        customer_details=told,
        payment_status=status,
        status="complete",
        url=None,
        _asking=None,
        **ours,
    )
    world.tell("checkout.session.completed", session)
    return "paid" if status == "paid" else "processing"


def _customer(world: World, session: Thing, *, name: str | None, email: str | None) -> Thing | None:
    if session["customer"]:
        return world.get("customer", session["customer"])
    if session["mode"] == "payment" and session["customer_creation"] != "always":
        if not session["_data"].get("setup_future_usage"):
            return None
    return customers.make(world, {"email": email, "name": name})


def _require_sense(world: World, given: dict[str, Any], mode: str) -> None:
    if unknown := set(given) - _KNOWN:
        raise not_in_the_sandbox(f"sessions with {', '.join(sorted(unknown))}.")
    if mode == "setup":
        raise not_in_the_sandbox("sessions in setup mode.")
    if given.get("ui_mode", "hosted_page") != "hosted_page":
        raise not_in_the_sandbox("sessions with another ui_mode than hosted_page.")
    for needed in ("line_items", "success_url"):
        if not given.get(needed):
            raise Refused(f"Missing required param: {needed}.", code="parameter_missing", param=needed)
    for name in ("success_url", "cancel_url"):
        if name in given and not given[name].startswith(("http://", "https://")):
            raise Refused("Not a valid URL", code="url_invalid", param=name)
    for name, other in (("payment_intent_data", "subscription"), ("subscription_data", "payment")):
        if name in given and mode == other:
            raise Refused(f"You can not pass `{name}` in `{mode}` mode.", param=name)
    if "customer_creation" in given and mode != "payment":
        raise Refused("`customer_creation` can only be used in `payment` and `setup` mode.", param="customer_creation")
    if given.get("customer") and ("customer_email" in given or "customer_creation" in given):
        other = "customer_email" if "customer_email" in given else "customer_creation"
        raise Refused(f"You may only specify one of these parameters: customer, {other}.", param="customer")
    if "customer_update" in given and not given.get("customer"):
        raise Refused("`customer_update` can only be used with `customer`.", param="customer_update")
    if "customer_email" in given and "@" not in given["customer_email"]:
        raise Refused(f"Invalid email address: {given['customer_email']}", code="email_invalid", param="customer_email")
    if "expires_at" in given:
        ahead = given["expires_at"] - world.now()
        if ahead < 30 * MINUTE - 5:
            raise Refused(
                "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
                param="expires_at",
            )
        if ahead > 24 * HOUR + 5:
            raise Refused(
                "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
                param="expires_at",
            )


def _line(world: World, item: dict[str, Any], place: int) -> Thing:
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


def _one_currency(lines: list[Thing]) -> str:
    first, *others = {line["currency"] for line in lines}
    if others:
        raise Refused("All line items must have the same currency.", param="line_items")
    return str(first)


def _require_rhythm(lines: list[Thing], mode: str) -> None:
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
