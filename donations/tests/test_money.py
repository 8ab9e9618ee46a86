"""Sums as typed, as stored, as printed, and what covers the fees."""

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from donations import money
from donations.money import NotAnAmount

rates = st.integers(min_value=0, max_value=2000)
fixed_fees = st.integers(min_value=0, max_value=500)


def test_every_amount_from_one_to_a_thousand_is_exact() -> None:
    typed = {cents: f"{cents // 100}.{cents % 100:02d}" for cents in range(100, 100_000)}

    assert {cents: money.parse(text, "USD") for cents, text in typed.items()} == {cents: cents for cents in typed}


@given(st.sampled_from(sorted(money.LEAST)), st.integers(min_value=0, max_value=money.MOST))
def test_a_sum_that_can_be_charged_is_typed_and_read_back_as_it_was(currency: str, raw: int) -> None:
    amount = max(raw, money.LEAST[currency])
    amount -= amount % money.step(currency)

    assert money.parse(money.plain(amount, currency), currency) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "1e3",
        "NaN",
        "-1",
        "+1",
        "1,234.5",
        "1.234,50",
        "12,50",
        "19.999",
        "٣٫٥",
        "٣",
        "１２",
        "",
        " ",
        ".",
        ".5",
        "5.",
        "1 000",
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(NotAnAmount, match=r"^[A-Z].*\.$"):
        money.parse(typed, "USD")


@pytest.mark.parametrize(
    "typed", ["$5", "5 USD", "Infinity", "0x10", "1_000", "1\x00", "5\n6", "9" * 400, "1." + "0" * 400]
)
def test_odd_texts_are_refused_with_a_sentence_too(typed: str) -> None:
    with pytest.raises(NotAnAmount, match=r"\.$"):
        money.parse(typed, "USD")


@pytest.mark.parametrize(
    ("typed", "currency", "amount"),
    [
        (" 60 ", "USD", 6000),
        ("60.5", "USD", 6050),
        ("0007", "EUR", 700),
        ("500", "JPY", 500),
        ("5.25", "KWD", 5250),
        ("5.250", "KWD", 5250),
        ("900", "ISK", 90_000),
        ("900.00", "ISK", 90_000),
        ("999999.99", "USD", 99_999_999),
    ],
)
def test_a_currency_is_counted_as_stripe_counts_it(typed: str, currency: str, amount: int) -> None:
    assert money.parse(typed, currency) == amount


@pytest.mark.parametrize(
    ("typed", "currency", "sentence"),
    [
        ("500.00", "JPY", "Japanese yen have no decimals: write a whole number."),
        ("19.999", "USD", "US dollars have 2 decimals at most."),
        ("5.255", "KWD", "The last of the three decimals must be 0, as cards are charged in hundredths."),
        ("900.50", "ISK", "Icelandic krónur can be given in whole units only: leave the decimals out."),
        ("0.49", "USD", "The least that can be given by card is $0.50."),
        ("0", "USD", "The least that can be given by card is $0.50."),
        ("49", "JPY", "The least that can be given by card is ¥50."),
        ("1000000", "USD", "The most that can be given by card at once is $999,999.99. Please write to us for more."),
    ],
)
def test_a_sum_that_cannot_be_charged_is_refused_with_its_reason(typed: str, currency: str, sentence: str) -> None:
    with pytest.raises(NotAnAmount) as refusal:
        money.parse(typed, currency)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("amount", "currency", "printed"),
    [
        (6000, "USD", "$60.00"),
        (6210, "EUR", "€62.10"),
        (500, "JPY", "¥500"),
        (5250, "KWD", "KWD\N{NO-BREAK SPACE}5.250"),
        (90_000, "ISK", "ISK\N{NO-BREAK SPACE}900.00"),
        (-300, "USD", "-$3.00"),
        (123_456_700, "USD", "$1,234,567.00"),
    ],
)
def test_a_sum_is_printed_with_the_decimals_it_is_counted_in(amount: int, currency: str, printed: str) -> None:
    template = Template("{% load giving %}{{ amount|money:currency }}")

    assert template.render(Context({"amount": amount, "currency": currency})) == printed


def test_a_short_sum_leaves_out_decimals_that_are_zero() -> None:
    assert money.money(6000, "USD", short=True) == "$60"
    assert money.money(6210, "USD", short=True) == "$62.10"


def test_a_sum_is_printed_in_the_language_of_the_page() -> None:
    with translation.override("he"):
        assert "60.00" in money.money(6000, "ILS")
        assert "₪" in money.money(6000, "ILS")
    with translation.override(None):
        assert money.money(6000, "ILS") == "₪60.00"


@given(st.sampled_from(sorted(money.LEAST)), st.integers(1, money.MOST), rates, fixed_fees)
def test_covering_the_fee_leaves_what_was_meant_and_a_step_less_would_not(
    currency: str, raw: int, rate: int, fixed: int
) -> None:
    one = money.step(currency)
    meant = max(one, raw - raw % one)

    gross = money.cover(meant, currency, basis_points=rate, fixed=fixed)

    less = gross - one
    assert gross % one == 0
    assert gross - money.fee(gross, basis_points=rate, fixed=fixed) >= meant
    assert less < meant or less - money.fee(less, basis_points=rate, fixed=fixed) < meant


def test_covering_the_usual_fee_of_sixty_dollars() -> None:
    assert money.cover(6000, "USD", basis_points=290, fixed=30) == 6210
