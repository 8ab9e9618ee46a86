"""Receipts: what they say, how they are numbered, what becomes of them."""

import hashlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction

from donations.actions import receipts
from donations.actions.receipts import CannotSendReceipt, issue_due, pdf_of, send_again
from donations.models import Charge, Gift, Policy, Receipt, ReceiptPaper, Refund
from donations.receipts.paper import drawn
from donations.receipts.sheet import UNPRINTED, Sheet
from donations.receipts.wording import words_of
from donations.states import Facts
from donations.tests.builders import make_gift
from press.mail.models import Letter
from press.mail.outbox import deliver_due
from press.masthead.actions import write_masthead
from press.record.models import WrittenOnce

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def paper_of_record(db: None) -> None:
    write_masthead(
        name="Courier",
        publisher="The Bay Courier Trust",
        postal_address="14 Lantern Row\nPort Sarra",
        tax_number="12-34",
    )


def make_charge(gift: Gift, *, at: datetime = NOON, livemode: bool = True, number: int = 1, **fields: Any) -> Charge:
    known = {"status": "succeeded", "amount": gift.amount, "currency": gift.currency, "created_at": at}
    return Charge.objects.create(charge_id=f"ch_{gift.pk}_{number}", gift=gift, livemode=livemode, **known | fields)


def refund(charge: Charge, amount: int, number: int = 1) -> Refund:
    return Refund.objects.create(
        refund_id=f"re_{charge.pk}_{number}", charge=charge, status="succeeded", amount=amount,
        currency=charge.currency, created_at=NOON,
    )  # fmt: skip


def issue(gift: Gift, charges: list[Charge], refunds: tuple[Refund, ...] = (), at: datetime = NOON) -> list[Receipt]:
    return issue_due(gift, Facts(promised=gift.amount, charges=charges, refunds=refunds), at=at)


def words(receipt: Receipt) -> dict[str, Any]:
    return dict(receipt.paper.snapshot)


def test_receipt_says_what_the_tax_office_asks_for() -> None:
    gift = make_gift(amount=25_000, postal_address="9 Hill Road")
    (receipt,) = issue(gift, [make_charge(gift)])
    assert receipt.number == "2026-000001"
    said = words(receipt)
    assert said["organisation"] == {
        "name": "The Bay Courier Trust", "address": "14 Lantern Row\nPort Sarra", "tax_number": "12-34",
    }  # fmt: skip
    assert said["donor"] == {"name": "Dov Levi", "address": "9 Hill Road"}
    assert (said["amount"], said["given_on"]) == ("$250.00", "November 20, 2026")
    assert said["exchange"] == "No goods or services were provided in exchange for this gift."


def test_what_was_given_in_return_is_told_with_its_value_and_what_is_left() -> None:
    gift = make_gift(amount=10_000, goods="a ticket to the dinner", goods_value=4_000)
    (receipt,) = issue(gift, [make_charge(gift)])
    assert "In return you received: a ticket to the dinner" in words(receipt)["exchange"]
    assert "at $40.00" in words(receipt)["exchange"]
    assert "beyond it is $60.00" in words(receipt)["exchange"]


def test_sentence_is_the_publishers(db: None) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"no_goods_sentence": "Nothing was given in return."})
    gift = make_gift()
    assert words(issue(gift, [make_charge(gift)])[0])["exchange"] == "Nothing was given in return."


def test_receipt_is_dated_by_the_charge_in_the_newsrooms_zone(settings: Any) -> None:
    settings.TIME_ZONE = "Pacific/Kiritimati"  # fourteen hours ahead
    gift = make_gift()
    (receipt,) = issue(gift, [make_charge(gift, at=datetime(2026, 12, 31, 11, tzinfo=UTC))], at=NOON)
    assert receipt.given_on.isoformat() == "2027-01-01"


def test_nothing_is_issued_twice() -> None:
    gift = make_gift()
    charge = make_charge(gift)
    assert len(issue(gift, [charge])) == 1
    assert issue(gift, [charge]) == []
    assert Letter.objects.count() == 1


def test_refund_voids_by_a_corrected_receipt_and_the_voided_row_is_untouched() -> None:
    gift = make_gift(amount=10_000)
    charge = make_charge(gift)
    (first,) = issue(gift, [charge])
    kept = Receipt.objects.filter(pk=first.pk).values().get()
    (second,) = issue(gift, [charge], (refund(charge, 2_500),))
    assert (second.voids_id, second.returned, second.number) == (first.pk, 2_500, "2026-000002")
    assert (words(second)["title"], words(second)["voids"]) == ("Corrected receipt for your gift", first.number)
    assert (words(second)["returned"], words(second)["kept"]) == ("$25.00", "$75.00")
    assert Receipt.objects.filter(pk=first.pk).values().get() == kept


def test_refund_in_full_says_that_the_receipt_is_void() -> None:
    gift = make_gift()
    charge = make_charge(gift)
    issue(gift, [charge])
    (notice,) = issue(gift, [charge], (refund(charge, gift.amount),))
    assert words(notice)["title"] == "Notice that a receipt is void"
    deliver_due(NOON)
    assert "No. 2026-000001 is void" in mail.outbox[-1].body


