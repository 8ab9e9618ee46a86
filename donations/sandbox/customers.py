"""Customers, whose default card their standing gifts fall back to."""

from typing import Any

from donations.sandbox import methods
from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World, new_id

_PLAIN = ("address", "description", "email", "name", "phone", "preferred_locales", "shipping", "tax_exempt")


def make(world: World, given: dict[str, Any]) -> Thing:
    settings = given.get("invoice_settings", {})
    customer = world.make(
        "customer",
        "cus_",
        balance=0,
        delinquent=False,
        invoice_prefix=new_id("")[:8].upper(),
        invoice_settings={
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        metadata=given.get("metadata") or {},
        next_invoice_sequence=1,
        preferred_locales=[],
        tax_exempt="none",
        **{name: given[name] for name in _PLAIN if name in given and name not in {"preferred_locales", "tax_exempt"}},
    )
    if method := given.get("payment_method"):
        methods.attach(world, methods.named(world, method), customer)
    world.tell("customer.created", customer)
    if settings:
        return update(world, customer, {"invoice_settings": settings})
    return customer


def update(world: World, customer: Thing, given: dict[str, Any]) -> Thing:
    changes: dict[str, Any] = {name: given[name] or None for name in _PLAIN if name in given}
    if "metadata" in given:
        changes["metadata"] = merged(customer["metadata"], given["metadata"])
    if "invoice_settings" in given:
        wanted = given["invoice_settings"]
        if number := wanted.get("default_payment_method"):
            theirs(world, number, customer, param="invoice_settings[default_payment_method]")
        changes["invoice_settings"] = customer["invoice_settings"] | {
            "default_payment_method": wanted.get("default_payment_method") or None
        }
    before = world.change(customer, **changes)
    if before:
        world.tell("customer.updated", customer, before)
    return customer


def theirs(world: World, number: str, customer: Thing, *, param: str) -> Thing:
    """Return a method, provided it is this customer's."""
    method = world.get("payment_method", number, param=param, mentioned=True)
    if method["customer"] != customer["id"]:
        raise Refused(
            f"The customer does not have a payment method with the ID {number}. The payment method must be attached "
            "to the customer.",
            code="resource_missing",
            param=param,
        )
    return method


def merged(metadata: dict[str, str], given: Any) -> dict[str, str]:
    """Return metadata with what was given: an empty value takes its key away, an empty whole takes all."""
    if given == "":
        return {}
    return {key: value for key, value in {**metadata, **given}.items() if value != ""}
