"""A thread that calls a function every so many seconds, beside the worker's own loop, until it is told to stop."""

import logging
import threading
from collections.abc import Callable

from django.db import connections

logger = logging.getLogger(__name__)


class Pulse:
    """Calls `function` now and then every `seconds`; its errors are logged, its connections given back each time."""

    def __init__(self, function: Callable[[], object], *, seconds: float, name: str) -> None:
        self._function = function
        self._seconds = seconds
        self._stopping = threading.Event()
        # A daemon: a second Ctrl-C must end the process even in the middle of a slow call.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, *, patience: float = 5) -> None:
        """Stop, waiting up to `patience` seconds for a call that is under way."""
        self._stopping.set()
        self._thread.join(patience)

    def _run(self) -> None:
        while True:
            try:
                self._function()
            except Exception:
                logger.exception("%s failed; it is called again in %s s.", self._thread.name, self._seconds)
            finally:
                connections.close_all()
            if self._stopping.wait(self._seconds):
                return
