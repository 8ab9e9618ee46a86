"""Whether a webhook's call comes from Stripe, and is no old one sent again."""

import json
from collections.abc import Mapping
from typing import Any

import stripe
from django.conf import settings

TOLERANCE = 300  # seconds; the library takes 0 and None for "any age"


class CannotTrust(Exception):
    """The signature is missing, wrong, too old, or made with another secret."""


def verified(body: bytes, header: str) -> Mapping[str, Any]:
    """Return an event as plain data if its signature is good. Raises CannotTrust.

    https://docs.stripe.com/webhooks#verify-official-libraries. The library's own object is not made: it would read
    the JSON once more, and nothing of an event but its ids is ever used.
    """
    try:
        stripe.WebhookSignature.verify_header(body, header, settings.STRIPE_WEBHOOK_SECRET, TOLERANCE)
        event = json.loads(body)
    # A header that is not ASCII is a bare TypeError there, a body that is not UTF-8 or not JSON a ValueError.
    except (stripe.SignatureVerificationError, TypeError, ValueError) as error:
        raise CannotTrust(str(error)) from error
    if not isinstance(event, dict) or event.get("object") != "event":
        raise CannotTrust("It is signed, and no event.")
    return event
