"""The movable clock: whatever falls due is done in its order and at its own moment, however far the clock jumps."""

from collections.abc import Callable, Iterator
from functools import partial

from donations.sandbox import balance, billing, charges, intents, invoices, payouts, periods, sessions, subscriptions
from donations.sandbox.store import Thing
from donations.sandbox.world import World

DAY = 86_400
Due = tuple[int, Callable[[], object]]


def advance(world: World, *, to: int) -> None:
    """Move the clock ahead to a moment, doing on the way what falls due."""
    start = world.now()
    if to > start:
        world.store.write_down("ahead", world.store.note("ahead", 0) + to - start)
    catch_up(world, until=to)


def catch_up(world: World, *, until: int | None = None) -> None:
    """Do what is due by now, the earliest first."""
    until = until or world.now()
    try:
        while due := min(_due(world, until), key=lambda one: one[0], default=None):
            world.stand_at(due[0])
            due[1]()
    finally:
        world.stand_at(None)
    balance.ripen(world)


def months_ahead(moment: int, months: int) -> int:
    return periods.end_of(moment, moment, "month", months)


def next_renewal(world: World) -> int | None:
    """Return the moment by which the next subscription has been renewed and its invoice tried."""
    standing = world.store.each("subscription", status="active") + world.store.each("subscription", status="past_due")
    return min((subscriptions.period_end(one) + invoices.HOUR + 1 for one in standing), default=None)


def settle(world: World) -> int:
    """Let every bank debit that is under way arrive or come back; return how many there were."""
    waiting = world.store.each("payment_intent", status="processing")[::-1]
    for intent in waiting:
        arrived = intents.settle(world, intent)
        if intent.get("_invoice"):
            invoice = world.get("invoice", intent["_invoice"])
            (billing.paid if arrived else billing.failed)(world, invoice)
        sessions.settled(world, intent, arrived=arrived)
    return len(waiting)


def _due(world: World, until: int) -> Iterator[Due]:
    """Yield what falls due by then, in no order."""
    due = partial(world.store.due, moment=until)
    for session in due("checkout.session", "expires_at", status="open"):
        yield session["expires_at"], partial(sessions.expire, world, session)
    for charge in due("charge", "_book_at"):
        yield charge["_book_at"], partial(charges.book_late, world, charge)
    for status, when in (("draft", "automatically_finalizes_at"), ("open", "next_payment_attempt")):
        for invoice in due("invoice", when, status=status):
            yield invoice[when], partial(billing.collect, world, invoice)
    for status in ("active", "past_due"):
        for subscription in world.store.each("subscription", status=status):
            yield from (deed for deed in _of_subscription(world, subscription) if deed[0] <= until)
    for payout in due("payout", "arrival_date", status="in_transit"):
        yield payout["arrival_date"], partial(payouts.arrive, world, payout)


def _of_subscription(world: World, subscription: Thing) -> Iterator[Due]:
    end = subscriptions.period_end(subscription)
    yield end, partial(billing.renew, world, subscription)
    if subscription.get("_announced") != end and not subscription["cancel_at_period_end"]:
        yield end - billing.UPCOMING * DAY, partial(billing.announce, world, subscription)
    pause = subscription["pause_collection"]
    if pause and pause["resumes_at"]:
        yield pause["resumes_at"], partial(subscriptions.go_on, world, subscription)
