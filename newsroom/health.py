"""What probes ask: is this process alive, and can it serve?

The worker and its queue are reported, for people and alarms, but do not make the site unready: readers need neither.
"""

import logging
from collections.abc import Callable
from functools import cache

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Case, Min, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from press.work.beats import beat_age

logger = logging.getLogger(__name__)

_NO_STORE = {"Cache-Control": "no-store"}


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else is asked, so that a lost database does not get it restarted."""
    return HttpResponse("ok\n", content_type="text/plain", headers=_NO_STORE)


@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Say whether requests may be sent here: 200, or 503 with what is wanting."""
    needed = {name: _holds(name, question) for name, question in _NEEDED.items()}
    ready = all(needed.values())
    return JsonResponse(
        {
            "ready": ready,
            **{name: "ok" if holds else "failing" for name, holds in needed.items()},
            "worker_beat_age_seconds": _seconds(beat_age),
            "queue_age_seconds": _seconds(_queue_age),
        },
        status=200 if ready else 503,
        headers=_NO_STORE,
    )


def migrations_are_applied() -> bool:
    """Say whether the database has the newest migration of every app."""
    return _newest_migrations() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def _newest_migrations() -> frozenset[tuple[str, str]]:
    # Without a connection the loader reads the files only; they do not change under a running process.
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _storage_is_writable() -> bool:
    for name in ("default", "originals"):
        # The name is new each time, as several processes are asked at once.
        kept = storages[name].save(f"readyz-{get_random_string(12)}", ContentFile(b"ok"))
        storages[name].delete(kept)
    return True


_NEEDED: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "migrations": migrations_are_applied,
    "storage": _storage_is_writable,
}


def _queue_age() -> float | None:
    """Return how long the oldest task that is due has waited."""
    now = timezone.now()
    # A task for "at once" carries the end of time as its run_after.
    due = Case(When(run_after__lte=now, then="run_after"), default="enqueued_at")
    oldest = DBTaskResult.objects.ready().aggregate(oldest=Min(due))["oldest"]
    return (now - oldest).total_seconds() if oldest else None


def _holds(name: str, question: Callable[[], bool]) -> bool:
    try:
        return question()
    except Exception:
        logger.exception("Not ready: %s", name)
        return False


def _seconds(question: Callable[[], float | None]) -> float | None:
    """Return an age for the report; one that cannot be told is null, and `database` says why."""
    try:
        age = question()
    except Exception:
        logger.exception("Not told: %s", question.__name__)
        return None
    return None if age is None else round(age, 1)
