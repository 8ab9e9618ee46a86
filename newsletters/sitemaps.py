"""What of newsletters stands in sitemaps: where one subscribes, each newsletter, and its editions as they were sent."""

from django.db.models import Max, Q

from newsletters.models import Edition, Newsletter
from press.web.sitemaps import Entry


def entries() -> list[Entry]:
    """Return every page of newsletters, in their order. Two queries."""
    titles = Newsletter.objects.in_order().annotate(
        newest=Max("editions__released_at", filter=Q(editions__is_hidden=False))
    )
    found = {row[0]: row for row in titles.values_list("pk", "slug", "is_open", "newest")}
    newest = max((changed for *_, changed in found.values() if changed), default=None)
    rows = Edition.objects.online().newest_first().values_list("newsletter_id", "date", "number", "released_at")
    return [
        *([Entry("/newsletters/", newest)] if any(is_open for _, _, is_open, _ in found.values()) else []),
        *(Entry(Newsletter(slug=slug).get_absolute_url(), changed) for _, slug, _, changed in found.values()),
        *(
            Entry(Edition(newsletter=Newsletter(slug=found[pk][1]), date=day, number=number).get_absolute_url(), at)
            for pk, day, number, at in rows
        ),
    ]
