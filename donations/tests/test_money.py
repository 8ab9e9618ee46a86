"""Sums are read, printed and covered exactly, in every currency."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from donations.money import CannotRead, covering, decimals, fee, least, printed, read, step, typed

CURRENCIES = ["USD", "EUR", "GBP", "CAD", "AUD", "CHF", "ILS", "AED", "JPY", "KWD", "ISK", "UGX", "KRW", "TND"]


def test_every_sum_from_1_to_999_99_is_read_exactly() -> None:
    for cents in range(100, 100_000):
        assert read(f"{cents // 100}.{cents % 100:02d}", "USD") == cents


@pytest.mark.parametrize(
    "words",
    ["1e3", "NaN", "-1", "+1", "1,234.5", "19,99", "٣٫٥", "٣", "Infinity", "1_000", "0x10", "$5", "5 5", ".5", "5."],
)
def test_what_may_mean_two_things_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(CannotRead, match="plain digits"):
        read(words, "USD")


@pytest.mark.parametrize(
    ("words", "currency", "sentence"),
    [
        ("", "USD", "Type how much"),
        ("19.999", "USD", "at most 2 digits"),
        ("500.5", "JPY", "no cents"),
        ("500.5", "ISK", "no cents"),
        ("1.234", "KWD", "at most 2 digits"),
        ("0.49", "USD", r"least that can be given here is \$0.50"),
        ("0", "USD", "least"),
        ("49", "JPY", "least"),
        ("1000000", "USD", "write to us"),
        ("9" * 5000, "USD", "write to us"),
    ],
)
def test_what_cannot_be_charged_is_refused_with_a_sentence(words: str, currency: str, sentence: str) -> None:
    with pytest.raises(CannotRead, match=sentence):
        read(words, currency)


@pytest.mark.parametrize(
    ("words", "currency", "amount"),
    [("500", "JPY", 500), ("500", "ISK", 50_000), ("1.25", "KWD", 1250), (" 60 ", "USD", 6000), ("007.50", "USD", 750)],
)
def test_sums_are_in_the_currencys_own_minor_units(words: str, currency: str, amount: int) -> None:
    assert read(words, currency) == amount


@given(some.sampled_from(CURRENCIES), some.integers(1, 99_999_999))
def test_what_is_filled_in_is_read_as_it_was(currency: str, number: int) -> None:
    amount = max(number - number % step(currency), least(currency))
    assert read(typed(amount, currency), currency) == amount


@given(some.sampled_from(CURRENCIES), some.integers(1, 10_000_000), some.integers(0, 9_000), some.integers(0, 500))
def test_covering_the_fee_leaves_what_was_meant_and_one_unit_less_would_not(
    currency: str, meant: int, basis_points: int, fixed: int
) -> None:
    rate = {"basis_points": basis_points, "fixed": fixed}
    gross = covering(meant, currency, **rate)
    assert gross % step(currency) == 0
    assert gross - fee(gross, **rate) >= meant
    less = gross - step(currency)
    assert less - fee(less, **rate) < meant


def test_covering_is_what_stripe_would_leave() -> None:
    assert covering(6000, "USD", basis_points=290, fixed=30) == 6210
    assert fee(6210, basis_points=290, fixed=30) == 210


def test_a_rate_that_leaves_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be covered"):
        covering(6000, "USD", basis_points=10_000, fixed=0)


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (6000, "USD", "$60"),
        (6050, "USD", "$60.50"),
        (123_456_700, "USD", "$1,234,567"),
        (500, "JPY", "¥500"),
        (1250, "KWD", "KWD 1.250"),
        (50_000, "ISK", "ISK 500"),
        (2000, "CAD", "CA$20"),
    ],
)
def test_sums_are_printed_as_people_read_them(amount: int, currency: str, words: str) -> None:
    assert printed(amount, currency).replace("\xa0", " ") == words


def test_a_receipt_tells_the_cents_of_a_whole_sum() -> None:
    assert printed(6000, "USD", exact=True) == "$60.00"
    assert printed(500, "JPY", exact=True) == "¥500"


def test_sums_are_printed_from_right_to_left_as_well() -> None:
    assert "60" in printed(6000, "ILS", language="he")


@pytest.mark.parametrize("currency", CURRENCIES)
def test_the_least_sum_can_be_typed(currency: str) -> None:
    assert read(typed(least(currency), currency), currency) == least(currency)
    assert decimals(currency) >= 0
