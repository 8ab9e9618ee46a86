"""What is looked at before an edition goes: what must not be, and what an editor may decide to send all the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Article, Topic
from newsletters.asking import dead_links
from newsletters.letter.sheet import LEAVE, PREFERENCES, Sheet
from newsletters.models import Edition
from newsletters.wishes import Wishes

LARGEST = 102 * 1024  # bytes: Gmail cuts off what is longer, with the link to unsubscribe in it
MOST_LINKS = 40
_LINK = re.compile(r'<a\b[^>]*?\shref="(https?://[^"]+)"')


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. `must`: it is not sent before this is mended; `is_hint`: nobody need say more of it."""

    words: str
    must: bool = False
    is_hint: bool = False


def findings(edition: Edition, *, at: datetime, send_at: datetime | None = None) -> list[Finding]:
    """Return what was found, the worst first; asks every link, which may take some seconds.

    `send_at` is when it is to go: a story that is scheduled may be live by then.
    """
    sheet = Sheet(edition, at=at, counted=False)
    largest = sheet.letter(str(Wishes(frozenset(Topic.objects.categories().values_list("pk", flat=True)))))
    found = [
        *_words(edition),
        *_day(edition, send_at or at),
        *_stories(edition, send_at or at),
        *_enough(edition, sheet),
        *_form(largest.html, largest.text),
        *_appeal(edition, send_at or at),
        *_pictures(edition),
        *_links(largest.html, sheet),
    ]
    return sorted(found, key=lambda one: not one.must)


def is_doubtful(found: Iterable[Finding]) -> bool:
    """Say whether an editor must say so before it goes all the same."""
    return any(not one.is_hint for one in found)


def _words(edition: Edition) -> list[Finding]:
    found = []
    if not edition.subject.strip():
        found.append(Finding("There is no subject.", must=True))
    if not edition.preheader.strip():
        found.append(
            Finding("There is no preheader; inboxes show the newsletter’s promise in its place.", is_hint=True)
        )
    return found


def _day(edition: Edition, send_at: datetime) -> list[Finding]:
    goes = timezone.localdate(send_at)
    if edition.date == goes:
        return []
    days = (date_format(day, "j F") for day in (edition.date, goes))
    words = "It says that it is of {}, and would go out on {}. Its day can be changed.".format(*days)
    return [Finding(words, is_hint=True)]


def _stories(edition: Edition, send_at: datetime) -> list[Finding]:
    stories = [place.article for place in edition.places.select_related("article").order_by("position", "pk")]
    if not stories:
        return [Finding("There is no story in it.", must=True)]
    return [
        Finding(f"“{story.headline}” {_why_not(story)}. Take it out, or send later.", must=True)
        for story in stories
        if story.status != Article.Status.PUBLISHED or not story.published_at or story.published_at > send_at
    ]


def _enough(edition: Edition, sheet: Sheet) -> list[Finding]:
    least, told = edition.newsletter.minimum, len(sheet.stories)
    if not told or told >= least:
        return []
    return [
        Finding(
            f"{edition.newsletter} goes out from {least} stories on, and this has {told}: who has not as many with"
            " those of their own gets no mail."
        )
    ]


def _appeal(edition: Edition, send_at: datetime) -> list[Finding]:
    appeal = edition.appeal
    if appeal is None or appeal.is_in_season(send_at):
        return []
    return [Finding(f"The appeal “{appeal.title}” is out of its season by then, so it is left out.")]


def _why_not(story: Article) -> str:
    if story.status == Article.Status.PUBLISHED:
        return "is not live by then: it is under an embargo" if story.is_embargoed else "is not live by then"
    return f"is {story.get_status_display().lower()}, so readers cannot open it"


def _form(html: str, text: str) -> list[Finding]:
    found = []
    size = len(html.encode())
    if size > LARGEST:
        found.append(
            Finding(
                f"It is {size // 1024} KB long for some readers, and Gmail cuts off what is over 102 KB.", must=True
            )
        )
    if not all(mark in form for mark in (LEAVE, PREFERENCES) for form in (html, text)):
        found.append(Finding("The way to unsubscribe is missing from the template of the letter.", must=True))
    return found


def _pictures(edition: Edition) -> list[Finding]:
    found = []
    for place in edition.places.select_related("article__lead_picture").order_by("position", "pk"):
        picture, headline = place.article.lead_picture, place.article.headline
        if picture is None:
            continue
        if not picture.goes_out:
            found.append(Finding(f"The picture of “{headline}” may not go into mail; the story is told without it."))
            continue
        if not picture.alt.strip():
            found.append(Finding(f"The picture of “{headline}” has no description for readers who cannot see it."))
        if not picture.credit:
            found.append(Finding(f"The picture of “{headline}” has no credit."))
    return found


def _links(html: str, sheet: Sheet) -> list[Finding]:
    own = sheet.story_addresses()  # live, as only such are in it
    marks = (LEAVE, PREFERENCES)
    found = dict.fromkeys(unescape(link) for link in _LINK.findall(html) if not any(mark in link for mark in marks))
    online = settings.SITE_URL + sheet.edition.get_absolute_url()  # there once it is sent
    asked = [link for link in found if link not in own and link != online]
    dead = [Finding(sentence) for sentence in dead_links(asked[:MOST_LINKS])]
    if len(asked) > MOST_LINKS:
        dead.append(Finding(f"It has more than {MOST_LINKS} links; only the first were tried."))
    return dead
