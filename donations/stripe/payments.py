"""A payment: its charges, what was given back of them, and what is contested. All of it is fetched together."""

from django.db import transaction

from donations.actions.book import Movement, book
from donations.models import Charge, Dispute, Gift, Refund
from donations.stripe import invoices, owners
from donations.stripe.client import client
from donations.stripe.settling import settle
from donations.stripe.visit import NotOurs, Thing, Visit, id_of, listed, moment, movements, plain, put


def take_charge(charge_id: str, visit: Visit, *, is_refund: bool = False) -> Gift:
    """Look at the payment anew to which a charge belongs. Raises NotKnownYet, NotOurs."""
    known = Charge.objects.filter(charge_id=charge_id).values("gift_id", "payment_intent_id", "gift__interval").first()
    if known:
        interval = known["gift__interval"]
        return _take(known["gift_id"], interval, known["payment_intent_id"], visit, is_refund=is_refund)
    charge = plain(client().v1.charges.retrieve(charge_id))
    payment_intent_id = id_of(charge.get("payment_intent"))
    gift = _owner(payment_intent_id, charge, visit)
    if gift is None:
        _book_without_gift(charge, visit)
        raise NotOurs("Its money stands in the books without a gift.")
    return _take(gift.pk, gift.interval, payment_intent_id, visit, is_refund=is_refund)


def take_refund(refund_id: str, visit: Visit) -> Gift:
    """Look at the payment anew to which a refund belongs. Raises NotKnownYet, NotOurs."""
    known = Refund.objects.filter(refund_id=refund_id).values_list("charge__charge_id", flat=True).first()
    charge_id = known or id_of(plain(client().v1.refunds.retrieve(refund_id)).get("charge"))
    return _take_of(charge_id, visit, is_refund=True)


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


def put_payment(gift: Gift, payment_intent_id: str, *, is_refund: bool = False) -> list[Movement]:
    """Write down everything of a payment of a gift that is locked; return the movements of its money.

    `is_refund` says that a refund is what we heard of: one that failed leaves no trace on its charge.
    """
    found: list[Movement] = []
    charges = listed(
        client().v1.charges.list(
            params={
                "payment_intent": payment_intent_id,
                "limit": 100,
                "expand": ["data.balance_transaction", "data.failure_balance_transaction"],
            }
        )
    )
    for charge in charges:
        row = put(Charge, {"gift_id": gift.pk, **_said_of_charge(charge)}, charge_id=charge["id"])
        found += movements([charge.get("balance_transaction"), charge.get("failure_balance_transaction")])
        if is_refund or charge["amount_refunded"] or row.refunds.exists():
            found += _put_refunds(row, charge)
        found += _put_disputes(row, charge)
    return found


def _take_of(charge_id: str, visit: Visit, *, is_refund: bool = False) -> Gift:
    if not charge_id:
        raise NotOurs("It belongs to no charge.")
    return take_charge(charge_id, visit, is_refund=is_refund)


def _take(gift_id: int, interval: str, payment_intent_id: str, visit: Visit, *, is_refund: bool) -> Gift:
    with transaction.atomic():
        gift = owners.locked(gift_id, may_have_plan=interval != Gift.Interval.ONCE)
        settle(gift, visit, put_payment(gift, payment_intent_id, is_refund=is_refund))
    return gift


def _owner(payment_intent_id: str, charge: Thing, visit: Visit) -> Gift | None:
    if not payment_intent_id:
        return None
    gift = owners.of_payment(payment_intent_id)
    if gift:
        return gift
    gift = owners.named(charge)
    if gift:
        return gift if owners.began(gift, visit, payment_intent_id=payment_intent_id) else None
    invoice_id = owners.invoice_of(payment_intent_id)
    try:
        return invoices.take(invoice_id, visit) if invoice_id else None
    except NotOurs:
        return None


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
        client().v1.refunds.list(params={"charge": charge["id"], "limit": 100, "expand": ["data.balance_transaction"]})
    )


def _movements_of_refund(refund: Thing) -> list[Movement]:
    """What went out, and what came back when it failed. Few fail, so that one is fetched by itself."""
    returned = id_of(refund.get("failure_balance_transaction"))
    came_back = plain(client().v1.balance_transactions.retrieve(returned)) if returned else None
    return movements([refund.get("balance_transaction"), came_back])


def _put_refunds(row: Charge, charge: Thing) -> list[Movement]:
    found: list[Movement] = []
    for refund in _refunds(charge):
        said = {
            "charge_id": row.pk,
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


def _put_disputes(row: Charge, charge: Thing) -> list[Movement]:
    found: list[Movement] = []
    for dispute in _disputes(charge) if charge.get("disputed") else ():
        due_by = (dispute.get("evidence_details") or {}).get("due_by")
        said = {
            "charge_id": row.pk,
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
