"""The names of what is followed, and what became of topics that are gone since a cookie was written."""

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from django.db import connection

from accounts.my_news.follows import Follows
from articles.models import Topic


class Named(NamedTuple):
    """One followed thing as My News prints it."""

    kind: str  # topic or author
    pk: int
    key: str  # as `?only=` names it
    name: str
    slug: str
    url: str
    muted: bool


# Plain SQL, the same in both dialects: the ORM takes three times as long to write it as the database to answer.
# Only these constants are written into the statement; every id goes beside it.
_TOPICS = "SELECT 'topic', id, id, name, slug, kind FROM articles_topic WHERE id IN ({ids})"
_MERGED = (
    "SELECT 'topic', merged_id, kept.id, name, slug, kind FROM accounts_mergedtopic "
    "JOIN articles_topic AS kept ON kept.id = kept_id WHERE merged_id IN ({ids})"
)
_AUTHORS = "SELECT 'author', id, id, name, slug, '' FROM articles_author WHERE id IN ({ids})"


def named(follows: Follows) -> tuple[Follows, list[Named]]:
    """Return what is followed as it is today (merged topics under their new ids, deleted ones gone) and its names in
    order. One query, none for nothing.
    """
    if not follows:
        return follows, []
    asked = follows.topics | follows.muted
    became = {(row[0], row[1]): row for row in _told([(_TOPICS, asked), (_MERGED, asked), (_AUTHORS, follows.authors)])}
    today = replace(
        follows,
        topics=frozenset(became["topic", pk][2] for pk in follows.topics if ("topic", pk) in became),
        muted=frozenset(became["topic", pk][2] for pk in follows.muted if ("topic", pk) in became),
        authors=frozenset(pk for pk in follows.authors if ("author", pk) in became),
    )
    # Two of which one became the other: followed once, and not muted when either was not.
    today = replace(today, muted=today.muted - today.topics)
    things = {
        (kind, pk): Named(
            *(kind, pk, f"{kind}-{pk}", name, slug, _url(kind, sort, slug)),
            muted=kind == "topic" and pk in today.muted,
        )
        for kind, _, pk, name, slug, sort in became.values()
    }
    return today, list(things.values())


def _told(parts: list[tuple[str, Collection[int]]]) -> list[tuple[str, int, int, str, str, str]]:
    """Return kind, the id asked for, the id it has today, name, slug and the sort of topic, by name."""
    put = [(sql.format(ids=", ".join(["%s"] * len(ids))), ids) for sql, ids in parts if ids]
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(sql for sql, _ in put)} ORDER BY 4", [pk for _, ids in put for pk in ids])
        rows: list[tuple[str, int, int, str, str, str]] = cursor.fetchall()
        return rows


def _url(kind: str, sort: str, slug: str) -> str:
    if kind == "author":
        return f"/authors/{slug}/"
    return f"/{slug}/" if sort == Topic.Kind.CATEGORY else f"/topics/{slug}/"
