"""An edition is queued while readers come and go by other connections."""

import threading
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from articles.tests.builders import make_article
from newsletters.actions import release
from newsletters.models import Edition, Subscriber
from newsletters.tests.builders import make_edition, make_reader

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reader_who_is_erased_while_an_edition_is_queued_holds_it_up_for_nobody(ben: User) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nobody is erased meanwhile.")
    make_reader()
    gone = make_reader("gone@reader.example").subscriber
    edition = make_edition(make_article())
    statements: list[str] = []

    def erase() -> None:
        Subscriber.objects.filter(pk=gone.pk).delete()
        connection.close()

    def erase_after_it(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if "INSERT INTO newsletters_delivery" in sql:
            statements.append(sql)
            if len(statements) == 1:  # its transaction has not ended yet
                beside = threading.Thread(target=erase)
                beside.start()
                beside.join()
        return done

    with connection.execute_wrapper(erase_after_it):
        assert release.send_now(edition, by=ben) == 1
    assert len(statements) == 2
    edition.refresh_from_db()
    assert edition.state == Edition.State.SENDING
    assert edition.deliveries.count() == 1
