"""Balance transactions: what each thing that happened came to in the account."""

from donations.sandbox.currencies import SETTLEMENT, in_settlement, rate
from donations.sandbox.store import Thing
from donations.sandbox.world import World

DAY = 86_400
_CATEGORIES = {"payment": "charge", "payment_refund": "refund", "refund_failure": "refund_failure", "stripe_fee": "fee"}


def book(
    world: World,
    kind: str,
    amount: int,
    currency: str,
    *,
    source: str | None,
    fee: int = 0,
    category: str = "",
    description: str | None = None,
) -> Thing:
    """Book a signed sum of any currency; the fee is in the settlement's. Money is available two days later."""
    came_to = in_settlement(amount, currency)
    described = {"amount": fee, "application": None, "currency": SETTLEMENT, "type": "stripe_fee"}
    word = "Stripe processing fees" if kind in {"charge", "payment"} else "Dispute fee"
    return world.make(
        "balance_transaction",
        "txn_",
        amount=came_to,
        available_on=world.now() if kind in {"payout", "stripe_fee", "payout_failure"} else world.now() + 2 * DAY,
        balance_type="payments",
        currency=SETTLEMENT,
        description=description,
        exchange_rate=rate(currency),
        fee=fee,
        fee_details=[described | {"description": word}] if fee else [],
        net=came_to - fee,
        reporting_category=category or _CATEGORIES.get(kind, kind),
        source=source,
        status="pending",
        type=kind,
    )


def fee_for(amount: int, currency: str, *, bank_debit: bool = False) -> int:
    """Return Stripe's fee in the settlement: 2.9 % and 30 cents; for bank debits 0.8 %, five dollars at most."""
    came_to = in_settlement(amount, currency)
    if bank_debit:
        return min((came_to * 80 + 5_000) // 10_000, 500)
    return (came_to * 290 + 5_000) // 10_000 + 30


def ripen(world: World) -> None:
    """Make available what has waited for its day."""
    for entry in world.store.due("balance_transaction", "available_on", world.now(), status="pending"):
        world.change(entry, status="available")
