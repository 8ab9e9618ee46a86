"""What may go wrong on request: with the posting of events, and with the API."""

from typing import Any

from donations.sandbox.errors import Refused
from donations.sandbox.store import Store

NONE: dict[str, Any] = {
    "duplicate": 0,  # how many times more each event is posted, all at once
    "reorder": False,  # post in random order what came about within half a second
    "delay": 0.0,  # seconds before an event is posted
    "drop": 0,  # how many of the next events are never posted
    "late_balance": False,  # a card's balance transaction comes later too, with charge.updated
    "fail": 0,  # how many of the next calls are answered with `fail_status`
    "fail_status": 500,
    "fail_after": False,  # what was asked for is done all the same
    "hang": 0,  # how many of the next calls are answered `hang_seconds` late; what they ask for is done at once
    "hang_seconds": 30.0,
}


def now(store: Store) -> dict[str, Any]:
    changed: dict[str, Any] = store.note("faults", {})
    return NONE | changed


def change(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    """Set some of the faults, and leave the others as they are."""
    for name, value in given.items():
        if name not in NONE:
            raise Refused(f"There is no fault called {name}; there are {', '.join(NONE)}.")
        if not isinstance(value, (int, float)) or value < 0:
            raise Refused(f"{name} must be a number, or true or false.")
    store.write_down("faults", store.note("faults", {}) | given)
    return now(store)


def take(store: Store, name: str) -> bool:
    """Return whether this fault happens now, and count it down."""
    left = now(store)[name]
    if left:
        change(store, {name: left - 1})
    return bool(left)
