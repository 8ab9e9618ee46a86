"""The stories of what a reader follows, newest first, once each, with the reason beside each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.my_news.follows import Follows
from accounts.my_news.naming import Named
from articles.cards import cards_of
from articles.models import Article, TaggedArticle
from articles.together import newest_together
from press.web import paging
from press.web.remember import remembered

PAGE = 20
STRIP = 5
_OF_LATE = 200  # stories
_SUGGESTED = 12


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One story: its card, why it is here, and whether it came since the last visit."""

    card: str
    reason: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class News:
    """One page of My News, and the cursor of the next."""

    items: list[NewsItem]
    older: str


def news_of(
    follows: Follows,
    things: list[Named],
    *,
    only: Named | None = None,
    before: str = "",
    limit: int = PAGE,
    at: datetime,
) -> News:
    """Return a page of the reader's news, or of `only` one thing. Two queries. Raises paging.DamagedCursor."""
    name = f"my-news-{only.key}" if only else "my-news"
    cursor = paging.read(before, of=name) if before else None
    topics = follows.topics if only is None else {only.pk} if only.kind == "topic" else set()
    authors = follows.authors if only is None else {only.pk} if only.kind == "author" else set()
    found = newest_together(topics, authors, limit=limit + 1, before=cursor, at=at)
    page = found[:limit]
    cards = cards_of([story.article_id for story in page])
    names = {(thing.kind, thing.pk): thing.name for thing in things}
    items = [
        NewsItem(
            cards[story.article_id].html,
            _because(
                [names["topic", pk] for pk in story.topics] + [names["author", pk] for pk in story.authors],
            ),
            0 < follows.visit_before * 60 < story.published_at.timestamp(),
        )
        for story in page
        if story.article_id in cards
    ]
    more = len(found) > limit
    older = paging.write(paging.Cursor(page[-1].published_at, page[-1].article_id), of=name) if more else ""
    return News(items, older)


def suggestions(follows: Follows) -> list[dict[str, object]]:
    """Return the topics that are most written about lately and not followed, as follow.html takes them."""
    known = follows.topics | follows.muted
    return [topic for topic in _much_written_about() if topic["id"] not in known][:_SUGGESTED]


@remembered
def _much_written_about() -> list[dict[str, object]]:
    # Of the newest stories only, so that it costs the same however many there are.
    newest = Article.objects.live().newest_first().values("pk")[:_OF_LATE]
    rows = (
        TaggedArticle.objects.filter(content_object__in=newest, is_category=False)
        .values("tag_id", "tag__slug", "tag__name")
        .annotate(stories=Count("pk"))
        .order_by("-stories", "tag__name")
    )
    return [{"id": row["tag_id"], "slug": row["tag__slug"], "name": row["tag__name"]} for row in rows]


def _because(names: Iterable[str]) -> str:
    first, last = (names := list(names))[:-1], names[-1]
    told = _("%(names)s and %(last)s") % {"names": ", ".join(first), "last": last} if first else last
    return _("Because you follow %(names)s") % {"names": told}
