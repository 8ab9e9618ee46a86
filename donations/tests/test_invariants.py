"""What holds whatever Stripe's calls do. Each check is run on our handlers, and on faulty ones that it must find."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.conf import settings as site
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from donations.actions import events
from donations.models import Charge, Gift, LedgerEntry, Plan, Receipt, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.stripe.client import client
from donations.stripe.handlers import HANDLERS, Handler
from donations.tests import faulty as f
from donations.tests.builders import bring, charge_of, fresh, give, make_gift, now
from donations.tests.rows import books
from press.mail.models import Letter
from press.work import beats

pytestmark = pytest.mark.django_db
Handlers = Mapping[str, Handler]
Check = Callable[[Sandbox, Handlers], None]
State = Gift.State


def tell(sandbox: Sandbox, handlers: Handlers, *kinds: str, told: list[Any] | None = None, times: int = 1) -> None:
    """Bring events to the webhook while a worker beats, and handle them as it would, some of them again and again."""
    beats.beat()
    chosen = [event for event in (told or sandbox.events()) if not kinds or event["type"] in kinds]
    bring(sandbox, chosen)
    for event in chosen * times:
        StripeEvent.objects.filter(pk=event["id"], type__in=handlers).update(next_try_at=now())
        events.handle(event["id"], handlers=handlers)
    assert not StripeEvent.objects.filter(state=StripeEvent.State.FAILED).exists()


def one_event_five_times_is_one_gift(sandbox: Sandbox, handlers: Handlers) -> None:
    give(sandbox)
    tell(sandbox, handlers, "checkout.session.completed", times=5)
    assert [model.objects.count() for model in (Gift, Charge, LedgerEntry, Receipt, Letter)] == [1] * 5


def order_does_not_matter(sandbox: Sandbox, handlers: Handlers) -> None:
    gift = give(sandbox)
    sandbox.refund(charge_of(sandbox, gift))
    found = []
    for told in (sandbox.events(), sandbox.events()[::-1]):
        with transaction.atomic():
            tell(sandbox, handlers, told=told)
            found.append(books())
            transaction.set_rollback(True)
    assert found[0] == found[1]


def refund_before_the_charge_is_applied_later(sandbox: Sandbox, handlers: Handlers) -> None:
    gift = give(sandbox)
    sandbox.refund(charge_of(sandbox, gift))
    tell(sandbox, handlers, "charge.refunded", "refund.created")
    tell(sandbox, handlers, "checkout.session.completed")
    assert fresh(gift).state == State.REFUNDED


def success_after_a_refund_stays_refunded(sandbox: Sandbox, handlers: Handlers) -> None:
    gift = give(sandbox)
    tell(sandbox, handlers)
    sandbox.refund(charge_of(sandbox, gift))
    tell(sandbox, handlers)
    tell(sandbox, handlers, "checkout.session.completed", times=2)
    assert fresh(gift).state == State.REFUNDED


def a_part_is_not_the_whole(sandbox: Sandbox, handlers: Handlers) -> None:
    gift = give(sandbox, amount=1000)
    tell(sandbox, HANDLERS)
    sandbox.refund(charge_of(sandbox, gift), 333)
    tell(sandbox, handlers, "charge.refunded")
    assert fresh(gift).state == State.PARTLY_REFUNDED


def unpaid_is_not_counted(sandbox: Sandbox, handlers: Handlers) -> None:
    gift = give(sandbox, "bank")
    tell(sandbox, handlers, "checkout.session.completed")
    assert (fresh(gift).state, fresh(gift).received_at) == (State.PROCESSING, None)


def _past_due(sandbox: Sandbox) -> Plan:
    give(sandbox, interval="month")
    tell(sandbox, HANDLERS)
    plan = Plan.objects.get()
    sandbox.card_fails(plan.subscription_id)
    sandbox.advance(to="renewal")
    sandbox.advance(days=0.1)
    tell(sandbox, HANDLERS)
    plan.refresh_from_db()
    assert plan.status == "past_due"
    return plan


def recovered_renewal_is_booked(sandbox: Sandbox, handlers: Handlers) -> None:
    plan = _past_due(sandbox)
    sandbox.card_works(plan.subscription_id)
    client().v1.invoices.pay(sandbox.each("invoice")[0]["id"])
    tell(sandbox, handlers, "invoice.paid")
    assert Gift.objects.filter(state=State.RECEIVED).count() == 2


def cancelled_stays_cancelled(sandbox: Sandbox, handlers: Handlers) -> None:
    plan = _past_due(sandbox)
    client().v1.subscriptions.cancel(plan.subscription_id)
    tell(sandbox, handlers, "customer.subscription.deleted")
    tell(sandbox, handlers, "customer.subscription.updated", "invoice.payment_failed")
    plan.refresh_from_db()
    assert plan.status == "canceled"


def metadata_alone_moves_nothing(sandbox: Sandbox, handlers: Handlers) -> None:
    gift = give(sandbox)
    tell(sandbox, HANDLERS)
    intent = client().v1.payment_intents.create(
        params={
            "amount": 2500,
            "currency": "usd",
            "payment_method": "pm_card_visa",
            "confirm": True,
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": {"gift": str(gift.uuid), "environment": site.SITE_URL},
        }
    )
    client().v1.refunds.create(params={"payment_intent": intent.id, "amount": 500})
    tell(sandbox, handlers, "charge.refunded")
    assert fresh(gift).flagged
    assert Charge.objects.count() == 1


FAULTS: list[tuple[Check, Handlers]] = [
    (one_event_five_times_is_one_gift, f.faulty(checkout_session_completed=f.a_gift_per_delivery)),
    (
        order_does_not_matter,
        f.faulty(
            checkout_session_completed=f.paid_because_it_says_completed,
            refund_created=f.nothing,
            refund_updated=f.nothing,
        ),
    ),
    (
        refund_before_the_charge_is_applied_later,
        f.faulty(
            checkout_session_completed=f.paid_because_it_says_completed,
            charge_refunded=f.refunded_because_it_says_so,
            refund_created=f.nothing,
        ),
    ),
    (
        success_after_a_refund_stays_refunded,
        f.faulty(checkout_session_completed=f.paid_because_it_says_completed),
    ),
    (a_part_is_not_the_whole, f.faulty(charge_refunded=f.refunded_because_it_says_so)),
    (unpaid_is_not_counted, f.faulty(checkout_session_completed=f.paid_because_it_says_completed)),
    (recovered_renewal_is_booked, f.faulty(invoice_paid=f.only_of_active_plans)),
    (
        cancelled_stays_cancelled,
        f.faulty(customer_subscription_updated=f.status_as_told, invoice_payment_failed=f.nothing),
    ),
    (metadata_alone_moves_nothing, f.faulty(charge_refunded=f.whoever_is_named)),
]
_NAMES = [check.__name__ for check, _ in FAULTS]


@pytest.mark.parametrize("check", [check for check, _ in FAULTS], ids=_NAMES)
def test_it_holds(sandbox: Sandbox, check: Check) -> None:
    check(sandbox, HANDLERS)


@pytest.mark.parametrize(("check", "handlers"), FAULTS, ids=_NAMES)
def test_planted_fault_is_found(sandbox: Sandbox, check: Check, handlers: Handlers) -> None:
    with pytest.raises(AssertionError):
        check(sandbox, handlers)


def live_through(sandbox: Sandbox) -> None:
    """Everything that can become of gifts, in one life."""
    once = give(sandbox)
    monthly = give(sandbox, interval="month", email="m@paper.example", name="Mira")
    bank = give(sandbox, "bank", email="b@paper.example", name="Bo")
    give(sandbox, "bank-fails", email="f@paper.example")
    give(sandbox, "declined", email="d@paper.example")
    returned = sandbox.refund(charge_of(sandbox, once), 1000)
    sandbox.refund(charge_of(sandbox, once), 500)
    sandbox.fail_refund(returned["id"])
    lost = sandbox.dispute(charge_of(sandbox, monthly))
    sandbox.close_dispute(lost["id"], won=False)
    sandbox.settle()
    sandbox.advance(days=0.1)
    sandbox.refund(charge_of(sandbox, bank))
    sandbox.advance(months=1)
    sandbox.advance(days=0.1)
    sandbox.payout()


# Each example brings about forty events and their doubles through the webhook, and a hundred calls to the sandbox.
@pytest.mark.timeout(600)
def test_any_order_and_repetition_ends_in_the_same_rows(sandbox: Sandbox) -> None:
    live_through(sandbox)
    told = [event for event in sandbox.events() if event["type"] in HANDLERS]

    def rows_after(order: list[Any]) -> dict[str, list[Any]]:
        with transaction.atomic():
            bring(sandbox, order)
            events.handle_due(now())
            found = books()
            assert not StripeEvent.objects.troubled().exists()
            transaction.set_rollback(True)
        return found

    gifts = list(Gift.objects.values())
    expected = rows_after(told)
    assert len(expected["ledger"]) >= 10

    @given(order=st.permutations(range(len(told))), again=st.lists(st.integers(0, len(told) - 1), max_size=12))
    @hypothesis_settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    def in_order(order: list[int], again: list[int]) -> None:
        assert rows_after([told[place] for place in [*order, *again]]) == expected

    in_order()
    assert list(Gift.objects.values()) == gifts


def test_told_at_once_or_afterwards_ends_in_the_same_rows(sandbox: Sandbox) -> None:
    """Who hears of each thing when it happens has the same rows as who hears of all of it at the end."""
    gift = make_gift()
    with transaction.atomic():
        give_and_take(sandbox, gift, each_time=lambda: bring(sandbox))
        at_once = books()
        told = sandbox.events()
        transaction.set_rollback(True)
    # The gift's own columns are rolled back with the rest; the form's part of them is put back.
    Gift.objects.filter(pk=gift.pk).update(session_id=gift.session_id)
    bring(sandbox, told[::-1])
    assert books() == at_once


def give_and_take(sandbox: Sandbox, gift: Gift, *, each_time: Callable[[], object]) -> None:
    from donations.tests.builders import begin

    sandbox.pay(begin(gift))
    each_time()
    for amount in (1000, 2000):
        # Stripe counts in seconds, and of two refunds in one second nobody can tell the first.
        sandbox.advance(days=0.01)
        sandbox.refund(charge_of(sandbox, gift), amount)
        each_time()
    dispute = sandbox.dispute(charge_of(sandbox, gift))
    each_time()
    sandbox.close_dispute(dispute["id"], won=True)
    each_time()
