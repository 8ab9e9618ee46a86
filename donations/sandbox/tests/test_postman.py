"""The postman: nothing about one event keeps the others back."""

import time

from donations.sandbox.delivery import Postman
from donations.sandbox.store import Store


def test_an_event_that_cannot_be_posted_fails_alone() -> None:
    store = Store(":memory:")
    with store.transaction():
        store.put({"id": "evt_1", "object": "event"})
        store.put({"id": "we_broken", "object": "webhook_endpoint"})  # it has no address
        for _ in range(2):
            store.execute(
                "INSERT INTO delivery (event, endpoint, state, due) VALUES ('evt_1', 'we_broken', 'pending', 0)"
            )
    postman = Postman(store)
    postman.start()
    try:
        end = time.monotonic() + 10
        while time.monotonic() < end and store.execute("SELECT 1 FROM delivery WHERE state = 'pending'"):
            time.sleep(0.02)
        states = [row[0] for row in store.execute("SELECT state FROM delivery")]
    finally:
        postman.end()
        postman.join(5)
    assert states == ["failed", "failed"]


def test_the_postman_goes_on_when_what_is_due_cannot_be_read() -> None:
    store = Store(":memory:")
    with store.transaction():
        store.write_down("faults", {"delay": "never"})
    postman = Postman(store)
    postman.start()
    try:
        time.sleep(0.5)
        with store.transaction():
            store.write_down("faults", {})
            store.execute("INSERT INTO delivery (event, endpoint, state, due) VALUES ('evt', 'we', 'pending', 0)")
        end = time.monotonic() + 10
        while time.monotonic() < end and store.execute("SELECT 1 FROM delivery WHERE state = 'pending'"):
            time.sleep(0.02)
        assert store.execute("SELECT state FROM delivery")[0][0] == "failed"
    finally:
        postman.end()
        postman.join(5)
