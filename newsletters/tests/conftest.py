"""A newsletter that goes to a mail server on this machine."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

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
