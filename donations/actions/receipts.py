"""Receipts: one for each payment, numbered without a gap, corrected when something of it went back.

A number is taken in the transaction that writes the receipt, under the lock of its year's row; so one that comes to
nothing gives its number back. https://www.irs.gov/pub/irs-pdf/p1771.pdf says what a donor needs.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.models import CharField
from django.utils import timezone

from donations.models import Charge, Gift, Receipt, ReceiptPaper
from donations.receipts.paper import drawn
from donations.receipts.wording import words_of
from donations.states import GIVEN_BACK, Facts
from press.mail.letters import Attached
from press.mail.models import Letter
from press.mail.outbox import post
from press.record.people import Person
from press.web.questions import Blank, Question

STORAGE = "receipts"
# One statement in both dialects; the row stays locked until the transaction ends.
_NEXT = """
INSERT INTO donations_receiptsequence (year, livemode, last) VALUES (%s, %s, 1)
ON CONFLICT (year, livemode) DO UPDATE SET last = donations_receiptsequence.last + 1 RETURNING last
"""
_FIELDS = tuple(field.attname for field in Receipt._meta.concrete_fields)  # noqa: SLF001
_GIVEN = Question(
    lambda: Receipt.objects.filter(payment=Blank("payment", CharField())).order_by("step").values_list(*_FIELDS)
)


class CannotSendReceipt(Exception):
    """The receipt is not sent; the sentence says why."""


def issue_due(gift: Gift, facts: Facts, *, at: datetime) -> list[Receipt]:
    """Give the receipts that a gift's facts ask for and that are not given yet; the newest of a payment is mailed.

    The gift is locked. A payment's receipts tell its whole history, however late we heard of it: first the sum that
    came, then one for each refund.
    """
    paid = [charge for charge in facts.charges if charge.status == "succeeded"]
    given: dict[str, list[Receipt]] = {charge.charge_id: [] for charge in paid}
    for payment, so_far in given.items():  # one as a rule
        so_far += [Receipt(**dict(zip(_FIELDS, row, strict=True))) for row in _GIVEN.ask(payment=payment)]
    issued: list[Receipt] = []
    for charge in paid:
        so_far = given[charge.charge_id]
        new = [
            _issue(gift, charge, returned, so_far, at)
            for returned in _missing([receipt.returned for receipt in so_far], _history(charge, facts))
        ]
        if new:
            _mail(new[-1].paper, at=at)
        issued += new
    return issued


def send_again(receipt: Receipt, *, by: Person, at: datetime | None = None) -> Letter:
    """Mail a receipt once more, the same paper. Raises PermissionDenied, CannotSendReceipt."""
    if not by.has_perm("donations.send_receipt"):
        raise PermissionDenied("Your role does not include “send receipt”.")
    paper = ReceiptPaper.objects.filter(pk=receipt.pk, restricted=False).first()
    if paper is None:
        raise CannotSendReceipt("The donor has been erased, so nobody gets this receipt any more.")
    letter = _mail(paper, at=at or timezone.now())
    if letter is None:
        raise CannotSendReceipt("The donor gave no address for mail. Print the receipt and post it.")
    return letter


def pdf_of(receipt: Receipt) -> bytes:
    """Return the paper as it was when the receipt was issued. Raises OSError when its file is gone."""
    with storages[STORAGE].open(receipt.paper.pdf) as file:
        return bytes(file.read())


def forget_old_papers(at: datetime) -> int:
    """Forget the papers of erased donors that the tax office asks for no more; number, date, sum and hash stay."""
    papers = ReceiptPaper.objects.filter(restricted=True, forget_on__lte=timezone.localdate(at))
    for paper in papers:
        storages[STORAGE].delete(paper.pdf)
        paper.delete()
    return len(papers)


def _history(charge: Charge, facts: Facts) -> list[int]:
    """Return how much had gone back of a charge after each thing that happened to it."""
    back = [refund.amount for refund in facts.refunds if refund.charge_id == charge.pk and refund.status in GIVEN_BACK]
    lost = [dispute.amount for dispute in facts.disputes if dispute.charge_id == charge.pk and dispute.status == "lost"]
    return [min(returned, charge.amount) for returned in accumulate([0, *back, *lost])]


def _missing(given: Sequence[int], history: Sequence[int]) -> list[int]:
    """Return what is still to be receipted. A refund that failed after its receipt leaves one more to be given."""
    if list(given) == list(history[: len(given)]):
        return list(history[len(given) :])
    return [history[-1]] if given[-1] != history[-1] else []


def _issue(gift: Gift, charge: Charge, returned: int, so_far: list[Receipt], at: datetime) -> Receipt:
    """Write one receipt with its paper, and add it to the payment's."""
    voids = so_far[-1] if so_far else None
    year = timezone.localdate(at, timezone.get_default_timezone()).year
    sequence = _next_number(year, livemode=charge.livemode)
    receipt = Receipt(
        number=f"{'' if charge.livemode else 'TEST-'}{year}-{sequence:06d}",
        year=year,
        sequence=sequence,
        livemode=charge.livemode,
        payment=charge.charge_id,
        step=len(so_far),
        gift_id=gift.pk,
        amount=charge.amount,
        returned=returned,
        currency=charge.currency,
        given_on=timezone.localdate(charge.created_at, timezone.get_default_timezone()),
        issued_at=at,
        voids_id=voids.pk if voids else None,
    )
    words = words_of(receipt, gift, voids=voids)
    pdf = drawn(words)
    receipt.sha256 = hashlib.sha256(pdf).hexdigest()
    receipt.save()
    # Should the transaction fail, a file without a row is left: nobody is sent it, and its name is never taken again.
    name = storages[STORAGE].save(f"{year}/{receipt.number}-{receipt.sha256[:16]}.pdf", ContentFile(pdf))
    ReceiptPaper.objects.create(receipt=receipt, to=_address(gift), snapshot=words, pdf=name)
    so_far.append(receipt)
    return receipt


def _next_number(year: int, *, livemode: bool) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [year, livemode])
        return int(cursor.fetchone()[0])


def _address(gift: Gift) -> str:
    if gift.donor and gift.donor.erased_at:
        return ""
    return gift.email or (gift.donor.email if gift.donor else "")


def _mail(paper: ReceiptPaper, *, at: datetime) -> Letter | None:
    if not paper.to:
        return None
    file = Attached(STORAGE, paper.pdf, f"Receipt {paper.snapshot['number']}.pdf", "application/pdf")
    return post("donations/receipt", to=paper.to, context={"receipt": paper.snapshot}, attached=[file], at=at)
