"""What a worker does beside its tasks, for as long as there is any of it: work of hours that must not make a task wait.

Apps register functions in their `tasks.py`. Each is called again and again, with a question whether to stop; several
threads and workers call the same one, so it claims what it does.
"""

from collections.abc import Callable
from dataclasses import dataclass

Stopping = Callable[[], bool]
Round = Callable[[Stopping], object]
EVERY = 2.0  # seconds between two rounds of a thread that found nothing


@dataclass(frozen=True, slots=True)
class Registered:
    """A round, and how many threads of each worker go it."""

    function: Round
    threads: Callable[[], int]


registered: list[Registered] = []


def beside_tasks(threads: Callable[[], int]) -> Callable[[Round], Round]:
    """Register a function that is called with `stopping` by so many threads of each worker."""

    def register(function: Round) -> Round:
        registered.append(Registered(function, threads))
        return function

    return register
