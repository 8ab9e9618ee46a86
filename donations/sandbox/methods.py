"""Payment methods: the cards and accounts of Stripe's test mode, and how each behaves when it is charged."""

from typing import Any

from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World, new_id

# By what the buttons and the tests call them: type, brand, last digits, behaviour.
_WAYS = {
    "card": ("card", "visa", "4242", "pays"),
    "declined": ("card", "visa", "0002", "declines"),
    "pays-once": ("card", "visa", "0341", "pays once"),  # then declines, as a card that ran out does
    "asks": ("card", "visa", "3184", "asks"),  # 3-D Secure
    "bank": ("us_bank_account", "STRIPE TEST BANK", "6789", "settles"),
    "bank-fails": ("us_bank_account", "STRIPE TEST BANK", "1116", "returns"),
}
# https://docs.stripe.com/testing, as far as they are used.
_TOKENS = {
    "pm_card_visa": "card",
    "pm_card_chargeDeclined": "declined",
    "pm_card_visa_chargeDeclined": "declined",
    "pm_card_chargeCustomerFail": "declined",
    "pm_card_authenticationRequired": "asks",
    "pm_usBankAccount_success": "bank",
    "pm_usBankAccount_accountClosed": "bank-fails",
}
WAYS = tuple(_WAYS)


def make(world: World, way: str, *, name: str | None = None, email: str | None = None) -> Thing:
    """Make the method that one of the sandbox's buttons stands for."""
    kind, brand, last4, behaviour = _WAYS[way]
    return world.make(
        "payment_method",
        "pm_",
        type=kind,
        billing_details={"address": _no_address(), "email": email, "name": name, "phone": None, "tax_id": None},
        allow_redisplay="limited",
        metadata={},
        _behaviour=behaviour,
        **{kind: _card(brand, last4) if kind == "card" else _account(brand, last4)},
    )


def named(world: World, number: str, *, param: str = "payment_method") -> Thing:
    """Return a method by its id, or a new one for one of Stripe's test names, such as pm_card_visa."""
    if number in _TOKENS:
        return make(world, _TOKENS[number])
    return world.get("payment_method", number, param=param, mentioned=True)


def attach(world: World, method: Thing, customer: Thing) -> None:
    if method["customer"] == customer["id"]:
        return
    if method["customer"]:
        raise Refused("The payment method you provided has already been attached to a customer.", param="customer")
    world.change(method, customer=customer["id"], _attached_at=world.now())
    world.tell("payment_method.attached", method)


def detach(world: World, method: Thing) -> None:
    before = world.change(method, customer=None)
    world.tell("payment_method.detached", method, before)
    for customer in world.store.each("customer", invoice_settings__default_payment_method=method["id"]):
        world.change(customer, invoice_settings=customer["invoice_settings"] | {"default_payment_method": None})


def details(method: Thing) -> Thing:
    """Return how a charge describes the method it was made with."""
    kind = method["type"]
    if kind == "us_bank_account":
        wanted = ["account_holder_type", "account_type", "bank_name", "fingerprint", "last4", "routing_number"]
        bank = {name: method[kind][name] for name in wanted}
        return {"type": kind, kind: bank | {"mandate": None, "payment_reference": None}}
    card = {
        name: method[kind][name]
        for name in ["brand", "checks", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4"]
    }
    card |= {"installments": None, "mandate": None, "network": card["brand"], "network_token": {"used": False}}
    card |= {"regulated_status": "unregulated", "three_d_secure": None, "wallet": None, "authorization_code": "123456"}
    card |= {"extended_authorization": {"status": "disabled"}, "incremental_authorization": {"status": "unavailable"}}
    card |= {"multicapture": {"status": "unavailable"}, "network_transaction_id": "104557651805572"}
    return {"type": kind, kind: card | {"amount_authorized": None, "capture_before": None}}


def _no_address() -> Thing:
    return dict.fromkeys(["city", "country", "line1", "line2", "postal_code", "state"])


def _card(brand: str, last4: str) -> dict[str, Any]:
    return {
        "brand": brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "US",
        "display_brand": brand,
        "exp_month": 12,
        "exp_year": 2034,
        "fingerprint": f"Sandbox{last4}",
        "funding": "credit",
        "generated_from": None,
        "last4": last4,
        "networks": {"available": [brand], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }


def _account(bank: str, last4: str) -> dict[str, Any]:
    return {
        "account_holder_type": "individual",
        "account_type": "checking",
        "bank_name": bank,
        "financial_connections_account": None,
        "fingerprint": f"Sandbox{last4}",
        "last4": last4,
        "networks": {"preferred": "ach", "supported": ["ach"]},
        "routing_number": "110000000",
        "status_details": {},
    }


def new_secret(number: str) -> str:
    return f"{number}_secret_{new_id('')}"
