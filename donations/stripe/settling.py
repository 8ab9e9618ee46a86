"""The end of every look: work out the gift's state, find its donor, book, give the receipt."""

from collections.abc import Sequence

from django.db.models import BigIntegerField, Exists, OuterRef

from donations.actions.book import Movement, book
from donations.actions.donors import donor_of, remember_customer
from donations.actions.receipts import issue_due
from donations.models import Charge, Dispute, Gift, Refund, Stray
from donations.signals import gift_received
from donations.states import Facts, Outcome, outcome
from donations.stripe.visit import Visit
from press.web.questions import Blank, Question

_FIELDS = tuple(field.attname for field in Charge._meta.concrete_fields)  # noqa: SLF001
_CHARGES = Question(
    lambda: (
        Charge.objects.filter(gift=Blank("gift", BigIntegerField()))
        .order_by("created_at", "charge_id")
        .values_list(
            *_FIELDS,
            Exists(Refund.objects.filter(charge=OuterRef("pk"))),
            Exists(Dispute.objects.filter(charge=OuterRef("pk"))),
            Exists(Stray.objects.filter(gift=OuterRef("gift"))),
        )
    )
)


def facts_of(gift: Gift) -> Facts:
    """Return all that is known of a gift's money. What is rare is asked for where there is some of it."""
    charges: list[Charge] = []
    given_back: list[int] = []
    contested: list[int] = []
    strays = None
    for *fields, has_refunds, has_disputes, has_strays in _CHARGES.ask(gift=gift.pk):
        charge = Charge(**dict(zip(_FIELDS, fields, strict=True)))
        charges.append(charge)
        given_back += [charge.pk] if has_refunds else []
        contested += [charge.pk] if has_disputes else []
        strays = bool(has_strays)
    is_paid = any(charge.status == "succeeded" for charge in charges)
    return Facts(
        promised=gift.amount,
        checkouts=[] if is_paid else list(gift.checkouts.all()),
        charges=charges,
        refunds=list(Refund.objects.filter(charge__in=given_back).order_by("created_at", "refund_id")),
        disputes=list(Dispute.objects.filter(charge__in=contested).order_by("created_at", "dispute_id")),
        strays=gift.strays.exists() if strays is None else strays,
    )


def settle(gift: Gift, visit: Visit, movements: Sequence[Movement] = (), *, customer_id: str = "") -> Outcome:
    """Make a gift that is locked what its facts say, and do what follows from it. May be repeated at will."""
    facts = facts_of(gift)
    now = outcome(facts)
    is_new = gift.received_at is None and now.received_at is not None
    changed = _worked_out(gift, now, facts)
    if is_new or (now.received_at is not None and _lacks_donor(gift, customer_id)):
        changed += _thank(gift, visit, customer_id)
    if changed:
        gift.save(update_fields=changed)
    book(movements, gift=gift, livemode=gift.livemode, at=visit.at)
    issue_due(gift, facts, at=visit.at)
    if is_new:
        gift_received.send(sender=Gift, gift=gift, at=now.received_at)
    visit.touch(gift)
    return now


def _worked_out(gift: Gift, now: Outcome, facts: Facts) -> list[str]:
    """Give the gift what follows from its facts; return the names of the fields that are new."""
    paid = [charge for charge in facts.charges if charge.status == "succeeded"]
    worked_out = {
        "state": now.state,
        "dispute": now.dispute,
        "received_at": now.received_at,
        "flagged": now.flagged,
        "payment_intent_id": (paid[0].payment_intent_id if paid else gift.payment_intent_id) or None,
    }
    changed = [name for name, value in worked_out.items() if getattr(gift, name) != value]
    for name in changed:
        setattr(gift, name, worked_out[name])
    return changed


def _lacks_donor(gift: Gift, customer_id: str) -> bool:
    if gift.donor is None or (customer_id and not gift.donor.stripe_customer_id):
        return True
    return gift.plan is not None and gift.plan.donor_id is None


def _thank(gift: Gift, visit: Visit, customer_id: str) -> list[str]:
    """Give the gift and its plan their donor; return the names of the gift's fields that are new."""
    donor = donor_of(gift, at=visit.at)
    if gift.plan and gift.plan.donor_id is None:
        gift.plan.donor = donor
        gift.plan.save(update_fields=["donor"])
    remember_customer(donor, customer_id)
    if gift.donor_id == donor.pk:
        return []
    gift.donor = donor
    return ["donor"]
