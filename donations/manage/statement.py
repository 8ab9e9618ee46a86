"""What a donor gave in a year, on one sheet."""

from collections import Counter

from django.utils import timezone

from donations.manage.own import receipts_of
from donations.models import Donor, Policy, Receipt
from donations.receipts.sheet import Sheet
from donations.receipts.wording import day_in_words, organisation, sum_in_words


def statement(donor: Donor, year: int) -> bytes:
    """Return the PDF: each receipt of the year that counts, and what remains of them by currency."""
    now = timezone.now()
    receipts = list(receipts_of(donor).filter(given_on__year=year).order_by("given_on", "pk"))
    paper = organisation()
    sheet = Sheet(title=f"Gifts in {year}", author=paper["name"], at=now)
    if any(not receipt.livemode for receipt in receipts):
        sheet.alarm("TEST: no money has moved for some of this.")
    sheet.letterhead(paper)
    sheet.line(f"Your gifts in {year}", size=21, bold=True, after=1)
    sheet.line(f"As of {day_in_words(timezone.localdate(now, timezone.get_default_timezone()))}", grey=True, after=9)
    sheet.fact("Received from", "\n".join(filter(None, (donor.name or donor.email, donor.postal_address.strip()))))
    sheet.space(6)
    sheet.row(
        [("Received on", 48, "L"), ("Receipt", 44, "L"), ("Given back", 35, "R"), ("Remains", 35, "R")], bold=True
    )
    for receipt in receipts:
        sheet.row(_cells(receipt))
    for currency, total in sorted(_remaining(receipts).items()):
        sheet.row(
            [("", 48, "L"), ("", 44, "L"), (currency, 35, "R"), (sum_in_words(total, currency), 35, "R")], bold=True
        )
    sheet.space(7)
    policy = Policy.objects.filter(pk=1).first() or Policy()
    sheet.line("Each receipt says whether anything was given in return. Where it says nothing of it:", after=1)
    sheet.line(policy.no_goods_sentence, after=3)
    sheet.line("Thank you for your support.")
    return sheet.pdf()


def _cells(receipt: Receipt) -> list[tuple[str, float, str]]:
    returned = sum_in_words(receipt.returned, receipt.currency) if receipt.returned and not receipt.described else ""
    kept = "not money" if receipt.described else sum_in_words(receipt.amount - receipt.returned, receipt.currency)
    return [
        (day_in_words(receipt.given_on), 48, "L"),
        (receipt.number, 44, "L"),
        (returned, 35, "R"),
        (kept, 35, "R"),
    ]


def _remaining(receipts: list[Receipt]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for receipt in receipts:
        if receipt.described:  # what it is worth, its giver says to the tax office
            continue
        totals[receipt.currency] += receipt.amount - receipt.returned
    return totals
