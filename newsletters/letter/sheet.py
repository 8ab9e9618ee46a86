"""An edition as a mail: made once an edition, put together once a group of readers, addressed once a reader."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.conf import settings

from articles.models import Article, TaggedArticle
from newsletters.letter.own import own_stories
from newsletters.models import Edition
from newsletters.wishes import Wishes

# Where a reader's own links go: put in by `addressed`.
PREFERENCES, UNSUBSCRIBE = "@preferences-key@", "@unsubscribe-key@"


@dataclass(frozen=True, slots=True)
class Piece:
    """A story in a mail, in both forms."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all readers of an edition share."""

    edition_id: int
    subject: str
    least: int
    until: datetime
    stories: dict[int, Piece]  # the edition's, in its order
    tags: dict[int, frozenset[int]]  # by story: its topics and category


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail for a group of readers, with marks where each reader's links go."""

    subject: str
    text: str
    html: str
    story_ids: tuple[int, ...]


def sheet_of(edition: Edition, *, until: datetime) -> Sheet:
    """Return the sheet of an edition with its stories that are live at `until`; the others are left out."""
    ids = list(edition.places.order_by("position", "pk").values_list("article_id", flat=True))
    live = set(Article.objects.live(until).filter(pk__in=ids).values_list("pk", flat=True))
    tags: dict[int, set[int]] = {pk: set() for pk in ids}
    for article_id, tag_id in TaggedArticle.objects.filter(content_object_id__in=ids).values_list(
        "content_object_id", "tag_id"
    ):
        tags[article_id].add(tag_id)
    pieces = pieces_of([pk for pk in ids if pk in live])
    return Sheet(
        edition_id=edition.pk,
        subject=edition.subject,
        least=edition.newsletter.minimum,
        until=until,
        stories=pieces,
        tags={pk: frozenset(found) for pk, found in tags.items()},
    )


def pieces_of(article_ids: list[int]) -> dict[int, Piece]:
    """Return the stories as they stand in a mail, in the order of the ids."""
    rows = {row.pk: row for row in Article.objects.filter(pk__in=article_ids).select_related("category")}
    pieces = {}
    for pk in article_ids:
        address = f"{settings.SITE_URL}{rows[pk].get_absolute_url()}"
        words = escape(rows[pk].headline)
        pieces[pk] = Piece(f'<p><a href="{address}">{words}</a></p>', f"{rows[pk].headline}\n{address}\n")
    return pieces


def letter_for(sheet: Sheet, wishes: Wishes, *, since: datetime | None) -> Letter | None:
    """Return the mail for readers of these wishes who were last sent stories up to `since`; None when there is less
    that is new than the newsletter's minimum.
    """
    chosen = [
        pk for pk in sheet.stories if not (wishes.only and wishes) or sheet.tags.get(pk, frozenset()) & wishes.topics
    ]
    own = own_stories(wishes, since=since, until=sheet.until, but=sheet.stories)
    if len(chosen) + len(own) < max(sheet.least, 1):
        return None
    pieces = [*(sheet.stories[pk] for pk in chosen), *pieces_of(own).values()]
    return Letter(
        subject=sheet.subject,
        text="\n".join(piece.text for piece in pieces) + f"\n{PREFERENCES}\n{UNSUBSCRIBE}\n",
        html="".join(piece.html for piece in pieces) + f"<p>{PREFERENCES} {UNSUBSCRIBE}</p>",
        story_ids=(*chosen, *own),
    )


def addressed(letter: Letter, *, preferences_key: str, unsubscribe_key: str) -> tuple[str, str]:
    """Return the text and the HTML with one reader's links in them."""
    text, html = (
        words.replace(PREFERENCES, preferences_key).replace(UNSUBSCRIBE, unsubscribe_key)
        for words in (letter.text, letter.html)
    )
    return text, html
