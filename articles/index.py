"""The index of categories and topics, like the one at the back of a book."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from articles.menu import category_menu
from articles.models import TaggedArticle, Topic
from articles.river import report_next_story
from press.web import boundaries

RECENT = timedelta(days=30)


def topic_index() -> dict[str, Any]:
    """Return categories with icons and topics by letter, each with its count of the last 30 days."""
    now = timezone.now()
    recent = TaggedArticle.objects.filter(listed=True, published_at__lte=now, published_at__gt=now - RECENT)
    counts: dict[int, int] = dict(recent.values_list("tag_id").annotate(stories=Count("pk")).order_by())
    letters: dict[str, list[dict[str, Any]]] = {}
    for pk, name, slug in Topic.objects.topics().order_by("name").values_list("pk", "name", "slug"):
        entry = {"name": name, "url": f"/topics/{slug}/", "count": counts.get(pk, 0)}
        letters.setdefault(name[0].upper(), []).append(entry)
    report_next_story(now)
    boundaries.report(boundaries.next_midnight(now))  # counts of days are true until the day ends
    return {
        "categories": [{**item, "count": counts.get(item["id"], 0)} for item in category_menu()],
        "letters": [{"letter": letter, "topics": topics} for letter, topics in letters.items()],
    }
