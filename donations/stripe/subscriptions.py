"""A subscription: a standing gift as Stripe keeps it."""

from django.db import transaction

from donations.models import Gift, Plan
from donations.stripe import owners
from donations.stripe.client import client
from donations.stripe.settling import settle
from donations.stripe.visit import NotOurs, Thing, Visit, id_of, moment, plain, put

_REASONS = {"payment_failed": Plan.CancelReason.DUNNING, "payment_disputed": Plan.CancelReason.DUNNING}


def take(subscription_id: str, visit: Visit) -> Plan:
    """Look at a subscription anew. Raises NotKnownYet, NotOurs."""
    gift = _owner(subscription_id, visit)
    with transaction.atomic():
        gift = owners.locked(gift.pk)
        plan = put_plan(gift, fetched(subscription_id), visit)
        settle(gift, visit)
    return plan


def fetched(subscription_id: str) -> Thing:
    """Return a subscription as it is now."""
    return plain(client().v1.subscriptions.retrieve(subscription_id))


def put_plan(gift: Gift, subscription: Thing, visit: Visit) -> Plan:
    """Write down a plan; the gift that began it is locked."""
    item = subscription["items"]["data"][0]
    ended = subscription.get("ended_at")
    said = {
        "began_with_id": gift.pk,
        "appeal_id": gift.appeal_id,
        "status": subscription["status"],
        "interval": item["price"]["recurring"]["interval"],
        "amount": item["price"]["unit_amount"] * (item.get("quantity") or 1),
        "currency": subscription["currency"].upper(),
        "livemode": subscription["livemode"],
        "payment_method_id": id_of(subscription.get("default_payment_method")),
        "period_ends_at": moment(item["current_period_end"]) if item.get("current_period_end") else None,
        "paused": bool(subscription.get("pause_collection")),
        "cancel_at_period_end": bool(subscription.get("cancel_at_period_end")),
        "started_at": moment(subscription["start_date"]),
        "ended_at": moment(ended) if ended else None,
    }
    plan = Plan.objects.get(pk=put(Plan, said, subscription_id=subscription["id"]))
    _note_why_it_ended(plan, subscription)
    if gift.plan_id != plan.pk:
        gift.plan = plan
        gift.save(update_fields=["plan"])
    visit.touch(plan)
    return plan


def _note_why_it_ended(plan: Plan, subscription: Thing) -> None:
    """What was noted when the donor or the paper asked for it stays; Stripe itself ends plans whose payments fail."""
    why = (subscription.get("cancellation_details") or {}).get("reason") or ""
    if plan.ended_at and not plan.cancel_reason:
        plan.cancel_reason = _REASONS.get(why, Plan.CancelReason.STAFF)
        plan.save(update_fields=["cancel_reason"])


def _owner(subscription_id: str, visit: Visit) -> Gift:
    """Return the gift that began a plan."""
    plan = Plan.objects.filter(subscription_id=subscription_id).select_related("began_with").first()
    if plan and plan.began_with:
        return plan.began_with
    known = Gift.objects.filter(checkouts__subscription_id=subscription_id).first()
    if known:
        return known
    gift = owners.named(fetched(subscription_id))
    if gift is None:
        raise NotOurs("The subscription was begun elsewhere.")
    if not owners.began(gift, visit, subscription_id=subscription_id):
        raise NotOurs("The subscription names a gift of ours that did not begin it.")
    return gift
