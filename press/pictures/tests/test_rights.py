"""Rights end with their last day in the newsroom's zone, and the desks are told once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from press.pictures.actions import describe_picture
from press.pictures.making import tell_of_expiry
from press.pictures.models import Picture
from press.pictures.tests.builders import make_row

pytestmark = pytest.mark.django_db

LAST = date(2026, 11, 20)
# In Athens the 21st begins at 22:00 UTC on the 20th.
MOMENTS = {
    datetime(2026, 11, 1, 12, tzinfo=UTC): True,
    datetime(2026, 11, 20, 0, tzinfo=UTC): True,
    datetime(2026, 11, 20, 21, 59, 59, tzinfo=UTC): True,
    datetime(2026, 11, 20, 22, 0, tzinfo=UTC): False,
    datetime(2026, 12, 20, 0, tzinfo=UTC): False,
}


@pytest.fixture(autouse=True)
def _newsroom_in_athens(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Athens"


@pytest.mark.parametrize(("at", "shown"), MOMENTS.items())
def test_row_and_list_agree_on_when_rights_end(at: datetime, shown: bool) -> None:
    picture, endless = make_row(rights_expire=LAST), make_row()
    assert picture.is_shown_at(at) is shown
    assert (picture in Picture.objects.shown(at)) is shown
    assert (picture in Picture.objects.expired(at)) is not shown
    assert endless.is_shown_at(at)
    assert endless in Picture.objects.shown(at)
    assert picture.shown_until
    assert (at < picture.shown_until) is shown
    with time_machine.travel(at, tick=False):
        assert picture.is_shown is shown
        assert picture.goes_out is shown


def test_picture_for_our_own_pages_only_goes_nowhere_else() -> None:
    picture = make_row(web_only=True)
    assert picture.is_shown
    assert not picture.goes_out


def test_rights_that_end_soon_are_found_until_their_last_day() -> None:
    at = datetime(2026, 11, 10, 12, tzinfo=UTC)
    days = [make_row(rights_expire=date(2026, 11, 10) + timedelta(days=n)) for n in (-1, 0, 14, 15)]
    assert set(Picture.objects.expiring(14, at)) == set(days[1:3])


def test_desks_are_told_once_when_rights_end(heard: list[int]) -> None:
    picture = make_row(rights_expire=LAST)
    make_row()
    before, after = [moment for moment, shown in MOMENTS.items() if moment.day == 20 and moment.hour > 20]
    assert tell_of_expiry(before) == 0
    assert tell_of_expiry(after) == 1
    assert tell_of_expiry(after + timedelta(minutes=1)) == 0
    assert heard == [picture.pk]


def test_desks_are_told_again_when_prolonged_rights_end_too(heard: list[int]) -> None:
    picture = make_row(rights_expire=LAST)
    tell_of_expiry(datetime(2026, 11, 22, tzinfo=UTC))
    describe_picture(picture, by=None, rights_expire=date(2026, 12, 1))
    assert tell_of_expiry(datetime(2026, 11, 23, tzinfo=UTC)) == 0
    assert tell_of_expiry(datetime(2026, 12, 3, tzinfo=UTC)) == 1
    assert heard == [picture.pk] * 3


def test_tick_does_the_pictures_minute(heard: list[int]) -> None:
    from press.work.ticks import run_tick

    picture = make_row(rights_expire=LAST)
    assert run_tick(datetime(2026, 11, 22, tzinfo=UTC)) == []
    assert heard == [picture.pk]
