"""What is looked at each minute. Apps register functions in their `tasks.py`; each asks the database what is due.

A tick may come late, twice, or from several workers at once, so a function claims what it does. None may take long:
what does is a task that it enqueues.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

logger = logging.getLogger(__name__)

EveryMinute = Callable[[datetime], object]
_registered: dict[str, EveryMinute] = {}


def every_minute(function: EveryMinute) -> EveryMinute:
    """Register a function to be called each minute with the moment of the tick (aware)."""
    _registered[f"{function.__module__}.{function.__qualname__}"] = function
    return function


def run_tick(at: datetime | None = None) -> list[str]:
    """Call every registered function; return the names of those that failed. One's error never stops the others."""
    at = at or timezone.now()
    failed = []
    for name, function in _registered.items():
        try:
            function(at)
        except Exception:
            logger.exception("The minute's work failed: %s", name)
            failed.append(name)
    return failed
