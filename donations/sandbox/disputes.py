"""Disputes: a bank takes the money back with a fee, and gives it back when the dispute is won."""

from typing import Any

from donations.sandbox import balance
from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World

FEE = 1_500
OPEN = ("needs_response", "under_review")
_EVIDENCE = [
    "access_activity_log",
    "billing_address",
    "cancellation_policy",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_communication",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "customer_signature",
    "duplicate_charge_documentation",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "receipt",
    "refund_policy",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "service_documentation",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_documentation",
    "shipping_tracking_number",
    "uncategorized_file",
    "uncategorized_text",
]


def open_on(world: World, charge: Thing, reason: str = "fraudulent") -> Thing:
    """Let the donor's bank dispute what is left of a charge."""
    amount = charge["amount"] - charge["amount_refunded"]
    if charge["status"] != "succeeded" or charge["disputed"] or amount <= 0:
        raise Refused(f"Charge {charge['id']} cannot be disputed: it is failed, refunded or disputed already.")
    details = {"brand": "visa", "case_type": "chargeback", "network": "visa", "network_reason_code": "10.4"}
    eligibility = {"enhanced_eligibility": {}, "has_evidence": False, "past_due": False, "submission_count": 0}
    dispute = world.make(
        "dispute",
        "du_",
        amount=amount,
        balance_transactions=[],
        charge=charge["id"],
        currency=charge["currency"],
        enhanced_eligibility_types=[],
        evidence=dict.fromkeys(_EVIDENCE) | {"enhanced_evidence": {}},
        evidence_details=eligibility | {"due_by": world.now() + 9 * 86_400, "submission_method": "not_submitted"},
        is_charge_refundable=False,
        metadata={},
        payment_intent=charge["payment_intent"],
        payment_method_details={"card": details, "type": "card"},
        reason=reason,
        status="needs_response",
    )
    entry = balance.book(
        world,
        "adjustment",
        -amount,
        charge["currency"],
        source=dispute["id"],
        fee=FEE,
        category="dispute",
        description=f"Chargeback withdrawal for {charge['id']}",
    )
    world.change(dispute, balance_transactions=[entry])
    world.change(charge, disputed=True)
    world.tell("charge.dispute.created", dispute)
    world.tell("charge.dispute.funds_withdrawn", dispute)
    return dispute


def close(world: World, dispute: Thing, *, won: bool) -> Thing:
    if dispute["status"] not in OPEN:
        raise Refused(f"This dispute is already closed: {dispute['status']}.")
    if won:
        charge = world.get("charge", dispute["charge"])
        entry = balance.book(
            world,
            "adjustment",
            dispute["amount"],
            dispute["currency"],
            source=dispute["id"],
            category="dispute_reversal",
            description=f"Chargeback reversal for {charge['id']}",
        )
        world.change(dispute, balance_transactions=[*dispute["balance_transactions"], entry])
    before = world.change(dispute, status="won" if won else "lost")
    if won:
        world.tell("charge.dispute.funds_reinstated", dispute)
    world.tell("charge.dispute.updated", dispute, before)
    world.tell("charge.dispute.closed", dispute)
    return dispute


def update(world: World, dispute: Thing, given: dict[str, Any]) -> Thing:
    """Take evidence in; with `submit` it goes to the bank."""
    changes: dict[str, Any] = {}
    if "metadata" in given:
        changes["metadata"] = {**dispute["metadata"], **(given["metadata"] or {})}
    if "evidence" in given:
        changes["evidence"] = dispute["evidence"] | given["evidence"]
        told = dispute["evidence_details"] | {"has_evidence": True}
        if given.get("submit", True):
            changes["status"] = "under_review"
            told |= {"submission_count": told["submission_count"] + 1, "submission_method": "manual"}
        changes["evidence_details"] = told
    before = world.change(dispute, **changes)
    if before:
        world.tell("charge.dispute.updated", dispute, before)
    return dispute
