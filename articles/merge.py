"""The top-N merge: the newest stories of many lists in one statement, each branch a lookup in an index.

Raw SQL in two dialects, because the ORM cannot union sliced querysets on SQLite, and PostgreSQL plans one LATERAL in
half the time of as many branches. It costs the same at a thousand and at a million stories. What becomes of the ids
belongs to the caller.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.models import Article


@dataclass(frozen=True, slots=True)
class Branch:
    """The newest `limit` stories of one topic or category (None: of the whole paper) that were published before
    `before` (default: by now).
    """

    topic_id: int | None
    limit: int
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A story found by a branch; `branch` is the branch's place in the list asked for."""

    branch: int
    article_id: int


# Only numbers and these constants are written into the statement; every other value goes beside it.
_PAPER = (
    "SELECT {number} AS branch, published_at, id FROM (SELECT published_at, id FROM articles_article "
    "WHERE status = %s AND published_at <= %s ORDER BY published_at DESC, id DESC LIMIT {limit}) AS paper{number}"
)
_LISTED = (
    "SELECT published_at, content_object_id AS id FROM articles_taggedarticle "
    "WHERE tag_id = {topic} AND {condition} AND published_at <= {until} "
    "ORDER BY published_at DESC, content_object_id DESC LIMIT {limit}"
)
# Word for word the condition of the partial index, which SQLite does not use for anything that only means the same.
_CONDITION_ON_POSTGRESQL, _CONDITION_ON_SQLITE = "listed", "listed = 1"
_ON_POSTGRESQL = (
    "SELECT b.branch, s.published_at, s.id FROM (VALUES {rows}) AS b(branch, topic, until, room), "
    "LATERAL ({listed}) AS s"
)
_ON_SQLITE = "SELECT {number} AS branch, published_at, id FROM ({listed})"
# The outer SELECT sorts by columns that it does not return.
_MERGED = "SELECT branch, id FROM ({parts}) AS found ORDER BY branch, published_at DESC, id DESC"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A branch with its place and its moment."""

    number: int
    topic_id: int | None
    until: datetime
    limit: int


def newest_of(branches: list[Branch], *, at: datetime | None = None) -> list[Found]:
    """Return what each branch found, branch by branch, newest first within each; one query, none for no branches."""
    if not branches:
        return []
    now = at or timezone.now()
    asked = [_Asked(number, one.topic_id, _until(one, now), one.limit) for number, one in enumerate(branches)]
    lists = [one for one in asked if one.topic_id is not None]
    put = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    parts, values = put(lists) if lists else ([], [])
    for one in asked:
        if one.topic_id is None:
            parts.append(_PAPER.format(number=one.number, limit=one.limit))
            values += [Article.Status.PUBLISHED.value, _adapted(one.until)]
    with connection.cursor() as cursor:
        cursor.execute(_MERGED.format(parts=" UNION ALL ".join(parts)), values)
        return [Found(branch, article_id) for branch, article_id in cursor.fetchall()]


def _until(branch: Branch, now: datetime) -> datetime:
    # The databases keep microseconds, so "before" means "up to one microsecond earlier".
    return min(now, branch.before - timedelta(microseconds=1)) if branch.before else now


def _on_postgresql(lists: list[_Asked]) -> tuple[list[str], list[Any]]:
    rows = ", ".join(f"({one.number}, %s::bigint, %s::timestamptz, {one.limit})" for one in lists)
    listed = _LISTED.format(condition=_CONDITION_ON_POSTGRESQL, topic="b.topic", until="b.until", limit="b.room")
    values = [value for one in lists for value in (one.topic_id, _adapted(one.until))]
    return [_ON_POSTGRESQL.format(rows=rows, listed=listed)], values


def _on_sqlite(lists: list[_Asked]) -> tuple[list[str], list[Any]]:
    listed = {"condition": _CONDITION_ON_SQLITE, "topic": "%s", "until": "%s"}
    parts = [_ON_SQLITE.format(number=one.number, listed=_LISTED.format(limit=one.limit, **listed)) for one in lists]
    return parts, [value for one in lists for value in (one.topic_id, _adapted(one.until))]


def _adapted(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
