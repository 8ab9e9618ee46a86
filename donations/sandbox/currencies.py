"""The currencies that the sandbox's account takes, and what they come to in the one it is paid out in."""

from donations.sandbox.errors import Refused

SETTLEMENT = "usd"
_ZERO = ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"]
_THREE = ["bhd", "jod", "kwd", "omr", "tnd"]
_WHOLE = ("isk", "ugx")  # written with two decimals that must be 00
# Invented and fixed, in dollars a unit, so that sums can be foretold.
_RATES = {"usd": "1", "eur": "1.10", "gbp": "1.30", "cad": "0.75", "aud": "0.65", "chf": "1.15", "ils": "0.27"}
_RATES |= {"aed": "0.27", "jpy": "0.0066", "kwd": "3.25", "bhd": "2.65", "jod": "1.41", "omr": "2.60", "tnd": "0.32"}
_RATES |= {"krw": "0.00075", "clp": "0.0011", "vnd": "0.00004", "isk": "0.0072", "ugx": "0.00027", "sek": "0.095"}
_RATES |= {"nok": "0.094", "dkk": "0.147", "pln": "0.25", "czk": "0.044", "huf": "0.0028", "nzd": "0.60", "sgd": "0.74"}
_RATES |= {"hkd": "0.128", "inr": "0.012", "brl": "0.18", "mxn": "0.055", "zar": "0.055", "try": "0.029", "ron": "0.22"}
_RATES |= {"bif": "0.00035", "djf": "0.0056", "gnf": "0.00012", "kmf": "0.0022", "mga": "0.00022", "pyg": "0.00013"}
_RATES |= {"rwf": "0.00075", "vuv": "0.0084", "xaf": "0.0017", "xof": "0.0017", "xpf": "0.0092"}
_LEAST = {"usd": 50, "eur": 50, "cad": 50, "aud": 50, "chf": 50, "gbp": 30, "jpy": 50, "aed": 200, "hkd": 400}
_LEAST |= {"dkk": 250, "nok": 300, "sek": 300, "mxn": 1000, "huf": 17500, "pln": 200, "czk": 1500, "ron": 200}
_LEAST_CENTS = 50  # what others must come to: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts


def places(currency: str) -> int:
    """Return how many decimals a currency is counted in."""
    return 0 if currency in _ZERO else 3 if currency in _THREE else 2


def known(currency: str, *, param: str) -> str:
    """Return the currency in lower case, or refuse one that the account does not take."""
    if currency.lower() not in _RATES:
        listed = ", ".join(sorted(_RATES))
        raise Refused(
            f"Invalid currency: {currency.lower()}. Stripe currently supports these currencies: {listed}", param=param
        )
    return currency.lower()


def require_chargeable(amount: int, currency: str, *, param: str) -> None:
    """Refuse a sum that is too small, too large, or no whole number of what the currency is paid in."""
    if amount > 99_999_999:
        raise Refused("Amount must be no more than 99,999,999", code="amount_too_large", param=param)
    if (currency in _THREE and amount % 10) or (currency in _WHOLE and amount % 100):
        raise Refused(f"Invalid amount: {amount} {currency} cannot be charged exactly.", param=param)
    least = _LEAST.get(currency)
    if amount < least if least is not None else in_settlement(amount, currency) < _LEAST_CENTS:
        raise Refused(
            f"Amount must convert to at least 50 cents. {amount} {currency} converts to approximately "
            f"{in_settlement(amount, currency)} {SETTLEMENT}.",
            code="amount_too_small",
            param=param,
        )


def rate(currency: str) -> float | None:
    """Return what a minor unit comes to in minor units of the settlement; None where nothing is exchanged."""
    if currency == SETTLEMENT:
        return None
    return round(float(_RATES[currency]) * float(10 ** (places(SETTLEMENT) - places(currency))), 8)


def in_settlement(amount: int, currency: str) -> int:
    """Return a sum in minor units of the settlement, rounded half away from nothing."""
    exchange = rate(currency)
    if exchange is None:
        return amount
    size = int(abs(amount) * exchange + 0.5)
    return size if amount >= 0 else -size
