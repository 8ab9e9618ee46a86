"""What became of a gift, worked out of the facts known of its money. Pure: nothing is asked, nothing is written.

The order in which facts arrive cannot matter, because only the facts that are there count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from donations.models import Charge, Checkout, Dispute, Gift, Refund

State = Gift.State
# https://docs.stripe.com/api/refunds/object#refund_object-status: what is not failed or cancelled is on its way.
GIVEN_BACK = {"succeeded", "pending", "requires_action"}
# https://docs.stripe.com/api/disputes/object#dispute_object-status
_CONTESTED = {"needs_response", "under_review", "warning_needs_response", "warning_under_review"}


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one gift's money."""

    promised: int  # minor units
    checkouts: Sequence[Checkout] = ()
    charges: Sequence[Charge] = ()
    refunds: Sequence[Refund] = ()
    disputes: Sequence[Dispute] = ()
    strays: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from the facts; sums in minor units of the gift's currency."""

    state: State
    dispute: str
    received_at: datetime | None
    received: int
    returned: int
    flagged: str


def outcome(facts: Facts) -> Outcome:
    """Return what became of a gift."""
    paid = sorted(
        (charge for charge in facts.charges if charge.status == "succeeded"),
        key=lambda charge: (charge.created_at, charge.charge_id),
    )
    received = sum(charge.amount for charge in paid)
    returned = sum(given_back(charge, facts.refunds) for charge in paid)
    return Outcome(
        state=_state_of_money(received, returned) if paid else _state_of_promise(facts),
        dispute=_dispute(facts.disputes),
        received_at=paid[0].created_at if paid else None,
        received=received,
        returned=returned,
        flagged=_flagged(facts, paid),
    )


def given_back(charge: Charge, refunds: Sequence[Refund]) -> int:
    """Return how much of a charge went back, in minor units; a refund that failed has returned to us."""
    back = sum(refund.amount for refund in refunds if refund.charge_id == charge.pk and refund.status in GIVEN_BACK)
    return min(back, charge.amount)


def _state_of_money(received: int, returned: int) -> State:
    if not returned:
        return State.RECEIVED
    return State.REFUNDED if returned >= received else State.PARTLY_REFUNDED


def _state_of_promise(facts: Facts) -> State:
    charged = {charge.status for charge in facts.charges}
    sessions = {checkout.status for checkout in facts.checkouts}
    if "pending" in charged:
        return State.PROCESSING
    if "complete" in sessions and "failed" not in charged:  # finished by the giver, and the bank has not paid yet
        return State.PROCESSING
    if sessions & {"open", ""}:
        return State.OPEN
    if "complete" in sessions:
        return State.FAILED
    if "expired" in sessions:
        return State.EXPIRED
    return State.FAILED if charged else State.CREATED


def _dispute(disputes: Sequence[Dispute]) -> str:
    known = {dispute.status for dispute in disputes}
    if known & _CONTESTED:
        return Gift.Dispute.OPEN
    if "lost" in known:
        return Gift.Dispute.LOST
    return Gift.Dispute.WON if "won" in known else ""


def _flagged(facts: Facts, paid: Sequence[Charge]) -> str:
    """Return why somebody should look at the gift, in sentences for the staff."""
    kept = [charge for charge in paid if given_back(charge, facts.refunds) < charge.amount]
    twice = (f"Paid more than once: {charge.charge_id} came later." for charge in kept[1:2])
    differs = (
        "Stripe charged another sum than was promised." for charge in paid[:1] if charge.amount != facts.promised
    )
    suspect = ("Stripe warns of fraud." for charge in paid if charge.is_suspect)
    stray = ("A payment names this gift but did not come from its form.",) if facts.strays else ()
    sentences = dict.fromkeys(chain(twice, differs, suspect, stray))
    return " ".join(sentences)[:200]
