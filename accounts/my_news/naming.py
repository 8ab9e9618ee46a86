"""The names of what is followed, and what became of topics that are gone since a cookie was written."""

from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import CharField, F, QuerySet, Value

from accounts.models import MergedTopic
from accounts.my_news.follows import Follows
from articles.models import Author, Topic


class Named(NamedTuple):
    """One followed thing as My News prints it."""

    kind: str  # topic or author
    pk: int
    name: str
    slug: str
    url: str
    muted: bool

    @property
    def key(self) -> str:
        """Return it as `?only=` names it."""
        return f"{self.kind}-{self.pk}"


def named(follows: Follows) -> tuple[Follows, list[Named]]:
    """Return what is followed as it is today (merged topics under their new ids, deleted ones gone) and its names in
    order. One query, none for nothing.
    """
    if not follows:
        return follows, []
    asked = follows.topics | follows.muted
    rows = _told(Topic.objects.filter(pk__in=asked), "topic", "pk", "", "kind").union(
        _told(MergedTopic.objects.filter(merged_id__in=asked), "topic", "merged_id", "kept__", "kind"),
        _told(Author.objects.filter(pk__in=follows.authors), "author", "pk", "", "role"),
    )
    became = {(row[0], row[1]): row for row in rows.order_by("told_name")}
    today = replace(
        follows,
        topics=frozenset(became["topic", pk][2] for pk in follows.topics if ("topic", pk) in became),
        muted=frozenset(became["topic", pk][2] for pk in follows.muted if ("topic", pk) in became),
        authors=frozenset(pk for pk in follows.authors if ("author", pk) in became),
    )
    # Two of which one became the other: followed once, and not muted when either was not.
    today = replace(today, muted=today.muted - today.topics)
    things = {
        (kind, pk): Named(kind, pk, name, slug, _url(kind, sort, slug), kind == "topic" and pk in today.muted)
        for kind, _, pk, name, slug, sort in became.values()
    }
    return today, list(things.values())


def _told(rows: QuerySet[Any, Any], kind: str, asked: str, thing: str, sort: str) -> Any:
    """Return the columns that all three kinds of rows are told in; `thing` leads from the row to what is named."""
    return rows.annotate(
        told_kind=Value(kind, CharField()),
        told_asked=F(asked),
        told_id=F(f"{thing}pk"),
        told_name=F(f"{thing}name"),
        told_slug=F(f"{thing}slug"),
        told_sort=F(f"{thing}{sort}"),
    ).values_list("told_kind", "told_asked", "told_id", "told_name", "told_slug", "told_sort")


def _url(kind: str, sort: str, slug: str) -> str:
    if kind == "author":
        return f"/authors/{slug}/"
    return f"/{slug}/" if sort == Topic.Kind.CATEGORY else f"/topics/{slug}/"
