"""A story's share card is drawn once per version, says what the story says now, and goes when the story goes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from shutil import rmtree
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles.actions.publish import publish, unpublish
from articles.actions.topics import write_category
from articles.actions.withdraw import kill, retract
from articles.actions.write import write_story
from articles.models import Article
from articles.rendering import render_story
from articles.sharing import making, tasks
from articles.sharing.actions import wants_card
from articles.sharing.card import photo_name
from articles.sharing.draw import draw
from articles.sharing.making import draw_card, draw_due_cards
from articles.tests.builders import make_article, make_category, make_draft, make_editor
from articles.tests.test_page_head import meta
from press.masthead.actions import write_masthead
from press.pictures.actions import describe_picture, set_focal_point
from press.pictures.making import tell_of_expiry
from press.pictures.models import Picture
from press.pictures.tests.builders import make_picture

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Commit = Callable[..., Any]

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The worker's process ends here, as by SIGKILL: nothing of ours may catch it."""


@pytest.fixture(autouse=True)
def _no_cards_of_other_tests() -> None:
    """A story may have the number that a test's before had, whose files are still there."""
    rmtree(default_storage.path("share"), ignore_errors=True)


def die(*_: Any) -> Any:
    raise Killed


def make_illustrated(headline: str = "Ferry Sails Again", **parts: Any) -> Article:
    picture = make_picture(alt="A boat.", photographer="Ilan Vardy")
    return make_article(headline, lead_picture_id=picture.pk, **parts)


def files(story: Article) -> list[str]:
    """What lies in storage for the story's card."""
    with suppress(FileNotFoundError):
        return sorted(default_storage.listdir(f"share/{story.pk}")[1])
    return []


def drawn(story: Article) -> Article:
    assert draw_card(story.pk)
    story.refresh_from_db()
    return story


def edit(story: Article, **words: Any) -> Article:
    return write_story(story, by=make_editor(), words=words)


def head(client: Client, story: Article) -> dict[str, str]:
    return {name: unescape(content) for name, content in meta(client, story.get_absolute_url()).items()}


def damage(story: Article) -> None:
    assert story.lead_picture
    name = photo_name(story.lead_picture)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"\xff\xd8\xff\xe0 no picture"))


# --- Drawn once -------------------------------------------------------------------------------------------------------


def test_published_story_is_due_and_a_draft_is_not() -> None:
    assert make_article().share_due_at
    assert make_draft("Not Yet").share_due_at is None


def test_scheduled_story_has_its_card_before_its_minute() -> None:
    story = make_illustrated(at=NOON + timedelta(days=3650))
    assert files(drawn(story))


def test_card_is_one_file_that_the_row_describes() -> None:
    story = drawn(make_illustrated())
    assert set(story.share_card) == {"name", "width", "height", "version"}
    assert story.share_card["name"] == f"share/{story.pk}/{story.share_card['version']}.jpg"
    assert story.share_due_at is None
    with default_storage.open(story.share_card["name"]) as file:
        image = Image.open(BytesIO(file.read()))
    assert image.size == (story.share_card["width"], story.share_card["height"]) == (1200, 630)


def test_card_is_drawn_once_per_version() -> None:
    story = drawn(make_illustrated())
    first = story.share_card
    assert not draw_card(story.pk)
    render_story(story)
    assert not draw_card(story.pk)
    story.refresh_from_db()
    assert (files(story), story.share_card) == ([f"{first['version']}.jpg"], first)


def test_errand_that_comes_twice_does_no_harm() -> None:
    story = make_illustrated()
    Article.objects.filter(pk=story.pk).update(share_due_at=NOON)
    for _ in range(2):
        tasks.draw_share_card.call(story.pk)
        tasks.draw_due_share_cards.call()
    assert len(files(story)) == 1


def test_story_that_is_gone_is_no_error() -> None:
    assert not draw_card(4711)


