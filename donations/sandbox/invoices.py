"""Invoices and their payments, in the shapes of today's API: an invoice names its subscription under `parent`, and what
paid it is asked of `invoice_payments`.
"""

from donations.sandbox import intents
from donations.sandbox.store import Thing
from donations.sandbox.world import World, new_id

HOUR = 3_600


def draft(world: World, subscription: Thing, reason: str) -> Thing:
    """Make the invoice of the period that has begun. A renewal's is finalised an hour later."""
    customer = world.get("customer", subscription["customer"])
    number = new_id("in_")
    lines = [_line(number, subscription, item) for item in subscription["items"]["data"]]
    total = sum(line["amount"] for line in lines)
    first = reason == "subscription_create"
    sequence = customer["next_invoice_sequence"]
    world.change(customer, next_invoice_sequence=sequence + 1)
    url = f"/v1/invoices/{number}/lines"
    details = {"metadata": subscription["metadata"], "subscription": subscription["id"]}
    invoice = world.make(
        "invoice",
        "in_",
        account_country="US",
        account_name="Sandbox",
        amount_due=total,
        amount_overpaid=0,
        amount_paid=0,
        amount_paid_off_stripe=0,
        amount_remaining=total,
        amount_shipping=0,
        attempt_count=0,
        attempted=False,
        auto_advance=not first,
        automatic_tax={"disabled_reason": None, "enabled": False, "liability": None, "provider": None, "status": None},
        automatically_finalizes_at=None if first else world.now() + HOUR,
        billing_reason=reason,
        collection_method="charge_automatically",
        currency=subscription["currency"],
        customer=customer["id"],
        customer_address=customer["address"],
        customer_email=customer["email"],
        customer_name=customer["name"],
        customer_tax_exempt="none",
        customer_tax_ids=[],
        default_tax_rates=[],
        description=subscription["description"],
        discounts=[],
        ending_balance=None,
        issuer={"type": "self"},
        lines={"object": "list", "data": lines, "has_more": False, "total_count": len(lines), "url": url},
        metadata={},
        parent={"quote_details": None, "subscription_details": details, "type": "subscription_details"},
        payment_settings={"default_mandate": None, "payment_method_options": None, "payment_method_types": None},
        period_end=world.now(),
        period_start=world.now() if first else _before(subscription),
        post_payment_credit_notes_amount=0,
        pre_payment_credit_notes_amount=0,
        starting_balance=0,
        status="draft",
        status_transitions=dict.fromkeys(("finalized_at", "marked_uncollectible_at", "paid_at", "voided_at")),
        subtotal=total,
        subtotal_excluding_tax=total,
        total=total,
        total_discount_amounts=[],
        total_excluding_tax=total,
        total_pretax_credit_amounts=[],
        total_taxes=[],
        id=number,
        _number=f"{customer['invoice_prefix']}-{sequence:04}",
    )
    world.change(subscription, latest_invoice=number)
    world.tell("invoice.created", invoice)
    return invoice


def finalise(world: World, invoice: Thing) -> Thing:
    """Give it its number and the payment intent by which it is to be paid; return the intent."""
    first = invoice["billing_reason"] == "subscription_create"
    world.change(
        invoice,
        auto_advance=True,
        automatically_finalizes_at=None,
        effective_at=world.now(),
        ending_balance=0,
        hosted_invoice_url=f"{world.url}/i/{invoice['id']}",
        invoice_pdf=f"{world.url}/i/{invoice['id']}/pdf",
        number=invoice["_number"],
        status="open",
        status_transitions=invoice["status_transitions"] | {"finalized_at": world.now()},
        webhooks_delivered_at=world.now(),
    )
    world.tell("invoice.finalized", invoice)
    intent = intents.make(
        world,
        invoice["amount_due"],
        invoice["currency"],
        customer=invoice["customer"],
        description="Subscription creation" if first else "Subscription update",
        setup_future_usage="off_session" if first else None,
        _invoice=invoice["id"],
    )
    world.make(
        "invoice_payment",
        "inpay_",
        amount_requested=invoice["amount_due"],
        currency=invoice["currency"],
        invoice=invoice["id"],
        is_default=True,
        payment={"payment_intent": intent["id"], "type": "payment_intent"},
        status="open",
        status_transitions={"canceled_at": None, "paid_at": None},
    )
    return intent


