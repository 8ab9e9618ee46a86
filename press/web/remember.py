"""Remembering for a few seconds what every page asks for: site settings, the menu, the promos, and the parts of a page
that are made of them alone.

Per process and never longer than `SECONDS`, so that any number of processes agree within that time. Stories are
never remembered: a kill is true at once.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.utils import timezone

from press.web import boundaries

SECONDS = 5.0
_MANY = 500  # more than the parts of a paper's pages; then what is past its time is thrown out


@dataclass(frozen=True, slots=True)
class _Memory:
    """An answer, when it was given, and when it says of itself that it changes."""

    answer: Any
    given: float
    changes: datetime | None


_remembered: dict[Hashable, _Memory] = {}


def remembered[T](ask: Callable[[], T]) -> Callable[[], T]:
    """Answer from memory what was asked less than five seconds ago."""

    @wraps(ask)
    def answer() -> T:
        return remembered_as(ask, ask)

    return answer


def remembered_as[T](name: Hashable, ask: Callable[[], T]) -> T:
    """Answer from memory what was asked under this name less than five seconds ago.

    What `ask` reports to press.web.boundaries is remembered with its answer: it is reported again each time, and when
    that moment comes the answer is forgotten. The answer may depend on the name and on what may be remembered only.
    """
    known = _remembered.get(name)
    if known is None or not _is_true_still(known):
        with boundaries.noted() as note:
            answer = ask()
        known = _Memory(answer, time.monotonic(), note.next_change)
        _keep(name, known)
    boundaries.report(known.changes)
    return known.answer  # type: ignore[no-any-return]


def forget_all() -> None:
    """Ask anew at the next question; said by whatever changes something remembered, and by tests."""
    _remembered.clear()


def _is_true_still(known: _Memory) -> bool:
    if time.monotonic() - known.given > SECONDS:
        return False
    return known.changes is None or known.changes > timezone.now()


def _keep(name: Hashable, memory: _Memory) -> None:
    if len(_remembered) >= _MANY:
        for old, known in list(_remembered.items()):
            if not _is_true_still(known):
                _remembered.pop(old, None)
    _remembered[name] = memory
