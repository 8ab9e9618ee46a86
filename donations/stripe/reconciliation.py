"""Our rows against Stripe's, for whatever the events did not bring. What is mended is mended by the handlers' own code.

Three days of lost events come back by themselves from here: undelivered events, sessions that nobody told us the end
of, balance transactions that are not booked, plans that say something else than their subscription.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from donations.actions import events
from donations.actions.book import totals_that_differ, write_totals_anew
from donations.models import Gift, LedgerEntry, Plan, StripeEvent
from donations.stripe import payouts, sessions, subscriptions
from donations.stripe.client import client
from donations.stripe.handlers import HANDLERS
from donations.stripe.visit import NotKnownYet, NotOurs, Thing, Visit, movement, plain

LISTED = timedelta(days=30)  # how long Stripe lists events
_OFFLINE = ("cheque", "wire", "stock", "reversal")  # booked by hand, not by Stripe


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not the same here and there."""

    sentence: str
    is_money: bool
    mend: Callable[[Visit], object] | None = None


def differences(since: datetime, *, at: datetime) -> Iterator[Difference]:
    """Yield what differs, for what happened since a moment. What one mends may settle others that follow it."""
    yield from _events(since)
    yield from _stuck(at)
    yield from _sessions(since, at)
    yield from _transactions(since)
    yield from _plans()
    for sentence in totals_that_differ():
        yield Difference(sentence, is_money=True, mend=lambda _visit: write_totals_anew())


def mend(difference: Difference, *, at: datetime) -> None:
    """Do what makes it the same. Money that is nobody's is booked as such; what is not ours stays as it is."""
    if difference.mend:
        with suppress(NotKnownYet, NotOurs):
            difference.mend(Visit(at=at))


def _events(since: datetime) -> Iterator[Difference]:
    listed = client().v1.events.list(
        params={"delivery_success": False, "created": {"gte": int(since.timestamp())}, "limit": 100}
    )
    for found in listed.auto_paging_iter():
        event = plain(found)
        if event["type"] in HANDLERS and not StripeEvent.objects.filter(pk=event["id"]).exists():
            yield Difference(f"{event['type']} {event['id']} never came.", is_money=False, mend=_receive(event))


def _receive(event: Thing) -> Callable[[Visit], object]:
    def receive(visit: Visit) -> None:
        events.receive(event, json.dumps(event), at=visit.at)
        events.handle(event["id"], at=visit.at)

    return receive


def _stuck(at: datetime) -> Iterator[Difference]:
    """Events that wait longer than they should, and those that nobody tries any more."""
    late = StripeEvent.objects.due(at - timedelta(minutes=10)) | StripeEvent.objects.troubled()
    for event in late.order_by("happened_at", "pk"):
        sentence = f"{event.type} {event.pk}: {event.get_state_display()}, tried {event.tries} times."
        yield Difference(sentence, is_money=False, mend=_handle(event))


def _handle(event: StripeEvent) -> Callable[[Visit], object]:
    def handle(visit: Visit) -> None:
        StripeEvent.objects.filter(pk=event.pk).update(next_try_at=visit.at)
        events.handle(event.pk, at=visit.at)

    return handle


def _sessions(since: datetime, at: datetime) -> Iterator[Difference]:
    """Gifts whose session must have ended by now, or that are on their way: Stripe's word against ours."""
    waiting = Gift.objects.filter(
        kind=Gift.Kind.ONLINE,
        state__in=[Gift.State.CREATED, Gift.State.OPEN, Gift.State.PROCESSING],
        made_at__gte=since,
    ).exclude(session_id=None)
    for gift in waiting.order_by("pk").iterator():
        session = plain(client().v1.checkout.sessions.retrieve(str(gift.session_id)))
        told = (session["status"], session["payment_status"])
        kept = gift.checkouts.filter(session_id=gift.session_id).values_list("status", "payment_status").first()
        if told != (kept or ("open", "unpaid")) and not (told[0] == "open" and kept in {None, ("", "")}):
            sentence = f"Gift {gift.uuid} is “{gift.get_state_display()}”, and its session is {told[0]}, {told[1]}."
            yield Difference(sentence, is_money=told[1] == "paid", mend=_look(sessions.take, str(gift.session_id)))


def _transactions(since: datetime) -> Iterator[Difference]:
    there: set[str] = set()
    listed = client().v1.balance_transactions.list(params={"created": {"gte": int(since.timestamp())}, "limit": 100})
    for found in listed.auto_paging_iter():
        transaction = plain(found)
        there.add(transaction["id"])
        entry = LedgerEntry.objects.filter(transaction_id=transaction["id"]).first()
        told = movement(transaction)
        what = f"{told.kind} {told.transaction_id} of {told.gross} {told.currency} (minor units)"
        if entry is None:
            yield Difference(f"{what} is not booked.", is_money=True, mend=_book(transaction))
        elif (entry.gross, entry.fee, entry.net, entry.currency) != (told.gross, told.fee, told.net, told.currency):
            yield Difference(f"{what} is booked as {entry.gross} {entry.currency}.", is_money=True)
    booked = LedgerEntry.objects.filter(happened_at__gte=since).exclude(kind__in=_OFFLINE)
    for transaction_id in booked.values_list("transaction_id", flat=True).iterator():
        if transaction_id not in there:
            yield Difference(f"{transaction_id} is booked, and Stripe does not know it.", is_money=True)


def _book(transaction: Thing) -> Callable[[Visit], object]:
    return lambda visit: payouts.take_transaction(transaction, visit)


def _plans() -> Iterator[Difference]:
    there: set[str] = set()
    for found in client().v1.subscriptions.list(params={"status": "all", "limit": 100}).auto_paging_iter():
        subscription = plain(found)
        there.add(subscription["id"])
        plan = Plan.objects.filter(subscription_id=subscription["id"]).first()
        if plan is None and (subscription.get("metadata") or {}).get("gift"):
            sentence = f"Subscription {subscription['id']} ({subscription['status']}) is not known here."
        elif plan and _said(plan) != _told(subscription):
            sentence = f"Plan {plan.subscription_id} says {_said(plan)}, Stripe says {_told(subscription)}."
        else:
            continue
        yield Difference(sentence, is_money=False, mend=_look(subscriptions.take, subscription["id"]))
    for plan in Plan.objects.filter(ended_at=None).exclude(subscription_id__in=there):
        yield Difference(f"Plan {plan.subscription_id} is not at Stripe.", is_money=False)


def _look(take: Callable[[str, Visit], object], object_id: str) -> Callable[[Visit], object]:
    return lambda visit: take(object_id, visit)


def _said(plan: Plan) -> tuple[Any, ...]:
    return (plan.status, plan.amount, plan.paused, plan.cancel_at_period_end)


def _told(subscription: Thing) -> tuple[Any, ...]:
    item = subscription["items"]["data"][0]
    return (
        subscription["status"],
        item["price"]["unit_amount"] * (item.get("quantity") or 1),
        bool(subscription.get("pause_collection")),
        bool(subscription.get("cancel_at_period_end")),
    )
