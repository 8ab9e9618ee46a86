"""When an answer stops being true. Whatever asks the clock while a page is made reports its next change here,
and the page's lifetime ends at the earliest of them. No rule about stories or appeals belongs here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

_next_change: ContextVar[datetime | None] = ContextVar("next_change", default=None)


def start() -> None:
    """Forget what an earlier page reported."""
    _next_change.set(None)


def report(moment: datetime | None, *, now: datetime | None = None) -> None:
    """Say that the page may change at `moment` (aware); None and moments past are of no interest."""
    if moment is None or moment <= (now or timezone.now()):
        return
    current = _next_change.get()
    if current is None or moment < current:
        _next_change.set(moment)


def next_change() -> datetime | None:
    """Return the earliest moment reported since `start()`, or None."""
    return _next_change.get()


@dataclass(slots=True)
class Note:
    """What was reported during a block."""

    next_change: datetime | None = None


@contextmanager
def noted() -> Iterator[Note]:
    """Note what is reported inside the block, apart from what was reported before; the page hears nothing of it."""
    before = _next_change.set(None)
    note = Note()
    try:
        yield note
    finally:
        note.next_change = _next_change.get()
        _next_change.reset(before)


def next_midnight(now: datetime | None = None) -> datetime:
    """Return the coming midnight in the newsroom's zone, where a page that prints today's date changes."""
    local = timezone.localtime(now or timezone.now())
    tomorrow = local.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, datetime.min.time()), local.tzinfo)
