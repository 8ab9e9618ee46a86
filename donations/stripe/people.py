"""What Stripe keeps of a donor: standing gifts that must not go on, and the customer with name, address and card."""

from collections.abc import Iterable

import stripe

from donations.models import Donor, Plan
from donations.stripe.client import client
from donations.stripe.visit import id_of, plain


def forget(donors: Iterable[Donor]) -> None:
    """End the donors' plans at once and delete their customers. May be repeated. Raises StripeError."""
    for donor in donors:
        customers = {donor.stripe_customer_id} - {""}
        for plan in donor.plans.all():
            customers |= _end(plan)
        for customer_id in sorted(customers):
            try:
                client().v1.customers.delete(customer_id)
            except stripe.InvalidRequestError as error:
                if error.code != "resource_missing":
                    raise


def _end(plan: Plan) -> set[str]:
    """End a plan if it runs; return its customer."""
    try:
        subscription = plain(client().v1.subscriptions.retrieve(plan.subscription_id))
        if subscription["status"] not in {"canceled", "incomplete_expired"}:
            client().v1.subscriptions.cancel(plan.subscription_id)
    except stripe.InvalidRequestError as error:
        if error.code != "resource_missing":
            raise
        return set()
    return {id_of(subscription.get("customer"))} - {""}
