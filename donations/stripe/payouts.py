"""A payout: what went to the paper's bank, and the movements of money that it is made of."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.db import transaction

from donations.actions.book import book
from donations.models import LedgerEntry, Payout
from donations.stripe import payments
from donations.stripe.client import client, is_live
from donations.stripe.visit import (
    NotKnownYet,
    NotOurs,
    Thing,
    Visit,
    id_of,
    listed,
    moment,
    movement,
    movements,
    plain,
    put,
)

YOUNG = timedelta(hours=1)
_LOOKS: dict[str, Callable[[str, Visit], object]] = {
    "ch": payments.take_charge,
    "py": payments.take_charge,
    "re": payments.take_refund,
    "pyr": payments.take_refund,
    "dp": payments.take_dispute,
    "du": payments.take_dispute,
}


def take(payout_id: str, visit: Visit) -> None:
    """Look at a payout anew; once Stripe has reconciled it, book whatever in it is not booked yet."""
    with transaction.atomic():
        # The row is there before it is locked, so that of two who look at once one waits.
        Payout.objects.select_for_update().filter(payout_id=payout_id).first()
        payout = plain(
            client().v1.payouts.retrieve(
                payout_id, params={"expand": ["balance_transaction", "failure_balance_transaction"]}
            )
        )
        said = {
            "status": payout["status"],
            "amount": payout["amount"],
            "currency": payout["currency"].upper(),
            "livemode": payout["livemode"],
            "arrives_on": datetime.fromtimestamp(payout["arrival_date"], UTC).date(),
            "created_at": moment(payout["created"]),
            "failure": str(payout.get("failure_message") or "")[:200],
        }
        row = Payout.objects.get(pk=put(Payout, said, payout_id=payout_id))
        own = movements([payout.get("balance_transaction"), payout.get("failure_balance_transaction")])
        book(own, gift=None, livemode=row.livemode, at=visit.at)
    visit.touch(row)
    if payout.get("automatic") and payout.get("reconciliation_status") == "completed":
        for part in listed(client().v1.balance_transactions.list(params={"payout": payout_id, "limit": 100})):
            with suppress(NotKnownYet):
                take_transaction(part, visit)


def take_transaction(found: Thing, visit: Visit) -> bool:
    """Book a balance transaction that is not booked yet, by looking at what it came from; return whether it was new.

    Raises NotKnownYet for a young one whose gift may still come.
    """
    if LedgerEntry.objects.filter(transaction_id=found["id"]).exists():
        return False
    source = id_of(found.get("source"))
    look = _LOOKS.get(source.partition("_")[0])
    try:
        if look:
            look(source, visit)
    except NotKnownYet:
        if moment(found["created"]) > visit.at - YOUNG:
            raise
    except NotOurs:
        pass  # booked below, without a gift
    # A fee, a payout, or money whose gift nobody knows: the account has it, so the books have it.
    book([movement(found)], gift=None, livemode=is_live(), at=visit.at)
    return True
