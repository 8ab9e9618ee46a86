"""Events are posted from a thread of their own, signed when they leave, again and again until they are taken."""

import http.client
import json
import random
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import stripe

from donations.sandbox import faults
from donations.sandbox.store import Store, Thing

# Seconds until the next try. Stripe goes on for three days; here a morning's patience has to do.
BACKOFF = (1, 2, 4, 8, 15, 30, 60, 60, 60, 60)
_PATIENCE = 20
_TOGETHER = 0.5
_BREATH = 0.5


class Postman(threading.Thread):
    """Posts what is due. It holds the store's lock only to look and to note, never while it waits for an answer."""

    def __init__(self, store: Store) -> None:
        super().__init__(daemon=True, name="postman")
        self._store = store
        self._bell = threading.Event()
        self._ended = False

    def ring(self) -> None:
        """Say that there is something to post."""
        self._bell.set()

    def end(self) -> None:
        self._ended = True
        self.ring()

    def run(self) -> None:
        while not self._ended:
            self._bell.wait(0.2)
            self._bell.clear()
            try:
                self._post_what_is_due()
            except Exception:  # noqa: BLE001 - a thread that ends is told nowhere, and nothing is posted any more
                traceback.print_exc()
                time.sleep(_BREATH)

    def _post_what_is_due(self) -> None:
        while not self._ended and (batch := self._due()):
            for number, event, endpoint in batch:
                self._post_or_fail(number, event, endpoint)

    def _post_or_fail(self, number: int, event_id: str, endpoint_id: str) -> None:
        """Post, and let nothing about one event keep the others back."""
        try:
            self._post(number, event_id, endpoint_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the rest is posted
            traceback.print_exc()
            with self._store.transaction():
                self._note(number, "failed", f"It could not be posted: {error!r}")

    def _due(self) -> list[tuple[int, str, str]]:
        with self._store.transaction():
            wanted = faults.now(self._store)
            wait = max(wanted["delay"], _TOGETHER if wanted["reorder"] else 0)
            rows = self._store.execute(
                "SELECT seq, event, endpoint FROM delivery WHERE state = 'pending' AND due <= ? "
                "ORDER BY due, seq LIMIT 50",
                time.time() - wait,
            )
        batch = [(int(row[0]), str(row[1]), str(row[2])) for row in rows]
        if wanted["reorder"]:
            random.shuffle(batch)
        return batch

    def _post(self, number: int, event_id: str, endpoint_id: str) -> None:
        with self._store.transaction():
            event, endpoint = self._store.get(event_id), self._store.get(endpoint_id)
            if not event or not endpoint:
                self._note(number, "failed", "The endpoint is gone.")
                return
            if faults.take(self._store, "drop"):
                self._note(number, "failed", "Dropped, as asked for.")
                return
            event["pending_webhooks"] = pending(self._store, event_id)
            copies = 1 + int(faults.now(self._store)["duplicate"])
        with ThreadPoolExecutor(copies) as pool:
            answers = list(pool.map(lambda _: post(event, endpoint["url"], endpoint["secret"]), range(copies)))
        taken = [said for fine, said in answers if fine]
        with self._store.transaction():
            if taken:
                self._note(number, "delivered", taken[0])
            else:
                self._try_again(number, answers[0][1])

    def _try_again(self, number: int, said: str) -> None:
        rows = self._store.execute("SELECT tries FROM delivery WHERE seq = ?", number)
        if not rows or rows[0][0] >= len(BACKOFF):
            self._note(number, "failed", said)
            return
        due = time.time() + BACKOFF[rows[0][0]]
        self._note(number, "pending", said)
        self._store.execute("UPDATE delivery SET due = ? WHERE seq = ?", due, number)

    def _note(self, number: int, state: str, said: str) -> None:
        self._store.execute(
            "UPDATE delivery SET state = ?, said = ?, tries = tries + 1 WHERE seq = ?", state, said[:200], number
        )


def post(event: Thing, url: str, secret: str) -> tuple[bool, str]:
    """Post an event, signed now; return whether it was taken, and what was said."""
    payload, header = signed(event, secret)
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port or 80, timeout=_PATIENCE)
    try:
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": header}
        headers |= {"User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)"}
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection.request("POST", path, payload.encode(), headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return False, f"{type(error).__name__}: {error}"
    finally:
        connection.close()
    return 200 <= status < 300, str(status)


def signed(event: Thing, secret: str) -> tuple[str, str]:
    """Return an event as it is posted, with its signature header of this moment."""
    payload = json.dumps(event, indent=2)
    header = stripe.WebhookSignature.generate_signature_header(payload, secret)
    return payload, header


def pending(store: Store, event_id: str) -> int:
    """Return how many endpoints still wait for an event."""
    rows = store.execute("SELECT count(*) FROM delivery WHERE event = ? AND state = 'pending'", event_id)
    return int(rows[0][0])


def undelivered(store: Store) -> set[str]:
    """Return the ids of the events that not every endpoint has taken."""
    return {row[0] for row in store.execute("SELECT event FROM delivery WHERE state <> 'delivered'")}


def hurry(store: Store) -> None:
    """Make every delivery that waits for its next try due now."""
    store.execute("UPDATE delivery SET due = 0 WHERE state = 'pending'")


def send_again(store: Store, event_id: str) -> None:
    """Post an event once more, as the button in Stripe's dashboard does."""
    store.execute("UPDATE delivery SET state = 'pending', due = 0, tries = 0 WHERE event = ?", event_id)
