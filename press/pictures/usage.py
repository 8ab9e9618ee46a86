"""Where a picture stands. The desks above know; each registers a function here, so that pictures need not know them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Use(NamedTuple):
    """One place that shows a picture: its name for the editor, and its address in the desk."""

    label: str
    admin_url: str


WhereUsed = Callable[[int], Iterable[tuple[str, str]]]
_known: list[WhereUsed] = []


def where_used(function: WhereUsed) -> WhereUsed:
    """Register a function of a picture's id that returns (label, address in the desk) of each place it stands."""
    if function not in _known:
        _known.append(function)
    return function


def uses(picture_id: int) -> list[Use]:
    """Return every place where the picture stands."""
    return [Use(label, admin_url) for function in _known for label, admin_url in function(picture_id)]
