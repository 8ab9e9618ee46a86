"""What a reader changes about newsletters, and leaving them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from newsletters.actions.consent import note
from newsletters.actions.subscribe import keep_wishes
from newsletters.models import Newsletter, Subscriber, Subscription
from newsletters.wishes import Wishes
from press.mail.suppression import forgive

Often, Why = Subscription.Often, Subscription.Why
_PAGE = "/newsletters/preferences/"


@dataclass(frozen=True, slots=True)
class Choice:
    """All that a reader can choose: by newsletter how often (none: not at all), and how their mail is made."""

    newsletters: Mapping[Newsletter, str]
    wishes: Wishes
    hour: int | None = None
    zone: str = ""
    paused_until: date | None = None


def choose(subscriber: Subscriber, choice: Choice, *, at: datetime | None = None) -> None:
    """Write a confirmed reader's choice."""
    at = at or timezone.now()
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        subscriber.hour, subscriber.zone = choice.hour, choice.zone
        subscriber.paused_until = choice.paused_until
        subscriber.save(update_fields=["hour", "zone", "paused_until"])
        keep_wishes(subscriber, choice.wishes)
        if any(choice.newsletters.values()):
            forgive(subscriber.address, at=at)
        known = {row.newsletter_id: row for row in subscriber.subscriptions.select_related("newsletter")}
        for newsletter, often in choice.newsletters.items():
            subscription = known.get(newsletter.pk)
            if often:
                _stay(subscriber, newsletter, subscription, often, at)
            elif subscription:
                leave(subscription, at=at)


def leave(subscription: Subscription, *, why: str = Why.READER, at: datetime | None = None) -> bool:
    """Take a reader off a newsletter's list; return whether they were on it."""
    at = at or timezone.now()
    with transaction.atomic():
        stays = Subscription.objects.filter(pk=subscription.pk, left_at=None)
        if not stays.update(left_at=at, left_because=why):
            return False
        note(subscription, "left", at=at, page="", words=Why(why).label)
    return True


def leave_all(subscriber: Subscriber, *, at: datetime | None = None) -> None:
    """Take a reader off every newsletter's list."""
    with transaction.atomic():
        for subscription in subscriber.subscriptions.filter(left_at=None).select_related("newsletter"):
            leave(subscription, at=at)


def come_back(subscription: Subscription, *, words: str, at: datetime | None = None) -> None:
    """Put a reader who left on the list again, as they were. `words` stood on the button or beside it.

    Mail may go to the address again even if it came back once or was called spam: who holds the key had it by mail, and
    asks for more. If it comes back again, it is on the list of those that get none again. What the office put there
    stays.
    """
    at = at or timezone.now()
    with transaction.atomic():
        gone = Subscription.objects.filter(pk=subscription.pk, left_at__isnull=False)
        if gone.update(left_at=None, left_because="", begun_at=at):
            note(subscription, "confirmed", at=at, page="", words=words)
            forgive(subscription.subscriber.address, at=at)


def _stay(
    subscriber: Subscriber, newsletter: Newsletter, subscription: Subscription | None, often: str, at: datetime
) -> None:
    if subscription is None:
        subscription = Subscription.objects.create(
            subscriber=subscriber, newsletter=newsletter, often=often, begun_at=at
        )
        note(subscription, "confirmed", at=at, page=_PAGE, words=often)
        return
    Subscription.objects.filter(pk=subscription.pk).update(often=often)
    if subscription.left_at:
        come_back(subscription, words=often, at=at)
