"""Charges: one per attempt, with the balance transaction that a successful one brings, now or later."""

from donations.sandbox import balance, methods
from donations.sandbox.store import Thing
from donations.sandbox.world import World

_APPROVED = {
    "advice_code": None,
    "network_advice_code": None,
    "network_decline_code": None,
    "network_status": "approved_by_network",
    "reason": None,
    "risk_level": "normal",
    "risk_score": 12,
    "seller_message": "Payment complete.",
    "type": "authorized",
}
_DECLINED = _APPROVED | {
    "network_decline_code": "02",
    "network_status": "declined_by_network",
    "reason": "generic_decline",
    "seller_message": "The bank did not return any further details with this decline.",
    "type": "issuer_declined",
}
LATE_BY = 2  # seconds between a charge and its balance transaction, where it is late


def make(world: World, intent: Thing, method: Thing, status: str) -> Thing:
    """Make the charge of an attempt: succeeded, pending (a bank debit under way) or failed."""
    bank = method["type"] == "us_bank_account"
    charge = world.make(
        "charge",
        "py_" if bank else "ch_",
        amount=intent["amount"],
        amount_captured=0,
        amount_refunded=0,
        billing_details=method["billing_details"],
        calculated_statement_descriptor="SANDBOX",
        captured=status != "failed",
        currency=intent["currency"],
        customer=intent["customer"],
        description=intent["description"],
        disputed=False,
        fraud_details={},
        metadata=intent["metadata"],
        outcome=_DECLINED if status == "failed" else _APPROVED,
        paid=status == "succeeded",
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details=methods.details(method),
        radar_options={},
        receipt_email=intent["receipt_email"],
        refunded=False,
        statement_descriptor_suffix=intent["statement_descriptor_suffix"],
        status=status,
        transfer_group=intent["transfer_group"],
    )
    if status == "succeeded":
        succeed(world, charge)
    elif status == "pending":
        world.tell("charge.pending", charge)
    else:
        fail(world, charge, "card_declined", "Your card was declined.")
    return charge


def succeed(world: World, charge: Thing) -> None:
    """Let the money come. For a bank debit, and for all while the fault is on, its booking comes a little later."""
    world.change(charge, status="succeeded", paid=True, captured=True, amount_captured=charge["amount"])
    world.change(charge, receipt_url=f"{world.url}/receipts/{charge['id']}", outcome=_APPROVED)
    late = _is_bank_debit(charge) or world.store.note("faults", {}).get("late_balance", False)
    if not late:
        book(world, charge)
    else:
        world.change(charge, _book_at=world.now() + LATE_BY)
    world.tell("charge.succeeded", charge)


def fail(world: World, charge: Thing, code: str, message: str) -> None:
    world.change(charge, status="failed", paid=False, failure_code=code, failure_message=message, outcome=_DECLINED)
    world.tell("charge.failed", charge)


def book(world: World, charge: Thing) -> None:
    """Book the money that came."""
    bank = _is_bank_debit(charge)
    entry = balance.book(
        world,
        "payment" if bank else "charge",
        charge["amount"],
        charge["currency"],
        source=charge["id"],
        fee=balance.fee_for(charge["amount"], charge["currency"], bank_debit=bank),
        description=charge["description"],
    )
    world.change(charge, balance_transaction=entry["id"], _book_at=None)


def book_late(world: World, charge: Thing) -> None:
    """Book what came earlier, and tell so."""
    book(world, charge)
    before = {"balance_transaction": None}
    world.tell("charge.updated", charge, before)


def _is_bank_debit(charge: Thing) -> bool:
    return str(charge["id"]).startswith("py_")
