"""Whose is it: from what Stripe names to a gift of ours, and the lock on it.

A session that we began is the root of it all: payments and subscriptions are ours when such a session led to them.
Metadata only says where to look, as anybody with a hand in the account can write it.
"""

import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from donations.models import Checkout, Gift, Plan, Stray
from donations.stripe.client import client
from donations.stripe.settling import settle
from donations.stripe.visit import NotKnownYet, NotOurs, Thing, Visit, id_of, plain


def locked(gift_id: int, *, may_have_plan: bool = True) -> Gift:
    """Return a gift with its row locked. Of a plan's gifts the one that began the plan is locked first, so that
    everything of a plan is done one after the other, and always in the same order. Who gives once has no plan.
    """
    plans = Plan.objects.filter(gifts=gift_id).values_list("began_with_id", flat=True)
    began_with = plans.first() if may_have_plan else None
    rows = Gift.objects.select_for_update(of=("self",))
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


def of_payment(payment_intent_id: str) -> Gift | None:
    """Return the gift whose payment we know already."""
    mine = Q(charges__payment_intent_id=payment_intent_id) | Q(checkouts__payment_intent_id=payment_intent_id)
    return Gift.objects.filter(mine).first() or Gift.objects.filter(payment_intent_id=payment_intent_id).first()


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
