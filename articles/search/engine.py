"""Finding: which live stories match, the best first, and what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.search.asking import Asked
from articles.search.dialect import NAMED, NEWEST, Where, dialect

REACHABLE = NEWEST + NAMED  # results that can be paged to; whoever wants an older one narrows the search
CHOICES = 8  # of each facet
COUNTED = 2000  # of the stories that match, the newest are counted by what they are


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a reader narrows a search by; days are the newsroom's, both included."""

    category_id: int | None = None
    topic_id: int | None = None
    author_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of the stories worth showing, the best first; how many match; and what the newest of those are about."""

    story_ids: list[int]
    total: int
    facets: dict[str, list[tuple[int, int]]]  # "category", "topic", "author", "year": (id or year, stories)


_NEWEST = (
    ", counted AS MATERIALIZED (SELECT e.* FROM (SELECT article_id FROM matched "
    "ORDER BY published_at DESC, article_id DESC LIMIT {limit}) AS newest "
    "JOIN articles_searchentry AS e USING (article_id)) "
)
_COUNTED = (
    "SELECT * FROM (SELECT '{name}' AS kind, CAST({what} AS bigint) AS what, CAST(COUNT(*) AS float) AS worth "
    "FROM {table} GROUP BY 2 ORDER BY 3 DESC, 2 DESC LIMIT {limit}) AS by_{name}"
)


def find(asked: Asked, narrowed: Narrowed, *, at: datetime | None = None) -> Found:
    """Return what a search finds. One query, and none for nothing asked."""
    if not asked:
        return Found([], 0, {})
    now, tongue = at or timezone.now(), dialect()
    head, values = tongue.found(asked, _where(narrowed, now), now=now)
    year, year_values = connection.ops.datetime_extract_sql(
        "year", "published_at", (), timezone.get_current_timezone_name()
    )
    parts = [
        "SELECT 'story' AS kind, article_id AS what, score AS worth FROM scored",
        "SELECT 'total', 0, COUNT(*) FROM matched",
        _counted("category", "category_id"),
        _counted("topic", "one.value", tongue.each("topic_ids")),
        _counted("author", "one.value", tongue.each("author_ids")),
        _counted("year", year),
    ]
    statement = f"{head}{_NEWEST.format(limit=COUNTED)}{' UNION ALL '.join(parts)}"
    rows: list[tuple[str, int, float]] = tongue.ask(statement, [*values, *year_values])
    best = sorted((row for row in rows if row[0] == "story"), key=lambda row: (-row[2], -row[1]))
    facets = {name: [(what, int(worth)) for kind, what, worth in rows if kind == name] for name in _FACETS}
    return Found([row[1] for row in best], next(int(row[2]) for row in rows if row[0] == "total"), facets)


_FACETS = ("category", "topic", "author", "year")


def beginning_with(
    words: Sequence[str], *, limit: int, narrowed: Narrowed | None = None, at: datetime | None = None
) -> list[int]:
    """Return the newest live stories whose headline, topics or authors have these words, the last of them only begun.

    The words are folded. One query, none for no words.
    """
    if not words:
        return []
    condition, value = dialect().beginning([*words][:8])
    where = _where(narrowed or Narrowed(), at or timezone.now())
    where.add(condition, value)
    statement = (
        f"SELECT e.article_id FROM articles_searchentry AS e WHERE {where.sql} "  # noqa: S608 - constants of ours
        "ORDER BY e.published_at DESC, e.article_id DESC LIMIT %s"
    )
    return [row[0] for row in dialect().ask(statement, [*where.values, limit])]


def _where(narrowed: Narrowed, now: datetime) -> Where:
    where = Where()
    where.add("e.published_at <= %s", _moment(now))
    if narrowed.category_id:
        where.add("e.category_id = %s", narrowed.category_id)
    if narrowed.topic_id:
        where.add(*dialect().has_topic(narrowed.topic_id))
    if narrowed.author_id:
        where.add(*dialect().has_author(narrowed.author_id))
    if narrowed.since:
        where.add("e.published_at >= %s", _moment(_midnight(narrowed.since)))
    if narrowed.until:
        where.add("e.published_at < %s", _moment(_midnight(narrowed.until + timedelta(days=1))))
    return where


def _counted(name: str, what: str, table: str = "counted") -> str:
    return _COUNTED.format(name=name, what=what, table=table, limit=CHOICES)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _moment(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
