"""Signing the history, and the question who may do what. Every other action begins and ends here."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Article, HistoryEntry
from press.record.people import Person


def require(by: Person, permission: str) -> None:
    """Raise PermissionDenied, with a sentence, unless `by` holds `articles.<permission>`."""
    if not by.has_perm(f"articles.{permission}"):
        raise PermissionDenied(f"Your role does not include “{permission.replace('_', ' ')}”.")


def locked(article: Article) -> Article:
    """Return the story anew with its row locked until the transaction ends."""
    return Article.objects.select_for_update(of=("self",)).select_related("category").get(pk=article.pk)


def note(article: Article, verb: str, *, by: Person, at: datetime, note: str = "") -> HistoryEntry:
    """Write the history row of an action."""
    return HistoryEntry.objects.create(
        article_id=article.pk,
        headline=article.headline,
        verb=verb,
        note=note,
        made_at=at,
        made_by_id=by.pk,
        made_by=str(by),
    )


def moment(at: datetime | None) -> datetime:
    return at or timezone.now()
