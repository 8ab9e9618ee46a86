"""Payment intents: a sum to be paid, and the attempts at it."""

from typing import Any

from donations.sandbox import charges, methods
from donations.sandbox.currencies import known, require_chargeable
from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World, public

_CONFIGURATION = {"id": "pmc_sandbox", "parent": None}


def make(world: World, amount: int, currency: str, **fields: Any) -> Thing:
    currency = known(currency, param="currency")
    require_chargeable(amount, currency, param="amount")
    intent = world.make(
        "payment_intent",
        "pi_",
        amount=amount,
        amount_capturable=0,
        amount_details={"tip": {}},
        amount_received=0,
        capture_method="automatic_async",
        confirmation_method="automatic",
        currency=currency,
        payment_method_configuration_details=_CONFIGURATION,
        payment_method_options={},
        payment_method_types=["card", "us_bank_account"],
        status="requires_payment_method",
        **{"metadata": {}, **fields},
    )
    world.change(intent, client_secret=methods.new_secret(intent["id"]))
    world.tell("payment_intent.created", intent)
    return intent


def attempt(world: World, intent: Thing, method: Thing, *, confirmed: bool = False) -> str:
    """Try to take the sum from a method; return the status that it comes to. Nothing is taken twice."""
    if intent["status"] not in {"requires_payment_method", "requires_confirmation", "requires_action"}:
        return str(intent["status"])
    world.change(intent, payment_method=method["id"])
    behaviour = method["_behaviour"]
    if behaviour == "asks" and not confirmed:
        action = {"redirect_to_url": {"return_url": None, "url": f"{world.url}/3ds/{intent['id']}"}}
        world.change(intent, status="requires_action", next_action=action | {"type": "redirect_to_url"})
        world.tell("payment_intent.requires_action", intent)
    elif behaviour in {"pays", "asks", "pays once"}:
        if behaviour == "pays once":
            world.change(method, _behaviour="declines")
        charge = charges.make(world, intent, method, "succeeded")
        _succeed(world, intent, charge)
    elif behaviour in {"settles", "returns"}:
        charge = charges.make(world, intent, method, "pending")
        world.change(intent, status="processing", latest_charge=charge["id"], next_action=None, last_payment_error=None)
        world.tell("payment_intent.processing", intent)
    else:
        charge = charges.make(world, intent, method, "failed")
        _fail(world, intent, charge, method)
    return str(intent["status"])


def decline(world: World, intent: Thing) -> None:
    """Let the bank's own question be answered with no."""
    method = world.get("payment_method", intent["payment_method"])
    charge = charges.make(world, intent, method, "failed")
    _fail(world, intent, charge, method)


def settle(world: World, intent: Thing) -> bool:
    """Let a bank debit arrive or come back, as its account behaves; return whether it arrived."""
    charge = world.get("charge", intent["latest_charge"])
    method = world.get("payment_method", intent["payment_method"])
    if method["_behaviour"] == "returns":
        message = "The customer's bank account could not be debited."
        charges.fail(world, charge, "insufficient_funds", message)
        _fail(world, intent, charge, method)
        return False
    charges.succeed(world, charge)
    _succeed(world, intent, charge)
    return True


def cancel(world: World, intent: Thing, reason: str | None = None) -> Thing:
    if intent["status"] in {"succeeded", "canceled", "processing"}:
        message = (
            "You cannot cancel this PaymentIntent because it has a status of "
            f"{intent['status']}. Only a PaymentIntent with one of the following statuses may be canceled: "
            "requires_payment_method, requires_capture, requires_confirmation, requires_action, processing."
        )
        raise Refused(message, code="payment_intent_unexpected_state")
    world.change(intent, status="canceled", canceled_at=world.now(), cancellation_reason=reason, next_action=None)
    world.tell("payment_intent.canceled", intent)
    return intent


def error_of(intent: Thing) -> Refused:
    """Return the 402 that a caller gets for an attempt that failed."""
    refused = Refused("Your card was declined.", status=402, kind="card_error", code="card_declined")
    refused.error |= intent["last_payment_error"] | {"payment_intent": public(intent)}
    return refused


def _succeed(world: World, intent: Thing, charge: Thing) -> None:
    world.change(
        intent,
        status="succeeded",
        amount_received=intent["amount"],
        latest_charge=charge["id"],
        next_action=None,
        last_payment_error=None,
    )
    world.tell("payment_intent.succeeded", intent)


def _fail(world: World, intent: Thing, charge: Thing, method: Thing) -> None:
    error = {
        "charge": charge["id"],
        "code": charge["failure_code"],
        "message": charge["failure_message"],
        "payment_method": public(method),
        "type": "card_error",
    }
    if charge["failure_code"] == "card_declined":
        error |= {"decline_code": "generic_decline", "doc_url": "https://stripe.com/docs/error-codes/card-declined"}
    world.change(
        intent,
        status="requires_payment_method",
        latest_charge=charge["id"],
        last_payment_error=error,
        next_action=None,
        payment_method=None,
    )
    world.tell("payment_intent.payment_failed", intent)
