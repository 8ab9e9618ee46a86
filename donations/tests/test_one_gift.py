"""A gift given once: from the hosted page to the books and the receipt."""

import pytest
from django.core import mail

from donations.actions import receipts
from donations.models import Charge, DayTotal, Donor, Gift, LedgerEntry, Receipt, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.tests.builders import begin, bring, fresh, give, make_appeal, make_gift, now
from press.mail.models import Letter
from press.mail.outbox import deliver_due

pytestmark = pytest.mark.django_db
State = Gift.State


def test_gift_that_is_paid_is_received_booked_and_receipted(sandbox: Sandbox) -> None:
    appeal = make_appeal()
    gift = give(sandbox, appeal=appeal)
    assert set(bring(sandbox)) == {200}
    gift = fresh(gift)
    charge = Charge.objects.get()
    assert (gift.state, gift.received_at, gift.flagged) == (State.RECEIVED, charge.created_at, "")
    assert gift.donor == Donor.objects.get(email="dov@paper.example", name="Dov Levi")
    entry = LedgerEntry.objects.get()
    assert (entry.kind, entry.gross, entry.net, entry.currency) == ("charge", 6000, 6000 - entry.fee, "USD")
    assert (entry.gift_id, entry.appeal_id, entry.livemode) == (gift.pk, appeal.pk, False)
    total = DayTotal.objects.get()
    assert (total.appeal_id, total.gross, total.fee, total.net) == (appeal.pk, 6000, entry.fee, entry.net)
    receipt = Receipt.objects.get()
    assert receipt.number == f"TEST-{receipt.year}-000001"
    assert (receipt.payment, receipt.amount, receipt.gift_id) == (charge.charge_id, 6000, gift.pk)
    assert not StripeEvent.objects.troubled().exists()


def test_receipt_is_mailed_as_it_is_kept(sandbox: Sandbox) -> None:
    give(sandbox)
    bring(sandbox)
    assert Letter.objects.get().to == "dov@paper.example"
    deliver_due(now())
    name, content, kind = mail.outbox[0].attachments[0]
    assert (name, kind) == (f"Receipt {Receipt.objects.get().number}.pdf", "application/pdf")
    assert content == receipts.pdf_of(Receipt.objects.get())
    assert "$60.00" in mail.outbox[0].body


def test_gift_that_is_not_finished_expires(sandbox: Sandbox) -> None:
    gift = make_gift()
    begin(gift)
    sandbox.advance(days=2)
    bring(sandbox)
    assert fresh(gift).state == State.EXPIRED
    assert not LedgerEntry.objects.exists()


def test_declined_card_leaves_the_gift_open_and_unflagged(sandbox: Sandbox) -> None:
    gift = give(sandbox, "declined")
    bring(sandbox)
    assert (fresh(gift).state, fresh(gift).flagged) == (State.OPEN, "")
