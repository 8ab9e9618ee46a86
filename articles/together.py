"""The newest stories of many topics and authors together, each story once, with what it was found by.

Raw SQL in two dialects for the reasons that articles.merge gives: each list is a walk of its own index that ends after
a page, so it costs the same at a thousand and at a million stories. A story among the newest of all is among the newest
of each list that has it, so the lists' first pages know every reason.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from press.web.paging import Cursor


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story, and which of the topics and authors asked for it is of."""

    article_id: int
    published_at: datetime
    topics: list[int] = field(default_factory=list)
    authors: list[int] = field(default_factory=list)


# Only names of ours and numbers are written into the statement; every value goes beside it.
_OF_ONE = (
    "SELECT published_at, {story} AS id FROM {table} WHERE {column} = {owner} AND {listed} AND published_at <= {until}"
    "{rest} ORDER BY published_at DESC, {story} DESC LIMIT {limit}"
)
# Word for word the condition of the partial index, which SQLite does not use for anything that only means the same.
_LISTED = {"postgresql": "listed", "sqlite": "listed = 1"}
# Two plain conditions instead of a row comparison: SQLite and PostgreSQL both walk the index with them.
_REST = " AND NOT (published_at = {until} AND {story} >= {pk})"
_ON_POSTGRESQL = (
    "SELECT {kind} AS kind, b.owner, s.published_at, s.id FROM unnest(%s::bigint[]) AS b(owner), LATERAL ({one}) AS s"
)
_ON_SQLITE = "SELECT {kind} AS kind, {owner} AS owner, published_at, id FROM ({one})"
_TOGETHER = (
    "WITH found AS MATERIALIZED ({parts}), newest AS (SELECT published_at, id FROM found GROUP BY published_at, id "
    "ORDER BY published_at DESC, id DESC LIMIT {limit}) "
    "SELECT newest.id, newest.published_at, found.kind, found.owner FROM newest JOIN found ON found.id = newest.id "
    "ORDER BY newest.published_at DESC, newest.id DESC, found.kind, found.owner"
)
_TOPIC, _AUTHOR = 0, 1
_LISTS = {
    _TOPIC: {"table": "articles_taggedarticle", "column": "tag_id", "story": "content_object_id"},
    _AUTHOR: {"table": "articles_byline", "column": "author_id", "story": "article_id"},
}


def newest_together(
    topics: Collection[int],
    authors: Collection[int] = (),
    *,
    limit: int,
    before: Cursor | None = None,
    at: datetime | None = None,
) -> list[FoundStory]:
    """Return the `limit` newest stories of any of these, newest first, after `before`; one query, none for nothing."""
    if not topics and not authors:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement(topics, authors, limit=limit, before=before, at=at or timezone.now()))
        return _gathered(cursor.fetchall())


def statement(
    topics: Collection[int],
    authors: Collection[int] = (),
    *,
    limit: int,
    before: Cursor | None = None,
    at: datetime,
) -> tuple[str, list[Any]]:
    """Return the one statement, and its values, in the dialect of the database; something must be asked for."""
    asked = {kind: sorted(ids) for kind, ids in ((_TOPIC, topics), (_AUTHOR, authors)) if ids}
    put = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    parts, values = put(asked, limit=limit, before=before, until=min(at, before.published_at) if before else at)
    return _TOGETHER.format(parts=" UNION ALL ".join(parts), limit=int(limit)), values


def _on_postgresql(
    asked: dict[int, list[int]], *, limit: int, before: Cursor | None, until: datetime
) -> tuple[list[str], list[Any]]:
    parts, values = [], []
    for kind, ids in asked.items():
        parts.append(_ON_POSTGRESQL.format(kind=kind, one=_one(kind, "b.owner", limit, before)))
        values += [ids, until, *([until, before.pk] if before else [])]
    return parts, values


def _on_sqlite(
    asked: dict[int, list[int]], *, limit: int, before: Cursor | None, until: datetime
) -> tuple[list[str], list[Any]]:
    moment = connection.ops.adapt_datetimefield_value(until)
    parts, values = [], []
    for kind, ids in asked.items():
        for pk in ids:
            parts.append(_ON_SQLITE.format(kind=kind, owner=int(pk), one=_one(kind, "%s", limit, before)))
            values += [pk, moment, *([moment, before.pk] if before else [])]
    return parts, values


def _one(kind: int, owner: str, limit: int, before: Cursor | None) -> str:
    names = _LISTS[kind]
    rest = _REST.format(until="%s", pk="%s", **names) if before else ""
    listed = _LISTED[connection.vendor]
    return _OF_ONE.format(listed=listed, owner=owner, until="%s", rest=rest, limit=int(limit), **names)


def _gathered(rows: list[tuple[int, Any, int, int]]) -> list[FoundStory]:
    stories: dict[int, FoundStory] = {}
    for pk, published_at, kind, owner in rows:
        story = stories.setdefault(pk, FoundStory(pk, _moment(published_at)))
        (story.topics if kind == _TOPIC else story.authors).append(owner)
    return list(stories.values())


def _moment(told: datetime | str) -> datetime:
    """Return a moment as PostgreSQL tells it, or as SQLite does: without its zone, as text or not."""
    moment = datetime.fromisoformat(told) if isinstance(told, str) else told
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)
