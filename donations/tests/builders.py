"""Gifts on their way, and Stripe's events brought to the webhook as they come, or as they should not."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.utils import timezone

from donations.models import Appeal, Gift
from donations.sandbox.testing import Sandbox
from donations.stripe.client import client

Thing = dict[str, Any]


def make_appeal(**fields: Any) -> Appeal:
    known = {"title": "Keep the paper free", "slug": "free", "message": "<p>Give.</p>", "currency": "USD"}
    return Appeal.objects.create(**known | fields)


def make_gift(*, amount: int = 6000, **fields: Any) -> Gift:
    """Return a gift whose form was sent and which has no session yet."""
    known = {"currency": "USD", "livemode": False, "name": "Dov Levi", "email": "dov@paper.example"}
    return Gift.objects.create(**known | {"amount": amount, "meant": amount} | fields)


def begin(gift: Gift, *, attempt: int = 1, metadata: Thing | None = None) -> str:
    """Begin a checkout session for a gift, as the form does, and return its id."""
    metadata = metadata or {"gift": str(gift.uuid), "environment": settings.SITE_URL}
    price: Thing = {"currency": gift.currency.lower(), "unit_amount": gift.amount, "product_data": {"name": "A gift"}}
    once = gift.interval == Gift.Interval.ONCE
    if not once:
        price["recurring"] = {"interval": gift.interval}
    params: Any = {
        "mode": "payment" if once else "subscription",
        "line_items": [{"price_data": price, "quantity": 1}],
        "customer_email": gift.email,
        "success_url": f"{settings.SITE_URL}/donate/thanks/",
        "metadata": metadata,
        "payment_intent_data" if once else "subscription_data": {"metadata": metadata},
    }
    key = f"gift-{gift.uuid}-{attempt}"
    session = client().v1.checkout.sessions.create(params=params, options={"idempotency_key": key})
    gift.checkouts.get_or_create(session_id=session.id)
    Gift.objects.filter(pk=gift.pk).update(
        session_id=session.id, session_url=session.url or "", attempt=attempt, state=Gift.State.OPEN
    )
    gift.refresh_from_db()
    return str(session.id)


def give(sandbox: Sandbox, how: str = "card", **fields: Any) -> Gift:
    """Give through the hosted page. Nothing is told to the webhook yet."""
    gift = make_gift(**fields)
    sandbox.pay(begin(gift), how, name=gift.name, email=gift.email)
    return gift


def bring(sandbox: Sandbox, events: Iterable[Thing] | None = None) -> list[int]:
    """Bring events to the webhook, by default all that were told so far in their order; return the answers' codes."""
    caller = Client()
    codes = []
    for event in sandbox.events() if events is None else events:
        body, header = sandbox.signed(event)
        answer = caller.post(
            "/stripe/webhook/", body, content_type="application/json", headers={"Stripe-Signature": header}
        )
        codes.append(answer.status_code)
    return codes


def charge_of(sandbox: Sandbox, gift: Gift) -> str:
    """Return the id of the newest charge that was made for a gift, as Stripe knows it."""
    session = next(one for one in sandbox.each("checkout.session") if one["id"] == gift.session_id)
    return str(next(one["id"] for one in sandbox.each("charge") if one["payment_intent"] == session["_intent"]))


def fresh(gift: Gift | UUID) -> Gift:
    """Return a gift as it is now."""
    return Gift.objects.get(uuid=gift.uuid if isinstance(gift, Gift) else gift)


def now() -> Any:
    return timezone.now()
