"""Starting a gift: our row is committed first, then Stripe is asked for a checkout session, once per attempt.

The form's token makes two clicks one gift. The same words lead to the same session; other words to the same gift, with
the old session ended and the next attempt. Nothing is locked while Stripe is waited for.
"""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from donations.actions.guard import ShownBefore, WorkIsAsked, are_cards_tried, spend, worked
from donations.actions.policy import takes_gifts
from donations.links import cancel_url, success_url
from donations.models import Gift
from donations.promise import Promise
from donations.stripe import checkout
from donations.stripe.client import StripeError, is_live
from donations.work import Shown, asked_of
from press.masthead.actions import particulars
from press.web.limits import Limit, count

logger = logging.getLogger(__name__)

# An honest address, with a family or an office behind it, may start so many gifts. What is refused for its form is not
# counted, and neither is the same form sent again.
FROM_HERE = Limit("gifts started from a network", 20, 3600)
MOST_ATTEMPTS = 20  # of one form: its sessions are Stripe's work too
ROUNDS = 4  # for one click, while others change the same form
_CHANGED = "This form was changed in another window. Please send it again."
LASTS = timedelta(hours=23)  # Stripe keeps a session for a day at most
NO_WORK = Shown()
State = Gift.State
LEAST_LEFT = timedelta(hours=1)  # nobody is sent to a page that closes while they look for their card
_UNPAID = frozenset({State.CREATED, State.OPEN, State.EXPIRED, State.FAILED})


class CannotGive(Exception):
    """No session was begun and nothing was charged; the sentence says why."""


class GivingIsClosed(CannotGive):
    """Gifts are not taken now."""


class CardsAreTried(GivingIsClosed):
    """Somebody tries out stolen cards; in some minutes gifts are taken again."""


class StripeIsSilent(CannotGive):
    """Stripe cannot be reached or fails; trying again is good."""


class AlreadyGiven(CannotGive):
    """The gift of this form is paid, or on its way: nothing is to be done but to thank. `.gift` is it."""

    def __init__(self, gift: Gift) -> None:
        super().__init__("This gift was made already.")
        self.gift = gift


def start_gift(
    promise: Promise, *, token: str, network: str, shown: Shown = NO_WORK, at: datetime | None = None
) -> Gift:
    """Return the gift of this form with an open session at `.session_url`.

    `token` is the form's own word, `network` where it came from, `shown` the work that came with it. Raises
    GivingIsClosed, CardsAreTried, WorkIsAsked, TooOften, AlreadyGiven, StripeIsSilent, and checkout.SessionRefused when
    Stripe does not take what was typed.
    """
    at = at or timezone.now()
    if not takes_gifts():
        raise GivingIsClosed("Gifts are not taken at the moment.")
    if are_cards_tried():
        raise CardsAreTried("Many cards were declined here.")
    gift = _promised(promise, token=token, network=network, shown=shown, at=at)
    if gift.state not in _UNPAID:
        raise AlreadyGiven(gift)
    try:
        return _with_session(gift, promise, at)
    except StripeError as error:
        # A failure that Stripe told is kept there and told again for the same key, so the next try is another attempt.
        # Where nobody answered the session may stand all the same, and asking again by the same key finds it.
        if not checkout.is_unanswered(error):
            Gift.objects.filter(pk=gift.pk, attempt=gift.attempt, session_id=None).update(attempt=F("attempt") + 1)
        logger.exception("A session for %s could not be begun.", gift)
        raise StripeIsSilent("Our payment company cannot be reached. Nothing was charged.") from error


def _promised(promise: Promise, *, token: str, network: str, shown: Shown, at: datetime) -> Gift:
    """Return the committed row of this form, found by its token or made."""
    known = Gift.objects.filter(form_token=token).first()
    if known:
        return known
    done = worked(shown, form=token, network=network, at=at)
    count(FROM_HERE, network, at=at)
    try:
        with transaction.atomic():
            if done:
                spend(done)
            return Gift.objects.create(
                **promise.fields(),
                form_token=token,
                livemode=is_live(),
                attempt=1,
                session_expires_at=at + LASTS,
                made_at=at,
            )
    except IntegrityError:  # the other of two clicks was quicker
        return Gift.objects.get(form_token=token)
    except ShownBefore as before:  # by the other of two clicks, or by somebody who has it from there
        known = Gift.objects.filter(form_token=token).first()
        if known is None:
            raise WorkIsAsked(asked_of(token, at=at)) from before
        return known


def _with_session(gift: Gift, promise: Promise, at: datetime) -> Gift:
    for _ in range(ROUNDS):
        if _is_open(gift, promise, at):
            return gift
        # A session that is known to have failed or expired cannot be paid any more.
        if gift.session_id and gift.state in {State.CREATED, State.OPEN} and not checkout.end(gift.session_id):
            raise AlreadyGiven(gift)
        gift = _renewed(gift, promise, at=at)
        if gift.session_id is None and promise.is_of(gift):
            break
    else:
        raise CannotGive(_CHANGED)
    session_id, url = checkout.begin(
        gift,
        product=f"Gift to {particulars().name}",
        success_url=success_url(gift),
        cancel_url=cancel_url(gift),
    )
    return _kept(gift, session_id, url)


def _renewed(gift: Gift, promise: Promise, *, at: datetime) -> Gift:
    """Give the row the words of this form, and the next attempt when they or its session are not what they were.

    A row that somebody else gave an attempt or a session meanwhile is returned as it is: that session is not ended yet.
    """
    with transaction.atomic():
        row = Gift.objects.select_for_update(of=("self",)).get(pk=gift.pk)
        if row.state not in _UNPAID:
            raise AlreadyGiven(row)
        if (row.attempt, row.session_id) != (gift.attempt, gift.session_id):
            return row
        is_spent = row.session_id is not None
        is_late = row.session_expires_at is None or row.session_expires_at <= at + timedelta(minutes=31)
        if is_spent or is_late or not promise.is_of(row):
            if row.attempt >= MOST_ATTEMPTS:
                raise CannotGive("This form was sent many times. Please open the page anew.")
            for name, value in promise.fields().items():
                setattr(row, name, value)
            row.attempt += 1
            row.session_id, row.session_url = None, ""
            row.session_expires_at = at + LASTS
            row.save()
        return row


def _kept(gift: Gift, session_id: str, url: str) -> Gift:
    """Write down the session that was begun, unless the form was changed meanwhile."""
    with transaction.atomic():
        row = Gift.objects.select_for_update(of=("self",)).get(pk=gift.pk)
        row.checkouts.get_or_create(session_id=session_id)
        is_wanted = row.attempt == gift.attempt and row.session_id in {None, session_id}
        if is_wanted:
            row.session_id, row.session_url = session_id, url
            if row.state in _UNPAID:
                row.state = State.OPEN
            row.save(update_fields=["session_id", "session_url", "state"])
    if not is_wanted:  # the form was sent with other words meanwhile, and only their session may be paid
        checkout.end(session_id)
        raise CannotGive(_CHANGED)
    return row


def _is_open(gift: Gift, promise: Promise, at: datetime) -> bool:
    in_time = gift.session_expires_at is not None and gift.session_expires_at > at + LEAST_LEFT
    waits = gift.state in {State.CREATED, State.OPEN}
    return bool(gift.session_url) and in_time and waits and promise.is_of(gift)
