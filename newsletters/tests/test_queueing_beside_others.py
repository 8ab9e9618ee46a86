"""An edition is queued while readers come and go by other connections."""

import threading
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from articles.tests.builders import make_article
from newsletters.actions import release
from newsletters.models import Edition, Subscriber
from newsletters.sending.queue import queue
from newsletters.tests.builders import make_edition, make_reader

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reader_who_is_erased_while_an_edition_is_queued_holds_it_up_for_nobody(
    ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nobody is erased meanwhile.")
    make_reader()
    gone = make_reader("gone@reader.example").subscriber
    edition = make_edition(make_article())

    def erase() -> None:
        Subscriber.objects.filter(pk=gone.pk).delete()
        connection.close()

    def queue_and_lose_one(*args: Any, **kwargs: Any) -> int:
        queued = queue(*args, **kwargs)
        if Subscriber.objects.filter(pk=gone.pk).exists():
            beside = threading.Thread(target=erase)
            beside.start()
            beside.join()
        return queued

    monkeypatch.setattr("newsletters.actions.release.queue", queue_and_lose_one)
    assert release.send_now(edition, by=ben) == 1
    edition.refresh_from_db()
    assert edition.state == Edition.State.SENDING
    assert edition.deliveries.count() == 1
