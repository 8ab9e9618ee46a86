"""The clock picks the appeal of each placement, and pages are told when it changes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from donations import asking
from donations.models import Appeal
from donations.models.appeal import PLACEMENTS
from donations.tests.asking import make_letter
from press.web import boundaries
from press.web.remember import forget_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("giving")]

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SEASONS = {
    "always": (None, None),
    "over": (NOW - 2 * DAY, NOW - DAY),
    "ends this moment": (NOW - DAY, NOW),
    "begins this moment": (NOW, NOW + DAY),
    "on": (NOW - DAY, NOW + DAY),
    "later": (NOW + DAY, NOW + 2 * DAY),
    "open end": (NOW - DAY, None),
    "open start": (None, NOW + DAY),
}


def title_at(placement: str) -> str:
    asked = asking.current(placement)
    return asked.appeal.title if asked else ""


@pytest.mark.parametrize("season", SEASONS)
def test_row_and_queryset_agree_on_the_season(season: str) -> None:
    starts, ends = SEASONS[season]
    appeal = make_letter(starts_at=starts, ends_at=ends)

    assert appeal.is_in_season(NOW) == Appeal.objects.in_season(NOW).filter(pk=appeal.pk).exists()


@pytest.mark.parametrize("placement", PLACEMENTS)
@pytest.mark.parametrize("is_there", [True, False])
def test_row_and_queryset_agree_on_the_placement(placement: str, is_there: bool) -> None:
    nowhere: dict[str, Any] = {"at_article_end": False, "on_front_page": False, "on_donate_page": False}
    field = {"article-end": "at_article_end", "front": "on_front_page", "banner": "in_banner"}.get(placement)
    there = {field: True} if field else {"on_donate_page": True} if placement == "donate" else {"in_text_after": 3}
    appeal = make_letter(**nowhere | (there if is_there else {}))

    assert appeal.is_at(placement) is is_there
    assert Appeal.objects.at_placement(placement).filter(pk=appeal.pk).exists() is is_there


def test_a_seasonal_appeal_stands_before_the_default_one_and_smaller_order_first() -> None:
    with time_machine.travel(NOW, tick=False):
        make_letter("default", title="All year", is_default=True)
        make_letter("second", title="Second", starts_at=NOW - DAY, ends_at=NOW + DAY, position=2)
        make_letter("first", title="First", starts_at=NOW - DAY, ends_at=NOW + DAY, position=1)

        assert title_at("front") == "First"


def test_a_seasonal_appeal_leaves_placements_it_does_not_want_to_the_default_one() -> None:
    make_letter("default", title="All year", is_default=True)
    make_letter("holidays", title="Holidays", on_front_page=False)

    assert (title_at("front"), title_at("article-end")) == ("All year", "Holidays")


def test_the_change_of_season_needs_nobody_and_is_reported_to_the_page() -> None:
    with time_machine.travel(NOW, tick=False):
        make_letter("default", title="All year", is_default=True)
        make_letter("holidays", title="Holidays", starts_at=NOW + DAY, ends_at=NOW + 2 * DAY)
        boundaries.start()
        assert title_at("front") == "All year"
        assert boundaries.next_change() == NOW + DAY
    for moment, title, change in ((NOW + DAY, "Holidays", NOW + 2 * DAY), (NOW + 2 * DAY, "All year", None)):
        with time_machine.travel(moment, tick=False):
            boundaries.start()
            assert title_at("front") == title
            assert boundaries.next_change() == change


def test_the_preview_asks_the_same_question_of_any_moment() -> None:
    make_letter("default", title="All year", is_default=True)
    make_letter("holidays", title="Holidays", starts_at=NOW + DAY, ends_at=NOW + 2 * DAY)
    titles = []
    for moment in (NOW, NOW + DAY, NOW + 2 * DAY):
        asked = asking.at("front", moment)
        assert asked
        with time_machine.travel(moment, tick=False):
            forget_all()
            titles.append((asked.appeal.title, title_at("front")))

    assert titles == [("All year", "All year"), ("Holidays", "Holidays"), ("All year", "All year")]


def test_nobody_is_asked_while_giving_is_closed_or_not_set_up(settings: Any) -> None:
    from donations.actions.policy import policy, write_policy

    make_letter(is_default=True)
    assert title_at("front")
    closed = policy()
    closed.is_open = False
    write_policy(closed)
    assert not title_at("front")
    closed.is_open = True
    write_policy(closed)
    settings.STRIPE_SECRET_KEY, settings.STRIPE_IS_SANDBOX = "", False
    forget_all()
    assert not title_at("front")
    settings.STRIPE_IS_SANDBOX = True
    forget_all()
    assert title_at("front")


def test_only_one_appeal_stands_all_year_and_it_has_no_season() -> None:
    from django.core.exceptions import ValidationError

    make_letter("default", is_default=True)
    with pytest.raises(ValidationError, match="Another appeal stands all year already"):
        Appeal(title="X", slug="x", message="<p>x</p>", currency="USD", is_default=True).full_clean()
    with pytest.raises(ValidationError, match="has no season"):
        Appeal(
            title="X", slug="x", message="<p>x</p>", currency="USD", is_default=True, starts_at=timezone.now()
        ).full_clean()
