"""The billing portal: a page where a donor changes their card. It sets the customer's default, and no plan's own."""

from typing import Any

from donations.sandbox import methods
from donations.sandbox.store import Thing
from donations.sandbox.world import World, new_id


def make(world: World, given: dict[str, Any]) -> Thing:
    customer = world.get("customer", given["customer"], param="customer", mentioned=True)
    flow = _flow(given["flow_data"], given.get("return_url")) if "flow_data" in given else None
    number = new_id("bps_")
    return world.make(
        "billing_portal.session",
        "bps_",
        configuration="bpc_sandbox",
        customer=customer["id"],
        flow=flow,
        locale=given.get("locale"),
        return_url=given.get("return_url"),
        url=f"{world.url}/p/session/{number}",
        id=number,
    )


def change_card(world: World, session: Thing, way: str) -> Thing:
    """Take another card: a setup intent, the card attached, the customer's default changed. Plans stay as they are."""
    customer = world.get("customer", session["customer"])
    method = methods.make(world, way, name=customer["name"], email=customer["email"])
    intent = world.make(
        "setup_intent",
        "seti_",
        customer=customer["id"],
        metadata={},
        payment_method_options={
            "card": {"mandate_options": None, "network": None, "request_three_d_secure": "automatic"}
        },
        payment_method_types=["card", "us_bank_account"],
        status="requires_payment_method",
        usage="off_session",
    )
    world.change(intent, client_secret=methods.new_secret(intent["id"]))
    world.tell("setup_intent.created", intent)
    world.change(intent, status="succeeded", payment_method=method["id"])
    world.tell("setup_intent.succeeded", intent)
    methods.attach(world, method, customer)
    settings = customer["invoice_settings"] | {"default_payment_method": method["id"]}
    before = world.change(customer, invoice_settings=settings)
    world.tell("customer.updated", customer, before)
    return method


def _flow(data: dict[str, Any], return_url: str | None) -> Thing:
    completion = {"hosted_confirmation": None, "redirect": None, "type": "portal_homepage"}
    blank = dict.fromkeys(("subscription_cancel", "subscription_update", "subscription_update_confirm"))
    return {"after_completion": completion | data.get("after_completion", {}), "type": data["type"]} | blank
