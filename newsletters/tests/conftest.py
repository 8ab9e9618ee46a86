"""A newsletter that goes to a mail server on this machine, and the desk at which Ben edits it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from press.mail.tests.sink import Sink


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """The mail server that editions leave by."""
    with Sink() as sink:
        use(sink, settings)
        yield sink


def use(sink: Sink, settings: Settings) -> None:
    """Let editions leave by this mail server."""
    settings.MAILERS = {**settings.MAILERS, "bulk": sink.mailer}


@pytest.fixture
def desk(client: Client, ben: User) -> Client:
    """The desk, with an editor signed in."""
    client.force_login(ben)
    return client
