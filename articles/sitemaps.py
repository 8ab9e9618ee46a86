"""What of the paper stands in sitemaps: stories, the lists that have any, and the news of two days. Only what is live.

A file holds the rows whose numbers lie in its range, so that an address stays in the file where it was found, and so
that reading on is an index lookup: a file is read chunk by chunk, and never as a whole.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from articles.models import Article, Author, Byline, TaggedArticle, Topic
from press.masthead.actions import particulars
from press.pages.sitemaps import terms_path
from press.pictures.markup import share_image
from press.pictures.models import Picture as LibraryPicture
from press.web import boundaries
from press.web.sitemaps import MOST, Entry, File, News, Picture

CHUNK = 1000  # rows
NEWS = timedelta(days=2)
MOST_NEWS = 1000
_CAPTION = 240  # characters of a caption; the page has all of it
_PICTURE = ("caption", "alt", "photographer", "agency", "via", "usage_terms", "renditions")

Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one kind of address. `rows` are those that readers can see, with `changed`: the moment at which
    what they see changed last; `entries` makes entries of a chunk of them.
    """

    name: str
    rows: Callable[[datetime], Rows]
    columns: tuple[str, ...]
    entries: Callable[[list[Sequence[Any]], datetime], Iterator[Entry]]

    def files(self, now: datetime) -> list[File]:
        """Return the files that have anything, each with its newest change. One query."""
        numbered = self.rows(now).annotate(number=(F("pk") - 1) / MOST + 1).order_by("number").values("number")
        changes = numbered.annotate(newest=Max("changed")).values_list("number", "newest")
        return [File(f"/sitemap-{self.name}-{number}.xml", newest) for number, newest in changes]

    def read(self, number: int, now: datetime) -> Iterator[Entry]:
        """Yield the entries of one file."""
        after, last = (number - 1) * MOST, number * MOST
        in_order = self.rows(now).order_by("pk").values_list("pk", *self.columns)
        while after < last:
            chunk = list(in_order.filter(pk__gt=after, pk__lte=last)[:CHUNK])
            yield from self.entries(chunk, now)
            after = chunk[-1][0] if len(chunk) == CHUNK else last


def fixed(now: datetime) -> list[Entry]:
    """Return the front page and the index of topics: they change with the newest story."""
    newest = Article.objects.live(now).aggregate(Max("published_at"))["published_at__max"]
    return [Entry("/", newest), Entry("/topics/", newest)]


def news(now: datetime) -> list[Entry]:
    """Return the stories of the last two days, newest first, and report when the oldest of them is no news any more.

    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    columns = ("category__slug", "slug", "published_at", "updated_at", "language", "headline")
    recent = Article.objects.live(now).filter(published_at__gt=now - NEWS).newest_first()
    stories = list(recent.values_list(*columns)[:MOST_NEWS])
    if stories:
        boundaries.report(stories[-1][2] + NEWS, now=now)
    paper = particulars().name
    return [
        Entry(f"/{category}/{slug}/", max(at, updated or at), news=News(paper, language, at, headline))
        for category, slug, at, updated, language, headline in stories
    ]


def _stories(now: datetime) -> Rows:
    # SQLite's greatest of a moment and nothing is nothing.
    return Article.objects.live(now).annotate(changed=Greatest("published_at", Coalesce("updated_at", "published_at")))


def _story_entries(rows: list[Sequence[Any]], now: datetime) -> Iterator[Entry]:
    pictures = _pictures({row[4] for row in rows if row[4]}, now)
    for _pk, category, slug, changed, picture_id, caption in rows:
        shown = pictures.get(picture_id)
        yield Entry(f"/{category}/{slug}/", changed, _with_caption(shown, caption) if shown else None)


def _pictures(ids: set[int], now: datetime) -> dict[int, tuple[Picture, str]]:
    """Return the pictures that our rights allow us to show, by id, and each one's credit line.

    The library is asked while the file is read, so that the end of our rights waits for no worker.
    """
    if not ids:
        return {}
    terms = terms_path()
    ours = settings.SITE_URL + terms if terms else ""
    shown = {}
    for row in LibraryPicture.objects.shown(now).filter(pk__in=ids).only(*_PICTURE):
        if image := share_image(row):
            # Where the library names no licence, the terms of the site are what a page of ours may be used under:
            # https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata
            shown[row.pk] = Picture(image["url"], row.caption, row.licence or ours), row.credit
    return shown


def _with_caption(shown: tuple[Picture, str], caption: str) -> Picture:
    picture, credit = shown
    words = " ".join((caption or picture.caption).split())
    if len(words) > _CAPTION:
        head = words[:_CAPTION]
        words = f"{head.rpartition(' ')[0] or head}…"
    return picture._replace(caption=f"{words} {credit}")


def _topics(now: datetime) -> Rows:
    live = TaggedArticle.objects.filter(tag=OuterRef("pk"), listed=True, published_at__lte=now)
    # A category is curated and has its page from the first day; a topic without stories has none.
    return Topic.objects.filter(Q(kind=Topic.Kind.CATEGORY) | Exists(live)).annotate(changed=_newest(live))


def _topic_entries(rows: list[Sequence[Any]], now: datetime) -> Iterator[Entry]:
    for _pk, kind, slug, changed in rows:
        yield Entry(f"/{slug}/" if kind == Topic.Kind.CATEGORY else f"/topics/{slug}/", changed)


def _authors(now: datetime) -> Rows:
    live = Byline.objects.filter(author=OuterRef("pk"), listed=True, published_at__lte=now)
    return Author.objects.filter(Exists(live)).annotate(changed=_newest(live))


def _author_entries(rows: list[Sequence[Any]], now: datetime) -> Iterator[Entry]:
    for _pk, slug, changed in rows:
        yield Entry(f"/authors/{slug}/", changed)


def _newest(live: Rows) -> Subquery:
    return Subquery(live.order_by("-published_at").values("published_at")[:1])


SHELVES = {
    shelf.name: shelf
    for shelf in (
        Shelf(
            "stories",
            _stories,
            ("category__slug", "slug", "changed", "lead_picture_id", "lead_caption"),
            _story_entries,
        ),
        Shelf("topics", _topics, ("kind", "slug", "changed"), _topic_entries),
        Shelf("authors", _authors, ("slug", "changed"), _author_entries),
    )
}
