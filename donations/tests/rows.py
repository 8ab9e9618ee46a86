"""All that is known of money, as plain values that can be compared: without keys of ours, receipt numbers and times of
booking, which may differ, and with what each row points at told by Stripe's ids.
"""

from typing import Any

from donations.models import (
    Charge,
    DayTotal,
    Dispute,
    Donor,
    Gift,
    LedgerEntry,
    Payout,
    Plan,
    Receipt,
    ReceiptPaper,
    Refund,
)

_TOTALS = ["day", "kind", "currency", "appeal_id", "entries", "gross", "fee", "net"]


def books() -> dict[str, list[Any]]:
    """Return every row of money."""
    gifts = {gift.pk: gift.invoice_id or str(gift.uuid) for gift in Gift.objects.all()}
    charges = dict(Charge.objects.values_list("pk", "charge_id"))
    return {
        "gifts": _sorted(
            (gifts[one.pk], one.state, one.dispute, one.received_at, one.flagged, one.amount, one.currency,
             one.payment_intent_id, one.invoice_id, one.donor and one.donor.email,
             one.plan and one.plan.subscription_id)
            for one in Gift.objects.select_related("donor", "plan")
        ),
        "plans": _sorted(
            (one.subscription_id, one.status, one.amount, one.period_ends_at, one.paused, one.ended_at,
             one.cancel_reason, one.donor and one.donor.email, gifts.get(one.began_with_id or 0))
            for one in Plan.objects.select_related("donor")
        ),
        "donors": _sorted((one.name, one.email, one.stripe_customer_id) for one in Donor.objects.all()),
        "charges": _sorted(
            (one.charge_id, one.status, one.amount, one.created_at, gifts[one.gift_id]) for one in Charge.objects.all()
        ),
        "refunds": _sorted(
            (one.refund_id, one.status, one.amount, one.created_at, charges[one.charge_id])
            for one in Refund.objects.all()
        ),
        "disputes": _sorted(
            (one.dispute_id, one.status, one.amount, charges[one.charge_id]) for one in Dispute.objects.all()
        ),
        "payouts": _sorted((one.payout_id, one.status, one.amount) for one in Payout.objects.all()),
        "ledger": _sorted(
            (one.transaction_id, one.kind, one.source_id, one.gross, one.fee, one.net, one.currency, one.day,
             one.appeal_id, one.livemode, gifts.get(one.gift_id or 0))
            for one in LedgerEntry.objects.all()
        ),
        "totals": _sorted(DayTotal.objects.values_list(*_TOTALS)),
        "receipts": _sorted(
            (one.payment, one.step, one.amount, one.returned, one.given_on, one.livemode, gifts[one.gift_id])
            for one in Receipt.objects.all()
        ),
        "papers": _sorted(ReceiptPaper.objects.values_list("receipt__payment", "receipt__step", "to", "restricted")),
    }  # fmt: skip


def _sorted(found: Any) -> list[Any]:
    return sorted(found, key=repr)
