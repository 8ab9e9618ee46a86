"""What tests and the control page may do to the sandbox's world: the deeds of time, banks, donors and bad luck."""

from collections.abc import Callable
from typing import Any

from donations.sandbox import (
    billing,
    charges,
    clock,
    delivery,
    disputes,
    endpoints,
    faults,
    payouts,
    portal,
    refunds,
    sessions,
)
from donations.sandbox.balance import book
from donations.sandbox.currencies import SETTLEMENT
from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World

Given = dict[str, Any]
DAY = 86_400


def respond(world: World, method: str, name: str, given: Given) -> Any:
    """Answer what a test asks at /sandbox/<name>."""
    if method == "GET":
        return _read(world, name)
    if name not in DEEDS:
        raise Refused(f"There is nothing to do called {name}; there are {', '.join(sorted(DEEDS))}.", status=404)
    return DEEDS[name](world, given)


def _read(world: World, name: str) -> Any:
    if name == "events":
        return [event | {"deliveries": _deliveries(world, event)} for event in world.store.each("event")[::-1]]
    if name == "state":
        rows = world.store.execute("SELECT state, count(*) FROM delivery GROUP BY state")
        counts = {"pending": 0, "delivered": 0, "failed": 0} | dict(rows)
        return {"now": world.now(), "deliveries": counts, "faults": faults.now(world.store)}
    kind, _, number = name.partition("/")
    if number:
        return world.get(kind, number)
    return world.store.each(kind)


def _deliveries(world: World, event: Thing) -> list[Thing]:
    rows = world.store.execute("SELECT state, tries, said FROM delivery WHERE event = ? ORDER BY seq", event["id"])
    return [{"state": state, "tries": tries, "said": said} for state, tries, said in rows]


def _pay(world: World, given: Given) -> Thing:
    session = world.get("checkout.session", given["session"])
    way = given.get("how", "card")
    outcome = sessions.pay(world, session, way, name=given.get("name"), email=given.get("email"))
    if outcome == "asked" and "confirmed" in given:
        outcome = sessions.answer(world, session, confirmed=bool(given["confirmed"]))
    return {"outcome": outcome, "back": sessions.back(session) if session["status"] == "complete" else None}


def advance(world: World, given: Given) -> Thing:
    """Move the clock by days or seconds, by calendar months, or to the next renewal."""
    to = world.now() + int(given.get("seconds", 0)) + round(float(given.get("days", 0)) * DAY)
    if given.get("to") == "renewal":
        to = clock.next_renewal(world) or to
    if months := int(given.get("months", 0)):
        to = clock.months_ahead(to, months)
    clock.advance(world, to=to)
    return {"now": world.now()}


def _fail_card(world: World, given: Given) -> Thing:
    """Make every card that a subscription may be charged on decline from now on (or pay again)."""
    subscription = world.get("subscription", given["subscription"])
    for method in world.store.each("payment_method", customer=subscription["customer"]):
        world.change(method, _behaviour="pays" if given.get("works") else "declines")
    return subscription


def _card(world: World, given: Given) -> Thing:
    return portal.change_card(world, world.get("billing_portal.session", given["session"]), given.get("how", "card"))


def _dispute(world: World, given: Given) -> Thing:
    return disputes.open_on(world, world.get("charge", given["charge"]), given.get("reason", "fraudulent"))


def _close_dispute(world: World, given: Given) -> Thing:
    return disputes.close(world, world.get("dispute", given["dispute"]), won=bool(given["won"]))


def _fail_refund(world: World, given: Given) -> Thing:
    return refunds.fail(world, world.get("refund", given["refund"]))


def _warn(world: World, given: Given) -> Thing:
    """Have the network suspect a charge."""
    charge = world.get("charge", given["charge"])
    warning = world.make(
        "radar.early_fraud_warning",
        "issfr_",
        actionable=not charge["refunded"] and not charge["disputed"],
        charge=charge["id"],
        fraud_type="made_with_stolen_card",
        payment_intent=charge["payment_intent"],
    )
    world.tell("radar.early_fraud_warning.created", warning)
    return warning


def _payout(world: World, given: Given) -> Thing:
    payout = payouts.make(world)
    return payouts.arrive(world, payout) if given.get("arrives", True) else payout


def _fee(world: World, given: Given) -> Thing:
    """Bill the account for something of Stripe's own."""
    return book(
        world, "stripe_fee", -int(given["amount"]), SETTLEMENT, source=None, description="Radar for Fraud Teams"
    )


def _book_late(world: World, _given: Given) -> Thing:
    """Book at once whatever waits to be booked late."""
    waiting = [one for one in world.store.each("charge", status="succeeded") if one.get("_book_at")]
    for charge in waiting[::-1]:
        charges.book_late(world, charge)
    return {"booked": len(waiting)}


def _webhook(world: World, given: Given) -> Thing:
    endpoints.plant(world, given.get("url", ""), given.get("secret", ""))
    return {"url": given.get("url", "")}


def _reset(world: World, _given: Given) -> Thing:
    """Forget everything but where events are posted."""
    planted = world.store.get(endpoints.PLANTED)
    world.store.empty()
    if planted:
        world.store.put(planted)
    return {}


def _resend(world: World, given: Given) -> Thing:
    delivery.send_again(world.store, given["event"])
    return {}


def _deliver(world: World, _given: Given) -> Thing:
    delivery.hurry(world.store)
    return {}


def _collect(world: World, given: Given) -> Thing:
    invoice = world.get("invoice", given["invoice"])
    return {"outcome": billing.collect(world, invoice)}


DEEDS: dict[str, Callable[[World, Given], Any]] = {
    "pay": _pay,
    "advance": advance,
    "settle": lambda world, _given: {"settled": clock.settle(world)},
    "book_late": _book_late,
    "card_fails": _fail_card,
    "change_card": _card,
    "collect": _collect,
    "refund": refunds.make,
    "fail_refund": _fail_refund,
    "dispute": _dispute,
    "close_dispute": _close_dispute,
    "warn": _warn,
    "payout": _payout,
    "fail_payout": lambda world, given: payouts.fail(world, world.get("payout", given["payout"])),
    "fee": _fee,
    "faults": lambda world, given: faults.change(world.store, given),
    "webhook": _webhook,
    "resend": _resend,
    "deliver": _deliver,
    "reset": _reset,
}
