"""Events as Stripe sends them: signed, to the endpoint."""

import json
import time
from typing import Any

import stripe
from django.conf import settings
from django.test import Client


def make_event(kind: str, *, object_id: str = "obj_1", event_id: str = "evt_1", livemode: bool = False) -> str:
    """Return the body of an event."""
    event = {
        "id": event_id,
        "object": "event",
        "type": kind,
        "api_version": "2026-10-28.endive",
        "created": int(time.time()),
        "livemode": livemode,
        "data": {"object": {"id": object_id}},
    }
    return json.dumps(event)


def signed(body: str, *, secret: str | None = None, at: int | None = None) -> str:
    """Return the header for a body."""
    secret = settings.STRIPE_WEBHOOK_SECRET if secret is None else secret
    return str(stripe.WebhookSignature.generate_signature_header(body, secret, timestamp=at))


def call(client: Client, body: str | bytes, header: str | None) -> Any:
    """Call the webhook."""
    headers = {} if header is None else {"Stripe-Signature": header}
    return client.post("/stripe/webhook/", body, content_type="application/json", headers=headers)
