"""Checkout sessions: begun for a gift's current attempt, and ended when its form was changed.

The payment methods are the account's business: `payment_method_types` is refused by the API since 2026.
https://docs.stripe.com/api/checkout/sessions/create
"""

from typing import Any

import stripe
from django.conf import settings

from donations.models import Gift
from donations.stripe.client import StripeError, Unreachable, client
from donations.stripe.wire import within

_PATIENT = 12.0  # seconds for which a giver waits, all tries together
# What Stripe finds wrong with a sum, in words for the giver.
_SUMS = {
    "amount_too_small": "This is less than can be charged by card in this currency. Choose a larger amount.",
    "amount_too_large": "This is more than can be charged by card at once. Please write to us.",
}


class SessionRefused(Exception):
    """Stripe does not take what was typed. `field` is the form's; the sentence is for the giver."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def begin(gift: Gift, *, product: str, success_url: str, cancel_url: str) -> tuple[str, str]:
    """Return the id and the address of the session of the gift's current attempt; the same one when asked again.

    Raises SessionRefused, and StripeError when Stripe cannot be reached or fails.
    """
    params = session_params(gift, product=product, success_url=success_url, cancel_url=cancel_url)
    key = f"gift-{gift.uuid}-{gift.attempt}"
    try:
        with within(_PATIENT):
            session = client().v1.checkout.sessions.create(params=params, options={"idempotency_key": key})
    except stripe.InvalidRequestError as error:
        if error.code in _SUMS:
            raise SessionRefused("amount", _SUMS[error.code]) from error
        if error.param == "customer_email":
            raise SessionRefused("email", "Stripe does not know this as an email address. Look at it again.") from error
        raise
    return session.id, session.url or ""


def is_unanswered(error: StripeError) -> bool:
    """Say whether Stripe told nothing about the attempt: it was not reached, or is still at the same one."""
    return isinstance(error, Unreachable) or error.code == "idempotency_key_in_use"


def end(session_id: str) -> bool:
    """Let a session expire, so that it cannot be paid any more. Return False when it is paid already.

    Raises StripeError when Stripe cannot be reached.
    """
    sessions = client().v1.checkout.sessions
    with within(_PATIENT):
        try:
            sessions.expire(session_id)
        except stripe.InvalidRequestError:
            return sessions.retrieve(session_id).status != "complete"
    return True


def session_params(gift: Gift, *, product: str, success_url: str, cancel_url: str) -> Any:
    """Return what is asked of Stripe; the same for the same row, as the idempotency key demands."""
    metadata = {"gift": str(gift.uuid), "environment": settings.SITE_URL}
    price: dict[str, Any] = {
        "currency": gift.currency.lower(),
        "unit_amount": gift.amount,
        "product_data": {"name": product},
    }
    once = gift.interval == Gift.Interval.ONCE
    if not once:
        price["recurring"] = {"interval": gift.interval}
    params: dict[str, Any] = {
        "mode": "payment" if once else "subscription",
        "ui_mode": "hosted_page",
        "submit_type": "donate",
        "line_items": [{"price_data": price, "quantity": 1}],
        "success_url": success_url,
        "cancel_url": cancel_url,
        "metadata": metadata,
        "payment_intent_data" if once else "subscription_data": {"metadata": metadata},
    }
    if gift.email:
        params["customer_email"] = gift.email
    if gift.session_expires_at:
        params["expires_at"] = int(gift.session_expires_at.timestamp())
    return params
