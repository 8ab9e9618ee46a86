"""A receipt voided by hand: the corrected one points at it, and nothing of it is touched."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from donations.actions.receipts import CannotVoidReceipt, Printed, pdf_of, void_receipt
from donations.models import Gift, GivingEntry, Receipt, ReceiptPaper
from donations.sandbox.testing import Sandbox
from donations.tests.builders import bring, charge_of, give, now
from press.mail.outbox import deliver_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(sandbox: Sandbox) -> Receipt:
    give(sandbox)
    bring(sandbox)
    return Receipt.objects.get()


def test_a_voided_receipt_is_pointed_at_by_its_correction_and_is_not_touched(receipt: Receipt, pia: Any) -> None:
    kept, paper = Receipt.objects.filter(pk=receipt.pk).values().get(), pdf_of(receipt)
    corrected = void_receipt(receipt, reason="Your name was misspelt.", by=pia)
    assert (corrected.voids_id, corrected.sequence) == (receipt.pk, receipt.sequence + 1)
    assert (corrected.amount, corrected.returned) == (receipt.amount, receipt.returned)
    assert Receipt.objects.filter(pk=receipt.pk).values().get() == kept
    assert pdf_of(receipt) == paper != pdf_of(corrected)


def test_corrected_receipt_says_why_and_what_was_wrong(receipt: Receipt, pia: Any) -> None:
    printed = Printed("Dov Halevi", "9 Hill Road", "a ticket to the dinner", 4000)
    corrected = void_receipt(receipt, reason="Your name was misspelt.", by=pia, printed=printed)
    said = corrected.paper.snapshot
    assert said["donor"] == {"name": "Dov Halevi", "address": "9 Hill Road"}
    assert (said["voids"], said["reason"]) == (receipt.number, "Your name was misspelt.")
    assert "What you gave beyond it is $20.00" in said["exchange"]
    deliver_due(now())
    assert "takes the place of the one you have. Your name was misspelt. Receipt No." in mail.outbox[-1].body
    assert mail.outbox[-1].attachments[0][1] == pdf_of(corrected)


def test_who_voided_it_and_why_is_history(receipt: Receipt, pia: Any) -> None:
    void_receipt(receipt, reason="Your name was misspelt.", by=pia)
    entry = GivingEntry.objects.get()
    assert (entry.about, entry.about_id, entry.verb) == ("receipt", str(receipt.pk), "voided")
    assert (entry.note, entry.made_by_id) == ("Your name was misspelt.", pia.pk)


def test_receipt_is_voided_once(receipt: Receipt, pia: Any) -> None:
    corrected = void_receipt(receipt, reason="A mistake.", by=pia)
    with pytest.raises(CannotVoidReceipt, match=f"No. {corrected.number} took its place"):
        void_receipt(receipt, reason="A mistake.", by=pia)
    assert void_receipt(corrected, reason="Another mistake.", by=pia).step == 2
    assert list(Receipt.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3]


def test_refunds_are_receipted_as_ever_after_a_correction_by_hand(receipt: Receipt, pia: Any, sandbox: Sandbox) -> None:
    void_receipt(receipt, reason="A mistake.", by=pia)
    charge = charge_of(sandbox, Gift.objects.get())
    sandbox.refund(charge, 1000)
    sandbox.advance(days=0.01)  # of two refunds in one second nobody can tell the first
    sandbox.refund(charge, 500)
    bring(sandbox)
    bring(sandbox)
    assert list(Receipt.objects.order_by("step").values_list("returned", flat=True)) == [0, 0, 1000, 1500]


@pytest.mark.parametrize(
    ("goods", "value", "sentence"), [("a book", 0, "both"), ("", 100, "both"), ("a car", 6001, "worth more")]
)
def test_what_was_given_in_return_has_a_value_within_the_gift(
    receipt: Receipt, pia: Any, goods: str, value: int, sentence: str
) -> None:
    with pytest.raises(CannotVoidReceipt, match=sentence):
        void_receipt(receipt, reason="A mistake.", by=pia, printed=Printed("Dov", "", goods, value))
    assert (Receipt.objects.count(), Gift.objects.get().goods) == (1, "")


def test_receipt_of_the_erased_is_not_issued_anew(receipt: Receipt, pia: Any) -> None:
    ReceiptPaper.objects.update(restricted=True)
    with pytest.raises(CannotVoidReceipt, match="erased"):
        void_receipt(receipt, reason="A mistake.", by=pia)


def test_a_reason_is_asked_for(receipt: Receipt, pia: Any) -> None:
    with pytest.raises(CannotVoidReceipt, match="Write why"):
        void_receipt(receipt, reason="  ", by=pia)
    assert Receipt.objects.count() == 1


def test_office_voids_by_a_form_that_keeps_what_was_typed(receipt: Receipt, office: Client) -> None:
    address = f"/admin/donations/receipt/{receipt.pk}/void/"
    assert address in office.get(f"/admin/donations/receipt/{receipt.pk}/change/").text
    typed = {"reason": "Your name was misspelt.", "name": "Dov Halevi", "goods": "a book", "goods_value": "ten"}
    refused = office.post(address, typed)
    assert (refused.status_code, 'value="Dov Halevi"' in refused.text) == (422, True)
    told = office.post(address, {**typed, "goods_value": "10"}, follow=True)
    assert f"No. {receipt.number} is void" in told.text
    assert "took its place" in office.get(f"/admin/donations/receipt/{receipt.pk}/change/").text
    assert "void already" in office.get(address).text


def test_editors_void_nothing(receipt: Receipt, office: Client, ben: Any) -> None:
    with pytest.raises(PermissionDenied):
        void_receipt(receipt, reason="A mistake.", by=ben)
    office.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    assert office.post(f"/admin/donations/receipt/{receipt.pk}/void/", {"reason": "No."}).status_code == 403
