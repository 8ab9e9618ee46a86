"""Asking for newsletters and confirming it. The answer to asking is the same for every address."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Author, Topic
from newsletters.actions.consent import LONGEST, note
from newsletters.models import Newsletter, Subscriber, Subscription
from newsletters.wishes import Wishes, key_of
from press.mail.outbox import post
from press.web.limits import Limit, count

FROM_HERE = Limit("newsletters asked for from a network", 20, 3600)
ONE_MAIL = timedelta(hours=24)  # to an address: who types another's does not fill their inbox
CONFIRM_WITHIN = timedelta(days=14)
CONFIRMED_BY = "Yes, this is my address"  # the button under the newsletters' names


def subscribe(
    address: str,
    newsletters: Iterable[Newsletter],
    *,
    network: str = "",
    page: str,
    words: str,
    at: datetime | None = None,
) -> None:
    """Keep that an address asked for newsletters, and mail it a way to confirm; at most one mail a day.

    Who has confirmed before gets the way to the preferences instead: anybody can type an address, so nothing of a
    reader's changes here. `page` is where the box stood, `words` what stood beside it, `network` where the request came
    from (none: it was no form of ours that asks for nothing else). Raises TooOften.
    """
    at = at or timezone.now()
    if network:
        count(FROM_HERE, network, at=at)
    with transaction.atomic():
        subscriber, _is_new = Subscriber.objects.get_or_create(
            address=address, defaults={"asked_at": at, "asked_from": page[:LONGEST]}
        )
        if subscriber.confirmed_at is None:
            for newsletter in newsletters:
                wanted, is_new = Subscription.objects.get_or_create(
                    subscriber=subscriber, newsletter=newsletter, defaults={"begun_at": at}
                )
                if wanted.left_at:  # it came back, before anybody confirmed; it is asked for anew
                    Subscription.objects.filter(pk=wanted.pk).update(left_at=None, left_because="", begun_at=at)
                if is_new or wanted.left_at:
                    note(wanted, "asked", at=at, page=page, words=words)
        if _may_mail(subscriber, at):
            message = "standing" if subscriber.confirmed_at else "confirm"
            post(
                f"newsletters/{message}",
                to=address,
                context={"newsletters": newsletters_of(subscriber), **links_of(subscriber)},
                at=at,
            )


def confirm(key: str, *, wishes: Wishes, at: datetime | None = None) -> Subscriber | None:
    """Confirm what the address of this key asked for; return it, or None when nothing (any more) has the key.

    `wishes` are what this reader follows already; they are taken once, when the address is first confirmed.
    """
    at = at or timezone.now()
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().filter(key=key).first()
        if subscriber is None or subscriber.confirmed_at is not None:
            return subscriber
        subscriber.confirmed_at = at
        subscriber.mailed_at = None  # who asks again today is no stranger, and is told how it stands
        subscriber.save(update_fields=["confirmed_at", "mailed_at"])
        for subscription in subscriber.subscriptions.filter(left_at=None).select_related("newsletter"):
            note(subscription, "confirmed", at=at, page="/newsletters/confirm/", words=CONFIRMED_BY)
        keep_wishes(subscriber, wishes)
    return subscriber


def keep_wishes(subscriber: Subscriber, wishes: Wishes) -> None:
    """Write what a reader wants, in rows and in the one text that editions are grouped by; what is gone is left out."""
    topics = frozenset(Topic.objects.filter(pk__in=wishes.topics).values_list("pk", flat=True))
    authors = frozenset(Author.objects.filter(pk__in=wishes.authors).values_list("pk", flat=True))
    subscriber.topics.set(topics)
    subscriber.authors.set(authors)
    subscriber.only_wanted = wishes.only
    subscriber.wishes = str(Wishes(topics, authors, only=wishes.only))
    subscriber.wishes_key = key_of(subscriber.wishes)
    subscriber.save(update_fields=["only_wanted", "wishes", "wishes_key"])


def forget_unconfirmed(at: datetime) -> None:
    """Forget addresses that never confirmed."""
    last = Coalesce("mailed_at", "asked_at")  # who asks again on the last day has fourteen more
    waiting = Subscriber.objects.filter(confirmed_at=None, asked_at__lt=at - CONFIRM_WITHIN)
    waiting.alias(last=last).filter(last__lt=at - CONFIRM_WITHIN).delete()


def newsletters_of(subscriber: Subscriber) -> list[Newsletter]:
    """Return the newsletters that an address is, or will be, subscribed to."""
    wanted = Newsletter.objects.filter(subscriptions__subscriber=subscriber, subscriptions__left_at=None)
    return list(wanted.in_order())


def links_of(subscriber: Subscriber) -> dict[str, str]:
    """Return the ways that each mail to a subscriber names."""
    return {
        "confirm_url": f"{settings.SITE_URL}/newsletters/confirm/{subscriber.key}/",
        "preferences_url": f"{settings.SITE_URL}/newsletters/preferences/{subscriber.key}/",
    }


def _may_mail(subscriber: Subscriber, at: datetime) -> bool:
    waits = Q(mailed_at=None) | Q(mailed_at__lte=at - ONE_MAIL)
    return bool(Subscriber.objects.filter(waits, pk=subscriber.pk).update(mailed_at=at))
