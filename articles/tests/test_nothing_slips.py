"""What a reporter, a careless editor or a second click once could do, and cannot any more."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.actions import publish as desk
from articles.actions.address import CannotSave
from articles.actions.authors import write_author
from articles.actions.topics import CannotRename, write_topic
from articles.actions.withdraw import correct, kill
from articles.actions.write import MOST_TOPICS, restore, write_story
from articles.models import Article, Correction, Topic
from articles.tests.builders import (
    make_article,
    make_author,
    make_category,
    make_draft,
    make_editor,
    make_reporter,
    make_topic,
)
from press.pictures.tests.builders import make_row

pytestmark = pytest.mark.django_db


def test_draft_does_not_take_the_address_from_which_readers_are_sent_on(client: Client) -> None:
    story = make_article("Ferry")
    write_story(story, by=make_editor(), words={"slug": "boat"})
    assert make_draft("Ferry", by=make_reporter()).slug == "ferry-2"
    assert client.get("/politics/ferry/")["Location"] == "/politics/boat/"


def test_story_renamed_while_it_was_taken_back_is_still_found_at_its_old_address(client: Client) -> None:
    ben, story = make_editor(), make_article("Ferry")
    desk.unpublish(story, by=ben)
    write_story(story, by=ben, words={"slug": "boat"})
    desk.publish(story, by=ben)
    assert client.get("/politics/ferry/")["Location"] == "/politics/boat/"


def test_topic_of_a_draft_is_nobodys_business(client: Client) -> None:
    make_draft(by=make_reporter(), topics=["A Name In Confidence"])
    make_article(at=timezone.now() + timedelta(hours=1), topics=["Tomorrow's Secret"])
    index = client.get("/topics/").text
    assert "Confidence" not in index
    assert "Secret" not in index
    assert client.get("/topics/a-name-in-confidence/").status_code == 404


def test_live_story_cannot_be_emptied_by_a_save() -> None:
    story = make_article()
    for words, bylines in (({"body": "<p> </p>"}, None), ({}, [])):
        with pytest.raises(CannotSave):
            write_story(story, by=make_editor(), words=words, bylines=bylines)
    assert Article.objects.get(pk=story.pk).body == story.body


def test_form_says_what_a_live_story_would_lose_and_keeps_the_rest(client: Client) -> None:
    story = make_article()
    client.force_login(make_editor())
    sent = {
        "headline": "A Better Headline",
        "body": "",
        "kind": "story",
        "language": "en",
        "category": story.category_id,
        "bylines": "Leila Sabban",
        "slug": story.slug,
        "seen_version": story.version,
    }
    answer = client.post(reverse("admin:articles_article_change", args=[story.pk]), sent)
    assert answer.status_code == 200
    assert "The story has no text yet." in answer.text
    assert "A Better Headline" in answer.text


def test_clearing_the_plan_publishes_nothing_by_itself() -> None:
    story = make_article(at=timezone.now() + timedelta(hours=5))
    saved = write_story(story, by=make_editor(), words={"publish_at": None})
    assert saved.published_at == story.published_at
    assert desk.publish(saved, by=make_editor()).is_live


def test_same_form_sent_twice_makes_one_story(client: Client) -> None:
    client.force_login(make_editor())
    make_author("Leila Sabban")
    sent = {
        "headline": "Double Click",
        "body": "<p>Once.</p>",
        "kind": "story",
        "language": "en",
        "category": make_category().pk,
        "bylines": "Leila Sabban",
        "form_token": str(uuid4()),
        "_then": "publish_story",
    }
    for _ in range(2):
        assert client.post(reverse("admin:articles_article_add"), sent).status_code == 302
    assert [story.is_live for story in Article.objects.filter(headline="Double Click")] == [True]


def test_same_correction_sent_twice_stands_once() -> None:
    story, ben = make_article(), make_editor()
    correct(story, by=ben, text="It holds 230.")
    with pytest.raises(desk.CannotMove, match="already"):
        correct(story, by=ben, text="It  holds 230.")
    assert Correction.objects.count() == 1


def test_scheduled_story_is_not_corrected() -> None:
    with pytest.raises(desk.CannotMove):
        correct(make_article(at=timezone.now() + timedelta(hours=1)), by=make_editor(), text="No.")


def test_form_that_does_not_say_its_version_overwrites_nothing(client: Client) -> None:
    draft = make_draft("As It Was")
    client.force_login(make_editor())
    sent = {"headline": "Overwritten", "body": "<p>x</p>", "kind": "story", "language": "en"}
    answer = client.post(reverse("admin:articles_article_change", args=[draft.pk]), sent)
    assert answer.status_code == 200
    assert Article.objects.get(pk=draft.pk).headline == "As It Was"


def test_restoring_a_version_brings_no_removed_author_or_picture_back() -> None:
    ben, gone, picture = make_editor(), make_author("Gone Away"), make_row()
    figure = f'<p>a</p><figure data-picture="{picture.pk}"><figcaption>Kept words.</figcaption></figure>'
    draft = make_draft("First", authors=[gone], lead_picture_id=picture.pk, body=figure)
    write_story(draft, by=ben, words={"lead_picture_id": None, "body": "<p>b</p>"}, bylines=[make_author("Bo Lin").pk])
    gone.delete()
    picture.delete()
    back = restore(draft, to=draft.revisions.get(version=1), by=ben)
    assert back.lead_picture is None
    assert not back.bylines.exists()
    assert "Kept words." in back.body
    assert not back.figures.exists()


def test_restoring_never_moves_a_story_to_another_category() -> None:
    ben, story = make_editor(), make_article("Ferry")
    write_story(story, by=ben, words={"category_id": make_category("Health").pk})
    assert restore(story, to=story.revisions.get(version=1), by=ben).get_absolute_url() == "/health/ferry/"


def test_figure_of_an_unknown_picture_keeps_its_words_and_is_not_shown(client: Client) -> None:
    story = make_article(
        body='<p>a</p><figure data-picture="999999"><figcaption>Typed with care.</figcaption></figure>'
    )
    assert "Typed with care." in story.body
    assert "Typed with care." not in client.get(story.get_absolute_url()).text


def test_authors_of_one_name_are_refused_whatever_the_case(client: Client) -> None:
    make_author("Sam Twin")
    client.force_login(make_editor())
    answer = client.post(
        reverse("admin:articles_author_add"), {"name": "sam twin", "slug": "sam-2", "role": "staff", "bio": ""}
    )
    assert "tells the two apart" in answer.text


@pytest.mark.parametrize("name", ["Trade, tariffs", "politics", "Feed", "Print", "؛", "x" * 101, "Polit\u200fics"])
def test_name_that_would_part_mislead_or_hide_is_no_topic(name: str) -> None:
    make_category("Politics")
    with pytest.raises(CannotRename):
        write_topic(Topic(name=name))


def test_topic_cannot_be_renamed_to_a_category() -> None:
    make_category("Politics")
    topic = make_topic("Water")
    topic.name = "POLITICS"
    with pytest.raises(CannotRename):
        write_topic(topic)


def test_story_has_no_thousand_topics() -> None:
    with pytest.raises(CannotSave, match="up to"):
        make_draft(topics=[f"Topic {number}" for number in range(MOST_TOPICS + 1)])


def test_renamed_author_is_printed_by_the_new_name_and_found_at_the_old_address(client: Client) -> None:
    author = make_author("Old Name")
    story = make_article(authors=[author])
    address = author.get_absolute_url()
    author.name, author.slug = "New Name", "new-name"
    write_author(author)
    page: Any = client.get(story.get_absolute_url()).text
    assert "New Name" in page
    assert "Old Name" not in page
    assert client.get(address).status_code == 200


def test_library_may_let_go_of_a_killed_storys_pictures() -> None:
    picture = make_row(photographer="Noa Lev")
    figure = f'<p>a</p><figure data-picture="{picture.pk}"><figcaption>x</figcaption></figure>'
    story = make_article(lead_picture_id=picture.pk, body=figure)
    kill(story, by=make_editor(), why="The picture was stolen.")
    picture.delete()
    assert Article.objects.get(pk=story.pk).lead_picture is None


def test_suggestions_are_for_those_who_write(client: Client) -> None:
    stranger = make_reporter()
    stranger.groups.clear()
    client.force_login(stranger)
    for name in ("admin:articles_topic_suggest", "admin:articles_author_suggest"):
        assert client.get(reverse(name), {"q": "a"}).status_code == 403


def test_picture_in_the_text_is_not_published_without_its_credit() -> None:
    body = f'<p>a</p><figure data-picture="{make_row().pk}"><figcaption>x</figcaption></figure>'
    with pytest.raises(desk.CannotPublish, match="in the text has no credit"):
        make_article(body=body)


def test_story_is_shared_with_its_headline(client: Client) -> None:
    story = make_article("Ferry Sails Again")
    assert "subject=Ferry%20Sails%20Again" in client.get(story.get_absolute_url()).text


def test_preview_says_so_and_leads_back_to_the_form(client: Client) -> None:
    draft = make_draft()
    client.force_login(make_editor())
    preview = client.get(reverse("admin:articles_article_preview", args=[draft.pk])).text
    assert "Only the desk sees this page." in preview
    assert reverse("admin:articles_article_change", args=[draft.pk]) in preview
