"""What the tests of pictures share: hearing what the desks above would hear."""

from collections.abc import Iterator
from typing import Any

import pytest

from press.pictures.signals import picture_changed


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """The ids of the pictures that were said to have changed, in order."""
    ids: list[int] = []

    def hear(picture_id: int, **_: Any) -> None:
        ids.append(picture_id)

    picture_changed.connect(hear)
    yield ids
    picture_changed.disconnect(hear)
