"""A story's way to the readers and back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from articles.actions import publish as desk
from articles.actions.withdraw import correct
from articles.models import Article, HistoryEntry
from articles.tests.builders import make_article, make_author, make_category, make_draft, make_editor, make_reporter

pytestmark = pytest.mark.django_db


def test_published_story_is_on_its_page_its_lists_and_the_front_page(client: Client) -> None:
    author = make_author("Leila Sabban")
    story = make_article("Ferry Sails Again", topics=["Water"], authors=[author])
    for address in ("/", "/politics/", "/topics/water/", author.get_absolute_url(), story.get_absolute_url()):
        assert "Ferry Sails Again" in client.get(address).text, address


def test_draft_is_missing_for_readers_everywhere(client: Client) -> None:
    draft = make_draft("Not Yet", topics=["Water"])
    assert client.get(draft.get_absolute_url()).status_code == 404
    for address in ("/", "/politics/", "/topics/water/", "/authors/" + make_author().slug + "/"):
        assert "Not Yet" not in client.get(address).text, address


def test_story_planned_for_later_is_scheduled_and_appears_by_the_clock_alone(client: Client, time_machine: Any) -> None:
    now = timezone.now()
    story = make_article("At Six", at=now + timedelta(hours=6))
    assert story.is_scheduled
    assert client.get(story.get_absolute_url()).status_code == 404
    time_machine.move_to(now + timedelta(hours=6, seconds=1))
    assert client.get(story.get_absolute_url()).status_code == 200
    assert "At Six" in client.get("/politics/").text


def test_embargo_beats_the_plan_and_the_button() -> None:
    lifts = timezone.now() + timedelta(days=1)
    story = desk.publish(make_draft(embargo_until=lifts), by=make_editor())
    assert story.published_at == lifts
    assert story.is_embargoed


@pytest.mark.parametrize(("hours", "embargo"), [(-1, None), (2, None), (-1, 3), (2, 1), (2, 3)])
def test_property_and_queryset_agree_about_the_clock(hours: int, embargo: int | None) -> None:
    now = timezone.now()
    until = now + timedelta(hours=embargo) if embargo else None
    story = make_article(at=now + timedelta(hours=hours), embargo_until=until)
    for word in ("live", "scheduled", "embargoed"):
        listed = getattr(Article.objects, word)().filter(pk=story.pk).exists()
        assert getattr(story, f"is_{word}") == listed, word


def test_publishing_is_refused_with_every_reason_at_once() -> None:
    bare = make_draft(body="", authors=[])
    with pytest.raises(desk.CannotPublish) as refused:
        desk.publish(bare, by=make_editor())
    assert len(refused.value.reasons) == 2
    bare.refresh_from_db()
    assert bare.status == Article.Status.DRAFT


def test_publishing_twice_is_refused_and_moves_no_date() -> None:
    story = make_article()
    with pytest.raises(desk.CannotMove, match="published already"):
        desk.publish(story, by=make_editor())
    assert Article.objects.get(pk=story.pk).published_at == story.published_at


def test_unpublished_story_goes_back_to_the_desk_and_leaves_every_list(client: Client) -> None:
    story = make_article("Taken Back", topics=["Water"])
    desk.unpublish(story, by=make_editor())
    assert client.get(story.get_absolute_url()).status_code == 404
    assert "Taken Back" not in client.get("/topics/water/").text


def test_story_published_again_keeps_its_first_date_and_says_nothing_of_an_update(client: Client) -> None:
    ben, story = make_editor(), make_article("Ferry", topics=["Water"])
    newer = make_article("Newer", at=timezone.now() - timedelta(minutes=1))
    taken = desk.unpublish(story, by=ben)
    assert (taken.published_at, taken.is_live) == (story.published_at, False)
    again = desk.publish(taken, by=ben)
    assert (again.published_at, again.updated_at) == (story.published_at, None)
    assert set(again.tagged.values_list("listed", "published_at")) == {(True, story.published_at)}
    assert list(Article.objects.live().newest_first()) == [newer, again]
    assert "Updated" not in client.get(again.get_absolute_url()).text
    entries = HistoryEntry.objects.filter(article_id=story.pk).order_by("-pk")
    assert [entry.verb for entry in entries[:2]] == ["published again", "unpublished"]


def test_story_taken_off_the_schedule_has_no_date_yet() -> None:
    ben = make_editor()
    taken = desk.unpublish(make_article(at=timezone.now() + timedelta(hours=2)), by=ben)
    assert taken.published_at is None
    Article.objects.update(publish_at=None)
    assert desk.publish(taken, by=ben).is_live


def test_plan_that_lies_ahead_gives_a_story_taken_back_a_new_date(client: Client) -> None:
    ben, story = make_editor(), make_article()
    desk.unpublish(story, by=ben)
    tomorrow = timezone.now() + timedelta(days=1)
    Article.objects.update(publish_at=tomorrow)
    again = desk.publish(story, by=ben)
    assert (again.published_at, again.is_scheduled) == (tomorrow, True)
    assert client.get(again.get_absolute_url()).status_code == 404


def test_correction_stays_dated_when_its_story_is_taken_back_and_published_again(client: Client) -> None:
    ben, story = make_editor(), make_article()
    correct(story, by=ben, text="It holds 230.")
    desk.unpublish(story, by=ben)
    page = client.get(desk.publish(story, by=ben).get_absolute_url()).text
    assert "It holds 230." in page
    assert "Updated" in page


def test_a_past_publication_date_never_moves(time_machine: Any) -> None:
    from articles.actions.write import write_story

    story = make_article()
    later = timezone.now() + timedelta(days=3)
    saved = write_story(story, by=make_editor(), words={"publish_at": later})
    assert saved.published_at == story.published_at


def test_a_scheduled_story_follows_its_plan_until_it_is_live() -> None:
    from articles.actions.write import write_story

    story = make_article(at=timezone.now() + timedelta(hours=2))
    later = timezone.now() + timedelta(hours=9)
    assert write_story(story, by=make_editor(), words={"publish_at": later}).published_at == later


def test_reporter_submits_but_does_not_publish() -> None:
    ada = make_reporter()
    draft = make_draft(by=ada)
    assert desk.submit(draft, by=ada).status == Article.Status.SUBMITTED
    with pytest.raises(PermissionDenied):
        desk.publish(draft, by=ada)


def test_each_step_is_signed_in_the_history() -> None:
    ben = make_editor("Ben")
    draft = make_draft(by=ben)
    desk.approve(draft, by=ben)
    desk.publish(draft, by=ben)
    desk.unpublish(draft, by=ben, why="The quote was not cleared.")
    rows = HistoryEntry.objects.filter(article_id=draft.pk).order_by("pk").values_list("verb", "made_by", "note")
    assert list(rows) == [
        ("wrote", "Ben", ""),
        ("approved", "Ben", ""),
        ("published", "Ben", ""),
        ("unpublished", "Ben", "The quote was not cleared."),
    ]


def test_spiked_story_can_be_taken_up_again() -> None:
    ben = make_editor()
    draft = make_draft(by=ben)
    assert desk.spike(draft, by=ben).status == Article.Status.SPIKED
    assert desk.unspike(draft, by=ben).status == Article.Status.DRAFT


def test_published_story_cannot_be_spiked() -> None:
    with pytest.raises(desk.CannotMove):
        desk.spike(make_article(), by=make_editor())


def test_category_of_a_story_is_one_of_its_listed_rows() -> None:
    story = make_article(topics=["Water"], category=make_category("Health"))
    rows = story.tagged.values_list("tag__name", "is_category", "listed", "published_at")
    assert set(rows) == {("Health", True, True, story.published_at), ("Water", False, True, story.published_at)}
