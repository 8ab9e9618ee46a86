"""Whether a worker is alive, and which of several does the minute's work."""

import os
import socket
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from press.work.models import Beat, Tick

EVERY = 15  # seconds between two beats of a worker
TICK = 60  # seconds between two ticks
FORGET = timedelta(days=1)


def beat(at: datetime | None = None) -> None:
    """Say that this process is alive."""
    at = at or timezone.now()
    Beat.objects.update_or_create(name=own_name(), defaults={"beaten_at": at})
    Beat.objects.filter(beaten_at__lt=at - FORGET).delete()


def stop() -> None:
    """Say that this process ends, so that nobody waits for its next beat."""
    Beat.objects.filter(name=own_name()).delete()


def own_name() -> str:
    """Return this process's name: host and process number."""
    return f"{socket.gethostname()}:{os.getpid()}"


def beat_age(at: datetime | None = None) -> float | None:
    """Return the seconds since a worker last said that it is alive; None when none ever did, or all have ended."""
    last = Beat.objects.order_by("-beaten_at").values_list("beaten_at", flat=True).first()
    return max(((at or timezone.now()) - last).total_seconds(), 0.0) if last else None


def claim_tick(at: datetime) -> bool:
    """Say whether this process does the minute's work; of several workers that ask within a minute, one does."""
    latest = at - timedelta(seconds=TICK * 0.9)  # clocks and threads are not exact
    Tick.objects.get_or_create(pk=1, defaults={"begun_at": datetime.min.replace(tzinfo=at.tzinfo)})
    # One that lies ahead was written by a clock that was; it is no reason to stand still until then.
    due = Q(begun_at__lte=latest) | Q(begun_at__gt=at + timedelta(seconds=2 * TICK))
    return bool(Tick.objects.filter(due, pk=1).update(begun_at=at))
