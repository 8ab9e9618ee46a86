"""Saving a story: addresses, topics, versions, and two people at once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from articles.actions.address import CannotSave, CannotUseAddress
from articles.actions.publish import approve
from articles.actions.write import ChangedMeanwhile, restore, write_story
from articles.models import Article, HistoryEntry, OldAddress, Topic
from articles.tests.builders import (
    make_article,
    make_author,
    make_category,
    make_draft,
    make_editor,
    make_reporter,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Ferry Sails Again", "ferry-sails-again"),
        ("Print", "print-2"),
        ("محادثات سفان تبدأ", "محادثات-سفان-تبدأ"),
        ("שיטפון בוואדי", "שיטפון-בוואדי"),
        ("  “Quoted” — and dashed!  ", "quoted-and-dashed"),
    ],
)
def test_address_is_made_from_the_headline(headline: str, slug: str) -> None:
    assert make_draft(headline).slug == slug


def test_second_story_of_the_same_headline_gets_its_own_address() -> None:
    make_draft("Ferry")
    assert make_draft("Ferry").slug == "ferry-2"


@pytest.mark.parametrize("typed", ["feed", "print", "!!!", "…"])
def test_reserved_or_empty_address_is_refused(typed: str) -> None:
    with pytest.raises(CannotUseAddress):
        make_draft(slug=typed)


def test_taken_address_is_refused_with_its_own_words() -> None:
    make_draft("One", slug="ferry")
    with pytest.raises(CannotUseAddress, match="ferry"):
        make_draft("Two", slug="ferry")


def test_headline_of_signs_alone_asks_for_an_address() -> None:
    with pytest.raises(CannotUseAddress, match="Type one"):
        make_draft("?!")


def test_moved_story_answers_301_from_its_old_slug_and_its_old_category(client: Client) -> None:
    ben, story = make_editor(), make_article("Ferry")
    first = story.get_absolute_url()
    story = write_story(story, by=ben, words={"slug": "ferry-to-ondra"})
    second = story.get_absolute_url()
    story = write_story(story, by=ben, words={"category_id": make_category("Health").pk})
    for old in (first, second):
        moved = client.get(old)
        assert (moved.status_code, moved["Location"]) == (301, "/health/ferry-to-ondra/"), old
    assert client.get(first + "print/")["Location"] == "/health/ferry-to-ondra/print/"


def test_story_that_moves_back_leaves_no_loop(client: Client) -> None:
    ben, story = make_editor(), make_article("Ferry")
    write_story(story, by=ben, words={"slug": "boat"})
    write_story(story, by=ben, words={"slug": "ferry"})
    assert client.get("/politics/ferry/").status_code == 200
    assert client.get("/politics/boat/")["Location"] == "/politics/ferry/"
    assert OldAddress.objects.count() == 1


def test_draft_that_changes_its_slug_leaves_no_forwarding() -> None:
    write_story(make_draft("Ferry"), by=make_editor(), words={"slug": "boat"})
    assert not OldAddress.objects.exists()


def test_topics_differ_in_more_than_case() -> None:
    make_topic("Water")
    draft = make_draft(topics=["water", "WATER", " Border  Crossings "])
    assert sorted(draft.topics.names()) == ["Border Crossings", "Water"]


def test_setting_topics_never_takes_the_category_away() -> None:
    story = make_article(topics=["Water"])
    write_story(story, by=make_editor(), words={}, topics=[])
    assert list(story.tagged.values_list("tag__name", flat=True)) == ["Politics"]


def test_each_topic_of_a_story_is_named_once() -> None:
    story = make_article("One", topics=["Water", "Bread"])
    make_article("Two", topics=["Water", "Bread"])
    assert list(story.topics.names()) == ["Water", "Bread"]


def test_category_is_not_a_topic() -> None:
    make_category("Politics")
    with pytest.raises(CannotSave, match="is a category"):
        make_draft(topics=["politics"])


def test_topic_without_letters_is_refused() -> None:
    with pytest.raises(CannotSave):
        make_draft(topics=["!!!"])
    assert not Topic.objects.topics().exists()


def test_bylines_keep_the_order_typed() -> None:
    ada, bo = make_author("Ada Ray"), make_author("Bo Lin")
    draft = make_draft(authors=[bo, ada])
    assert [line.author for line in draft.bylines.order_by("position")] == [bo, ada]
    write_story(draft, by=make_editor(), words={}, bylines=[ada.pk, bo.pk])
    assert [line.author for line in draft.bylines.order_by("position")] == [ada, bo]


def test_second_of_two_editors_is_told_and_nothing_is_overwritten() -> None:
    draft = make_draft("As It Was")
    write_story(draft, by=make_editor("Ben"), words={"headline": "Ben's Version"}, seen_version=draft.version)
    with pytest.raises(ChangedMeanwhile):
        write_story(draft, by=make_editor("Dana"), words={"headline": "Dana's Version"}, seen_version=draft.version)
    assert Article.objects.get(pk=draft.pk).headline == "Ben's Version"


def test_every_save_can_be_restored_with_topics_and_bylines() -> None:
    ben = make_editor()
    draft = make_draft("First", topics=["Water"], authors=[make_author("Ada Ray")], dek="The first.")
    write_story(
        draft, by=ben, words={"headline": "Second", "dek": ""}, topics=["Bread"], bylines=[make_author("Bo Lin").pk]
    )
    back = restore(draft, to=draft.revisions.get(version=1), by=ben)
    assert (back.headline, back.dek, back.version) == ("First", "The first.", 3)
    assert list(back.topics.names()) == ["Water"]
    assert [str(line) for line in back.bylines.all()] == ["Ada Ray"]


def test_restoring_keeps_what_stands_between() -> None:
    draft = make_draft("First")
    write_story(draft, by=make_editor(), words={"headline": "Second"})
    restore(draft, to=draft.revisions.get(version=1), by=make_editor())
    assert list(draft.revisions.order_by("version").values_list("words__headline", flat=True)) == [
        "First",
        "Second",
        "First",
    ]


def test_reporter_edits_only_their_own_story_and_only_until_it_is_approved() -> None:
    ada, mine = make_reporter("Ada"), make_draft()
    with pytest.raises(PermissionDenied):
        write_story(mine, by=ada, words={"headline": "Hijacked"})
    hers = make_draft(by=ada)
    assert write_story(hers, by=ada, words={"headline": "Better"}).headline == "Better"
    approve(hers, by=make_editor())
    with pytest.raises(PermissionDenied, match="taken over"):
        write_story(hers, by=ada, words={"headline": "Too Late"})


def test_reporter_sees_a_story_that_carries_their_byline() -> None:
    ada = make_reporter("Ada")
    shared = make_draft(authors=[make_author("Ada Ray", user=ada)])
    make_draft("Somebody else's", authors=[make_author("Bo Lin")])
    assert list(Article.objects.visible_to(ada)) == [shared]


def test_a_save_that_changes_nothing_leaves_no_trace() -> None:
    editor = make_editor()
    story = make_draft(by=editor, topics=["Ports"])
    rows = HistoryEntry.objects.count()
    words = {"headline": story.headline, "body": story.body, "slug": story.slug}
    signed = list(story.bylines.values_list("author_id", flat=True))
    again = write_story(story, by=editor, words=words, topics=["Ports"], bylines=signed, seen_version=1)
    assert (again.version, story.revisions.count(), HistoryEntry.objects.count()) == (1, 1, rows)
    assert again.saved_at == story.saved_at
    assert write_story(story, by=editor, words=words, topics=["Water"], bylines=signed, seen_version=1).version == 2


def test_telling_readers_is_a_change_of_its_own() -> None:
    editor = make_editor()
    story = write_story(make_article(), by=editor, words={}, tell_readers=True)
    assert story.version == 2
    assert story.updated_at


def test_control_characters_of_a_paste_are_not_kept() -> None:
    story = make_draft("Ferry\x07 Sails\x9f", slug="ferry", dek="Line\x0b one", body="<p>Two\x08words.</p>")
    assert (story.headline, story.dek, story.body) == ("Ferry Sails", "Line one", "<p>Two words.</p>")
