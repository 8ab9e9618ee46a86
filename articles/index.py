"""The index of categories and topics, like the one at the back of a book."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.menu import category_menu
from articles.models import TaggedArticle, Topic
from articles.river import NOW, next_story, report_next_story
from press.web import boundaries
from press.web.questions import Blank, Question

RECENT = timedelta(days=30)


class _Entry(NamedTuple):
    """A category or topic, how many stories it had of late, and when the next story of the paper appears."""

    pk: int
    name: str
    slug: str
    is_category: bool
    stories: int
    next_story: datetime | None


def _entries() -> QuerySet[Topic, Any]:
    recent = TaggedArticle.objects.filter(
        tag=OuterRef("pk"), listed=True, published_at__lte=NOW, published_at__gt=Blank("since", DateTimeField())
    )
    # Counted topic by topic: each is a range of an index, whereas one GROUP BY over all of them reads the whole table.
    counted = recent.order_by().values("tag").annotate(stories=Count("*")).values("stories")
    # A topic that no live story is about yet is nobody's business: its name may tell of a draft.
    live = TaggedArticle.objects.filter(tag=OuterRef("pk"), listed=True, published_at__lte=NOW)
    return (
        Topic.objects.filter(Exists(live) | Q(kind=Topic.Kind.CATEGORY))
        .order_by("name")
        .values_list("pk", "name", "slug", "kind", Coalesce(Subquery(counted), Value(0)), next_story(NOW))
    )


_ENTRIES = Question(_entries)


def topic_index() -> dict[str, Any]:
    """Return categories with icons and topics by letter, each with its count of the last 30 days."""
    now = timezone.now()
    entries = [
        _Entry(pk, name, slug, kind == Topic.Kind.CATEGORY, count, change)
        for pk, name, slug, kind, count, change in _ENTRIES.ask(now=now, since=now - RECENT)
    ]
    letters: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        if not entry.is_category:
            shown = {"id": entry.pk, "slug": entry.slug, "name": entry.name, "count": entry.stories}
            letters.setdefault(entry.name[0].upper(), []).append(shown)
    if entries:
        boundaries.report(entries[0].next_story, now=now)
    else:
        report_next_story(now)
    boundaries.report(boundaries.next_midnight(now))  # counts of days are true until the day ends
    counts = {entry.pk: entry.stories for entry in entries}
    return {
        "categories": [{**item, "count": counts.get(item["id"], 0)} for item in category_menu()],
        "letters": [{"letter": letter, "topics": topics} for letter, topics in letters.items()],
    }
