"""Payouts: what is in the account goes to the bank, and the balance transactions say with which."""

from donations.sandbox import balance
from donations.sandbox.currencies import SETTLEMENT
from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World

DAY = 86_400


def make(world: World) -> Thing:
    """Pay out everything that no payout holds yet, without waiting for it to become available."""
    waiting = [entry for entry in world.store.each("balance_transaction") if not entry.get("_payout")]
    total = sum(entry["net"] for entry in waiting)
    if total <= 0:
        raise Refused("There is nothing to pay out.", code="balance_insufficient")
    payout = world.make(
        "payout",
        "po_",
        amount=total,
        arrival_date=world.now() + 2 * DAY,
        automatic=True,
        currency=SETTLEMENT,
        description="STRIPE PAYOUT",
        destination="ba_sandbox",
        metadata={},
        method="standard",
        reconciliation_status="in_progress",
        source_type="card",
        status="in_transit",
        type="bank_account",
    )
    entry = balance.book(world, "payout", -total, SETTLEMENT, source=payout["id"], description="STRIPE PAYOUT")
    for one in (*waiting, entry):
        world.change(one, _payout=payout["id"])
    world.change(payout, balance_transaction=entry["id"])
    world.tell("payout.created", payout)
    before = world.change(payout, reconciliation_status="completed")
    world.tell("payout.reconciliation_completed", payout)
    world.tell("payout.updated", payout, before)
    return payout


def arrive(world: World, payout: Thing) -> Thing:
    world.change(payout, status="paid")
    world.tell("payout.paid", payout)
    return payout


def fail(world: World, payout: Thing) -> Thing:
    """Let the bank send it back; the money is in the account again."""
    if payout["status"] == "failed":
        raise Refused(f"Payout {payout['id']} has failed already.")
    entry = balance.book(world, "payout_failure", payout["amount"], SETTLEMENT, source=payout["id"])
    world.change(
        payout,
        status="failed",
        failure_balance_transaction=entry["id"],
        failure_code="account_closed",
        failure_message="The bank account has been closed.",
    )
    world.tell("payout.failed", payout)
    return payout
