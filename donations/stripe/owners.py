"""Whose is it: from what Stripe names to a gift of ours, and the lock on it.

A session that we began is the root of it all: payments and subscriptions are ours when such a session led to them.
Metadata only says where to look, as anybody with a hand in the account can write it.
"""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import CharField

from donations.models import Charge, Checkout, Gift, Plan, Stray
from donations.stripe.client import client, fetched
from donations.stripe.settling import settle
from donations.stripe.visit import NotKnownYet, NotOurs, Thing, Visit, id_of, plain
from press.web.questions import Blank, Question


class Owner(NamedTuple):
    """Which gift something belongs to; its row is not read before it is locked."""

    gift_id: int
    interval: str


_SESSION, _PAYMENT = Blank("session", CharField()), Blank("payment", CharField())
_ITS_GIFT, _ITSELF = ("gift_id", "gift__interval"), ("pk", "interval")
_OF_SESSION = (
    Question(lambda: Checkout.objects.filter(session_id=_SESSION).values_list(*_ITS_GIFT)),
    Question(lambda: Gift.objects.filter(session_id=_SESSION).values_list(*_ITSELF)),
)
_OF_PAYMENT = (
    Question(lambda: Checkout.objects.filter(payment_intent_id=_PAYMENT).values_list(*_ITS_GIFT)),
    Question(lambda: Charge.objects.filter(payment_intent_id=_PAYMENT).values_list(*_ITS_GIFT)[:1]),
    Question(lambda: Gift.objects.filter(payment_intent_id=_PAYMENT).values_list(*_ITSELF)),
)


def locked(gift_id: int, *, interval: str = "") -> Gift:
    """Return a gift with its row locked. Of a plan's gifts the one that began the plan is locked first, so that
    everything of a plan is done one after the other, and always in the same order. Who gives once has no plan.
    """
    rows = Gift.objects.select_for_update(of=("self",))
    if interval == Gift.Interval.ONCE:
        return rows.select_related("donor").get(pk=gift_id)
    began_with = Plan.objects.filter(gifts=gift_id).values_list("began_with_id", flat=True).first()
    if began_with and began_with != gift_id:
        rows.get(pk=began_with)
    return rows.select_related("donor", "plan").get(pk=gift_id)


def named(thing: Thing) -> Gift | None:
    """Return the gift that metadata names. Raises NotOurs for another site's, NotKnownYet for one that is missing."""
    metadata = thing.get("metadata") or {}
    if not metadata.get("gift"):
        return None
    if metadata.get("environment", settings.SITE_URL) != settings.SITE_URL:
        raise NotOurs("It belongs to another site that shares the account.")
    try:
        gift = Gift.objects.filter(uuid=uuid.UUID(str(metadata["gift"]))).first()
    except ValueError:
        raise NotOurs("Its metadata names no gift.") from None
    if gift is None:
        raise NotKnownYet("Its gift is not in our rows.")
    return gift


def sessions_of(gift: Gift) -> set[str]:
    """Return the ids of the sessions that we began for a gift. Raises NotKnownYet when none is written down yet."""
    known = set(Checkout.objects.filter(gift=gift).values_list("session_id", flat=True))
    if gift.session_id:
        known.add(gift.session_id)
    if not known:
        raise NotKnownYet("Its session is not in our rows.")
    return known


def of_session(session_id: str) -> Owner | None:
    """Return the gift for which we began a session."""
    return _of(_OF_SESSION, session=session_id)


def of_payment(payment_intent_id: str) -> Owner | None:
    """Return the gift whose payment we know already."""
    return _of(_OF_PAYMENT, payment=payment_intent_id)


def paid_by(payment_intent_id: str) -> Owner | None:
    """Ask Stripe which session led to a payment; return its gift if we began it."""
    found = fetched("checkout/sessions", payment_intent=payment_intent_id)["data"]
    return next((owner for session in found if (owner := of_session(session["id"]))), None)


def _of(questions: "Iterable[Question]", **known: str) -> Owner | None:
    """Ask one question after the other: together they would be a walk through all gifts."""
    found = next((row for question in questions for row in question.ask(**known)), None)
    return Owner(*found) if found else None


def began(gift: Gift, visit: Visit, *, payment_intent_id: str = "", subscription_id: str = "") -> bool:
    """Say whether a session of the gift led to the payment or subscription; one that only names it is a stray.

    Raises NotKnownYet while a session is open that may still turn out to have led to it.
    """
    sessions = client().v1.checkout.sessions
    known = sessions_of(gift)
    found = sessions.list(
        params={"payment_intent": payment_intent_id} if payment_intent_id else {"subscription": subscription_id}
    ).data
    if any(session.id in known for session in found):
        return True
    if not found and any(sessions.retrieve(session_id).status == "open" for session_id in known):
        raise NotKnownYet("It may belong to a session that is still open.")
    note_stray(gift, payment_intent_id or subscription_id, visit)
    return False


def note_stray(gift: Gift, object_id: str, visit: Visit) -> None:
    """Write down that something names a gift which is not its own; the gift is flagged."""
    with transaction.atomic():
        gift = locked(gift.pk)
        Stray.objects.get_or_create(object_id=object_id, defaults={"gift": gift, "seen_at": visit.at})
        settle(gift, visit)


def invoice_of(payment_intent_id: str) -> str:
    """Return the id of the invoice that a payment paid, or nothing."""
    found = client().v1.invoice_payments.list(
        params={"payment": {"type": "payment_intent", "payment_intent": payment_intent_id}, "limit": 1}
    )
    return id_of(plain(found.data[0])["invoice"]) if found.data else ""
