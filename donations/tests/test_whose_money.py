"""Whose money it is: strays, strangers, second payments, and what cannot be told yet."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings

from donations.actions import events
from donations.models import Charge, Gift, LedgerEntry, Payout, Plan, Receipt, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.stripe.client import client
from donations.tests.builders import begin, bring, fresh, give, make_gift, now

pytestmark = pytest.mark.django_db
State = StripeEvent.State


def foreign_payment(**metadata: str) -> str:
    """Pay something in the same account that did not come from our form; return its payment intent."""
    intent = client().v1.payment_intents.create(
        params={
            "amount": 2500,
            "currency": "usd",
            "payment_method": "pm_card_visa",
            "confirm": True,
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": metadata,
        }
    )
    client().v1.refunds.create(params={"payment_intent": intent.id, "amount": 500})
    return intent.id


def test_payment_naming_anothers_gift_is_flagged_and_not_counted(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    bring(sandbox)
    foreign_payment(gift=str(gift.uuid), environment=settings.SITE_URL)
    bring(sandbox)
    gift = fresh(gift)
    assert (gift.state, Charge.objects.count(), Receipt.objects.count()) == (Gift.State.RECEIVED, 1, 1)
    assert "did not come from its form" in gift.flagged
    assert sorted(LedgerEntry.objects.filter(gift_id=None).values_list("gross", flat=True)) == [-500, 2500]


def test_session_naming_anothers_gift_is_flagged(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    bring(sandbox)
    other = make_gift(email="eve@paper.example")
    named = {"gift": str(gift.uuid), "environment": settings.SITE_URL}
    forged = begin(other, metadata=named)
    Gift.objects.filter(pk=other.pk).update(session_id=None)
    other.checkouts.all().delete()
    sandbox.pay(forged)
    bring(sandbox)
    assert "did not come from its form" in fresh(gift).flagged
    assert (Charge.objects.count(), fresh(other).received_at) == (1, None)


def test_payment_naming_a_gift_that_is_still_open_waits(sandbox: Sandbox) -> None:
    gift = make_gift()
    begin(gift)
    foreign_payment(gift=str(gift.uuid), environment=settings.SITE_URL)
    bring(sandbox, sandbox.events("charge.refunded"))
    assert StripeEvent.objects.get().state == State.PARKED
    assert fresh(gift).received_at is None


def test_subscription_naming_anothers_gift_makes_no_plan(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    bring(sandbox)
    other = make_gift(interval=Gift.Interval.MONTH)
    forged = begin(other, metadata={"gift": str(gift.uuid), "environment": settings.SITE_URL})
    Gift.objects.filter(pk=other.pk).update(session_id=None)
    other.checkouts.all().delete()
    sandbox.pay(forged)
    bring(sandbox)
    assert not Plan.objects.exists()
    assert fresh(gift).flagged


def test_money_of_strangers_stands_in_the_books_without_a_gift(sandbox: Sandbox) -> None:
    foreign_payment()
    bring(sandbox)
    assert sorted(LedgerEntry.objects.values_list("gross", flat=True)) == [-500, 2500]
    assert set(StripeEvent.objects.values_list("state", flat=True)) == {State.IGNORED}
    assert not Gift.objects.exists()


def test_gift_of_another_site_in_the_account_is_left_alone(sandbox: Sandbox) -> None:
    gift = make_gift()
    sandbox.pay(begin(gift, metadata={"gift": str(uuid.uuid4()), "environment": "https://other.example"}))
    Gift.objects.filter(pk=gift.pk).update(session_id=None)
    gift.checkouts.all().delete()
    bring(sandbox, sandbox.events("checkout.session.completed"))
    assert StripeEvent.objects.get().state == State.IGNORED


def test_event_whose_gift_is_not_known_yet_waits_and_is_done_later(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    known = fresh(gift)
    session = known.session_id
    known.checkouts.all().delete()
    Gift.objects.filter(pk=gift.pk).update(session_id=None)  # Stripe was faster than our own row
    bring(sandbox, sandbox.events("checkout.session.completed"))
    event = StripeEvent.objects.get()
    assert (event.state, event.tries, event.trouble) == (State.PARKED, 1, "Its session is not in our rows.")
    assert event.next_try_at is not None
    assert timedelta(seconds=50) < event.next_try_at - now() <= timedelta(minutes=1)
    Gift.objects.filter(pk=gift.pk).update(session_id=session)
    assert events.handle_due(now() + timedelta(minutes=2)) == 1
    event.refresh_from_db()
    assert (event.state, fresh(gift).state) == (State.DONE, Gift.State.RECEIVED)


def test_event_whose_gift_never_comes_is_shown_in_the_end(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    gift.checkouts.all().delete()
    Gift.objects.all().delete()
    bring(sandbox, sandbox.events("checkout.session.completed"))
    at = now()
    waits = []
    for _ in range(events.MOST_TRIES):
        event = StripeEvent.objects.get()
        if event.next_try_at is None:
            break
        waits.append(event.next_try_at - at)
        at = event.next_try_at
        events.handle_due(at)
    assert (max(waits), len(waits)) == (timedelta(days=1), events.MOST_TRIES - 1)
    assert StripeEvent.objects.troubled().get().next_try_at is None


@pytest.mark.parametrize("backwards", [False, True])
def test_two_paid_sessions_of_one_gift_are_both_booked_and_the_second_flagged(
    sandbox: Sandbox, backwards: bool
) -> None:
    gift = make_gift()
    first = begin(gift, attempt=1)
    second = begin(gift, attempt=2)
    sandbox.pay(first)
    sandbox.advance(days=0.01)
    sandbox.pay(second)
    bring(sandbox, sandbox.events()[:: -1 if backwards else 1])
    charges = list(Charge.objects.order_by("created_at"))
    assert [charge.gift_id for charge in charges] == [gift.pk] * 2
    assert LedgerEntry.objects.filter(gift_id=gift.pk).count() == Receipt.objects.count() == 2
    assert fresh(gift).flagged == f"Paid more than once: {charges[1].charge_id} came later."
    client().v1.refunds.create(params={"charge": charges[1].charge_id})
    bring(sandbox)
    assert (fresh(gift).flagged, fresh(gift).state) == ("", Gift.State.PARTLY_REFUNDED)


def test_payout_books_what_stripe_keeps_for_itself(sandbox: Sandbox) -> None:
    give(sandbox)
    bring(sandbox)
    sandbox.do("fee", amount=70)
    sandbox.payout()
    bring(sandbox)
    assert Payout.objects.get().status == "paid"
    kinds = set(LedgerEntry.objects.values_list("kind", flat=True))
    assert kinds == {"charge", "stripe_fee", "payout"}
    assert sum(LedgerEntry.objects.values_list("net", flat=True)) == 0


def test_payout_that_fails_returns(sandbox: Sandbox) -> None:
    give(sandbox)
    bring(sandbox)
    payout = sandbox.payout()
    bring(sandbox)
    sandbox.do("fail_payout", payout=payout["id"])
    bring(sandbox)
    assert Payout.objects.get().status == "failed"
    assert LedgerEntry.objects.filter(kind="payout_failure").exists()


def test_donor_is_the_same_whatever_the_case_of_the_address(sandbox: Sandbox) -> None:
    give(sandbox, email="Dov@Paper.example", name="Dov")
    give(sandbox, email="dov@paper.example", name="Dov Levi")
    bring(sandbox)
    donor = Gift.objects.values_list("donor__email", flat=True).distinct().get()
    assert donor.lower() == "dov@paper.example"
