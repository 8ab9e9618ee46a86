"""When a page stops being true."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from press.web import boundaries


@given(st.lists(st.integers(-1000, 1000)))
def test_next_change_is_the_earliest_moment_ahead(seconds: list[int]) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    boundaries.start()
    for offset in seconds:
        boundaries.report(now + timedelta(seconds=offset), now=now)
    ahead = [offset for offset in seconds if offset > 0]
    assert boundaries.next_change() == (now + timedelta(seconds=min(ahead)) if ahead else None)


def test_an_earlier_page_leaves_nothing_behind() -> None:
    boundaries.report(timezone.now() + timedelta(hours=1))
    boundaries.start()
    assert boundaries.next_change() is None


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        ("2026-03-26T22:30", 1.5),  # an ordinary evening
        ("2026-03-27T01:30", 21.5),  # the clocks go forward at two: the day has 23 hours
        ("2026-10-25T00:30", 24.5),  # the clocks go back at two: the day has 25 hours
    ],
)
def test_midnight_is_right_on_the_days_the_clocks_change(now: str, hours: float, settings: Any) -> None:
    zone = ZoneInfo("Asia/Jerusalem")
    with timezone.override(zone):
        moment = datetime.fromisoformat(now).replace(tzinfo=zone)
        midnight = boundaries.next_midnight(moment)
    assert (midnight.astimezone(UTC) - moment.astimezone(UTC)) == timedelta(hours=hours)
    assert midnight.hour == 0
