"""Checkout sessions: what is asked for, and what becomes of it on the hosted page."""

from typing import Any
from urllib.parse import quote

from donations.sandbox import asking, billing, customers, intents, methods, subscriptions
from donations.sandbox.currencies import require_chargeable
from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World

HOUR = 3_600
_OF_THE_INTENT = {
    *("description", "metadata", "receipt_email", "setup_future_usage", "statement_descriptor"),
    *("statement_descriptor_suffix", "transfer_group"),
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
    *("origin_context", "integration_identifier", "phone_number_collection"),
}


def make(world: World, given: dict[str, Any]) -> Thing:
    mode = given.get("mode", "payment")
    asking.require_sense(world, given)
    lines = [asking.line(world, item, place) for place, item in enumerate(given["line_items"])]
    currency = asking.one_currency(lines)
    asking.require_rhythm(lines, mode)
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
    """Attempt the session's one intent. A standing gift has one only for what is refused or asked before it begins."""
    intent = world.store.get(session.get("_intent") or "")
    if intent is None:
        data = session["_data"] if session["mode"] == "payment" else {"description": "Subscription creation"}
        fields = {name: data[name] for name in _OF_THE_INTENT & set(data)}
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
    told |= {"tax_exempt": "none", "tax_ids": None}
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
    keeps_card = session["_data"].get("setup_future_usage")
    if session["mode"] == "payment" and session["customer_creation"] != "always" and not keeps_card:
        return None  # a guest
    return customers.make(world, {"email": email, "name": name})
