"""Asking Stripe to give money back. Nothing is written into our rows; whoever calls looks at the charge anew."""

import stripe

from donations.models import RefundOrder
from donations.stripe import payments
from donations.stripe.client import client
from donations.stripe.visit import Visit
from donations.stripe.wire import within

PATIENT = 12.0  # seconds for which somebody at the desk waits, all tries together
# What Stripe finds wrong, in words for the office. https://docs.stripe.com/error-codes
_REFUSALS = {
    "charge_already_refunded": "All of it has gone back already.",
    "amount_too_large": "Less than that is left of this payment.",
    "charge_disputed": "The giver's bank contests this payment, and the dispute decides what goes back.",
}


class RefundRefused(Exception):
    """Stripe gives nothing back; the sentence is for the office."""


def refund(order: RefundOrder) -> str:
    """Have an order carried out, once however often it is asked; return the refund's id.

    Raises RefundRefused, and StripeError when Stripe cannot be reached or fails.
    """
    try:
        with within(PATIENT):
            made = client().v1.refunds.create(
                params={
                    "charge": order.charge.charge_id,
                    "amount": order.amount,
                    "reason": order.reason,
                    "metadata": {"order": str(order.uuid)},
                },
                options={"idempotency_key": order.key},
            )
    except stripe.InvalidRequestError as error:
        said = _REFUSALS.get(error.code or "") or f"Stripe refuses: {error.user_message or error}"
        raise RefundRefused(f"{said} Nothing was given back.") from error
    return str(made.id)


def look(charge_id: str, visit: Visit, *, refund_id: str = "") -> None:
    """Look at a charge and its refunds anew, as after their events; a refund that is named is looked for until it is
    found. Raises StripeError, NotOurs, NotKnownYet.
    """
    with within(PATIENT):
        payments.take_charge(charge_id, visit, refund_id=refund_id)
