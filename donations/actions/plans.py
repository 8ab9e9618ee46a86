"""What a donor does with a standing gift: another sum, a pause, its end, another card.

Stripe is asked first, then looked at anew by the code that also answers its events: our row says what Stripe says.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from donations.actions.history import note
from donations.actions.look_up import look_up_subscription
from donations.models import Donor, Plan
from donations.money import NotAnAmount, money, parse
from donations.stripe import standing
from donations.stripe.client import StripeError
from press.record.people import Person

ENDED = {"canceled", "incomplete_expired"}


class CannotChange(Exception):
    """The plan stays as it was; the sentence says why and what to do."""


def change_amount(plan: Plan, typed: str, *, by: Person | None = None, at: datetime | None = None) -> Plan:
    """Give another sum from the next time on. Raises CannotChange."""
    try:
        amount = parse(typed, plan.currency)
    except NotAnAmount as no:
        raise CannotChange(str(no)) from None
    if amount == plan.amount:
        return plan
    words = f"from {money(plan.amount, plan.currency)} to {money(amount, plan.currency)}"
    return _change(plan, lambda: standing.change_amount(plan, amount), "another sum", by=by, at=at, words=words)


def pause(plan: Plan, *, by: Person | None = None, at: datetime | None = None) -> Plan:
    """Take nothing until it is resumed. Raises CannotChange."""
    return plan if plan.paused else _change(plan, lambda: standing.pause(plan), "paused", by=by, at=at)


def resume(plan: Plan, *, by: Person | None = None, at: datetime | None = None) -> Plan:
    """Take gifts again. Raises CannotChange."""
    return _change(plan, lambda: standing.resume(plan), "resumed", by=by, at=at) if plan.paused else plan


def cancel(plan: Plan, *, by: Person | None = None, at: datetime | None = None) -> Plan:
    """End a plan for good; done already is done. Raises CannotChange."""
    if plan.status in ENDED:
        return plan
    # Written before Stripe is asked: its event may be here before its answer is.
    why = Plan.CancelReason.STAFF if by else Plan.CancelReason.DONOR
    Plan.objects.filter(pk=plan.pk, ended_at=None).update(cancel_reason=why)
    try:
        return _change(plan, lambda: standing.cancel(plan), "ended", by=by, at=at)
    except CannotChange:
        Plan.objects.filter(pk=plan.pk, ended_at=None).update(cancel_reason="")
        raise


def card_page(donor: Donor, back: str) -> str:
    """Return the address of the page on which a donor gives another card. Raises CannotChange."""
    if not donor.stripe_customer_id:
        raise CannotChange("We know of no card of yours.")
    try:
        return standing.card_page(donor, back)
    except StripeError:
        raise CannotChange("The page for cards cannot be reached now. Nothing was changed; try again later.") from None


def use_new_card(donor: Donor, *, at: datetime | None = None) -> int:
    """Have every plan of a donor charge the card given last; return for how many that is new. Raises CannotChange."""
    changed = 0
    for plan in donor.plans.exclude(status__in=ENDED):
        try:
            if standing.use_new_card(donor, plan):
                _looked_at(plan, "another card", by=None, at=at or timezone.now(), words="")
                changed += 1
        except StripeError:
            raise CannotChange("Your new card is known, but not every gift uses it yet. Try again later.") from None
    return changed


def _change(
    plan: Plan, ask: Callable[[], None], verb: str, *, by: Person | None, at: datetime | None, words: str = ""
) -> Plan:
    if plan.status in ENDED:
        raise CannotChange("This gift has ended, so nothing is taken any more. You can begin a new one at any time.")
    try:
        ask()
    except StripeError:
        raise CannotChange(
            "Stripe, which keeps this gift, cannot be reached. Nothing was changed; try again later."
        ) from None
    return _looked_at(plan, verb, by=by, at=at or timezone.now(), words=words)


def _looked_at(plan: Plan, verb: str, *, by: Person | None, at: datetime, words: str) -> Plan:
    note(plan, verb, by=by, at=at, note=words)
    seen = look_up_subscription(plan.subscription_id)
    if seen is None:  # it is done all the same; its event tells the rest
        plan.refresh_from_db()
    return seen or plan
