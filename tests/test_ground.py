"""What conftest.py promises every test: no network, triggers that come back, files kept apart, a browser shut in."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Error, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import HistoryEntry
from press.record.triggers import missing


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "paper.example"])
def test_no_other_machine_can_be_reached(host: str) -> None:
    with pytest.raises(RuntimeError, match=f"wanted to reach {host}"):
        socket.create_connection((host, 80), timeout=1)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["once", "again"])
def test_append_only_tables_are_empty_and_guarded_after_a_transactional_test(time: str) -> None:
    assert not HistoryEntry.objects.exists()
    assert missing() == []
    HistoryEntry.objects.create(article_id=1, headline="Kept", verb="publish", made_at=timezone.now(), made_by=time)


@pytest.mark.django_db
def test_sqlite_is_a_file_as_in_the_newsroom() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)


def test_files_of_tests_stay_out_of_the_paper() -> None:
    for name in ("default", "originals"):
        kept = storages[name].save("kept.txt", ContentFile(b"kept"))
        assert not Path(storages[name].path(kept)).is_relative_to(settings.BASE_DIR)


def test_the_cast_holds_the_roles(ada: User, ben: User, pia: User, cleo: User) -> None:
    assert [person.has_perm("articles.publish_article") for person in (ada, ben, pia, cleo)] == [
        False,
        True,
        True,
        False,
    ]
    assert [person.is_staff for person in (ada, ben, pia, cleo)] == [True, True, True, False]


def test_the_browser_reaches_this_machine_only(page: Page, live_server: LiveServer) -> None:
    answer = page.goto(f"{live_server.url}/healthz")
    assert answer is not None
    assert answer.text() == "ok\n"
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://paper.example/")


def test_an_editor_at_the_desk_is_signed_in(desk_page: Page, live_server: LiveServer) -> None:
    desk_page.goto(f"{live_server.url}/admin/")
    assert "/login/" not in desk_page.url
    assert desk_page.locator("h1").count() == 1
