"""The demo paper's appeals: three, in their season, and loading them again changes nothing."""

from datetime import UTC, datetime

import pytest

from donations.demo.load import load
from donations.models import Appeal, Suggestion

pytestmark = pytest.mark.django_db


def test_three_appeals_are_loaded_once() -> None:
    for _ in range(2):
        load(at=datetime(2026, 11, 27, tzinfo=UTC))

    assert set(Appeal.objects.values_list("slug", flat=True)) == {"courier", "long-nights", "students"}
    assert Appeal.objects.get(is_default=True).slug == "courier"
    assert Suggestion.objects.count() == 18
    assert "Ruth Ellender" in Appeal.objects.get(slug="courier").rendered["letter"]


def test_what_an_editor_changed_stays_as_it_is() -> None:
    load(at=datetime(2026, 11, 27, tzinfo=UTC))
    Appeal.objects.filter(slug="students").update(title="Ours")

    load(at=datetime(2026, 11, 28, tzinfo=UTC))

    assert Appeal.objects.get(slug="students").title == "Ours"


@pytest.mark.parametrize(
    ("at", "starts", "ends"),
    [
        (datetime(2026, 11, 27, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 6, tzinfo=UTC)),
        (datetime(2026, 12, 24, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 6, tzinfo=UTC)),
        (datetime(2027, 1, 2, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 6, tzinfo=UTC)),
        (datetime(2027, 1, 6, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC), datetime(2028, 1, 6, tzinfo=UTC)),
    ],
)
def test_the_holiday_appeal_has_the_next_season_not_yet_over(at: datetime, starts: datetime, ends: datetime) -> None:
    load(at=at)

    appeal = Appeal.objects.get(slug="long-nights")
    assert (appeal.starts_at, appeal.ends_at) == (starts, ends)
