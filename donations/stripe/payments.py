"""A payment: its charges, what was given back of them, and what is contested. All of it is fetched together."""

from django.db import transaction

from donations.actions.book import Movement, book
from donations.models import Charge, Dispute, Gift, Refund
from donations.stripe import invoices, owners
from donations.stripe.client import client, fetched
from donations.stripe.settling import settle
from donations.stripe.visit import NotOurs, Thing, Visit, id_of, listed, moment, movements, plain, put

# What one answer tells of a payment, so that one call is enough. Stripe tells ten refunds of a charge in this way.
_OF_REFUND = ("balance_transaction", "failure_balance_transaction")
_MOVEMENTS = [f"data.{name}" for name in _OF_REFUND]
_REFUNDS = [f"data.refunds.data.{name}" for name in _OF_REFUND]


def take_charge(charge_id: str, visit: Visit, *, refund_id: str = "") -> Gift:
    """Look at the payment anew to which a charge belongs. Raises NotKnownYet, NotOurs."""
    payment_intent_id = _payment_of(charge_id, visit.hint)
    owner = owners.of_payment(payment_intent_id) or owners.paid_by(payment_intent_id) if payment_intent_id else None
    if owner is None:
        charge = plain(client().v1.charges.retrieve(charge_id))
        payment_intent_id = id_of(charge.get("payment_intent"))
        owner = _owner(payment_intent_id, charge, visit)
        if owner is None:
            _book_without_gift(charge, visit)
            raise NotOurs("Its money stands in the books without a gift.")
    with transaction.atomic():
        gift = owners.locked(owner.gift_id, interval=owner.interval)
        settle(gift, visit, put_payment(gift, payment_intent_id, refund_id=refund_id))
    return gift


def take_refund(refund_id: str, visit: Visit) -> Gift:
    """Look at the payment anew to which a refund belongs. Raises NotKnownYet, NotOurs."""
    charge_id = id_of(visit.hint.get("charge")) if visit.hint.get("id") == refund_id else ""
    charge_id = charge_id or id_of(plain(client().v1.refunds.retrieve(refund_id)).get("charge"))
    return _take_of(charge_id, visit, refund_id=refund_id)


def take_dispute(dispute_id: str, visit: Visit) -> Gift:
    """Look at the payment anew that is contested. Raises NotKnownYet, NotOurs."""
    known = Dispute.objects.filter(dispute_id=dispute_id).values_list("charge__charge_id", flat=True).first()
    return _take_of(known or id_of(plain(client().v1.disputes.retrieve(dispute_id)).get("charge")), visit)


def take_warning(warning_id: str, visit: Visit) -> Gift:
    """Note that a card's bank suspects fraud. Raises NotKnownYet, NotOurs."""
    charge_id = id_of(visit.hint.get("charge"))
    if not charge_id:
        charge_id = id_of(plain(client().v1.radar.early_fraud_warnings.retrieve(warning_id)).get("charge"))
    gift = _take_of(charge_id, visit)
    with transaction.atomic():
        gift = owners.locked(gift.pk)
        gift.charges.filter(charge_id=charge_id).update(is_suspect=True)
        settle(gift, visit)
    return gift


def put_payment(gift: Gift, payment_intent_id: str, *, refund_id: str = "") -> list[Movement]:
    """Write down everything of a payment of a gift that is locked; return the movements of its money.

    `refund_id` is the refund that we heard of, if it was one: it is looked for until it is found.
    """
    found: list[Movement] = []
    for charge in _charges(payment_intent_id):
        pk = put(Charge, {"gift_id": gift.pk, **_said_of_charge(charge)}, charge_id=charge["id"])
        found += movements([charge.get("balance_transaction"), charge.get("failure_balance_transaction")])
        found += _put_refunds(pk, charge, refund_id)
        found += _put_disputes(pk, charge)
    return found


def _take_of(charge_id: str, visit: Visit, *, refund_id: str = "") -> Gift:
    if not charge_id:
        raise NotOurs("It belongs to no charge.")
    return take_charge(charge_id, visit, refund_id=refund_id)


def _payment_of(charge_id: str, hint: Thing) -> str:
    """Return the payment of a charge, which stays the same, so that an event's word for it is as good as any."""
    if charge_id in {hint.get("id"), id_of(hint.get("charge"))} and hint.get("payment_intent"):
        return id_of(hint["payment_intent"])
    known = Charge.objects.filter(charge_id=charge_id).values_list("payment_intent_id", flat=True)
    return next(iter(known[:1]), "")


