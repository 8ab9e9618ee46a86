"""What a person follows, saved and reads by feed, as the account's page tells it."""

from typing import Any, NamedTuple

from accounts.models import Follow, NewsFeed, SavedArticle, User
from accounts.my_news.feed import addresses_of
from accounts.my_news.follows import Follows
from accounts.my_news.naming import named
from articles.models import Article

NEWEST_SAVED = 5


class Saved(NamedTuple):
    """A saved story as the page lists it."""

    headline: str
    url: str


def reading_of(person: User) -> dict[str, Any]:
    """Return `followed` [Named], `saved` (the newest [Saved]), `saved_in_all`, `feed` {form: address}. Five queries."""
    rows = Follow.objects.filter(user=person).values_list("topic_id", "author_id", "muted")
    _, followed = named(Follows.from_rows(rows, visits=(0, 0)))
    saved = SavedArticle.objects.filter(user=person, article__in=Article.objects.live())
    newest = saved.select_related("article__category").order_by("-made_at", "-pk")[:NEWEST_SAVED]
    feed = NewsFeed.objects.filter(user=person).first()
    return {
        "followed": followed,
        "saved": [Saved(row.article.headline, row.article.get_absolute_url()) for row in newest],
        "saved_in_all": saved.count(),
        "feed": addresses_of(feed) if feed else {},
    }
