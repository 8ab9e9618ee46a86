"""The one client for Stripe: with whose key, at which address, how long it waits. Nothing else of ours makes one.

`stripe` keeps no global key here, and no second client hides time-outs of its own.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

import requests
import stripe
from django.conf import settings

# Seconds to be connected, and to wait for a word.
PATIENCE = (3.05, 8.0)
RETRIES = 2  # the library repeats what cannot have been done twice: reads, and writes with an idempotency key
# What the sandbox is told in place of a key; its checkout page says that no money moves.
SANDBOX_KEY = "sk_test_sandbox"

API_VERSION = stripe.api_version  # which the installed package was made for; the webhook should have the same

Unreachable = stripe.APIConnectionError
StripeError = stripe.StripeError

_ends: ContextVar[float | None] = ContextVar("when nobody waits for Stripe any longer", default=None)


def client() -> stripe.StripeClient:
    """Return the client for the account that the settings name, or for the sandbox."""
    return _client(settings.STRIPE_SECRET_KEY or SANDBOX_KEY, settings.STRIPE_API_BASE)


def is_live() -> bool:
    """Say whether our key moves money. What is of the other mode is no business of ours."""
    return str(settings.STRIPE_SECRET_KEY).startswith(("sk_live_", "rk_live_"))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Wait for all calls inside together no longer than that; then they fail as if Stripe could not be reached.

    Who waits already for less time is not made to wait longer.
    """
    ends, already = time.monotonic() + seconds, _ends.get()
    token = _ends.set(ends if already is None else min(ends, already))
    try:
        yield
    finally:
        _ends.reset(token)


class _Hurried(requests.Session):
    """Waits no longer than `within` allows."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        ends = _ends.get()
        if ends is not None:
            left = ends - time.monotonic()
            if left <= 0:
                raise requests.Timeout("Nobody waits for this any longer.")
            connect, read = PATIENCE
            kwargs["timeout"] = (min(connect, left), min(read, left))
        return super().request(*args, **kwargs)


@cache
def _client(key: str, base: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": base},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=PATIENCE, session=_Hurried()),
    )
