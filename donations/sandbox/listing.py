"""Lists, page by page, as Stripe gives them: the newest first, `has_more`, and cursors that are ids."""

from collections.abc import Callable
from typing import Any

from donations.sandbox.errors import Refused, missing
from donations.sandbox.store import Thing
from donations.sandbox.world import World

Wanted = Callable[[Thing], bool]
_MOST = 100
_BOUNDS: dict[str, Callable[[int, int], bool]] = {
    "gt": lambda moment, bound: moment > bound,
    "gte": lambda moment, bound: moment >= bound,
    "lt": lambda moment, bound: moment < bound,
    "lte": lambda moment, bound: moment <= bound,
}


def page(
    world: World, kind: str, given: dict[str, Any], url: str, *, wanted: Wanted = lambda _: True, **equal: Any
) -> Thing:
    """Return the page asked for. `equal` is asked of the store, `wanted` of each thing."""
    found = [thing for thing in world.store.each(kind, **equal) if wanted(thing) and _in_time(thing, given)]
    return cut(found, given, url)


def cut(found: list[Thing], given: dict[str, Any], url: str) -> Thing:
    limit = given.get("limit", 10)
    if not 1 <= limit <= _MOST:
        raise Refused(f"Invalid limit: must be between 1 and {_MOST}.", code="parameter_invalid_integer", param="limit")
    if after := given.get("starting_after"):
        found = found[_place(found, after, "starting_after") + 1 :]
        return _listed(found[:limit], url, more=len(found) > limit)
    if before := given.get("ending_before"):
        found = found[: _place(found, before, "ending_before")]
        return _listed(found[-limit:], url, more=len(found) > limit)
    return _listed(found[:limit], url, more=len(found) > limit)


def _listed(found: list[Thing], url: str, *, more: bool) -> Thing:
    return {"object": "list", "data": found, "has_more": more, "url": url}


def _place(found: list[Thing], number: str, param: str) -> int:
    for place, thing in enumerate(found):
        if thing["id"] == number:
            return place
    raise missing("object", number, param=param, status=400)


def _in_time(thing: Thing, given: dict[str, Any]) -> bool:
    asked = given.get("created")
    if asked is None:
        return True
    if isinstance(asked, int):
        return bool(thing["created"] == asked)
    return all(_BOUNDS[name](thing["created"], bound) for name, bound in asked.items())
