"""A checkout session: the giver's visit to Stripe, and where every gift's money begins."""

from django.db import transaction

from donations.models import Checkout, Gift
from donations.stripe import invoices, owners, payments, subscriptions
from donations.stripe.client import fetched
from donations.stripe.settling import settle
from donations.stripe.visit import NotOurs, Visit, id_of, put


def take(session_id: str, visit: Visit) -> Gift:
    """Look at a session anew and write down all that it led to. Raises NotKnownYet, NotOurs."""
    owner = _owner(session_id, visit)
    with transaction.atomic():
        gift = owners.locked(owner.gift_id, interval=owner.interval)
        session = fetched(f"checkout/sessions/{session_id}")
        seen = {
            "gift_id": gift.pk,
            "status": session["status"] or "",
            "payment_status": session["payment_status"] or "",
            "amount": session["amount_total"],
            "payment_intent_id": id_of(session.get("payment_intent")),
            "subscription_id": id_of(session.get("subscription")),
        }
        put(Checkout, seen, session_id=session_id)
        _take_address(gift, session.get("customer_details") or {})
        found = []
        if seen["subscription_id"]:
            subscriptions.put_plan(gift, subscriptions.fetched(seen["subscription_id"]), visit)
            if session.get("invoice"):
                found = invoices.put_payments(gift, invoices.fetched(id_of(session["invoice"])))
        elif seen["payment_intent_id"]:
            found = payments.put_payment(gift, seen["payment_intent_id"])
        settle(gift, visit, found, customer_id=id_of(session.get("customer")))
    return gift


def _owner(session_id: str, visit: Visit) -> owners.Owner:
    known = owners.of_session(session_id)
    if known:
        return known
    session = fetched(f"checkout/sessions/{session_id}")
    gift = owners.named(session)
    if gift is None:
        raise NotOurs("The session was begun elsewhere.")
    owners.sessions_of(gift)  # raises NotKnownYet while ours is not written down
    if session["status"] != "complete":  # begun for us and never heard of, when Stripe failed in the middle
        raise NotOurs("The session names a gift of ours and was not paid.")
    owners.note_stray(gift, session_id, visit)
    raise NotOurs("The session names a gift of ours but we did not begin it.")


def _take_address(gift: Gift, details: "dict[str, object]") -> None:
    """Where the form left them empty, what the giver told Stripe stands in."""
    if gift.erased_at:
        return
    told = {"email": str(details.get("email") or ""), "name": str(details.get("name") or "")[:160]}
    missing = [field for field, words in told.items() if words and not getattr(gift, field)]
    for field in missing:
        setattr(gift, field, told[field])
    if missing:
        gift.save(update_fields=missing)
