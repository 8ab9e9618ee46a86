"""The drawing beside the totals: one bar for each period, in proportion, without a script or a style."""

import re
from typing import Any

import pytest
from django.test import Client

from donations.chart import DAYS, FEWEST, MONTHS, charts
from donations.sandbox.testing import Sandbox
from donations.tests.builders import bring, charge_of, give
from donations.totals import Total


def total(of: str, given: int, back: int = 0, currency: str = "USD", *, livemode: bool = True) -> Total:
    return Total(of, currency, livemode, 1, given, -back, 0, given - back)


def height(of: str) -> float:
    return float(of.rstrip("%"))


def test_months_without_a_gift_have_a_place_and_the_oldest_stands_first() -> None:
    (chart,) = charts([total("2026-02", 100), total("2025-11", 400)], "month")
    assert [bar.words.partition(":")[0] for bar in chart.bars[-4:]] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [height(bar.given) for bar in chart.bars[-4:]] == [79.0, 0, 0, 19.75]
    assert len(chart.bars) == FEWEST["month"]


def test_what_went_back_hangs_below_the_line_by_the_same_measure() -> None:
    (chart,) = charts([total("2026-11-20", 300, back=100)], "day")
    bar = chart.bars[-1]
    assert height(bar.given) == pytest.approx(3 * height(bar.back), abs=0.1)
    assert bar.back_at == chart.zero_at
    assert bar.words == "2026-11-20: $3.00 given, $1.00 went back, $2.00 left"


def test_each_currency_and_tests_are_drawn_apart() -> None:
    found = charts(
        [total("2026-11", 1), total("2026-11", 2, currency="EUR"), total("2026-11", 3, livemode=False)], "month"
    )
    assert [(chart.name, chart.is_test) for chart in found] == [
        ("euros", False), ("US dollars", False), ("US dollars", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("by", "first", "last", "most"),
    [("day", "2020-01-01", "2026-11-20", DAYS), ("month", "2000-01", "2026-11", MONTHS)],
)
def test_long_times_are_told_by_their_newest_part(by: str, first: str, last: str, most: int) -> None:
    (chart,) = charts([total(last, 100), total(first, 900)], by)
    assert (len(chart.bars), chart.bars[-1].words[: len(last)]) == (most, last)
    assert height(chart.bars[-1].given) > 50


def test_totals_that_are_nothing_are_drawn_all_the_same() -> None:
    assert charts([], "day") == []
    assert charts([total("2026-11", 0)], "month")[0].bars
    assert charts([total("Keep the ferry", 0, back=5)], "appeal")[0].bars


@pytest.mark.django_db
def test_page_has_a_drawing_with_a_name_and_the_table_with_every_figure(
    pia: Any, client: Client, sandbox: Sandbox
) -> None:
    gift = give(sandbox)
    sandbox.refund(charge_of(sandbox, gift), 1000)
    bring(sandbox)
    client.force_login(pia, backend="django.contrib.auth.backends.ModelBackend")
    for by in ("day", "month", "appeal"):
        page = client.get(f"/admin/donations/daytotal/?by={by}").text
        assert "$60.00 given, $10.00 went back" in page
        assert "<svg" in page
        assert "<td>$60.00</td>" in page
        assert not re.search(r"\sstyle=", page)
    assert 'role="img" aria-label="Given and gone back by month' in client.get("/admin/donations/daytotal/").text
