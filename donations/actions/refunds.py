"""Giving a charge back, whole or in part: Stripe is asked first, then the charge is looked at anew by the code that
also answers its events, so that our books say what Stripe says.

Nothing is locked while Stripe is waited for. The order is committed before, and is the key at Stripe.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from donations.actions.history import note, require
from donations.models import Charge, RefundOrder
from donations.money import NotAnAmount, money, parse_any
from donations.states import given_back
from donations.stripe import refunding
from donations.stripe.checkout import is_unanswered
from donations.stripe.client import StripeError, is_live
from donations.stripe.refunding import RefundRefused
from donations.stripe.visit import NotKnownYet, NotOurs, Visit
from press.record.people import Person

logger = logging.getLogger(__name__)

# As Stripe calls them: https://docs.stripe.com/api/refunds/create#create_refund-reason
REASONS = {
    "requested_by_customer": "The giver asked for it",
    "duplicate": "It was paid twice",
    "fraudulent": "The card was not the giver's",
}


# So long a call that nobody heard the end of may still be carried out.
STILL_AT_IT = timedelta(minutes=5)


class CannotRefund(Exception):
    """Nothing was given back, as far as is known; the sentence says why, what was kept, and what to do."""


@dataclass(frozen=True, slots=True)
class Left:
    """What can still go back of a charge, in minor units, and how many refunds that takes into account."""

    amount: int
    returned: int
    place: int


def left_of(charge: Charge) -> Left:
    """Return what our rows say is left. Of a charge that did not come through nothing is."""
    refunds = list(charge.refunds.all())
    returned = given_back(charge, refunds)
    paid = charge.amount if charge.status == "succeeded" else 0
    return Left(amount=max(paid - returned, 0), returned=returned, place=len(refunds))


def amount_to_refund(charge: Charge, typed: str) -> int:
    """Return the sum that was typed if it can go back. Raises CannotRefund."""
    left = left_of(charge).amount
    if charge.livemode != is_live():
        raise CannotRefund("This payment is of Stripe's other mode, which the site's key does not reach.")
    if not left:
        raise CannotRefund("Nothing is left of this payment that could go back.")
    try:
        amount = parse_any(typed, charge.currency)
    except NotAnAmount as no:
        raise CannotRefund(str(no)) from None
    if amount > left:
        asked, most = money(amount, charge.currency), money(left, charge.currency)
        raise CannotRefund(f"{asked} is more than is left: {most} of this payment can go back at most.")
    return amount


def refund(
    charge: Charge,
    typed: str,
    *,
    place: int,
    by: Person,
    reason: str = "requested_by_customer",
    words: str = "",
    at: datetime | None = None,
) -> RefundOrder:
    """Give a sum of a charge back; the same confirmation again is the same refund. `place` is Left.place as it was
    when the sum was confirmed. Raises PermissionDenied, CannotRefund.
    """
    require(by, "refund_charge")
    at = at or timezone.now()
    _look(charge, at)
    order = _order(charge, typed, place=place, reason=reason, at=at)
    if order.refund_id or left_of(charge).place != place:
        return order  # the other of two clicks was quicker
    try:
        refund_id = refunding.refund(order)
    except RefundRefused as no:
        # The refusal is kept at Stripe under the key, and what is asked next is another order.
        RefundOrder.objects.filter(pk=order.pk, refund_id="").delete()
        raise CannotRefund(str(no)) from no
    except StripeError as error:
        if not is_unanswered(error):
            RefundOrder.objects.filter(pk=order.pk, attempt=order.attempt).update(attempt=order.attempt + 1)
        logger.exception("%s could not be carried out.", order)
        raise CannotRefund(
            f"Stripe did not answer, so nothing is recorded as given back. That you asked for "
            f"{money(order.amount, charge.currency)} is kept: ask for the same sum again in a few minutes, and it goes "
            f"back once, even if Stripe has done it meanwhile."
        ) from error
    _done(order, refund_id, by=by, at=at, words=words)
    return order


def _done(order: RefundOrder, refund_id: str, *, by: Person, at: datetime, words: str) -> None:
    """Write down that it is done, once, and look at the charge; where that fails its event tells."""
    if RefundOrder.objects.filter(pk=order.pk, refund_id="").update(refund_id=refund_id):
        charge = order.charge
        said = f"{money(order.amount, charge.currency)} of {money(charge.amount, charge.currency)}"
        why = ". ".join(filter(None, (said, REASONS.get(order.reason, ""), words.strip())))
        note(charge, "refunded", by=by, at=at, note=why)
    order.refund_id = refund_id
    try:
        refunding.look(order.charge.charge_id, Visit(at=at), refund_id=refund_id)
    except (StripeError, NotOurs, NotKnownYet):
        logger.exception("Charge %s is refunded; its event will tell.", order.charge)


def _look(charge: Charge, at: datetime) -> None:
    """See how much is left at Stripe, where others can refund too."""
    try:
        refunding.look(charge.charge_id, Visit(at=at))
    except StripeError as error:
        raise CannotRefund(
            "Stripe cannot be reached, so it was not asked and nothing was given back. Try again in a few minutes."
        ) from error
    except (NotOurs, NotKnownYet) as why:
        raise CannotRefund(f"Stripe does not know this payment as ours: {why}") from why
    charge.refresh_from_db()


def _order(charge: Charge, typed: str, *, place: int, reason: str, at: datetime) -> RefundOrder:
    """Return the committed order for what was confirmed; raise CannotRefund when something else happened meanwhile."""
    now = left_of(charge)
    order = RefundOrder.objects.select_related("charge").filter(charge=charge, place=place).first()
    if now.place != place:
        if order and _is_of(order, typed) and (order.refund_id or _was_made(order)):
            return order
        back = money(now.returned, charge.currency)
        raise CannotRefund(f"Something changed meanwhile: {back} has gone back by now. Nothing more was given back.")
    amount = amount_to_refund(charge, typed)
    reason = reason if reason in REASONS else next(iter(REASONS))
    if order is None:
        order, _is_new = RefundOrder.objects.select_related("charge").get_or_create(
            charge=charge, place=place, defaults={"amount": amount, "reason": reason, "made_at": at}
        )
    if (order.amount, order.reason) != (amount, reason):
        if order.refund_id or order.made_at > at - STILL_AT_IT:
            asked = money(order.amount, charge.currency)
            raise CannotRefund(
                f"{asked} of this payment was asked for a moment ago, and it is not known yet what came of it. "
                f"Nothing more was given back. Look at the payment again in five minutes."
            )
        # Asked for before and never done, as the look has just shown: the new words are another asking.
        changed = RefundOrder.objects.filter(pk=order.pk, attempt=order.attempt, refund_id="")
        if not changed.update(amount=amount, reason=reason, attempt=order.attempt + 1, made_at=at):
            raise CannotRefund("Somebody else is giving some of this payment back. Look at it again in a minute.")
        order.refresh_from_db()
    return order


def _is_of(order: RefundOrder, typed: str) -> bool:
    try:
        return parse_any(typed, order.charge.currency) == order.amount
    except NotAnAmount:
        return False


def _was_made(order: RefundOrder) -> bool:
    """Say whether the refund that followed the order's confirmation is of its sum: Stripe had done it unanswered."""
    made = order.charge.refunds.order_by("created_at", "pk")[order.place : order.place + 1]
    return any(refund.amount == order.amount for refund in made)
