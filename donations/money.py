"""Sums of money: as typed, as stored (integer minor units beside an ISO code) and as printed; what covers the fees.

Nothing here is ever a float. How a currency is counted is Stripe's table, not CLDR's, as they differ for ISK and UGX:
https://docs.stripe.com/currencies#special-cases
"""

import re
from copy import copy
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name
from django.utils.translation import get_language, gettext

_NO_DECIMALS = frozenset(re.findall("[A-Z]+", "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF"))
# Counted in thousandths, of which the last must be 0, as cards are charged in hundredths.
_THREE_DECIMALS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
# Counted in hundredths for old times' sake, which must be 00.
_WHOLE_ONLY = frozenset({"ISK", "UGX"})
# The least that can be charged, in minor units. Where Stripe names no sum of its own, it must come to half a dollar;
# then it is a round sum that does. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
_LEAST = """
    USD 50 EUR 50 GBP 30 CAD 50 AUD 50 CHF 50 ILS 200 AED 200 JPY 50 KWD 200 BHD 200 JOD 400 OMR 200
    TND 2000 ISK 10000 UGX 250000 SEK 300 NOK 300 DKK 250 NZD 50 SGD 50 HKD 400 INR 5000 BRL 300 MXN 1000
    PLN 200 CZK 1500 HUF 17500 RON 300 ZAR 1000 TRY 2500 KRW 1000 CLP 500 BIF 2000 DJF 100 GNF 5000
    KMF 300 MGA 3000 PYG 5000 RWF 1000 VND 15000 VUV 100 XAF 400 XOF 400 XPF 100
"""
LEAST = {code: int(least) for code, least in re.findall(r"([A-Z]{3}) ([0-9]+)", _LEAST)}
MOST = 99_999_999  # eight digits, whatever the currency
# What the donate page offers; DEFAULT_CURRENCY and an appeal's own are added to it.
OFFERED = ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "ILS", "AED", "JPY", "KWD")

_AMOUNT = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,15}))?", re.ASCII)
# CLDR wants a space there, which Babel does not put.
_LETTER_BESIDE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=[0-9])")


class NotAnAmount(ValueError):
    """What was typed is no sum that can be given; the message is for the giver."""


def is_known(currency: str) -> bool:
    """Say whether gifts can be counted in this currency (its code in capitals)."""
    return currency in LEAST


def places(currency: str) -> int:
    """Return how many decimals a currency is counted in."""
    return 0 if currency in _NO_DECIMALS else 3 if currency in _THREE_DECIMALS else 2


def step(currency: str) -> int:
    """Return the smallest difference between two sums that can be charged, in minor units."""
    return 100 if currency in _WHOLE_ONLY else 10 if currency in _THREE_DECIMALS else 1


def parse(typed: str, currency: str) -> int:
    """Return what was typed in minor units, exactly, if a card can be charged with it. Raises NotAnAmount with a
    sentence for whoever typed it.
    """
    amount = _counted(typed, currency)
    _require_step(amount, currency)
    _require_chargeable(amount, currency)
    return amount


def parse_any(typed: str, currency: str) -> int:
    """Return what was typed in minor units, exactly, however little or much: a part that goes back, a cheque. Raises
    NotAnAmount.
    """
    amount = _counted(typed, currency)
    if not amount:
        raise NotAnAmount(gettext("Write an amount above zero."))
    _require_step(amount, currency)
    return amount


def _counted(typed: str, currency: str) -> int:
    text = typed.strip()
    if not text:
        raise NotAnAmount(gettext("Write an amount."))
    found = _AMOUNT.fullmatch(text)
    if found is None:
        example = plain(1_234 * 10 ** places(currency), currency)
        raise NotAnAmount(
            gettext("Write the amount in the digits 0 to 9 and, if need be, one point, such as %(example)s.")
            % {"example": example}
        )
    whole, decimals = found[1], found[2] or ""
    count = places(currency)
    if len(decimals) > count:
        raise NotAnAmount(_too_many_decimals(currency, count))
    return int(whole + decimals.ljust(count, "0"))


def plain(amount: int, currency: str) -> str:
    """Return a sum as a person types it: 60, 62.10, 5.250."""
    number = Decimal(amount).scaleb(-places(currency))
    return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"


def money(amount: int, currency: str, *, short: bool = False) -> str:
    """Return a sum as the page's language writes it: $62.10, KWD 5.250. `short` leaves out decimals that are zero."""
    locale = _locale()
    # Django's own formats know no currencies, and CLDR prints other decimals than Stripe charges.
    pattern = copy(locale.currency_formats["standard"])
    number = Decimal(amount).scaleb(-places(currency))
    decimals = 0 if short and number == number.to_integral_value() else places(currency)
    pattern.frac_prec = (decimals, decimals)
    text = str(pattern.apply(number, locale, currency=currency, currency_digits=False))
    return _LETTER_BESIDE_DIGIT.sub("\N{NO-BREAK SPACE}", text)


def currency_name(currency: str, *, count: int | None = None) -> str:
    """Return a currency's name in the page's language: US Dollar, or with a count US dollars."""
    return str(get_currency_name(currency, count, locale=_locale()))


def fee(gross: int, *, basis_points: int, fixed: int) -> int:
    """Return what Stripe keeps of a charge: a share, rounded half up as Stripe does, and a fixed sum."""
    return (gross * basis_points + 5000) // 10_000 + fixed


def cover(meant: int, currency: str, *, basis_points: int, fixed: int) -> int:
    """Return the least sum that leaves `meant` when the fee is taken off it; one step less would not."""
    one = step(currency)
    # At most two steps below the answer, as rounding moves a fee by less than one unit.
    estimate = (meant + fixed) * 10_000 // (10_000 - basis_points)
    gross = max(meant, (estimate // one - 2) * one)
    gross += -gross % one
    while gross - fee(gross, basis_points=basis_points, fixed=fixed) < meant:
        gross += one
    return gross


def _require_chargeable(amount: int, currency: str) -> None:
    least = LEAST.get(currency, step(currency))
    if amount < least:
        raise NotAnAmount(
            gettext("The least that can be given by card is %(least)s.") % {"least": money(least, currency)}
        )
    if amount > MOST:
        raise NotAnAmount(
            gettext("The most that can be given by card at once is %(most)s. Please write to us for more.")
            % {"most": money(MOST - MOST % step(currency), currency)}
        )


def _require_step(amount: int, currency: str) -> None:
    if amount % step(currency):
        raise NotAnAmount(
            gettext("%(currency)s can be given in whole units only: leave the decimals out.")
            % {"currency": currency_name(currency, count=2)}
            if currency in _WHOLE_ONLY
            else gettext("The last of the three decimals must be 0, as cards are charged in hundredths.")
        )


def _too_many_decimals(currency: str, count: int) -> str:
    name = currency_name(currency, count=2)
    if count == 0:
        return gettext("%(currency)s have no decimals: write a whole number.") % {"currency": name}
    return gettext("%(currency)s have %(count)s decimals at most.") % {"currency": name, "count": count}


def _locale() -> Locale:
    try:
        return Locale.parse((get_language() or "en").replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("en")
