"""The one client for Stripe: with whose key, and at which address. Nothing else of ours makes one.

`stripe` keeps no global key here, and no second client hides time-outs of its own.
"""

from functools import cache
from typing import Any
from urllib.parse import quote

import stripe
from django.conf import settings

from donations.stripe.wire import Wire

RETRIES = 2  # the library repeats what cannot have been done twice: reads, and writes with an idempotency key
# What the sandbox is told in place of a key; its checkout page says that no money moves.
SANDBOX_KEY = "sk_test_sandbox"

API_VERSION = stripe.api_version  # which the installed package was made for; the webhook should have the same

Unreachable = stripe.APIConnectionError
StripeError = stripe.StripeError


def client() -> stripe.StripeClient:
    """Return the client for the account that the settings name, or for the sandbox."""
    return _client(settings.STRIPE_SECRET_KEY or SANDBOX_KEY, settings.STRIPE_API_BASE)


def is_live() -> bool:
    """Say whether our key moves money. What is of the other mode is no business of ours."""
    return str(settings.STRIPE_SECRET_KEY).startswith(("sk_live_", "rk_live_"))


def fetched(path: str, **params: Any) -> Any:
    """Return what Stripe answers below /v1/ as plain data. For what every event asks: the library's own objects cost
    more than the call itself, and are made into plain data afterwards. Raises StripeError.
    """
    return client().raw_request("get", f"/v1/{quote(path)}", **params).data


@cache
def _client(key: str, base: str) -> stripe.StripeClient:
    return stripe.StripeClient(key, base_addresses={"api": base}, max_network_retries=RETRIES, http_client=Wire(base))
