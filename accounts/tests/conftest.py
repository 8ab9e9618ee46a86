"""Mail that leaves while a test runs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction


@pytest.fixture
def mail_leaves_at_once() -> Iterator[None]:
    """Do at once what waits for the end of a transaction: a test's own never ends."""

    def at_once(function: Callable[[], Any], **_: Any) -> None:
        function()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "on_commit", at_once)
        yield
