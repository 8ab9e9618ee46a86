"""Giving, for templates of any app."""

from django import template

from donations.money import money as written

register = template.Library()


@register.filter
def money(amount: int, currency: str) -> str:
    """Print a sum in minor units: `{{ gift.amount|money:gift.currency }}`."""
    return written(amount, currency)
