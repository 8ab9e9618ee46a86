"""Receipts: one for each payment, numbered without a gap, corrected when something of it went back.

A number is taken in the transaction that writes the receipt, under the lock of its year's row; so one that comes to
nothing gives its number back. https://www.irs.gov/pub/irs-pdf/p1771.pdf says what a donor needs.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.models import CharField
from django.utils import timezone

from donations.actions.history import note, require
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


class CannotVoidReceipt(Exception):
    """The receipt stays as it is; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What a receipt is given for: a charge of Stripe's, or a gift that came by other ways. Sums in minor units."""

    number: str
    amount: int
    currency: str
    livemode: bool
    given_on: date
    described: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a corrected receipt says otherwise than the one before; the value in minor units."""

    name: str
    postal_address: str
    goods: str
    goods_value: int


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
        # One that the desk voided by hand tells what had gone back once more, and is no part of what happened.
        told = [receipt.returned for receipt in so_far if not receipt.reason]
        new = [
            _issue(gift, _of_charge(charge), returned, so_far, at)
            for returned in _missing(told, _history(charge, facts))
        ]
        if new:
            _mail(new[-1].paper, at=at)
        issued += new
    return issued


def issue_by_hand(gift: Gift, *, at: datetime, returned: int = 0, reason: str = "") -> Receipt:
    """Give the receipt of a gift that came by other ways than Stripe, or one that voids it. The gift is locked, or not
    seen by anybody else yet.
    """
    assert gift.received_at is not None
    payment = Payment(
        number=f"gift-{gift.uuid}",
        amount=gift.amount,
        currency=gift.currency,
        livemode=gift.livemode,
        given_on=timezone.localdate(gift.received_at, timezone.get_default_timezone()),
        described=gift.described,
    )
    so_far = list(Receipt.objects.filter(payment=payment.number).order_by("step"))
    receipt = _issue(gift, payment, returned, so_far, at, reason=reason)
    _mail(receipt.paper, at=at)
    return receipt


def why_not_void(receipt: Receipt) -> str:
    """Return why a receipt cannot be voided, or nothing."""
    later = Receipt.objects.filter(voids_id=receipt.pk).first()
    if later:
        return f"This receipt is void already: No. {later.number} took its place."
    if not ReceiptPaper.objects.filter(pk=receipt.pk, restricted=False).exists():
        return "The donor has been erased, so this receipt is not issued anew."
    return ""


def void_receipt(
    receipt: Receipt, *, reason: str, by: Person, printed: Printed | None = None, at: datetime | None = None
) -> Receipt:
    """Void a receipt by issuing a corrected one that points at it; return that one. Raises PermissionDenied,
    CannotVoidReceipt. The voided row is not touched, and its paper stays.
    """
    require(by, "void_receipt")
    at = at or timezone.now()
    if not reason.strip():
        raise CannotVoidReceipt("Write why it is void: the corrected receipt says so to the donor.")
    with transaction.atomic():
        gift = Gift.objects.select_for_update(of=("self",)).select_related("donor").get(pk=receipt.gift_id)
        if why_not := why_not_void(receipt):
            raise CannotVoidReceipt(why_not)
        if printed:
            _print_otherwise(gift, printed)
        payment = Payment(
            number=receipt.payment,
            amount=receipt.amount,
            currency=receipt.currency,
            livemode=receipt.livemode,
            given_on=receipt.given_on,
            described=receipt.described,
        )
        so_far = list(Receipt.objects.filter(payment=receipt.payment).order_by("step"))
        corrected = _issue(gift, payment, receipt.returned, so_far, at, reason=reason.strip())
        note(receipt, "voided", by=by, at=at, note=reason.strip())
        _mail(corrected.paper, at=at)
    return corrected


def send_again(receipt: Receipt, *, by: Person, at: datetime | None = None) -> Letter:
    """Mail a receipt once more, the same paper. Raises PermissionDenied, CannotSendReceipt."""
    require(by, "send_receipt")
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


def _of_charge(charge: Charge) -> Payment:
    return Payment(
        number=charge.charge_id,
        amount=charge.amount,
        currency=charge.currency,
        livemode=charge.livemode,
        given_on=timezone.localdate(charge.created_at, timezone.get_default_timezone()),
    )


def _print_otherwise(gift: Gift, printed: Printed) -> None:
    """Keep with the gift what its receipts are to say from now on."""
    if printed.goods_value > gift.amount:
        raise CannotVoidReceipt("What was given in return is worth more than the gift. Look at its value again.")
    if bool(printed.goods) != bool(printed.goods_value):
        raise CannotVoidReceipt("Tell both what was given in return and its value, or neither.")
    for name in ("name", "postal_address", "goods", "goods_value"):
        setattr(gift, name, getattr(printed, name))
    gift.save(update_fields=["name", "postal_address", "goods", "goods_value"])


def _issue(
    gift: Gift, payment: Payment, returned: int, so_far: list[Receipt], at: datetime, *, reason: str = ""
) -> Receipt:
    """Write one receipt with its paper, and add it to the payment's."""
    voids = so_far[-1] if so_far else None
    year = timezone.localdate(at, timezone.get_default_timezone()).year
    sequence = _next_number(year, livemode=payment.livemode)
    receipt = Receipt(
        number=f"{'' if payment.livemode else 'TEST-'}{year}-{sequence:06d}",
        year=year,
        sequence=sequence,
        livemode=payment.livemode,
        payment=payment.number,
        step=len(so_far),
        gift_id=gift.pk,
        amount=payment.amount,
        described=payment.described,
        returned=returned,
        currency=payment.currency,
        given_on=payment.given_on,
        issued_at=at,
        voids_id=voids.pk if voids else None,
        reason=reason,
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
