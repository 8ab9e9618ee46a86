"""Money that goes back, is contested, or comes late."""

import pytest
from django.db.models import Sum

from donations.models import Dispute, Gift, LedgerEntry, Receipt, Refund, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.tests.builders import bring, charge_of, fresh, give

pytestmark = pytest.mark.django_db
State = Gift.State


def test_three_thirds_refunded_sum_exactly(sandbox: Sandbox) -> None:
    gift = give(sandbox, amount=1000)
    bring(sandbox)
    charge = charge_of(sandbox, gift)
    for third, state in ((333, State.PARTLY_REFUNDED), (333, State.PARTLY_REFUNDED), (334, State.REFUNDED)):
        sandbox.refund(charge, third)
        bring(sandbox)
        assert fresh(gift).state == state
    assert Refund.objects.aggregate(Sum("amount"))["amount__sum"] == 1000
    assert LedgerEntry.objects.aggregate(Sum("gross"))["gross__sum"] == 0
    assert list(Receipt.objects.order_by("step").values_list("returned", flat=True)) == [0, 333, 666, 1000]


def test_more_than_was_given_cannot_go_back(sandbox: Sandbox) -> None:
    gift = give(sandbox, amount=1000)
    bring(sandbox)
    sandbox.refund(charge_of(sandbox, gift), 900)
    with pytest.raises(RuntimeError, match="refuses"):
        sandbox.refund(charge_of(sandbox, gift), 101)
    bring(sandbox)
    assert fresh(gift).state == State.PARTLY_REFUNDED


def test_refund_before_the_charge_is_known_is_applied(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    sandbox.refund(charge_of(sandbox, gift))
    bring(sandbox, sandbox.events("refund.created"))
    assert fresh(gift).state == State.REFUNDED
    bring(sandbox)
    assert fresh(gift).state == State.REFUNDED


def test_success_told_again_after_a_refund_resurrects_nothing(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    bring(sandbox)
    sandbox.refund(charge_of(sandbox, gift))
    bring(sandbox)
    StripeEvent.objects.filter(type="checkout.session.completed").delete()  # as if it were told a second time
    bring(sandbox, sandbox.events("checkout.session.completed"))
    assert fresh(gift).state == State.REFUNDED
    assert Receipt.objects.count() == 2


def test_refund_that_fails_returns_and_the_receipt_says_so(sandbox: Sandbox) -> None:
    gift = give(sandbox, amount=1000)
    bring(sandbox)
    refund = sandbox.refund(charge_of(sandbox, gift), 400)
    bring(sandbox)
    assert fresh(gift).state == State.PARTLY_REFUNDED
    sandbox.fail_refund(refund["id"])
    bring(sandbox)
    assert fresh(gift).state == State.RECEIVED
    assert LedgerEntry.objects.filter(kind="refund_failure").exists()
    assert LedgerEntry.objects.aggregate(Sum("gross"))["gross__sum"] == 1000
    assert list(Receipt.objects.order_by("step").values_list("returned", flat=True)) == [0, 400, 0]


def test_bank_debit_counts_only_when_it_has_come(sandbox: Sandbox) -> None:
    gift = give(sandbox, "bank")
    bring(sandbox)
    assert (fresh(gift).state, fresh(gift).received_at) == (State.PROCESSING, None)
    assert not LedgerEntry.objects.exists()
    assert not Receipt.objects.exists()
    sandbox.settle()
    sandbox.advance(days=1)
    bring(sandbox)
    assert fresh(gift).state == State.RECEIVED
    assert LedgerEntry.objects.get().kind == "payment"


def test_bank_debit_that_comes_back_is_a_failed_gift(sandbox: Sandbox) -> None:
    gift = give(sandbox, "bank-fails")
    sandbox.settle()
    bring(sandbox)
    assert (fresh(gift).state, fresh(gift).donor) == (State.FAILED, None)
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(("won", "outcome"), [(True, "won"), (False, "lost")])
def test_dispute_flags_the_gift_and_its_money_is_booked(sandbox: Sandbox, won: bool, outcome: str) -> None:
    gift = give(sandbox)
    bring(sandbox)
    dispute = sandbox.dispute(charge_of(sandbox, gift))
    bring(sandbox)
    assert (fresh(gift).dispute, fresh(gift).state) == (Gift.Dispute.OPEN, State.RECEIVED)
    assert Dispute.objects.get().amount == 6000
    assert LedgerEntry.objects.aggregate(Sum("gross"))["gross__sum"] == 0
    sandbox.close_dispute(dispute["id"], won=won)
    bring(sandbox)
    assert fresh(gift).dispute == outcome
    assert LedgerEntry.objects.aggregate(Sum("gross"))["gross__sum"] == (6000 if won else 0)
    assert Receipt.objects.count() == (1 if won else 2)


def test_warning_of_fraud_flags_the_gift(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    bring(sandbox)
    sandbox.do("warn", charge=charge_of(sandbox, gift))
    bring(sandbox)
    assert "fraud" in fresh(gift).flagged


def test_booking_that_comes_later_is_booked_then(sandbox: Sandbox) -> None:
    sandbox.faults(late_balance=True)
    gift = give(sandbox)
    bring(sandbox)
    assert (fresh(gift).state, LedgerEntry.objects.count()) == (State.RECEIVED, 0)
    sandbox.do("book_late")
    bring(sandbox)
    assert LedgerEntry.objects.get().gross == 6000
