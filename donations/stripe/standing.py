"""What may be done to a subscription from here: another sum, a pause, its end, another card.

Nothing is written into our rows; whoever calls looks at the subscription anew afterwards, as after an event.
"""

from typing import Any

from donations.models import Donor, Plan
from donations.stripe.client import client


def change_amount(plan: Plan, amount: int) -> None:
    """Charge another sum (minor units) from the next time on; what is paid for already is not counted anew."""
    subscription = client().v1.subscriptions.retrieve(plan.subscription_id)
    item = subscription.to_dict()["items"]["data"][0]
    price: dict[str, Any] = {
        "currency": plan.currency.lower(),
        "product": item["price"]["product"],
        "recurring": {"interval": plan.interval},
        "unit_amount": amount,
    }
    _update(plan, items=[{"id": item["id"], "price_data": price, "quantity": 1}], proration_behavior="none")


def pause(plan: Plan) -> None:
    """Take nothing until it is resumed; invoices that come meanwhile are void."""
    _update(plan, pause_collection={"behavior": "void"})


def resume(plan: Plan) -> None:
    """Take gifts again from the next time on."""
    _update(plan, pause_collection="")


def cancel(plan: Plan) -> None:
    """End it now; nothing is taken any more."""
    client().v1.subscriptions.cancel(plan.subscription_id, params={"prorate": False, "invoice_now": False})


def card_page(donor: Donor, back: str) -> str:
    """Return the address of Stripe's own page on which a donor gives another card; it leads `back` to ours."""
    session = client().v1.billing_portal.sessions.create(
        params={
            "customer": donor.stripe_customer_id,
            "return_url": back,
            "flow_data": {
                "type": "payment_method_update",
                "after_completion": {"type": "redirect", "redirect": {"return_url": back}},
            },
        }
    )
    return str(session.url)


def use_new_card(donor: Donor, plan: Plan) -> bool:
    """Have a plan charge the card that the donor gave last; return whether that is another than before.

    Stripe's page changes the customer's default, and a plan with a default of its own would keep failing.
    """
    customer = client().v1.customers.retrieve(donor.stripe_customer_id).to_dict()
    card = (customer.get("invoice_settings") or {}).get("default_payment_method")
    card_id = card["id"] if isinstance(card, dict) else card
    if not card_id or card_id == plan.payment_method_id:
        return False
    _update(plan, default_payment_method=card_id)
    return True


def _update(plan: Plan, **params: Any) -> None:
    client().v1.subscriptions.update(plan.subscription_id, params=params)  # type: ignore[arg-type]
