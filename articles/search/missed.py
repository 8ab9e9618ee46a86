"""Counting what readers looked for in vain, for the editors: words only, and nothing of who typed them."""

from datetime import date

from django.db.models import F

from articles.models import MissedSearch
from articles.search.asking import Asked

LONGEST = 80  # characters
MOST = 5_000  # rows; then the rarest make way, so that a machine that types noise cannot fill the table for good
_AT_ONCE = 500
_DIGITS = 4  # a year may be looked for, a telephone number is somebody's


def note_missed(typed: str, asked: Asked, *, on: date) -> None:
    """Count words that found nothing. What looks like a person's address or number is not kept."""
    words = asked.words
    if not words or len(words) > LONGEST or "@" in typed or sum(sign.isdigit() for sign in words) > _DIGITS:
        return
    if MissedSearch.objects.filter(words=words).update(times=F("times") + 1, last_on=on):
        return
    if MissedSearch.objects.count() >= MOST:
        rarest = MissedSearch.objects.order_by("times", "last_on", "pk").values("pk")[:_AT_ONCE]
        MissedSearch.objects.filter(pk__in=list(rarest.values_list("pk", flat=True))).delete()
    MissedSearch.objects.bulk_create([MissedSearch(words=words, last_on=on)], ignore_conflicts=True)
