"""My News for feed programs: a private address, which nobody guesses and its reader can change."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import NewsFeed
from accounts.my_news.follows import Follows
from articles.feeds.newest import NEWEST, told
from articles.feeds.story import Told
from articles.together import newest_together
from press.web.secrets import new_secret


def make_feed(user: Any, *, at: datetime | None = None) -> NewsFeed:
    """Give a reader a feed of their own; who has one keeps it."""
    made = {"secret": new_secret(), "made_at": at or timezone.now()}
    return NewsFeed.objects.get_or_create(user=user, defaults=made)[0]


def change_address(user: Any, *, at: datetime | None = None) -> NewsFeed:
    """Give the feed another address; the old one leads nowhere from now on."""
    with transaction.atomic():
        feed = NewsFeed.objects.select_for_update().filter(user=user).first()
        if feed is None:
            return make_feed(user, at=at)
        feed.secret, feed.made_at = new_secret(), at or timezone.now()
        feed.save(update_fields=["secret", "made_at"])
        return feed


def addresses_of(feed: NewsFeed) -> dict[str, str]:
    """Return the whole addresses of the feed by the form's name."""
    names = {"RSS": "my_news:feed", "JSON Feed": "my_news:feed_json"}
    return {form: settings.SITE_URL + reverse(name, args=[feed.secret]) for form, name in names.items()}


def followed_by_secret(secret: str) -> Follows | None:
    """Return what the reader of the feed at this secret follows; None when there is no such feed. One query."""
    feed = NewsFeed.objects.filter(secret=secret, user__is_active=True)
    # Who follows nothing has one row all the same, of nothing.
    rows = list(feed.values_list("user__follows__topic", "user__follows__author", "user__follows__muted"))
    return Follows.from_rows(rows, visits=(0, 0)) if rows else None


def stories_of(follows: Follows, form: str, *, whole: bool) -> list[Told]:
    """Return the newest stories of what is followed and not muted, in a form of feed. Two queries, none for nothing."""
    found = newest_together(follows.topics, follows.authors, limit=NEWEST)
    return told([story.article_id for story in found], form, whole=whole) if found else []
