"""Counting what readers looked for in vain, for the editors: words only, and nothing of who typed them."""

from datetime import date

from django.db.models import F

from articles.models import MissedSearch
from articles.search.asking import Asked

LONGEST = 80  # characters
MOST = 5_000  # rows; a machine that types noise cannot fill the table


def note_missed(asked: Asked, *, on: date) -> None:
    """Count words that found nothing. What looks like an address or a number of a person is not kept."""
    words = asked.words
    if not words or len(words) > LONGEST or sum(sign.isdigit() for sign in words) > 4:
        return
    if MissedSearch.objects.filter(words=words).update(times=F("times") + 1, last_on=on):
        return
    if MissedSearch.objects.count() < MOST:
        MissedSearch.objects.bulk_create([MissedSearch(words=words, last_on=on)], ignore_conflicts=True)
