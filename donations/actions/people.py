"""What is kept about a person who gave: told, and forgotten. Called by the app that knows who somebody is."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from donations.models import Charge, Checkout, Donor, DonorLink, Gift, Plan, Policy, Receipt, ReceiptPaper, StripeEvent
from donations.stripe import people
from donations.stripe.client import StripeError
from press.mail.models import Letter

_FORGOTTEN: dict[str, Any] = {
    "name": "",
    "email": "",
    "postal_address": "",
    "tribute": "",
    "tribute_name": "",
    "tribute_tell": "",
    "reference": "",
    "comment": "",
    "wants_mail": False,
    "anonymous": True,
    "session_url": "",
}


class CannotErase(Exception):
    """What is kept elsewhere cannot be forgotten now; the sentence says why."""


def export_of(email: str) -> dict[str, Any]:
    """Return what giving keeps about whoever has this address, as JSON can say it; nothing for who never gave."""
    gifts = _gifts(email)
    if not gifts.exists():
        return {}
    ids = list(gifts.values_list("pk", flat=True))
    plans = Plan.objects.filter(gifts__in=ids).distinct().order_by("started_at")
    receipts = Receipt.objects.filter(gift_id__in=ids).order_by("issued_at", "pk")
    return {
        "giving": {
            "gifts": [
                {
                    "at": gift.made_at.isoformat(),
                    "amount": gift.amount,
                    "currency": gift.currency,
                    "interval": gift.interval,
                    "kind": gift.kind,
                    "described": gift.described,
                    "reference": gift.reference,
                    "state": gift.get_state_display(),
                    "name": gift.name,
                    "email": gift.email,
                    "postal_address": gift.postal_address,
                    "tribute": [gift.get_tribute_display(), gift.tribute_name, gift.tribute_tell],
                    "comment": gift.comment,
                    "anonymous": gift.anonymous,
                    "wants_mail": gift.wants_mail,
                }
                for gift in gifts.order_by("made_at", "pk")
            ],
            "plans": [
                {
                    "since": plan.started_at.isoformat(),
                    "amount": plan.amount,
                    "currency": plan.currency,
                    "interval": plan.interval,
                    "status": plan.status,
                }
                for plan in plans
            ],
            "receipts": [
                {"number": receipt.number, "on": receipt.given_on.isoformat(), "amount": receipt.amount}
                for receipt in receipts
            ],
        }
    }


def erase(email: str, *, at: datetime) -> None:
    """Forget whoever has this address; sums, and the receipts that the tax office asks for, stay. May be repeated.

    Standing gifts end and Stripe's customer goes first, or the next renewal would bring the person back. Raises
    CannotErase, and nothing of ours is changed then.
    """
    donors = list(_donors(email))
    try:
        people.forget(donors)
    except StripeError:
        raise CannotErase(
            "Your standing gifts cannot be ended at this moment, because our payment provider does not answer. "
            "Nothing was erased. Please try again in an hour."
        ) from None
    with transaction.atomic():
        gifts = list(_gifts(email).order_by("pk").select_for_update(of=("self",)))
        _forget_events(email, gifts)
        _restrict_papers(gifts)
        Plan.objects.filter(donor__in=donors, ended_at=None).update(cancel_reason=Plan.CancelReason.DONOR)
        Gift.objects.filter(pk__in=[gift.pk for gift in gifts]).update(**_FORGOTTEN, erased_at=at)
        Donor.objects.filter(pk__in=[donor.pk for donor in donors]).update(
            name="", email="", postal_address="", stripe_customer_id="", erased_at=at
        )
        DonorLink.objects.filter(address=email.lower()).delete()
        Letter.objects.alias(address=Lower("to")).filter(address=email.lower()).delete()


def _donors(email: str) -> QuerySet[Donor]:
    return Donor.objects.exclude(email="").alias(address=Lower("email")).filter(address=email.lower())


def _gifts(email: str) -> QuerySet[Gift]:
    """Gifts of the donor with this address, and those whose form says it, paid or not."""
    typed = Gift.objects.exclude(email="").alias(address=Lower("email")).filter(address=email.lower())
    return Gift.objects.filter(Q(pk__in=typed.values("pk")) | Q(donor__in=_donors(email).values("pk")))


def _forget_events(email: str, gifts: list[Gift]) -> None:
    """Forget the words of every event that names the person or anything of theirs."""
    ids = [gift.pk for gift in gifts]
    named = {email, email.lower(), *(str(gift.uuid) for gift in gifts)}
    named |= {gift.invoice_id or "" for gift in gifts}
    named |= set(Charge.objects.filter(gift__in=ids).values_list("charge_id", flat=True))
    named |= set(Checkout.objects.filter(gift__in=ids).values_list("session_id", flat=True))
    named |= set(Plan.objects.filter(gifts__in=ids).values_list("subscription_id", flat=True))
    for name in named - {""}:
        StripeEvent.objects.filter(body__icontains=name).update(body="", trouble="")


def _restrict_papers(gifts: list[Gift]) -> None:
    """Nobody is sent these any more; they go at the end of the last year for which the tax office asks."""
    years = (Policy.objects.filter(pk=1).first() or Policy()).keep_years
    papers = ReceiptPaper.objects.filter(receipt__gift_id__in=[gift.pk for gift in gifts]).select_related("receipt")
    for paper in papers:
        paper.restricted, paper.to = True, ""
        paper.forget_on = date(paper.receipt.given_on.year + years, 12, 31)
        paper.save(update_fields=["restricted", "to", "forget_on"])
