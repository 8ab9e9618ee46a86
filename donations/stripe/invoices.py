"""An invoice: one turn of a standing gift. Each that is paid is a gift of its own, whatever state the plan was in."""

from django.db import transaction

from donations.actions.book import Movement
from donations.actions.renewals import tell_of_renewal
from donations.models import Gift, Plan
from donations.stripe import owners, payments, subscriptions
from donations.stripe.client import client
from donations.stripe.settling import settle
from donations.stripe.visit import NotOurs, Thing, Visit, id_of, listed, moment, plain


def take(invoice_id: str, visit: Visit) -> Gift:
    """Look at an invoice anew, and at its plan; return its gift, or the one that began the plan while it is unpaid.

    Raises NotKnownYet, NotOurs.
    """
    subscription_id = _subscription_of(visit.hint) if visit.hint.get("id") == invoice_id else ""
    subscription_id = subscription_id or _subscription_of(fetched(invoice_id))
    if not subscription_id:
        raise NotOurs("The invoice belongs to no standing gift.")
    plan = subscriptions.take(subscription_id, visit)
    assert plan.began_with_id is not None
    with transaction.atomic():
        began_with = owners.locked(plan.began_with_id)
        invoice = fetched(invoice_id)
        if invoice["status"] != "paid" or not invoice["amount_paid"]:
            return began_with
        gift = _gift_of(invoice, plan, began_with)
        settle(gift, visit, put_payments(gift, invoice), customer_id=id_of(invoice.get("customer")))
    return gift


def announce(_invoice_id: str, visit: Visit) -> Plan:
    """A renewal is near: look at its plan anew and tell the donor. Raises NotKnownYet, NotOurs.

    The invoice is a preview that nobody can ask for, so its own words have to say which plan and which renewal it is
    about; all that is told to the donor comes from the plan.
    """
    subscription_id = _subscription_of(visit.hint)
    renews_at = visit.hint.get("next_payment_attempt") or visit.hint.get("period_end")
    if not subscription_id or not renews_at:
        raise NotOurs("It names no standing gift.")
    plan = subscriptions.take(subscription_id, visit)
    assert plan.began_with_id is not None
    with transaction.atomic():
        owners.locked(plan.began_with_id)
        plan = Plan.objects.select_related("donor").get(pk=plan.pk)
        tell_of_renewal(plan, renews_at=moment(renews_at), at=visit.at)
    return plan


def fetched(invoice_id: str) -> Thing:
    """Return an invoice as it is now."""
    return plain(client().v1.invoices.retrieve(invoice_id))


def put_payments(gift: Gift, invoice: Thing) -> list[Movement]:
    """Write down how an invoice was paid; its gift is locked. Returns the movements of money."""
    if invoice["status"] != "paid" or not invoice["amount_paid"]:
        return []
    if gift.invoice_id != invoice["id"]:
        gift.invoice_id = invoice["id"]
        gift.save(update_fields=["invoice_id"])
    paid = listed(client().v1.invoice_payments.list(params={"invoice": invoice["id"], "status": "paid", "limit": 100}))
    intents = [id_of(payment["payment"].get("payment_intent")) for payment in paid]
    return [movement for intent in intents if intent for movement in payments.put_payment(gift, intent)]


def _gift_of(invoice: Thing, plan: Plan, began_with: Gift) -> Gift:
    """Return the gift of a paid invoice: the one that began the plan for the first, a new one for each that follows."""
    if invoice.get("billing_reason") == "subscription_create":
        return began_with
    known = Gift.objects.filter(invoice_id=invoice["id"]).select_related("donor", "plan").first()
    if known:
        return known
    amount = invoice["amount_paid"]
    return Gift.objects.create(
        invoice_id=invoice["id"],
        plan=plan,
        donor=plan.donor,
        interval=plan.interval,
        amount=amount,
        meant=began_with.meant if amount == began_with.amount else amount,
        currency=invoice["currency"].upper(),
        livemode=invoice["livemode"],
        appeal_id=began_with.appeal_id,
        article_id=began_with.article_id,
        placement=began_with.placement,
        name=began_with.name,
        email=began_with.email,
        postal_address=began_with.postal_address,
        tribute=began_with.tribute,
        tribute_name=began_with.tribute_name,
        anonymous=began_with.anonymous,
        goods=began_with.goods,
        goods_value=began_with.goods_value,
        made_at=moment(invoice["created"]),
    )


def _subscription_of(invoice: Thing) -> str:
    parent = invoice.get("parent") or {}
    return id_of((parent.get("subscription_details") or {}).get("subscription"))
