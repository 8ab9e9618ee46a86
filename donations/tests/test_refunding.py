"""Giving back from the office: asked of Stripe once, told by our books as Stripe tells it."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.test import Client

from donations.actions.refunds import CannotRefund, left_of, refund
from donations.models import Charge, Gift, GivingEntry, LedgerEntry, Receipt, Refund, RefundOrder
from donations.sandbox.testing import Sandbox
from donations.stripe import refunding
from donations.stripe.client import client as stripe_client
from donations.tests.builders import bring, fresh, give, make_gift, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def charge(sandbox: Sandbox) -> Charge:
    """A payment of $60.00 that has come, with its receipt."""
    give(sandbox)
    bring(sandbox)
    return Charge.objects.get()


def address(charge: Charge) -> str:
    return f"/admin/donations/charge/{charge.pk}/refund/"


def confirmed(amount: str, place: int = 0) -> dict[str, Any]:
    return {"amount": amount, "reason": "duplicate", "words": "By phone.", "place": place, "confirmed": "yes"}


def at_stripe(charge: Charge) -> list[int]:
    return [one.amount for one in stripe_client().v1.refunds.list(params={"charge": charge.charge_id}).data]


def test_part_goes_back_and_the_books_say_so_before_any_event(charge: Charge, pia: Any) -> None:
    refund(charge, "20", place=0, by=pia, reason="duplicate", words="By phone.")
    assert fresh(charge.gift).state == Gift.State.PARTLY_REFUNDED
    assert LedgerEntry.objects.get(kind="refund").gross == -2000
    assert list(Receipt.objects.order_by("step").values_list("returned", flat=True)) == [0, 2000]
    entry = GivingEntry.objects.get()
    assert (entry.about, entry.verb, entry.made_by_id) == ("charge", "refunded", pia.pk)
    assert entry.note == "$20.00 of $60.00. It was paid twice. By phone."


def test_events_that_come_afterwards_change_nothing(charge: Charge, pia: Any, sandbox: Sandbox) -> None:
    refund(charge, "60", place=0, by=pia)
    before = LedgerEntry.objects.count(), Receipt.objects.count(), Refund.objects.count()
    bring(sandbox)
    assert (LedgerEntry.objects.count(), Receipt.objects.count(), Refund.objects.count()) == before
    assert fresh(charge.gift).state == Gift.State.REFUNDED


def test_same_confirmation_sent_twice_is_one_refund(charge: Charge, office: Client) -> None:
    for _ in range(2):
        answer = office.post(address(charge), confirmed("20"), follow=True)
        assert "$20.00 of $60.00 goes back to Dov Levi." in answer.text
    assert at_stripe(charge) == [2000]
    assert GivingEntry.objects.count() == 1


def test_second_window_with_another_sum_is_told_what_happened(charge: Charge, office: Client) -> None:
    office.post(address(charge), confirmed("20"))
    answer = office.post(address(charge), confirmed("30"))
    assert "$20.00 has gone back by now. Nothing more was given back." in answer.text
    assert at_stripe(charge) == [2000]


def test_next_refund_is_confirmed_on_what_is_left(charge: Charge, office: Client) -> None:
    office.post(address(charge), confirmed("59.90"))
    office.post(address(charge), confirmed("0.10", place=1))
    assert sorted(at_stripe(charge)) == [10, 5990]
    assert fresh(charge.gift).state == Gift.State.REFUNDED


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("60.01", "$60.01 is more than is left: $60.00 of this payment can go back at most."),
        ("0", "Write an amount above zero."),
        ("ten", "Write the amount in the digits"),
        ("", "This field is required."),
    ],
)
def test_sum_that_cannot_go_back_is_refused_and_stays_typed(
    charge: Charge, office: Client, typed: str, sentence: str
) -> None:
    answer = office.post(address(charge), {"amount": typed, "reason": "duplicate", "words": "By phone."})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="By phone."' in answer.text
    assert at_stripe(charge) == []


def test_confirmation_says_what_will_happen_and_does_nothing_yet(charge: Charge, office: Client) -> None:
    answer = office.post(address(charge), {"amount": "20", "reason": "duplicate"})
    assert "$20.00 of $60.00 goes back to Dov Levi, to the card it came from" in answer.text
    for sentence in ("$40.00 of it stays.", "Stripe does not return its fee.", "mailed to dov@paper.example", "a test"):
        assert sentence in answer.text
    assert (at_stripe(charge), RefundOrder.objects.count()) == ([], 0)


def test_unreachable_stripe_leaves_nothing_recorded_as_refunded(charge: Charge, pia: Any, settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(CannotRefund, match="was not asked and nothing was given back"):
        refund(charge, "20", place=0, by=pia)
    assert (Refund.objects.count(), RefundOrder.objects.count(), GivingEntry.objects.count()) == (0, 0, 0)


def test_refund_that_was_done_and_not_answered_is_found_when_asked_again(
    charge: Charge, pia: Any, sandbox: Sandbox
) -> None:
    order = RefundOrder.objects.create(charge=charge, place=0, amount=2000, reason="duplicate")
    refunding.refund(order)
    refund(charge, "20", place=0, by=pia, reason="duplicate")
    assert at_stripe(charge) == [2000]
    assert left_of(Charge.objects.get()).returned == 2000


def test_order_of_a_try_that_failed_is_kept_and_the_next_try_gives_back_once(
    charge: Charge, pia: Any, sandbox: Sandbox
) -> None:
    order = RefundOrder.objects.create(charge=charge, place=0, amount=2000, reason="duplicate")
    sandbox.faults(fail=3, fail_after=True)
    with pytest.raises(CannotRefund, match="cannot be reached"):
        refund(charge, "20", place=0, by=pia, reason="duplicate")
    sandbox.faults(fail=0, fail_after=False)
    refund(charge, "20", place=0, by=pia, reason="duplicate")
    assert at_stripe(charge) == [2000]
    assert RefundOrder.objects.get().pk == order.pk


def test_sum_that_nobody_knows_the_end_of_is_not_asked_for_differently_at_once(charge: Charge, pia: Any) -> None:
    order = RefundOrder.objects.create(charge=charge, place=0, amount=2000, reason="duplicate")
    with pytest.raises(CannotRefund, match=r"\$20\.00 of this payment was asked for a moment ago"):
        refund(charge, "30", place=0, by=pia)
    RefundOrder.objects.filter(pk=order.pk).update(made_at=now().replace(year=2025))
    refund(charge, "30", place=0, by=pia)
    assert at_stripe(charge) == [3000]


def test_refund_made_in_stripes_dashboard_meanwhile_is_seen(charge: Charge, pia: Any, sandbox: Sandbox) -> None:
    sandbox.refund(charge.charge_id, 5000)
    with pytest.raises(CannotRefund, match=r"\$50\.00 has gone back by now"):
        refund(charge, "60", place=0, by=pia)
    assert left_of(Charge.objects.get()).amount == 1000


def test_contested_payment_is_refused_with_a_sentence(charge: Charge, pia: Any, sandbox: Sandbox) -> None:
    sandbox.dispute(charge.charge_id)
    with pytest.raises(CannotRefund, match="the dispute decides what goes back"):
        refund(charge, "20", place=0, by=pia)
    assert (RefundOrder.objects.count(), GivingEntry.objects.count()) == (0, 0)


def test_payment_of_the_other_mode_is_refused(charge: Charge, office: Client) -> None:
    Charge.objects.update(livemode=True)
    answer = office.post(address(charge), {"amount": "20", "reason": "duplicate"})
    assert "of Stripe's other mode" in answer.text.replace("&#x27;", "'")


def test_editors_neither_see_the_button_nor_use_it(charge: Charge, office: Client, ben: Any) -> None:
    assert address(charge) in office.get(f"/admin/donations/charge/{charge.pk}/change/").text
    assert address(charge) in office.get(f"/admin/donations/gift/{charge.gift_id}/change/").text
    with pytest.raises(PermissionDenied):
        refund(charge, "20", place=0, by=ben)
    office.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    assert office.post(address(charge), confirmed("20")).status_code == 403


def test_charge_that_failed_has_no_button(office: Client) -> None:
    gift = make_gift()
    charge = Charge.objects.create(
        charge_id="ch_x", gift=gift, status="failed", amount=1, currency="USD", livemode=False, created_at=now()
    )
    assert "Give back" not in office.get(f"/admin/donations/charge/{charge.pk}/change/").text
    assert "Nothing is left" in office.get(address(charge)).text


@pytest.fixture
def _closed_connections() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.mark.usefixtures("_closed_connections")
@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_make_one_refund(sandbox: Sandbox, pia: Any) -> None:
    give(sandbox)
    bring(sandbox)
    charge_id, start, said = Charge.objects.get().pk, threading.Barrier(4), []

    def confirm() -> None:
        try:
            start.wait()
            refund(Charge.objects.get(pk=charge_id), "20", place=0, by=pia)
        except CannotRefund as no:
            said.append(str(no))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=confirm) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert at_stripe(Charge.objects.get()) == [2000]
    assert GivingEntry.objects.count() == 1
    assert all("Stripe" in sentence for sentence in said)