def intent_of(world: World, invoice: Thing) -> Thing:
    """Return the intent that is to pay it, finalising the invoice first if it is a draft."""
    if invoice["status"] == "draft":
        return finalise(world, invoice)
    payment = world.store.each("invoice_payment", invoice=invoice["id"])[0]
    return world.get("payment_intent", payment["payment"]["payment_intent"])


def pay(world: World, invoice: Thing) -> None:
    """Note that its intent has brought the money."""
    payment = world.store.each("invoice_payment", invoice=invoice["id"])[0]
    moment = world.now()
    world.change(
        payment,
        amount_paid=payment["amount_requested"],
        status="paid",
        status_transitions=payment["status_transitions"] | {"paid_at": moment},
    )
    world.change(
        invoice,
        amount_paid=invoice["amount_due"],
        amount_remaining=0,
        attempted=True,
        auto_advance=False,
        next_payment_attempt=None,
        status="paid",
        status_transitions=invoice["status_transitions"] | {"paid_at": moment},
    )
    world.tell("invoice_payment.paid", payment)
    world.tell("invoice.paid", invoice)
    world.tell("invoice.payment_succeeded", invoice)


def void(world: World, invoice: Thing) -> Thing:
    transitions = invoice["status_transitions"] | {"voided_at": world.now()}
    world.change(
        invoice,
        status="void",
        status_transitions=transitions,
        auto_advance=False,
        automatically_finalizes_at=None,
        next_payment_attempt=None,
    )
    world.tell("invoice.voided", invoice)
    return invoice


def give_up(world: World, invoice: Thing) -> Thing:
    transitions = invoice["status_transitions"] | {"marked_uncollectible_at": world.now()}
    world.change(
        invoice, status="uncollectible", status_transitions=transitions, auto_advance=False, next_payment_attempt=None
    )
    world.tell("invoice.marked_uncollectible", invoice)
    return invoice


def subscription_of(world: World, invoice: Thing) -> Thing:
    return world.get("subscription", invoice["parent"]["subscription_details"]["subscription"])


def _line(invoice: str, subscription: Thing, item: Thing) -> Thing:
    price = item["price"]
    amount = price["unit_amount"] * item["quantity"]
    details = {"invoice_item": None, "proration": False, "proration_details": {"credited_items": None}}
    details |= {"subscription": subscription["id"], "subscription_item": item["id"]}
    return {
        "id": new_id("il_"),
        "object": "line_item",
        "amount": amount,
        "currency": subscription["currency"],
        "description": f"{item['quantity']} × {subscription['description'] or 'Gift'}",
        "discount_amounts": [],
        "discountable": True,
        "discounts": [],
        "invoice": invoice,
        "livemode": False,
        "metadata": subscription["metadata"],
        "parent": {
            "invoice_item_details": None,
            "subscription_item_details": details,
            "type": "subscription_item_details",
        },
        "period": {"end": item["current_period_end"], "start": item["current_period_start"]},
        "pretax_credit_amounts": [],
        "pricing": {
            "price_details": {"price": price["id"], "product": price["product"]},
            "type": "price_details",
            "unit_amount_decimal": price["unit_amount_decimal"],
        },
        "quantity": item["quantity"],
        "quantity_decimal": str(item["quantity"]),
        "subscription": subscription["id"],
        "subtotal": amount,
        "taxes": [],
    }


def _before(subscription: Thing) -> int:
    """Return when the period began that an invoice for the next one looks back on."""
    return int(subscription.get("_previous_start") or subscription["start_date"])
