"""The sandbox's world: its objects, its clock and what it tells. What the objects do stands in a module per kind."""

import secrets
import string
import time
from collections.abc import Callable
from typing import Any

import stripe

from donations.sandbox.blanks import NULLS
from donations.sandbox.errors import missing
from donations.sandbox.store import Store, Thing

_LETTERS = string.ascii_letters + string.digits
_NAMES = {"checkout.session": "checkout.session", "payment_method": "PaymentMethod"}  # as Stripe's errors call them


class World:
    def __init__(self, store: Store, *, url: str, on_event: Callable[[], object] = lambda: None) -> None:
        self.store = store
        self.url = url
        self.request: dict[str, Any] | None = None  # what asked for the change under way; None when time or a page did
        self._on_event = on_event
        self._moment: int | None = None

    # --- Time ---------------------------------------------------------------------------------------------------------

    def now(self) -> int:
        """Return the sandbox's time: the machine's, and what the clock was moved ahead."""
        return self._moment if self._moment is not None else int(time.time()) + self.store.note("ahead", 0)

    def stand_at(self, moment: int | None) -> None:
        """Hold the clock at a moment while what is due then is done; None lets it go."""
        self._moment = moment

    # --- Objects ------------------------------------------------------------------------------------------------------

    def make(self, kind: str, prefix: str, **fields: Any) -> Thing:
        """Make an object with a new id and keep it. What is not named is null, as Stripe has it."""
        thing: Thing = {"id": new_id(prefix), "object": kind, "created": self.now()}
        if kind not in {"balance_transaction", "refund"}:
            thing["livemode"] = False
        thing |= dict.fromkeys(NULLS.get(kind, ()))
        thing |= fields
        self.store.put(thing)
        return thing

    def get(self, kind: str, number: str | None, *, param: str = "id", mentioned: bool = False) -> Thing:
        """Return an object of this kind, or refuse as Stripe does: 404 when asked for, 400 when mentioned."""
        thing = self.store.get(number) if number else None
        if thing is None or thing["object"] != kind or thing.get("deleted"):
            raise missing(_NAMES.get(kind, kind), number or "", param=param, status=400 if mentioned else 404)
        return thing

    def change(self, thing: Thing, **fields: Any) -> Thing:
        """Write new values and keep them; return the values that they replace, as events tell them.

        `thing` is brought up to date with what is kept, so that two who hold it do not undo each other's changes.
        """
        kept = self.store.get(thing["id"]) or thing
        before = {name: kept.get(name) for name, value in fields.items() if kept.get(name) != value}
        kept.update(fields)
        self.store.put(kept)
        thing.clear()
        thing.update(kept)
        told: Thing = public(before)
        return told

    # --- Events -------------------------------------------------------------------------------------------------------

    def tell(self, kind: str, thing: Thing, before: Thing | None = None) -> Thing:
        """Write an event down and have it posted to every endpoint that wants it."""
        data: Thing = {"object": public(thing)}
        if before is not None:
            data["previous_attributes"] = before
        request = self.request or {"id": None, "idempotency_key": None}
        event = self.make(
            "event",
            "evt_",
            type=kind,
            data=data,
            api_version=stripe.api_version,
            pending_webhooks=0,
            request=request,
        )
        for endpoint in self.store.each("webhook_endpoint", status="enabled"):
            if {"*", kind} & set(endpoint["enabled_events"]):
                self.store.execute(
                    "INSERT INTO delivery (event, endpoint, state, due) VALUES (?, ?, 'pending', ?)",
                    *(event["id"], endpoint["id"], time.time()),
                )
        self._on_event()
        return event


def new_id(prefix: str) -> str:
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(24))


def public(value: Any) -> Any:
    """Return an object without what is the sandbox's own, however deep."""
    if isinstance(value, dict):
        return {name: public(inner) for name, inner in value.items() if not name.startswith("_")}
    return [public(inner) for inner in value] if isinstance(value, list) else value
