"""Remembering for a few seconds what every page asks for: site settings, the menu, the promos.

Per process and never longer than `SECONDS`, so that any number of processes agree within that time. Stories are
never remembered: a kill is true at once.
"""

import time
from collections.abc import Callable
from functools import wraps

SECONDS = 5.0

_remembered: dict[Callable[[], object], tuple[float, object]] = {}


def remembered[T](ask: Callable[[], T]) -> Callable[[], T]:
    """Answer from memory what was asked less than five seconds ago."""

    @wraps(ask)
    def answer() -> T:
        known = _remembered.get(ask)
        now = time.monotonic()
        if known is None or now - known[0] > SECONDS:
            known = _remembered[ask] = (now, ask())
        return known[1]  # type: ignore[return-value]

    return answer


def forget_all() -> None:
    """Ask anew at the next question; said by whatever changes something remembered, and by tests."""
    _remembered.clear()
