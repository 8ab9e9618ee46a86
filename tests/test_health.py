"""What probes are told, with every part working and with each one taken away in earnest."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from press.work.models import Beat
from tools import environment


def test_alive_says_ok_and_is_never_kept(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.django_db
def test_a_sound_site_is_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "storage": "ok",
        "worker_beat_age_seconds": None,
        "queue_age_seconds": None,
    }
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.django_db
def test_readiness_leaves_no_file_behind(client: Client) -> None:
    client.get("/readyz")
    for name in ("default", "originals"):
        storage = storages[name]
        assert isinstance(storage, FileSystemStorage)
        assert not list(Path(storage.location).glob("readyz*"))


@pytest.mark.django_db
def test_an_unapplied_migration_is_not_ready(client: Client) -> None:
    newest = MigrationRecorder.Migration.objects.filter(app="accounts").latest("id")
    newest.delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() | {"migrations": "failing", "ready": False} == response.json()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["default", "originals"])
def test_a_storage_that_takes_no_files_is_not_ready(client: Client, tmp_path: Path, name: str) -> None:
    storage: Any = storages[name]
    (tmp_path / "a-file").touch()
    where, storage.location = storage.location, str(tmp_path / "a-file")
    try:
        response = client.get("/readyz")
    finally:
        storage.location = where
    assert response.status_code == 503
    assert (response.json()["storage"], response.json()["database"]) == ("failing", "ok")


@pytest.mark.django_db
def test_a_silent_worker_is_told_but_does_not_fail_the_site(client: Client) -> None:
    Beat.objects.create(name="host:1", beaten_at=timezone.now() - timedelta(hours=1))
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["worker_beat_age_seconds"] == pytest.approx(3600, abs=5)


@pytest.mark.django_db
@pytest.mark.parametrize("deferred", [False, True])
def test_the_wait_of_the_oldest_due_task_is_told(client: Client, *, deferred: bool) -> None:
    from django_tasks_db.models import DBTaskResult

    task = {"task_path": "tests.none", "args_kwargs": {"args": [], "kwargs": {}}, "backend_name": "default"}
    waiting = DBTaskResult.objects.create(**task)
    early = timezone.now() - timedelta(minutes=5)
    times = {"enqueued_at": early - timedelta(days=1), "run_after": early} if deferred else {"enqueued_at": early}
    DBTaskResult.objects.filter(pk=waiting.pk).update(**times)
    assert client.get("/readyz").json()["queue_age_seconds"] == pytest.approx(300, abs=5)


@pytest.mark.once
def test_without_a_database_the_site_lives_but_is_not_ready(tmp_path: Path) -> None:
    asked = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "for path in ('/healthz', '/readyz'):\n"
        "    response = Client(SERVER_NAME='127.0.0.1').get(path)\n"
        "    print(response.status_code, response.content.decode().strip())\n"
    )
    env = environment.development(
        DATABASE_URL="postgres://nobody:wrong@127.0.0.1:9/none",
        STORAGE_URL=str(tmp_path),
        DJANGO_SETTINGS_MODULE="newsroom.settings",
    )
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=True
    )
    alive, ready = said.stdout.splitlines()
    assert alive == "200 ok"
    assert ready.startswith('503 {"ready": false, "database": "failing", "migrations": "failing", "storage": "ok"')


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_are_only_asked(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
