"""Money: integer minor units beside a currency. Read from what people type, printed for them, and what covers a fee.

Nothing here is ever a float. The tables are Stripe's, which differ from CLDR's for ISK and UGX:
https://docs.stripe.com/currencies#minor-units and https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
"""

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, get_currency_symbol

# What givers may choose from, in the order of the form; a newsroom's own currency stands first there.
OFFERED = ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "ILS", "AED", "JPY", "KWD")
_WHOLE = {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"}
_THOUSANDTHS = {"BHD", "JOD", "KWD", "OMR", "TND"}
# Counted in hundredths that must be 00.
_HUNDREDTHS_OF_WHOLE = {"ISK", "UGX"}
# The least that Stripe charges, in minor units. Where it names none, about half a dollar.
_LEAST = {
    "AED": 200,
    "AUD": 50,
    "BGN": 100,
    "BHD": 200,
    "BRL": 50,
    "CAD": 50,
    "CHF": 50,
    "CZK": 1500,
    "DKK": 250,
    "EUR": 50,
    "GBP": 30,
    "HKD": 400,
    "HUF": 17_500,
    "ILS": 200,
    "INR": 50,
    "ISK": 10_000,
    "JOD": 400,
    "JPY": 50,
    "KRW": 700,
    "KWD": 200,
    "MXN": 1000,
    "MYR": 200,
    "NOK": 300,
    "NZD": 50,
    "OMR": 200,
    "PLN": 200,
    "RON": 200,
    "SEK": 300,
    "SGD": 50,
    "THB": 1000,
    "TND": 1600,
    "UGX": 200_000,
    "USD": 50,
}
_MOST = 99_999_999  # minor units: eight digits
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class CannotRead(ValueError):
    """What was typed is no sum that can be given; the sentence says what to type instead."""


def exponent(currency: str) -> int:
    """Return how many decimals a currency's minor unit has: 2 for USD, 0 for JPY, 3 for KWD."""
    if currency in _WHOLE:
        return 0
    return 3 if currency in _THOUSANDTHS else 2


def step(currency: str) -> int:
    """Return the smallest difference between two sums that Stripe takes, in minor units."""
    if currency in _THOUSANDTHS:
        return 10
    return 100 if currency in _HUNDREDTHS_OF_WHOLE else 1


def least(currency: str) -> int:
    """Return the least that can be given, in minor units."""
    return _LEAST.get(currency, 100 * step(currency))


def read(typed: str, currency: str) -> int:
    """Return a sum in minor units from decimal text, exactly. Raises CannotRead.

    Only plain digits and one point are read: "1,234.5" is a thousand in one country and one in another.
    """
    words = typed.strip()
    if not words:
        raise CannotRead("Type how much you would like to give.")
    if not _PLAIN.fullmatch(words):
        raise CannotRead("Type the sum in plain digits, with a point before the cents: 60 or 19.99.")
    whole, _point, rest = words.partition(".")
    if len(rest) > decimals(currency):
        raise CannotRead(_too_fine(currency))
    if len(whole.lstrip("0")) > len(str(_MOST)):
        raise CannotRead(_too_much(currency))
    amount = int(Decimal(words).scaleb(exponent(currency)))
    if amount < least(currency):
        raise CannotRead(f"The least that can be given here is {printed(least(currency), currency)}.")
    if amount > _MOST:
        raise CannotRead(_too_much(currency))
    return amount


def decimals(currency: str) -> int:
    """Return how many decimals people may type: fewer than the minor unit has where the last must be 0."""
    return exponent(currency) - len(str(step(currency))) + 1


def typed(amount: int, currency: str) -> str:
    """Return a sum as `read` takes it, for a field or an address."""
    places = decimals(currency)
    value = Decimal(amount).scaleb(-exponent(currency))
    return f"{value:.0f}" if value == value.to_integral_value() else f"{value:.{places}f}"


def printed(amount: int, currency: str, *, language: str = "en", exact: bool = False) -> str:
    """Return a sum as people read it. Whole sums have no decimals ($60), unless it is to be `exact` ($60.00)."""
    value = Decimal(amount).scaleb(-exponent(currency))
    is_whole = value == value.to_integral_value()
    places = 0 if is_whole and not exact else exponent(currency)
    pattern = Locale.parse(language).currency_formats["standard"].pattern
    # Stripe's decimals, not CLDR's.
    if get_currency_symbol(currency, locale=language)[-1].isalpha():
        pattern = re.sub(r"¤(?=[#0])", "¤\xa0", pattern)  # KWD 1.250, not KWD1.250
    pattern = re.sub(r"0\.0+", "0." + "0" * places if places else "0", pattern)  # Stripe's decimals
    return format_currency(value, currency, pattern, locale=language, currency_digits=False)


def fee(amount: int, *, basis_points: int, fixed: int) -> int:
    """Return what is taken from a charge at a rate in hundredths of a percent and a fixed fee, in minor units."""
    return (amount * basis_points + 5_000) // 10_000 + fixed


def covering(meant: int, currency: str, *, basis_points: int, fixed: int) -> int:
    """Return the least sum, in minor units, of which `meant` or more is left after the fee.

    A rate of ten thousand basis points or more would leave nothing of anything, and is refused by ValueError.
    """
    if not 0 <= basis_points < 10_000:
        raise ValueError(f"A fee of {basis_points} hundredths of a percent cannot be covered.")
    grain = step(currency)
    # What is left grows with the sum, so the estimate is corrected by a few grains at most.
    gross = -(-(meant + fixed) * 10_000 // (10_000 - basis_points)) // grain * grain
    while gross - fee(gross, basis_points=basis_points, fixed=fixed) < meant:
        gross += grain
    while gross > grain and (less := gross - grain) - fee(less, basis_points=basis_points, fixed=fixed) >= meant:
        gross = less
    return gross


def _too_fine(currency: str) -> str:
    places = decimals(currency)
    return f"In {currency} a sum has {f'at most {places} digits after the point' if places else 'no cents'}."


def _too_much(currency: str) -> str:
    most = _MOST - _MOST % step(currency)
    return f"Online {printed(most, currency)} is the most. Please write to us about a larger gift."
