"""Builders of newsletters, readers and editions for tests."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from newsletters.models import Edition, EditionStory, Newsletter, Subscriber, Subscription
from newsletters.wishes import Wishes, key_of
from press.web.remember import forget_all


def make_newsletter(**fields: Any) -> Newsletter:
    defaults = {"name": "The Morning Courier", "slug": "morning", "promise": "The bay's news, each morning."}
    forget_all()
    return Newsletter.objects.create(**{**defaults, **fields})


def make_reader(
    address: str = "cleo@reader.example",
    *,
    of: Newsletter | None = None,
    wishes: Wishes | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Subscription:
    """A confirmed reader of a newsletter; `fields` are the subscriber's."""
    at = at or timezone.now()
    newsletter = of or Newsletter.objects.first() or make_newsletter()
    subscriber = Subscriber.objects.create(
        address=address,
        asked_at=at,
        confirmed_at=at,
        wishes=str(wishes or ""),
        wishes_key=key_of(str(wishes or "")),
        **fields,
    )
    return Subscription.objects.create(subscriber=subscriber, newsletter=newsletter, begun_at=at)


def make_edition(*stories: Any, of: Newsletter | None = None, at: datetime | None = None, **fields: Any) -> Edition:
    """An edition of today with these stories."""
    at = at or timezone.now()
    newsletter = of or Newsletter.objects.first() or make_newsletter()
    defaults = {"subject": "The ferry sails again", "date": timezone.localdate(at), "saved_at": at}
    edition = Edition.objects.create(newsletter=newsletter, **{**defaults, **fields})
    for position, story in enumerate(stories):
        EditionStory.objects.create(edition=edition, article=story, position=position)
    return edition
