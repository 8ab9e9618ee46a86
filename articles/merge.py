"""The top-N merge: the newest stories of many lists in one statement, each branch a lookup in an index.

Raw SQL, because the ORM cannot union sliced querysets on SQLite; the statement is the same in both dialects.
It costs the same at a thousand and at a million stories. What becomes of the ids belongs to the caller.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Branch:
    """The newest `limit` stories of one topic or category that were published before `before` (default: by now)."""

    topic_id: int
    limit: int
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A story found by a branch; `branch` is the branch's place in the list asked for."""

    branch: int
    article_id: int


_BRANCH = (
    "SELECT {number} AS branch, content_object_id AS article_id FROM ("
    "SELECT content_object_id FROM articles_taggedarticle "
    "WHERE tag_id = %s AND listed AND published_at {earlier} %s "
    "ORDER BY published_at DESC, content_object_id DESC LIMIT %s) AS b{number}"
)


def newest_of(branches: list[Branch], *, at: datetime | None = None) -> list[Found]:
    """Return what each branch found, branch by branch, newest first within each; one query, none for no branches."""
    if not branches:
        return []
    now = at or timezone.now()
    adapt = connection.ops.adapt_datetimefield_value
    parts, values = [], []
    for number, branch in enumerate(branches):
        parts.append(_BRANCH.format(number=number, earlier="<" if branch.before else "<="))
        values += [branch.topic_id, adapt(branch.before or now), branch.limit]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return [Found(branch, article_id) for branch, article_id in cursor.fetchall()]
