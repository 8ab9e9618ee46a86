"""The front page: pins, times, filling."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.front import front_page
from articles.models import Article, FrontSection, FrontSlot
from articles.tests.builders import make_article, make_category

pytestmark = pytest.mark.django_db
Place = FrontSlot.Place


def shown(cards: list[str]) -> list[str]:
    """The headlines of cards made by `numbered`."""
    return [card.split(">Story ")[1].split("<")[0] for card in cards]


def numbered(number: int, *, hours: int | None = None, **parts: Any) -> Article:
    return make_article(f"Story {number}", at=timezone.now() - timedelta(hours=hours or number), **parts)


def test_empty_paper_says_so(client: Client) -> None:
    assert "first edition" in client.get("/").text


def test_unpinned_page_leads_with_the_newest() -> None:
    for number in (3, 1, 2):
        numbered(number)
    page = front_page()
    assert shown([page["lead"]]) == ["1"]
    assert shown(page["secondaries"]) == ["2", "3"]


def test_pin_beats_the_newest_and_stands_once() -> None:
    numbered(1)
    FrontSlot.objects.create(place=Place.LEAD, article=numbered(9))
    page = front_page()
    assert shown([page["lead"]]) == ["9"]
    assert shown(page["secondaries"]) == ["1"]


def test_pin_further_down_is_not_used_up_by_the_filling_above_it() -> None:
    section = FrontSection.objects.create(category=make_category())
    pinned = numbered(1)
    numbered(2)
    FrontSlot.objects.create(place=Place.SECTION, section=section, article=pinned)
    page = front_page()
    assert shown([page["lead"]]) == ["2"]
    assert shown(page["sections"][0]["cards"]) == ["1"]


def test_slot_follows_the_clock(time_machine: Any) -> None:
    now = timezone.now()
    numbered(1)
    FrontSlot.objects.create(
        place=Place.LEAD, article=numbered(9), starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2)
    )
    leads = []
    for minutes in (0, 61, 121):
        time_machine.move_to(now + timedelta(minutes=minutes))
        leads += shown([front_page()["lead"]])
    assert leads == ["1", "9", "1"]


def test_story_stands_twice_only_when_an_editor_says_so() -> None:
    story = numbered(1)
    section = FrontSection.objects.create(category=make_category())
    FrontSlot.objects.create(place=Place.LEAD, article=story)
    slot = FrontSlot.objects.create(place=Place.SECTION, section=section, article=story)
    assert front_page()["sections"] == []
    slot.may_repeat = True
    slot.save()
    assert shown(front_page()["sections"][0]["cards"]) == ["1"]


def test_pinned_story_that_is_not_live_leaves_its_place_to_the_next() -> None:
    numbered(1)
    FrontSlot.objects.create(place=Place.LEAD, article=make_article("Story 7", at=timezone.now() + timedelta(hours=1)))
    assert shown([front_page()["lead"]]) == ["1"]


def test_section_is_filled_with_the_newest_of_its_category() -> None:
    section = FrontSection.objects.create(category=make_category("Health"), stories=2)
    for number in range(1, 7):
        numbered(number)  # five of these lead the page
    for number in (11, 12, 13):
        numbered(number, category=section.category)
    assert shown(front_page()["sections"][0]["cards"]) == ["11", "12"]
