"""The one client for Stripe: with whose key, at which address, how long it waits. Nothing else of ours makes one.

`stripe` keeps no global key here, and no second client hides time-outs of its own.
"""

from functools import cache

import stripe
from django.conf import settings

# Seconds to be connected, and to wait for a word: together less than anybody waits in front of a page.
PATIENCE = (3.05, 8.0)
RETRIES = 2  # the library repeats what cannot have been done twice: reads, and writes with an idempotency key
# What the sandbox is told in place of a key; its checkout page says that no money moves.
SANDBOX_KEY = "sk_test_sandbox"


def client() -> stripe.StripeClient:
    """Return the client for the account that the settings name, or for the sandbox."""
    return _client(settings.STRIPE_SECRET_KEY or SANDBOX_KEY, settings.STRIPE_API_BASE)


def is_live() -> bool:
    """Say whether our key moves money. What is of the other mode is no business of ours."""
    return str(settings.STRIPE_SECRET_KEY).startswith(("sk_live_", "rk_live_"))


@cache
def _client(key: str, base: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": base},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=PATIENCE),
    )
