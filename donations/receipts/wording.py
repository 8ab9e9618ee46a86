"""What a receipt says: all its words, worked out once and frozen, so that nothing changes them afterwards.

For what the American tax office wants to read: IRS Publication 1771 (organisation, sum, date, and either that nothing
was given in return, or what it was and its value in good faith).
"""

from datetime import date, datetime

from babel.dates import format_date
from django.utils import timezone, translation

from donations.actions.policy import policy
from donations.models import Gift, Receipt
from donations.money import money
from press.masthead.actions import particulars

LOCALE = "en_US"


def words_of(receipt: Receipt, gift: Gift, *, voids: Receipt | None) -> dict[str, object]:
    """Return what the receipt says, as plain data for the paper and the mail."""
    kept = receipt.amount - receipt.returned
    return {
        "number": receipt.number,
        "title": _title(receipt, kept),
        "is_test": not receipt.livemode,
        "organisation": organisation(),
        "donor": {"name": gift.name, "address": gift.postal_address.strip()},
        # The giver values what is not money: IRS Publication 1771, "Noncash contributions".
        "described": receipt.described,
        "amount": "" if receipt.described else sum_in_words(receipt.amount, receipt.currency),
        "returned": sum_in_words(receipt.returned, receipt.currency) if receipt.returned else "",
        "kept": sum_in_words(kept, receipt.currency),
        "is_void": not kept,
        "given_on": day_in_words(receipt.given_on),
        "issued_on": day_in_words(timezone.localdate(receipt.issued_at, timezone.get_default_timezone())),
        "issued_at": receipt.issued_at.isoformat(),
        "voids": voids.number if voids else "",
        "reason": receipt.reason,
        "exchange": _exchange(receipt, gift, kept),
        "interval": gift.get_interval_display() if gift.interval != Gift.Interval.ONCE else "",
    }


def organisation() -> dict[str, str]:
    """Return who gives receipts, as the site settings say."""
    masthead = particulars()
    return {
        "name": masthead.publisher or masthead.name,
        "address": masthead.postal_address.strip(),
        "tax_number": masthead.tax_number,
    }


def issued_at(words: dict[str, object]) -> datetime:
    return datetime.fromisoformat(str(words["issued_at"]))


def _title(receipt: Receipt, kept: int) -> str:
    if not receipt.step:
        return "Receipt for your gift"
    return "Corrected receipt for your gift" if kept else "Notice that a receipt is void"


def _exchange(receipt: Receipt, gift: Gift, kept: int) -> str:
    """What was given in return, which decides how much of the gift can be deducted."""
    if not kept:
        back = "This gift does not stand" if receipt.reason else "The gift was given back in full"
        return f"{back}, so there is nothing to deduct."
    if not gift.goods_value:
        return policy().no_goods_sentence
    value = sum_in_words(gift.goods_value, receipt.currency)
    told = f"In return you received: {gift.goods}. We estimate its value, in good faith, at {value}."
    if receipt.described:
        return f"{told} For tax purposes only what you gave beyond it can be deducted."
    rest = sum_in_words(max(kept - gift.goods_value, 0), receipt.currency)
    return f"{told} What you gave beyond it is {rest}; for tax purposes only that part can be deducted."


def day_in_words(day: date) -> str:
    """Return a day as receipts tell it."""
    return format_date(day, "long", locale=LOCALE)


def sum_in_words(amount: int, currency: str) -> str:
    """Return a sum as receipts tell it, in English."""
    with translation.override("en"):
        return money(amount, currency)
