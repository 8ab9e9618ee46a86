"""The real library, pointed at the sandbox, and the shortest requests that the tests make with it."""

from typing import Any

import stripe

from donations.sandbox.testing import Sandbox

THANKS = "http://127.0.0.1:9/thanks/?session={CHECKOUT_SESSION_ID}"
BACK = "http://127.0.0.1:9/donate/"


def client_of(sandbox: Sandbox, **more: Any) -> stripe.StripeClient:
    base: Any = {"api": sandbox.url}
    return stripe.StripeClient(sandbox.key, base_addresses=base, **{"max_network_retries": 0, **more})


def line(amount: int = 6_000, currency: str = "usd", interval: str = "", quantity: Any = 1) -> dict[str, Any]:
    price: dict[str, Any] = {"currency": currency, "unit_amount": amount, "product_data": {"name": "Gift"}}
    if interval:
        price["recurring"] = {"interval": interval}
    return {"price_data": price, "quantity": quantity}


def once(
    client: stripe.StripeClient, amount: int = 6_000, currency: str = "usd", **more: Any
) -> stripe.checkout.Session:
    """Begin a session for one gift."""
    params: Any = {"mode": "payment", "submit_type": "donate", "success_url": THANKS, "cancel_url": BACK}
    params |= {"line_items": [line(amount, currency)], **more}
    return client.v1.checkout.sessions.create(params)


def monthly(
    client: stripe.StripeClient, amount: int = 2_500, interval: str = "month", **more: Any
) -> stripe.checkout.Session:
    """Begin a session for a standing gift."""
    params: Any = {"mode": "subscription", "success_url": THANKS, "cancel_url": BACK}
    params |= {"line_items": [line(amount, interval=interval)], **more}
    return client.v1.checkout.sessions.create(params)


def again(client: stripe.StripeClient, session: stripe.checkout.Session, *expand: str) -> Any:
    """Return the session as it is now."""
    return client.v1.checkout.sessions.retrieve(session.id, {"expand": list(expand)})


def headers_of(answer: stripe.StripeObject) -> dict[str, str]:
    """Return the headers that an object came with."""
    assert answer.last_response is not None
    return dict(answer.last_response.headers)
