"""CPU time of the worker and of its database backend together, and keeping both on one core."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds since some moment, by who spent them."""

    worker: float
    database: float

    def since(self, earlier: "Spent") -> "Spent":
        return Spent(self.worker - earlier.worker, self.database - earlier.database)


def backend() -> int | None:
    """Return the process that answers this connection's queries; None when that is this very process (SQLite)."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def can_be_read(pid: int | None) -> bool:
    """Say whether the backend's CPU can be read here; it cannot when the server is another machine's."""
    if pid is None:
        return True
    try:
        return (_PROC / str(pid) / "comm").read_text().startswith("postgres")
    except OSError:
        return False


def spent(pid: int | None) -> Spent:
    """Return what both have spent so far: user and system time, all threads of the worker."""
    return Spent(time.process_time(), _backend_seconds(pid) if pid else 0.0)


def share_one_core(pid: int | None) -> str:
    """Keep worker and backend on one core, as in the peers' figures, and at one priority; return what came of it.

    On a machine with other work `nice -n -15` in front of the command then speaks for both.
    """
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    try:
        if pid:
            os.sched_setaffinity(pid, {core})
            os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, 0))
    except PermissionError:
        return "worker pinned to one core, the backend not"
    return "worker and backend pinned to one core" if pid else "worker pinned to one core"


def _backend_seconds(pid: int) -> float:
    process = _PROC / str(pid)
    try:
        # Nanoseconds on the processor; where the kernel does not keep them, hundredths of a second.
        if (process / "schedstat").exists():
            return int((process / "schedstat").read_text().split()[0]) / 1e9
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0  # Django renewed the connection; who measures sees that the process is another and begins again.
    return (int(fields[11]) + int(fields[12])) / float(os.sysconf("SC_CLK_TCK"))
