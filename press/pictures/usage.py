"""Where a picture stands. The desks above know; each registers a function here, so that pictures need not know them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Use(NamedTuple):
    """One place that shows a picture: its name for the editor, its address in the desk, and whether readers see it."""

    label: str
    admin_url: str
    public: bool = False


WhereUsed = Callable[[int], Iterable[tuple[str, str] | tuple[str, str, bool]]]
_known: list[WhereUsed] = []


def where_used(function: WhereUsed) -> WhereUsed:
    """Register a function of a picture's id that returns a Use, or its first two parts, for each place it stands."""
    if function not in _known:
        _known.append(function)
    return function


def uses(picture_id: int) -> list[Use]:
    """Return every place where the picture stands."""
    return [Use(*place) for function in _known for place in function(picture_id)]
