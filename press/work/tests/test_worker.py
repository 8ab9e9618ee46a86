"""The worker as it runs: its own process, a database in a file, a web process writing beside it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

pytestmark = pytest.mark.once
SECONDS = 30  # a loaded machine is slow; an idle one needs three


class Process:
    """A worker with a database and files of its own."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "worker.sqlite3"
        # Only what the worker needs of our environment: a test run's own database must not leak into it.
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {
            **kept,
            "DEBUG": "true",
            "SECRET_KEY": "worker",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "STORAGE_URL": str(folder / "files"),
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR, env=self.environment, check=True,
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        return done.stdout.strip()

    def ask(self, question: str) -> str:
        return self.manage("shell", "-v0", "--no-imports", "-c", question)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--interval", "0.1"], cwd=settings.BASE_DIR, env=self.environment,
        )  # fmt: skip

    def end(self, number: int = signal.SIGTERM) -> int:
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


@pytest.fixture
def worker(tmp_path: Path, migrated: Path) -> Iterator[Process]:
    process = Process(tmp_path)
    process.database.write_bytes(migrated.read_bytes())
    yield process
    if process.process and process.process.poll() is None:
        process.process.kill()
        process.process.wait()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, migrated once for the tests of this file."""
    process = Process(tmp_path_factory.mktemp("migrated"))
    process.manage("migrate", "-v0")
    process.ask("from django.db import connection as c; c.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')")
    return process.database


def rows(worker: Process, query: str) -> list[Any]:
    with closing(sqlite3.connect(worker.database, timeout=20)) as connection:
        return connection.execute(query).fetchall()


def eventually(happened: Callable[[], bool]) -> bool:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if happened():
            return True
        time.sleep(0.1)
    return False


UPLOAD = """
from press.pictures.tests.builders import make_picture
for _ in range(3): make_picture()
"""


def test_worker_finishes_pictures_beats_and_ends_cleanly(worker: Process) -> None:
    worker.start()
    worker.ask(UPLOAD)  # while the worker looks for tasks: both write
    finished = "SELECT count(*) FROM pictures_picture WHERE due_at IS NULL AND trouble = ''"
    assert eventually(lambda: rows(worker, finished) == [(3,)])
    assert rows(worker, "SELECT count(*) FROM work_beat") == [(1,)]
    began = time.monotonic()
    assert worker.end() == 0
    assert time.monotonic() - began < 5
    assert rows(worker, "SELECT count(*) FROM work_beat") == [(0,)]


def test_picture_whose_nudge_was_lost_is_found_by_the_tick(worker: Process) -> None:
    worker.ask(UPLOAD + "\nfrom django_tasks_db.models import DBTaskResult as T; T.objects.all().delete()\n"
               "from press.pictures.models import Picture; Picture.objects.update(asked_at=None)")  # fmt: skip
    worker.start()
    assert eventually(lambda: rows(worker, "SELECT count(*) FROM pictures_picture WHERE due_at IS NULL") == [(3,)])
    assert worker.end(signal.SIGINT) == 0