def test_history_that_is_heard_of_late_is_receipted_whole_and_mailed_once() -> None:
    gift = make_gift(amount=900)
    charge = make_charge(gift)
    issued = issue(gift, [charge], (refund(charge, 300, 1), refund(charge, 300, 2)))
    assert [receipt.returned for receipt in issued] == [0, 300, 600]
    assert Letter.objects.count() == 1


def test_test_gifts_take_no_number_of_the_sequence() -> None:
    gift = make_gift()
    issued = [
        issue(gift, [make_charge(gift, livemode=live, number=n)])[0] for n, live in enumerate((True, False, True))
    ]
    assert [receipt.number for receipt in issued] == ["2026-000001", "TEST-2026-000001", "2026-000002"]
    assert [words(receipt)["is_test"] for receipt in issued] == [False, True, False]


def test_each_year_begins_anew() -> None:
    gift = make_gift()
    for number, year in enumerate((2026, 2026, 2027)):
        issue(gift, [make_charge(gift, number=number)], at=NOON.replace(year=year))
    assert list(Receipt.objects.order_by("pk").values_list("number", flat=True)) == [
        "2026-000001", "2026-000002", "2027-000001",
    ]  # fmt: skip


def test_receipt_that_comes_to_nothing_gives_its_number_back() -> None:
    gift = make_gift()
    charge = make_charge(gift)
    with transaction.atomic():
        issue(gift, [charge])
        transaction.set_rollback(True)
    assert issue(gift, [charge])[0].number == "2026-000001"


def test_receipt_sent_again_is_the_same_to_the_byte(pia: Any) -> None:
    gift = make_gift()
    (receipt,) = issue(gift, [make_charge(gift)])
    write_masthead(name="Another", publisher="Another trust")
    send_again(receipt, by=pia, at=NOON)
    deliver_due(NOON)
    first, second = (sent.attachments[0][1] for sent in mail.outbox)
    assert first == second == pdf_of(receipt)
    assert hashlib.sha256(first).hexdigest() == receipt.sha256


def test_who_may_not_sends_nothing(cleo: Any) -> None:
    gift = make_gift()
    (receipt,) = issue(gift, [make_charge(gift)])
    with pytest.raises(PermissionDenied):
        send_again(receipt, by=cleo)
    assert Letter.objects.count() == 1


def test_donor_without_an_address_gets_no_mail(pia: Any) -> None:
    gift = make_gift(email="")
    (receipt,) = issue(gift, [make_charge(gift)])
    assert not Letter.objects.exists()
    with pytest.raises(CannotSendReceipt, match="post it"):
        send_again(receipt, by=pia)


def test_receipts_are_written_once() -> None:
    gift = make_gift()
    (receipt,) = issue(gift, [make_charge(gift)])
    with pytest.raises(WrittenOnce):
        receipt.save()
    with pytest.raises(Exception, match="written once"), transaction.atomic():
        Receipt.objects.update(amount=1)


def test_the_same_words_make_the_same_bytes_and_any_name_is_shaped() -> None:
    gift = make_gift(name="محمد عبد الله", postal_address="שדרות רוטשילד 5\nŁódź")
    (receipt,) = issue(gift, [make_charge(gift)])
    pdf = drawn(words_of(receipt, gift, voids=None))
    assert pdf == drawn(words_of(receipt, gift, voids=None)) == pdf_of(receipt)
    assert pdf.startswith(b"%PDF-")


def test_name_with_letters_that_no_font_has_still_gets_its_receipt() -> None:
    gift = make_gift(name="李小龍 🎁\x07")
    assert issue(gift, [make_charge(gift)])


@pytest.fixture
def _closed_connections() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.mark.usefixtures("_closed_connections")
@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_when_many_are_issued_at_once() -> None:
    gifts = [make_gift(email=f"d{number}@paper.example") for number in range(8)]
    charges = [make_charge(gift) for gift in gifts]
    start = threading.Barrier(len(gifts))

    def issue_one(place: int) -> None:
        try:
            start.wait()
            with transaction.atomic():
                issue(gifts[place], [charges[place]])
                if place % 3 == 0:
                    transaction.set_rollback(True)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue_one, args=[place]) for place in range(len(gifts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Receipt.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]
    assert ReceiptPaper.objects.count() == 5


def test_old_papers_of_the_erased_are_forgotten_and_the_line_stays() -> None:
    gift = make_gift()
    (receipt,) = issue(gift, [make_charge(gift)])
    ReceiptPaper.objects.update(restricted=True, forget_on=NOON.date())
    assert receipts.forget_old_papers(NOON) == 1
    assert not ReceiptPaper.objects.exists()
    assert Receipt.objects.get().sha256 == receipt.sha256


def test_a_name_that_the_sheet_cannot_print_is_told_in_words_and_not_in_boxes() -> None:
    sheet = Sheet(title="Receipt", author="Courier", at=NOON)
    ours = "\u0645\u062d\u0645\u062f \u05de\u05e8\u05d9\u05dd \u0416\u03b1"
    assert sheet.written(f"Dov Ames\n\u738b\u5c0f\u660e\n{ours}") == f"Dov Ames\n{UNPRINTED}\n{ours}"
    assert sheet.pdf()  # which closes its fonts, too
