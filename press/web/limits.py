"""Limits that hold over all processes: how often somebody may do something within a stretch of time, counted in rows.

Who it was is kept as a keyed hash only. What a limit protects, and what is said when it is reached, is the caller's.
"""

import math
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from press.web.models import Tally

# One statement in both dialects, so that of two processes each gets a number of its own.
_COUNT = """
INSERT INTO web_tally (who, begun, times) VALUES (%s, %s, 1)
ON CONFLICT (who, begun) DO UPDATE SET times = web_tally.times + 1 RETURNING times
"""
LONGEST = 86_400


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so many seconds, for each `who`."""

    name: str
    most: int
    seconds: int


class TooOften(Exception):
    """The limit is reached; `.minutes` says how long to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"Wait {minutes} minutes." if minutes > 1 else "Wait a minute.")
        self.minutes = minutes


def count(limit: Limit, who: str, *, at: datetime | None = None) -> None:
    """Count one more for `who`. Raises TooOften when that is more than the limit allows."""
    seconds = int((at or timezone.now()).timestamp())
    begun = seconds - seconds % limit.seconds
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [digest(f"{limit.name}\n{who}"), begun])
        (times,) = cursor.fetchone()
    if times > limit.most:
        raise TooOften(math.ceil((begun + limit.seconds - seconds) / 60))


def digest(who: str) -> str:
    """Return what is kept in place of an address or a network: the same for the same, and of no use elsewhere."""
    return salted_hmac("press.web.limits", who, algorithm="sha256").hexdigest()[:40]


def forget_old(at: datetime) -> None:
    """Forget counts that no limit looks at any more."""
    Tally.objects.filter(begun__lt=int(at.timestamp()) - LONGEST).delete()
