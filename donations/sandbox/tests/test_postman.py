"""The postman: nothing about one event keeps the others back."""

import time
from collections.abc import Iterator

import pytest

from donations.sandbox.delivery import Postman
from donations.sandbox.store import Store


@pytest.fixture
def store() -> Iterator[Store]:
    """A store whose postman is at work."""
    store = Store(":memory:")
    postman = Postman(store)
    postman.start()
    yield store
    postman.end()
    postman.join(10)
    store.close()


def outcomes(store: Store) -> list[str]:
    """Return what became of the deliveries, once nothing waits any more."""
    end = time.monotonic() + 10
    while time.monotonic() < end and store.execute("SELECT 1 FROM delivery WHERE state = 'pending'"):
        time.sleep(0.02)
    return [row[0] for row in store.execute("SELECT state FROM delivery")]


def deliver(store: Store, event: str, endpoint: str) -> None:
    store.execute("INSERT INTO delivery (event, endpoint, state, due) VALUES (?, ?, 'pending', 0)", event, endpoint)


def test_an_event_that_cannot_be_posted_fails_alone(store: Store) -> None:
    with store.transaction():
        store.put({"id": "evt_1", "object": "event"})
        store.put({"id": "we_broken", "object": "webhook_endpoint"})  # it has no address
        for _ in range(2):
            deliver(store, "evt_1", "we_broken")
    assert outcomes(store) == ["failed", "failed"]


def test_the_postman_goes_on_when_what_is_due_cannot_be_read(store: Store) -> None:
    with store.transaction():
        store.write_down("faults", {"delay": "never"})
    time.sleep(0.5)
    with store.transaction():
        store.write_down("faults", {})
        deliver(store, "evt", "we")
    assert outcomes(store) == ["failed"]