@pytest.mark.django_db(transaction=True)
def test_two_workers_draw_it_once() -> None:
    story = make_illustrated()
    Article.objects.filter(pk=story.pk).update(share_due_at=NOON, share_card={"wanted": "it", "tries": 0})

    def work(_: int) -> bool:
        try:
            return draw_card(story.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as workers:
        assert sorted(workers.map(work, range(4))) == [False, False, False, True]
    assert len(files(story)) == 1


# --- Drawn anew -------------------------------------------------------------------------------------------------------


def test_new_headline_gives_a_new_file_and_the_old_one_goes() -> None:
    story = drawn(make_illustrated())
    old = files(story)
    edit(story, headline="Ferry Stays in Port")
    story = drawn(story)
    assert len(files(story)) == 1
    assert files(story) != old


@pytest.mark.parametrize(
    "words", [{"eyebrow": "Crossings"}, {"kind": "op-ed"}, {"language": "ar"}, {"lead_picture_id": None}]
)
def test_whatever_is_drawn_makes_another_version(words: dict[str, Any]) -> None:
    story = drawn(make_illustrated())
    assert edit(story, **words).share_due_at


@pytest.mark.parametrize("words", [{"dek": "Another."}, {"body": "<p>Another.</p>"}, {"lead_caption": "Another."}])
def test_what_is_not_drawn_makes_none(words: dict[str, Any]) -> None:
    story = drawn(make_illustrated())
    assert edit(story, **words).share_due_at is None


def test_credit_and_focal_point_make_another_version() -> None:
    story, ben = drawn(make_illustrated()), make_editor()
    assert story.lead_picture
    describe_picture(story.lead_picture, by=ben, agency="Anadolu Agency")
    drawn(story)
    set_focal_point(story.lead_picture, x=10, y=20, by=ben)
    drawn(story)


def test_renamed_category_makes_another_version() -> None:
    story = drawn(make_illustrated(category=make_category("Politics")))
    category = make_category("Politics")
    category.name = "Assembly"
    write_category(category)
    assert files(drawn(story))


def test_new_name_of_the_paper_is_drawn_when_stories_are_rendered() -> None:
    write_masthead(name="The Old Courier")
    story, other = drawn(make_illustrated()), drawn(make_article("Unnamed"))
    write_masthead(name="The New Courier")
    assert wants_card(story)
    call_command("render")
    due = Article.objects.filter(share_due_at__isnull=False).values_list("pk", flat=True)
    assert set(due) == {story.pk, other.pk}


def test_render_marks_nothing_that_stands() -> None:
    drawn(make_illustrated())
    call_command("render")
    assert not Article.objects.filter(share_due_at__isnull=False).exists()


def test_edit_that_is_taken_back_keeps_the_card() -> None:
    story = drawn(make_illustrated())
    kept = story.share_card
    edit(story, headline="Ferry Stays in Port")
    edit(story, headline="Ferry Sails Again")
    assert drawn(story).share_card == kept
    assert files(story) == [f"{kept['version']}.jpg"]


def test_edit_while_it_is_drawn_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    story = make_illustrated()

    def edit_then_draw(*what: Any) -> bytes:
        monkeypatch.setattr(making, "draw", draw)
        edit(story, headline="Ferry Stays in Port")
        return draw(*what)

    monkeypatch.setattr(making, "draw", edit_then_draw)
    drawn(story)
    assert (files(story), story.share_card.get("name")) == ([], None)
    assert drawn(story).share_card["name"]
    assert not wants_card(story)


def test_equal_words_in_two_stories_are_two_names() -> None:
    """The name of a scheduled story's file cannot be made from its headline."""
    one, two = drawn(make_article("Ferry")), drawn(make_article("Ferry", slug="another"))
    assert one.share_card["version"] != two.share_card["version"]


# --- What the page says -----------------------------------------------------------------------------------------------


def test_head_names_the_plain_picture_first_and_then_the_card(client: Client) -> None:
    story = make_illustrated()
    assert "/pictures/" in head(client, story)["og:image"]
    tags = head(client, drawn(story))
    assert tags["og:image"] == settings.SITE_URL + default_storage.url(story.share_card["name"])
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["og:image:alt"] == "Ferry Sails Again (A boat.)"
    assert tags["twitter:card"] == "summary_large_image"


def test_story_without_a_picture_gets_a_card_of_words(client: Client) -> None:
    story = drawn(make_article())
    tags = head(client, story)
    assert tags["og:image"].endswith(story.share_card["name"])
    assert tags["og:image:alt"] == "Ferry Sails Again"


def test_head_never_names_a_card_that_says_what_is_over(client: Client) -> None:
    story = drawn(make_illustrated())
    edit(story, headline="Ferry Stays in Port")
    assert "/pictures/" in head(client, story)["og:image"]


def test_headline_in_letters_we_have_not_keeps_the_plain_picture_for_good(client: Client) -> None:
    story = drawn(make_illustrated("フェリー", slug="ferry"))
    assert (files(story), story.share_due_at) == ([], None)
    assert "/pictures/" in head(client, story)["og:image"]
    render_story(story)
    assert not draw_card(story.pk)


# --- Rights -----------------------------------------------------------------------------------------------------------


def test_picture_stands_in_no_card_after_its_last_day(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        story = drawn(make_illustrated())
        assert story.lead_picture
        describe_picture(story.lead_picture, by=make_editor(), rights_expire=NOON.date())
        shown = files(story)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        tell_of_expiry(NOON + timedelta(days=1))
        assert "og:image" not in head(client, story)
        story = drawn(story)
        assert len(files(story)) == 1
        assert files(story) != shown
        assert head(client, story)["og:image:alt"] == "Ferry Sails Again"
        with default_storage.open(story.share_card["name"]) as file:
            shade = Image.open(BytesIO(file.read())).convert("L").getpixel((1190, 300))
        assert shade == pytest.approx(251, abs=3), "paper stands where the picture stood"


def test_picture_for_the_web_alone_may_stand_in_a_card() -> None:
    story = make_illustrated()
    Picture.objects.update(web_only=True)
    render_story(Article.objects.get(pk=story.pk))
    assert drawn(story).share_card["name"]


# --- Gone -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("take_back", [retract, kill, unpublish])
def test_card_is_gone_with_the_commit_that_takes_the_story_from_readers(
    take_back: Any, django_capture_on_commit_callbacks: Commit
) -> None:
    story = drawn(make_illustrated())
    with django_capture_on_commit_callbacks(execute=True):
        take_back(story, by=make_editor(), why="It was forged.")
    story.refresh_from_db()
    assert (files(story), story.share_card, story.share_due_at) == ([], {}, None)


def test_removal_that_was_cut_off_is_done_by_the_tick() -> None:
    story = drawn(make_illustrated())
    kill(story, by=make_editor(), why="It was forged.")
    assert files(story)
    assert draw_due_cards(datetime.now(UTC)) == 1
    story.refresh_from_db()
    assert (files(story), story.share_card, story.share_due_at) == ([], {}, None)


def test_story_killed_while_its_card_is_drawn_leaves_no_file(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commit
) -> None:
    story = make_illustrated()

    def kill_then_draw(*what: Any) -> bytes:
        with django_capture_on_commit_callbacks(execute=True):
            kill(story, by=make_editor(), why="It was forged.")
        return draw(*what)

    monkeypatch.setattr(making, "draw", kill_then_draw)
    drawn(story)
    assert (files(story), story.share_card, story.share_due_at) == ([], {}, None)


def test_story_published_again_gets_a_card_again(django_capture_on_commit_callbacks: Commit) -> None:
    story, ben = drawn(make_illustrated()), make_editor()
    with django_capture_on_commit_callbacks(execute=True):
        unpublish(story, by=ben)
    publish(story, by=ben)
    assert drawn(story).share_card["name"]


# --- Trouble ----------------------------------------------------------------------------------------------------------


def test_killed_worker_is_followed_by_another_when_its_claim_lapses(monkeypatch: pytest.MonkeyPatch) -> None:
    story = make_illustrated()
    Article.objects.filter(pk=story.pk).update(share_due_at=NOON)
    with monkeypatch.context() as dying:
        dying.setattr(making, "draw", die)
        with pytest.raises(Killed):
            draw_card(story.pk, at=NOON)
    assert not draw_card(story.pk, at=NOON + 9 * MINUTE)
    assert draw_card(story.pk, at=NOON + 11 * MINUTE)
    assert len(files(story)) == 1


def test_file_that_a_killed_worker_left_is_swept_up(monkeypatch: pytest.MonkeyPatch) -> None:
    story = make_illustrated()
    Article.objects.filter(pk=story.pk).update(share_due_at=NOON)
    with monkeypatch.context() as dying:
        dying.setattr(making, "render_story", die)
        with pytest.raises(Killed):
            draw_card(story.pk, at=NOON)
    default_storage.save(f"share/{story.pk}/half.jpg.part", ContentFile(b"half"))
    assert draw_card(story.pk, at=NOON + 11 * MINUTE)
    story.refresh_from_db()
    assert files(story) == [f"{story.share_card['version']}.jpg"]


def test_damaged_picture_is_tried_ever_later_and_the_plain_one_stays(client: Client) -> None:
    story = make_illustrated()
    damage(story)
    at, waits = NOON, []
    Article.objects.filter(pk=story.pk).update(share_due_at=at)
    for _ in range(4):
        with time_machine.travel(at, tick=False):
            assert draw_card(story.pk)
        story.refresh_from_db()
        assert story.share_due_at
        waits.append(story.share_due_at - at)
        at = story.share_due_at
    assert waits == [MINUTE, 4 * MINUTE, 16 * MINUTE, 64 * MINUTE]
    assert (files(story), story.share_card["tries"]) == ([], 4)
    assert "/pictures/" in head(client, story)["og:image"]


def test_rendering_again_does_not_hurry_what_failed_but_another_headline_does() -> None:
    story = make_illustrated()
    damage(story)
    drawn(story)
    failed = story.share_due_at
    render_story(story)
    story.refresh_from_db()
    assert (story.share_due_at, story.share_card["tries"]) == (failed, 1)
    assert failed
    again = edit(story, headline="Ferry Stays in Port").share_due_at
    assert again
    assert again < failed


def test_failure_leaves_no_card_that_says_what_is_over() -> None:
    story = drawn(make_illustrated())
    damage(story)
    edit(story, headline="Ferry Stays in Port")
    assert "name" not in drawn(story).share_card
    assert files(story) == []


# --- When -------------------------------------------------------------------------------------------------------------


def errands() -> list[str]:
    paths = DBTaskResult.objects.values_list("task_path", flat=True)
    return sorted(path.rpartition(".")[2] for path in paths if "sharing" in path)


def test_fresh_story_asks_a_worker_at_once(django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_article()
    assert errands() == ["draw_share_card"]


def test_old_story_waits_for_the_tick(django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_article(at=NOON - timedelta(days=3000))
    assert errands() == []
    tasks.ask_for_due_share_cards(datetime.now(UTC))
    assert errands() == ["draw_due_share_cards"]


def test_tick_asks_for_nothing_when_nothing_is_due() -> None:
    drawn(make_article())
    tasks.ask_for_due_share_cards(datetime.now(UTC))
    assert errands() == []


def test_newest_stories_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (make_article(f"Story {days}", at=datetime.now(UTC) - timedelta(days=days)) for days in (9, 1))
    monkeypatch.setattr(making, "AT_ONCE", 1)
    draw_due_cards(datetime.now(UTC))
    assert (files(old), len(files(new))) == ([], 1)
    draw_due_cards(datetime.now(UTC))
    assert len(files(old)) == 1
