"""Rivers: the lists of stories readers page through, newest first, as ready-made cards.

Each is one query over the rows that repeat a story's date (idea 5 of docs/architecture.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Expression, QuerySet, Subquery
from django.utils import timezone

from articles.models import Article, Byline, TaggedArticle
from press.web import boundaries, paging
from press.web.questions import Blank, Question

PAGE = 20  # stories a page
NOW = Blank("now", DateTimeField())


@dataclass(frozen=True, slots=True)
class River:
    """One page of a list: cards' HTML, the first of them as a lead, and the cursor of the next page."""

    lead: str
    cards: list[str]
    older: str


def of_topic(topic_id: int, *, before: str = "") -> River:
    """Return a page of the stories under a topic or category. Raises paging.DamagedCursor."""
    return _river(_TOPIC, topic_id, name=f"topic-{topic_id}", before=before)


def of_author(author_id: int, *, before: str = "") -> River:
    """Return a page of an author's stories. Raises paging.DamagedCursor."""
    return _river(_AUTHOR, author_id, name=f"author-{author_id}", before=before, with_lead=False)


def next_story(at: datetime | Expression) -> Subquery:
    """Return the moment after `at` at which the next story appears, as a column for another query."""
    return Subquery(_next_stories(at).values("published_at")[:1])


def report_next_story(at: datetime | None = None) -> None:
    """Clip the page's lifetime to the next moment at which any story appears."""
    found = _NEXT.ask(now=at or timezone.now())
    boundaries.report(found[0][0] if found else None)


def _next_stories(at: datetime | Expression) -> QuerySet[Article]:
    return Article.objects.waiting(at).order_by("published_at")  # type: ignore[arg-type]  # a blank stands for a datetime


_NEXT = Question(lambda: _next_stories(NOW).values_list("published_at")[:1])


@dataclass(frozen=True, slots=True)
class _List:
    """The questions for the first page of a kind of list, and for the pages after it."""

    first: Question
    older: Question


def _listing(rows: Callable[[Blank], QuerySet[Any]], story: str) -> _List:
    """Return the questions about lists whose rows `rows` filters by their owner; `story` is their key to a story."""

    def first() -> QuerySet[Any]:
        return rows(Blank("owner", BigIntegerField())).filter(listed=True, published_at__lte=NOW)

    def older() -> QuerySet[Any]:
        # Two plain conditions instead of a row comparison: SQLite and PostgreSQL both walk the index with them.
        published_at, pk = Blank("published_at", DateTimeField()), Blank("pk", BigIntegerField())
        rest = first().filter(published_at__lte=published_at)
        return rest.exclude(published_at=published_at, **{f"{story}_id__gte": pk})

    def page(of: QuerySet[Any]) -> QuerySet[Any]:
        columns = ("published_at", f"{story}_id", f"{story}__card_html", f"{story}__lead_html", next_story(NOW))
        return of.order_by("-published_at", f"-{story}_id").values_list(*columns)[: PAGE + 1]

    return _List(Question(lambda: page(first())), Question(lambda: page(older())))


_TOPIC = _listing(lambda owner: TaggedArticle.objects.filter(tag_id=owner), "content_object")
_AUTHOR = _listing(lambda owner: Byline.objects.filter(author_id=owner), "article")


def _river(kind: _List, owner: int, *, name: str, before: str, with_lead: bool = True) -> River:
    now = timezone.now()
    if before:
        cursor = paging.read(before, of=name)
        found = kind.older.ask(owner=owner, now=now, published_at=cursor.published_at, pk=cursor.pk)
    else:
        found = kind.first.ask(owner=owner, now=now)
    if found:
        boundaries.report(found[0][4], now=now)
    else:
        report_next_story(now)
    page = found[:PAGE]
    older = paging.write(paging.Cursor(page[-1][0], page[-1][1]), of=name) if len(found) > PAGE else ""
    if before or not page or not with_lead:
        return River(lead="", cards=[row[2] for row in page], older=older)
    return River(lead=page[0][3], cards=[row[2] for row in page[1:]], older=older)
