"""Refunds: whole, in parts, several; and the one that fails days later and comes back."""

from typing import Any

from donations.sandbox import balance
from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World


def make(world: World, given: dict[str, Any]) -> Thing:
    charge = _charge_of(world, given)
    left = charge["amount"] - charge["amount_refunded"]
    if charge["status"] != "succeeded":
        raise Refused(f"Charge {charge['id']} has not been captured or has failed, so it cannot be refunded.")
    if left <= 0:
        raise Refused(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if charge["disputed"]:
        raise Refused(f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed")
    amount = given.get("amount", left)
    if amount <= 0:
        raise Refused("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if amount > left:
        raise Refused(
            f"Refund amount ({amount} {charge['currency']}) is greater than unrefunded amount on charge "
            f"({left} {charge['currency']})",
            code="amount_too_large",
            param="amount",
        )
    bank = charge["id"].startswith("py_")
    kind = charge["payment_method_details"]["type"]
    how = {"card": {"reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"}}
    refund = world.make(
        "refund",
        "pyr_" if bank else "re_",
        amount=amount,
        charge=charge["id"],
        currency=charge["currency"],
        customer=charge["customer"],
        destination_details={kind: {} if bank else how["card"], "type": kind}
        if not bank
        else {"type": "us_bank_transfer", "us_bank_transfer": {}},
        metadata=given.get("metadata") or {},
        payment_intent=charge["payment_intent"],
        payment_method=charge["payment_method"],
        reason=given.get("reason"),
        status="succeeded",
    )
    entry = balance.book(
        world,
        "payment_refund" if bank else "refund",
        -amount,
        charge["currency"],
        source=refund["id"],
        description=f"REFUND FOR {'PAYMENT' if bank else 'CHARGE'}",
    )
    world.change(refund, balance_transaction=entry["id"])
    before = _recount(world, charge)
    world.tell("refund.created", refund)
    world.tell("charge.refunded", charge, before)
    return refund


def fail(world: World, refund: Thing, reason: str = "expired_or_canceled_card") -> Thing:
    """Let a refund come back days after it had succeeded; the money is in the account again."""
    if refund["status"] != "succeeded":
        raise Refused(f"Refund {refund['id']} is {refund['status']}; only one that has succeeded can fail later.")
    entry = balance.book(
        world, "refund_failure", refund["amount"], refund["currency"], source=refund["id"], description="REFUND FAILURE"
    )
    before = world.change(refund, status="failed", failure_reason=reason, failure_balance_transaction=entry["id"])
    charge = world.get("charge", refund["charge"])
    _recount(world, charge)
    world.tell("refund.updated", refund, before)
    world.tell("refund.failed", refund)
    world.tell("charge.refund.updated", refund, before)
    return refund


def update(world: World, refund: Thing, given: dict[str, Any]) -> Thing:
    before = world.change(refund, metadata={**refund["metadata"], **(given.get("metadata") or {})})
    if before:
        world.tell("refund.updated", refund, before)
    return refund


def _recount(world: World, charge: Thing) -> Thing:
    """Sum up what was given back of a charge."""
    of_it = world.store.each("refund", charge=charge["id"])
    returned = sum(refund["amount"] for refund in of_it if refund["status"] in {"succeeded", "pending"})
    return world.change(charge, amount_refunded=returned, refunded=returned >= charge["amount"])


def _charge_of(world: World, given: dict[str, Any]) -> Thing:
    if given.get("charge"):
        return world.get("charge", given["charge"], param="charge", mentioned=True)
    if given.get("payment_intent"):
        intent = world.get("payment_intent", given["payment_intent"], param="payment_intent", mentioned=True)
        if intent["status"] != "succeeded":
            raise Refused(
                f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
                code="payment_intent_unexpected_state",
            )
        return world.get("charge", intent["latest_charge"])
    raise Refused("One of the following params should be provided for this request: payment_intent or charge.")
