"""The cards of stories whose ids are known, as they were rendered on write."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from articles.models import Article


class Card(NamedTuple):
    """A story as lists show it."""

    pk: int
    headline: str
    slug: str
    html: str
    lead_html: str  # of the story that leads the page; nothing for the others


# Plain SQL, the same in both dialects: the ORM takes longer to write it than the database to answer.
_CARDS = (
    "SELECT id, headline, slug, card_html, CASE WHEN id = %s THEN lead_html ELSE '' END FROM articles_article "
    "WHERE status = %s AND published_at <= %s AND id IN ({ids}) ORDER BY published_at DESC, id DESC"
)


def cards_of(ids: Collection[int], *, lead: int | None = None) -> dict[int, Card]:
    """Return the cards of these stories by id, newest first; one that was withdrawn meanwhile, or waits for its moment
    again, is not among them.

    One query, none for no ids.
    """
    if not ids:
        return {}
    with connection.cursor() as cursor:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        statement = _CARDS.format(ids=", ".join(["%s"] * len(ids)))
        cursor.execute(statement, [lead or 0, Article.Status.PUBLISHED.value, now, *ids])
        return {row[0]: Card(*row) for row in cursor.fetchall()}
