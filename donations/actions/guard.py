"""Against those who try out stolen cards by giving: when more gifts are begun than honest days have, each costs work;
when many cards are declined, nothing is begun for some minutes.
"""

from datetime import UTC, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from donations import work
from donations.models import StripeEvent
from donations.work import Challenge, Done, NotDone, Shown, TooSoon
from press.mail.outbox import post
from press.roles import PUBLISHER
from press.web.limits import Limit, TooOften, count
from press.web.remember import remembered

# The best evening of a year brings a paper of this size a gift every ten seconds; stolen cards come by the hundred a
# minute. https://docs.stripe.com/disputes/prevention/card-testing
ANYWHERE = Limit("gifts begun anywhere", 60, 600)
# A household gives once or twice; an office with one address may have to let its browsers do sums.
FROM_NETWORK = Limit("gifts begun from a network without work", 5, 3600)
# Without JavaScript one more click stands in. Few need it, so few may, or it would be the way around the work.
CLICKS_ANYWHERE = Limit("clicks in place of work", 30, 600)
CLICKS_FROM_NETWORK = Limit("clicks in place of work from a network", 3, 3600)

# One card in ten or twenty of honest givers is declined; thirty in a quarter of an hour would be hundreds of gifts.
DECLINED = 30
WITHIN = timedelta(minutes=15)
TOLD = Limit("publishers told of declined cards", 1, 3600)
CARD_DECLINED = "charge.failed"


class WorkIsAsked(Exception):
    """The gift is not begun before its form shows work. `.challenge` is what to do."""

    def __init__(self, challenge: Challenge) -> None:
        super().__init__("Many gifts are being started.")
        self.challenge = challenge


class ShownBefore(Exception):
    """The work was good for another gift already."""


def worked(shown: Shown, *, form: str, network: str, at: datetime) -> Done | None:
    """Return the work that came with a form, to be spent with its gift; None where none is needed.

    Raises WorkIsAsked, and TooOften where too many clicked in place of working.
    """
    if shown.word:
        try:
            done = work.seen(shown, form=form, at=at)
        except TooSoon as early:
            raise WorkIsAsked(early.challenge) from early
        except NotDone as error:
            raise WorkIsAsked(work.asked_of(form, at=at)) from error
        if done.by_click:
            count(CLICKS_FROM_NETWORK, network, at=at)
            count(CLICKS_ANYWHERE, "", at=at)
        return done
    if any([_is_over(FROM_NETWORK, network, at), _is_over(ANYWHERE, "", at)]):  # both are counted
        raise WorkIsAsked(work.asked_of(form, at=at))
    return None


def spend(done: Done) -> None:
    """Let work be good for this gift alone, in its transaction. Raises ShownBefore.

    Its row is that of the hour in which it was asked for, so no hour that begins makes it good a second time.
    """
    try:
        count(Limit("work for a gift", 1, 3600), done.salt, at=datetime.fromtimestamp(done.asked_at, UTC))
    except TooOften:
        raise ShownBefore from None


@remembered
def are_cards_tried() -> bool:
    """Say whether so many cards were declined lately that nothing is begun now; at most five seconds old."""
    return _declined(timezone.now()) >= DECLINED


def note_declined(*, at: datetime) -> bool:
    """See whether one more declined card is too many, and then tell publishers, once an hour; return whether it is."""
    if _declined(at) + 1 < DECLINED:
        return False
    try:
        count(TOLD, "", at=at)
    except TooOften:
        return True
    of_the_house = Q(groups__name=PUBLISHER) | Q(is_superuser=True)
    people = get_user_model()._default_manager.filter(of_the_house, is_active=True).distinct()  # noqa: SLF001
    context = {"count": DECLINED, "minutes": int(WITHIN.total_seconds() // 60)}
    for address in people.exclude(email="").values_list("email", flat=True):
        post("donations/cards_tried", to=address, context=context, at=at)
    return True


def _declined(at: datetime) -> int:
    """Count declined cards of the donate form: both when they happened and when we heard, as some are told late."""
    lately = StripeEvent.objects.filter(received_at__gt=at - WITHIN, happened_at__gt=at - WITHIN)
    return lately.filter(type=CARD_DECLINED, state=StripeEvent.State.DONE).count()


def _is_over(limit: Limit, who: str, at: datetime) -> bool:
    try:
        count(limit, who, at=at)
    except TooOften:
        return True
    return False
