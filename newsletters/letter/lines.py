"""What inboxes show of an edition, less the headline of a story that readers may not see (any more)."""

from collections.abc import Collection
from datetime import datetime

from django.utils.formats import date_format

from articles.models import Article
from newsletters.models import Edition, EditionStory


def withdrawn_headlines(editions: Collection[int], *, at: datetime) -> dict[int, list[str]]:
    """Return by edition the headlines of those of its stories that are not live at `at`. One query."""
    hidden = EditionStory.objects.filter(edition__in=editions).exclude(article__in=Article.objects.live(at))
    found: dict[int, list[str]] = {}
    for edition, headline in hidden.values_list("edition_id", "article__headline"):
        found.setdefault(edition, []).append(headline)
    return found


def subject_of(edition: Edition, *, withdrawn: Collection[str], instead: str = "") -> str:
    """Return the subject line. One that says the headline of a story that was withdrawn is `instead`; without any, an
    edition is called by its newsletter and day.
    """
    words = " ".join(edition.subject.split())
    return (instead if _says(words, withdrawn) else words) or (
        f"{edition.newsletter.name}, {date_format(edition.date, 'DATE_FORMAT')}"
    )


def preheader_of(edition: Edition, *, withdrawn: Collection[str]) -> str:
    """Return what stands after the subject; the newsletter's promise in place of what was withdrawn, or of nothing."""
    return "" if _says(edition.preheader, withdrawn) else edition.preheader


def _says(words: str, headlines: Collection[str]) -> bool:
    """Say whether words hold one of the headlines, which are cut as a proposed edition's are."""
    said = words.casefold()
    return any(cut and cut in said for headline in headlines for cut in [" ".join(headline.split()).casefold()[:150]])
