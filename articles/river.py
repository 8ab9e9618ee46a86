"""Rivers: the lists of stories readers page through, newest first, as ready-made cards.

Each is one query over the rows that repeat a story's date (idea 5 of docs/architecture.md).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils import timezone

from articles.models import Article, Byline, TaggedArticle
from press.web import boundaries, paging

PAGE = 20  # stories a page


@dataclass(frozen=True, slots=True)
class River:
    """One page of a list: cards' HTML, the first of them as a lead, and the cursor of the next page."""

    lead: str
    cards: list[str]
    older: str


def of_topic(topic_id: int, *, before: str = "") -> River:
    """Return a page of the stories under a topic or category. Raises paging.DamagedCursor."""
    rows = TaggedArticle.objects.filter(tag_id=topic_id)
    return _river(rows, "content_object", name=f"topic-{topic_id}", before=before)


def of_author(author_id: int, *, before: str = "") -> River:
    """Return a page of an author's stories. Raises paging.DamagedCursor."""
    rows = Byline.objects.filter(author_id=author_id)
    return _river(rows, "article", name=f"author-{author_id}", before=before, with_lead=False)


def report_next_story(at: datetime | None = None) -> None:
    """Clip the page's lifetime to the next moment at which any story appears."""
    next_story = Article.objects.waiting(at).order_by("published_at").values_list("published_at", flat=True).first()
    boundaries.report(next_story)


def _river[M: Model](rows: QuerySet[M], story: str, *, name: str, before: str, with_lead: bool = True) -> River:
    now = timezone.now()
    rows = rows.filter(listed=True, published_at__lte=now)
    if before:
        cursor = paging.read(before, of=name)
        # Two plain conditions instead of a row comparison: SQLite and PostgreSQL both walk the index with them.
        rows = rows.filter(published_at__lte=cursor.published_at).exclude(
            published_at=cursor.published_at, **{f"{story}_id__gte": cursor.pk}
        )
    found = list(
        rows.order_by("-published_at", f"-{story}_id").values_list(
            "published_at", f"{story}_id", f"{story}__card_html", f"{story}__lead_html"
        )[: PAGE + 1]
    )
    report_next_story(now)
    page = found[:PAGE]
    older = paging.write(paging.Cursor(page[-1][0], page[-1][1]), of=name) if len(found) > PAGE else ""
    if before or not page or not with_lead:
        return River(lead="", cards=[row[2] for row in page], older=older)
    return River(lead=page[0][3], cards=[row[2] for row in page[1:]], older=older)
