"""Arranging the front page: the actions, and the page where it is done."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from articles.actions.front import CannotPin, change_pin, pin, reorder, unpin
from articles.actions.withdraw import kill
from articles.models import FrontSection, FrontSlot, HistoryEntry
from articles.tests.builders import make_article, make_category, make_draft

pytestmark = pytest.mark.django_db


def order(place: str = "secondary") -> list[str]:
    return list(
        FrontSlot.objects.filter(place=place).order_by("position", "pk").values_list("article__headline", flat=True)
    )


def test_a_new_pin_stands_above_the_others_of_its_place(ben: Any) -> None:
    for headline in ("One", "Two", "Three"):
        pin(make_article(headline), by=ben, place="secondary")
    assert order() == ["Three", "Two", "One"]


def test_a_pin_moves_one_step_and_stops_at_the_end(ben: Any) -> None:
    one, two = (pin(make_article(headline), by=ben, place="secondary") for headline in ("One", "Two"))
    reorder(two, by=ben, up=False)
    assert order() == ["One", "Two"]
    reorder(two, by=ben, up=False)
    assert order() == ["One", "Two"]
    reorder(two, by=ben, up=True)
    assert order() == ["Two", "One"]
    assert one.pk != two.pk


def test_unpinning_twice_is_as_good_as_once(ben: Any) -> None:
    slot = pin(make_article("One"), by=ben, place="lead")
    unpin(slot, by=ben)
    unpin(slot, by=ben)
    assert order("lead") == []


def test_pinning_and_unpinning_are_in_the_history(ben: Any) -> None:
    slot = pin(make_article("One"), by=ben, place="lead")
    unpin(slot, by=ben)
    verbs = HistoryEntry.objects.filter(article_id=slot.article_id).order_by("pk").values_list("verb", "note")
    assert list(verbs)[-2:] == [("pinned", "Lead"), ("unpinned", "Lead")]


def test_a_story_is_not_pinned_twice_to_a_place_at_one_time(ben: Any) -> None:
    story, now = make_article("One"), timezone.now()
    pin(story, by=ben, place="lead", ends_at=now + timedelta(hours=1))
    with pytest.raises(CannotPin, match="pinned there already"):
        pin(story, by=ben, place="lead")
    pin(story, by=ben, place="lead", starts_at=now + timedelta(hours=2))  # another time is another pin
    assert order("lead") == ["One", "One"]


@pytest.mark.parametrize(("times", "sentence"), [
    ({"ends_at": -1}, "has passed already"),
    ({"starts_at": 3, "ends_at": 2}, "end before it starts"),
])  # fmt: skip
def test_a_time_that_cannot_be_is_refused(ben: Any, times: dict[str, int], sentence: str) -> None:
    moments: dict[str, Any] = {name: timezone.now() + timedelta(hours=hours) for name, hours in times.items()}
    with pytest.raises(CannotPin, match=sentence):
        pin(make_article("One"), by=ben, place="lead", **moments)


def test_a_killed_story_is_not_pinned(ben: Any) -> None:
    story = kill(make_article("One"), by=ben, why="So.")
    with pytest.raises(CannotPin, match="was killed"):
        pin(story, by=ben, place="lead")


def test_a_section_pin_names_its_section(ben: Any) -> None:
    with pytest.raises(CannotPin, match="section"):
        pin(make_article("One"), by=ben, place="section")
    section = FrontSection.objects.create(category=make_category())
    with pytest.raises(CannotPin, match="section"):
        pin(make_article("Two"), by=ben, place="lead", section=section)


def test_a_reporter_does_not_arrange_the_front_page(ada: Any, ben: Any) -> None:
    slot = pin(make_article("One"), by=ben, place="lead")
    for change in (
        lambda: pin(make_article("Two"), by=ada, place="lead"),
        lambda: unpin(slot, by=ada),
        lambda: reorder(slot, by=ada, up=True),
        lambda: change_pin(slot, by=ada, starts_at=None, ends_at=None),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_the_page_shows_what_stands_there_and_what_will(client: Client, ben: Any) -> None:
    pin(make_article("Now Leading"), by=ben, place="lead")
    pin(make_article("Leads Tomorrow"), by=ben, place="lead", starts_at=timezone.now() + timedelta(days=1))
    pin(make_draft("Still a Draft"), by=ben, place="secondary")
    client.force_login(ben)

    page = client.get("/admin/articles/frontslot/").content.decode()

    assert "its time has not come" in page
    assert "waiting: the story is draft" in page
    assert "Now Leading" in page


def test_a_story_is_pinned_moved_and_taken_off_on_the_page(client: Client, ben: Any) -> None:
    section = FrontSection.objects.create(category=make_category())
    one, two = make_article("One"), make_article("Two")
    client.force_login(ben)
    for story in (one, two):
        client.post("/admin/articles/frontslot/", {"article": story.pk, "place": f"section-{section.pk}"})
    assert order("section") == ["Two", "One"]
    slot = FrontSlot.objects.get(article=one)

    client.post(f"/admin/articles/frontslot/{slot.pk}/move/", {"step": "up"})
    assert order("section") == ["One", "Two"]
    client.post(f"/admin/articles/frontslot/{slot.pk}/unpin/")
    assert order("section") == ["Two"]
    assert client.post(f"/admin/articles/frontslot/{slot.pk}/unpin/").status_code == 404


def test_a_refused_pin_keeps_what_was_chosen(client: Client, ben: Any) -> None:
    story = make_article("One")
    pin(story, by=ben, place="lead")
    client.force_login(ben)

    page = client.post("/admin/articles/frontslot/", {"article": story.pk, "place": "lead"}).content.decode()

    assert "pinned there already" in page
    assert f'value="{story.pk}"' in page
    assert 'data-headline="One"' in page


def test_a_pin_with_an_end_is_told_with_its_end(client: Client, ben: Any) -> None:
    story = make_article("One")
    client.force_login(ben)
    times = {"starts_at_0": "2091-11-24", "starts_at_1": "06:00", "ends_at_0": "2091-11-25", "ends_at_1": "07:30"}
    answer = client.post("/admin/articles/frontslot/", {"article": story.pk, "place": "lead", **times}, follow=True)
    assert "“One” is pinned, from Nov 24, 2091, 06:00 until Nov 25, 2091, 07:30." in answer.text


def test_the_search_for_a_story_finds_headlines(client: Client, ben: Any) -> None:
    make_article("Ferry Sails Again")
    kill(make_article("Ferry Sinks"), by=ben, why="So.")
    client.force_login(ben)
    found = client.get("/admin/articles/frontslot/stories/?q=again ferry").json()["stories"]
    assert [story["headline"] for story in found] == ["Ferry Sails Again"]
    assert found[0]["state"] == "live"
