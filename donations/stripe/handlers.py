"""Which event makes us look at what. What is not named here is stored and ignored.

A charge's own success is not: the session or the invoice tells of it, and it may come before these know of it. The
types that the webhook's endpoint should send are these; docs/operations.md says how it is set up.
"""

from collections.abc import Callable, Mapping

from donations.actions.guard import CARD_DECLINED
from donations.stripe import declines, invoices, payments, payouts, sessions, subscriptions
from donations.stripe.visit import Visit

Handler = Callable[[str, Visit], object]  # is given the id of Stripe's object

_KINDS: dict[Handler, str] = {
    sessions.take: (
        "checkout.session.completed checkout.session.async_payment_succeeded "
        "checkout.session.async_payment_failed checkout.session.expired"
    ),
    invoices.take: "invoice.paid invoice.payment_failed invoice.payment_action_required",
    invoices.announce: "invoice.upcoming",
    subscriptions.take: (
        "customer.subscription.created customer.subscription.updated customer.subscription.deleted "
        "customer.subscription.paused customer.subscription.resumed"
    ),
    payments.take_charge: "charge.updated charge.refunded",
    declines.take: CARD_DECLINED,
    payments.take_refund: "refund.created refund.updated refund.failed",
    payments.take_dispute: (
        "charge.dispute.created charge.dispute.updated charge.dispute.closed "
        "charge.dispute.funds_withdrawn charge.dispute.funds_reinstated"
    ),
    payments.take_warning: "radar.early_fraud_warning.created",
    payouts.take: "payout.paid payout.failed payout.reconciliation_completed",
}
HANDLERS: Mapping[str, Handler] = {name: handler for handler, names in _KINDS.items() for name in names.split()}