def _owner(payment_intent_id: str, charge: Thing, visit: Visit) -> owners.Owner | None:
    if not payment_intent_id:
        return None
    gift = owners.named(charge)
    if gift:
        is_its_own = owners.began(gift, visit, payment_intent_id=payment_intent_id)
    else:
        invoice_id = owners.invoice_of(payment_intent_id)
        try:
            gift = invoices.take(invoice_id, visit) if invoice_id else None
        except NotOurs:
            gift = None
        is_its_own = gift is not None
    return owners.Owner(gift.pk, gift.interval) if gift and is_its_own else None


def _charges(payment_intent_id: str) -> list[Thing]:
    told = {"payment_intent": payment_intent_id, "limit": 100, "expand": [*_MOVEMENTS, *_REFUNDS]}
    page = fetched("charges", **told)
    found: list[Thing] = page["data"]
    while page["has_more"]:
        page = fetched("charges", starting_after=found[-1]["id"], **told)
        found += page["data"]
    return found


def _said_of_charge(charge: Thing) -> dict[str, object]:
    return {
        "payment_intent_id": id_of(charge.get("payment_intent")),
        "status": charge["status"],
        "amount": charge["amount"],
        "currency": charge["currency"].upper(),
        "livemode": charge["livemode"],
        "created_at": moment(charge["created"]),
        "method": str((charge.get("payment_method_details") or {}).get("type") or "")[:40],
        "failure": str(charge.get("failure_message") or "")[:200],
    }


def _refunds(charge: Thing) -> list[Thing]:
    return listed(
        client().v1.refunds.list(
            params={"charge": charge["id"], "limit": 100, "expand": [f"data.{name}" for name in _OF_REFUND]}
        )
    )


def _movements_of_refund(refund: Thing) -> list[Movement]:
    """What went out, and what came back when it failed."""
    return movements([refund.get(name) for name in _OF_REFUND])


def _put_refunds(pk: int, charge: Thing, refund_id: str) -> list[Movement]:
    found: list[Movement] = []
    told = charge.get("refunds") or {"data": [], "has_more": True}
    if told["has_more"] or (refund_id and all(refund["id"] != refund_id for refund in told["data"])):
        told = {"data": _refunds(charge)}
    for refund in told["data"]:
        said = {
            "charge_id": pk,
            "status": refund["status"] or "",
            "amount": refund["amount"],
            "currency": refund["currency"].upper(),
            "reason": str(refund.get("reason") or "")[:40],
            "created_at": moment(refund["created"]),
        }
        put(Refund, said, refund_id=refund["id"])
        found += _movements_of_refund(refund)
    return found


def _disputes(charge: Thing) -> list[Thing]:
    return listed(client().v1.disputes.list(params={"charge": charge["id"], "limit": 100}))


def _put_disputes(pk: int, charge: Thing) -> list[Movement]:
    found: list[Movement] = []
    for dispute in _disputes(charge) if charge.get("disputed") else ():
        due_by = (dispute.get("evidence_details") or {}).get("due_by")
        said = {
            "charge_id": pk,
            "status": dispute["status"],
            "amount": dispute["amount"],
            "currency": dispute["currency"].upper(),
            "reason": str(dispute.get("reason") or "")[:40],
            "due_by": moment(due_by) if due_by else None,
            "created_at": moment(dispute["created"]),
        }
        put(Dispute, said, dispute_id=dispute["id"])
        found += movements(dispute.get("balance_transactions") or ())
    return found


def _book_without_gift(charge: Thing, visit: Visit) -> None:
    """Money of others that runs through the account is booked too, or the books would not be the account's."""
    full = plain(client().v1.charges.retrieve(charge["id"], params={"expand": ["balance_transaction"]}))
    found = movements([full.get("balance_transaction"), full.get("failure_balance_transaction")])
    for refund in _refunds(charge):
        found += _movements_of_refund(refund)
    for dispute in _disputes(charge) if full.get("disputed") else ():
        found += movements(dispute.get("balance_transactions") or ())
    book(found, gift=None, livemode=bool(full["livemode"]), at=visit.at)
