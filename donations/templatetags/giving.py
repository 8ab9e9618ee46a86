"""Sums and the ask, for templates of any app."""

from typing import Protocol

from django import template

from donations.money import printed

register = template.Library()


class OfMoney(Protocol):
    """A gift, a plan, a receipt: anything with a sum and its currency."""

    amount: int
    currency: str


@register.filter
def money(row: OfMoney) -> str:
    """Print what a row is of, as people read it: `{{ gift|money }}`."""
    return printed(row.amount, row.currency)
