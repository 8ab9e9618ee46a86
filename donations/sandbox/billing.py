"""What is taken for a subscription: the first invoice, renewals, what fails and is tried again, and dunning's end."""

from donations.sandbox import intents, invoices, subscriptions
from donations.sandbox.store import Thing
from donations.sandbox.world import World

DAY = 86_400
RETRIES = (3, 5, 7)  # days after each failed attempt; after the last the subscription ends
UPCOMING = 3  # days before a renewal in which it is announced


def begin(world: World, subscription: Thing, method: Thing) -> Thing:
    """Take the first payment; return its intent. The caller has seen to it that the method pays, now or later."""
    invoice = invoices.draft(world, subscription, "subscription_create")
    intent = invoices.finalise(world, invoice)
    outcome = intents.attempt(world, intent, method, confirmed=True)
    world.change(invoice, attempted=True, attempt_count=1)
    if outcome == "succeeded":
        invoices.pay(world, invoice)
    subscriptions.set_status(world, world.get("subscription", subscription["id"]), "active")
    return intent


def renew(world: World, subscription: Thing) -> None:
    """Begin the next period and bill for it, or end what was to end with the last one."""
    if subscription["cancel_at_period_end"]:
        subscriptions.cancel(world, subscription, reason="cancellation_requested")
        return
    world.change(subscription, _previous_start=subscription["items"]["data"][0]["current_period_start"])
    subscriptions.turn_period(world, subscription)
    invoice = invoices.draft(world, subscription, "subscription_cycle")
    pause = subscription["pause_collection"]
    if not pause:
        return
    world.change(invoice, auto_advance=False, automatically_finalizes_at=None)
    if pause["behavior"] == "void":
        invoices.void(world, invoice)
    elif pause["behavior"] == "mark_uncollectible":
        invoices.finalise(world, invoice)
        invoices.give_up(world, invoice)


def collect(world: World, invoice: Thing, *, method: Thing | None = None) -> str:
    """Try to have an invoice paid, by the plan's own method, else by its customer's; return what came of it."""
    subscription = invoices.subscription_of(world, invoice)
    intent = invoices.intent_of(world, invoice)
    method = method or _method_for(world, invoice, subscription)
    world.change(invoice, attempted=True, attempt_count=invoice["attempt_count"] + 1)
    if method is None:
        failed(world, invoice)
        return "requires_payment_method"
    # A bank that asks cannot be answered while nobody is there.
    outcome = intents.attempt(world, intent, method)
    if outcome == "succeeded":
        paid(world, invoice)
    elif outcome == "requires_action":
        world.tell("invoice.payment_action_required", invoice)
        failed(world, invoice)
    elif outcome == "requires_payment_method":
        failed(world, invoice)
    return outcome


def paid(world: World, invoice: Thing) -> None:
    """Note that an invoice is paid, and that its subscription is in order again unless an older one is open."""
    invoices.pay(world, invoice)
    subscription = invoices.subscription_of(world, invoice)
    if (
        subscription["status"] in {"past_due", "incomplete", "unpaid"}
        and subscription["latest_invoice"] == invoice["id"]
    ):
        subscriptions.set_status(world, subscription, "active")


def failed(world: World, invoice: Thing) -> None:
    """Note that an attempt failed: try again in some days, or end the subscription after the last."""
    subscription = invoices.subscription_of(world, invoice)
    tried = invoice["attempt_count"]
    again = world.now() + RETRIES[tried - 1] * DAY if tried <= len(RETRIES) else None
    if subscription["status"] in subscriptions.ENDED:
        again = None
    world.change(invoice, next_payment_attempt=again, auto_advance=again is not None)
    world.tell("invoice.payment_failed", invoice)
    if subscription["status"] in subscriptions.ENDED:
        return
    if again:
        subscriptions.set_status(world, subscription, "past_due")
    else:
        subscriptions.cancel(world, subscription, reason="payment_failed")


def announce(world: World, subscription: Thing) -> None:
    """Tell of the renewal to come."""
    end = subscriptions.period_end(subscription)
    world.change(subscription, _announced=end)
    latest = world.get("invoice", subscription["latest_invoice"])
    total = sum(item["price"]["unit_amount"] * item["quantity"] for item in subscription["items"]["data"])
    preview = latest | {
        "id": f"upcoming_{latest['id']}",
        "amount_due": total,
        "amount_paid": 0,
        "amount_remaining": total,
        "attempted": False,
        "attempt_count": 0,
        "billing_reason": "upcoming",
        "hosted_invoice_url": None,
        "invoice_pdf": None,
        "next_payment_attempt": end,
        "number": None,
        "period_end": end,
        "period_start": subscription["items"]["data"][0]["current_period_start"],
        "status": "draft",
        "subtotal": total,
        "total": total,
    }
    world.tell("invoice.upcoming", preview)


def _method_for(world: World, invoice: Thing, subscription: Thing) -> Thing | None:
    customer = world.store.get(subscription["customer"])
    fallback = (
        customer["invoice_settings"]["default_payment_method"] if customer and "deleted" not in customer else None
    )
    number = invoice["default_payment_method"] or subscription["default_payment_method"] or fallback
    return world.store.get(number) if number else None
