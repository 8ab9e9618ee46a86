"""Handlers as others have written them, each with a fault that the checks must find."""

from collections.abc import Mapping
from datetime import UTC, datetime

from donations.models import Charge, Gift, Plan
from donations.stripe import invoices, owners, payments, sessions
from donations.stripe.client import client
from donations.stripe.handlers import HANDLERS, Handler
from donations.stripe.visit import Visit, id_of, plain

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def faulty(**handlers: Handler) -> Mapping[str, Handler]:
    """Return the handlers with some in place of ours; a type's name is written with underscores."""
    names = {name.replace(".", "_"): name for name in HANDLERS}
    return {**HANDLERS, **{names[name]: handler for name, handler in handlers.items()}}


def a_gift_per_delivery(session_id: str, visit: Visit) -> None:
    gift = sessions.take(session_id, visit)
    Gift.objects.create(
        amount=gift.amount, meant=gift.meant, currency=gift.currency, livemode=False, state=Gift.State.RECEIVED
    )


def paid_because_it_says_completed(session_id: str, visit: Visit) -> None:
    """Believes the event, and that a finished session is a paid one."""
    Gift.objects.filter(session_id=session_id).update(state=Gift.State.RECEIVED, received_at=NOON)


def refunded_because_it_says_so(charge_id: str, visit: Visit) -> None:
    """Believes the event, takes a part for the whole, and loses the refund of a charge that it does not know."""
    Gift.objects.filter(charges__charge_id=charge_id).update(state=Gift.State.REFUNDED)


def nothing(_object_id: str, _visit: Visit) -> None:
    """Leaves it to another event."""


def only_of_active_plans(invoice_id: str, visit: Visit) -> None:
    """Skips the renewal of a plan that was past due."""
    subscription_id = visit.hint["parent"]["subscription_details"]["subscription"]
    if not Plan.objects.filter(subscription_id=subscription_id).exclude(status="active").exists():
        invoices.take(invoice_id, visit)


def status_as_told(subscription_id: str, visit: Visit) -> None:
    """Writes down what the event says, although a newer one may have come before it."""
    Plan.objects.filter(subscription_id=subscription_id).update(status=visit.hint["status"])


def whoever_is_named(charge_id: str, visit: Visit) -> None:
    """Believes metadata."""
    charge = plain(client().v1.charges.retrieve(charge_id))
    gift = owners.named(charge)
    if gift is None or Charge.objects.filter(charge_id=charge_id).exists():
        payments.take_charge(charge_id, visit)
        return
    payments.put_payment(gift, id_of(charge["payment_intent"]))
