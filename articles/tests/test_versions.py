"""A story's saved versions at the desk: what each changed, how one differs from the story now, restoring it."""

from datetime import date, timedelta
from time import monotonic
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.actions.withdraw import kill
from articles.actions.write import words_of, write_story
from articles.admin.differences import differences, what_changed
from articles.admin.words import moment_words
from articles.models import Article
from articles.tests.builders import make_article, make_author, make_category, make_draft, make_editor, make_reporter
from press.pictures.tests.builders import make_row
from press.richtext.differences import Line, Piece

pytestmark = pytest.mark.django_db
PARAGRAPH = "<p>The ferry to Ondra sailed on Tuesday with forty people aboard.</p>"


@pytest.fixture
def desk(client: Client, ben: Any) -> Client:
    client.force_login(ben)
    return client


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


def url(story: Article, rest: str) -> str:
    return f"/admin/articles/article/{story.pk}/{rest}"


def changed(story: Article, **changes: Any) -> list[str]:
    """Return what the history says of a save with these changes."""
    before = words_of(Article.objects.get(pk=story.pk))
    return what_changed(before, words_of(write_story(story, by=make_editor(), **changes)))


# --- What a save changed ---


def test_each_line_of_the_history_says_what_that_save_changed(desk: Client, ben: Any) -> None:
    story = make_draft("First Words", topics=["Water"])
    write_story(story, by=ben, words={"headline": "Second Words"}, topics=["Bread"])
    write_story(story, by=ben, words={"body": "<p>The ferry sailed.</p>"})
    said = page(desk.get(url(story, "history/")))
    assert 'Version 1 by <b>Ben</b><br> <span class="story-version-changed">The first</span>' in said
    assert "Headline, topics</span>" in said
    assert "Text (−4 words)</span>" in said
    assert said.count("Second Words</span>") == 1  # where it became the headline, and not on every line
    assert said.count("/compare/") == 2


@pytest.mark.parametrize(("body", "said"), [
    (f"{PARAGRAPH}<p>The next one sails on Friday.</p>", "text (+6 words)"),
    (PARAGRAPH.replace("forty", "fifty"), "text (+1 −1 words)"),
    (PARAGRAPH.replace("forty", "<strong>forty</strong>"), "text (no word added or removed)"),
])  # fmt: skip
def test_a_changed_text_is_told_in_words_added_and_removed(body: str, said: str) -> None:
    assert changed(make_draft(body=PARAGRAPH), words={"body": body}) == [said]


def test_a_save_of_anything_else_is_told_by_its_fields() -> None:
    story = make_draft()
    assert changed(story, words={"category_id": make_category("Health").pk}) == ["category"]
    assert changed(story, words={"publish_at": timezone.now() + timedelta(days=1)}) == ["publish at"]
    assert changed(story, words={}, bylines=[make_author("Bo Lin").pk]) == ["bylines"]
    assert changed(story, words={}) == []


def test_a_long_history_comes_in_pages_and_costs_the_same(desk: Client, django_assert_max_num_queries: Any) -> None:
    story, ben = make_draft("First Words"), make_editor()
    for number in range(52):
        write_story(story, by=ben, words={"dek": f"Dek {number}"})
    with django_assert_max_num_queries(10):
        said = page(desk.get(url(story, "history/")))
    assert said.count("/compare/") == 49
    assert 'href="?before=4#versions"' in said
    said = page(desk.get(url(story, "history/?before=4")))
    assert [f"Version {number} " in said for number in (4, 3, 1)] == [False, True, True]
    assert "The first</span>" in said
    assert desk.get(url(story, "history/?before=x")).status_code == 200


# --- One version beside the story ---


def test_the_words_that_differ_in_a_line_are_marked() -> None:
    old, new = ({"body": PARAGRAPH.replace("forty", count)} for count in ("forty", "fifty two"))
    (difference,) = differences(old, new)
    gone, come = difference.lines
    assert gone.pieces[1:] == [Piece("forty", True), Piece("people aboard.", False)]
    assert come.pieces[1:] == [Piece("fifty two", True), Piece("people aboard.", False)]


def test_what_differs_in_form_or_in_pictures_is_shown_too() -> None:
    figure = '<figure data-picture="{}"><figcaption>Nets.</figcaption></figure>'
    stands, other = f"<p>One two.</p>\n{figure.format(1)}", f"<p>One <em>two</em>.</p>\n{figure.format(2)}\n<hr>"
    (difference,) = differences({"body": stands}, {"body": other})
    assert [(line.sign, line.pieces[0].words, bool(line.note)) for line in difference.lines] == [
        ("+", "One two.", True),
        ("+", "[Picture] Nets.", True),
        ("+", "[A line across]", False),
    ]


def test_another_text_altogether_is_shown_whole() -> None:
    (difference,) = differences({"headline": "Ferry Sails Again"}, {"headline": "Bread Passes Four Dirra"})
    assert difference.lines == [
        Line("-", [Piece("Ferry Sails Again", False)]),
        Line("+", [Piece("Bread Passes Four Dirra", False)]),
    ]


def test_a_comparison_speaks_of_names_not_of_numbers() -> None:
    picture, gone = make_row(caption="Nets on the quay."), make_author("Gone Away")
    planned = timezone.now() + timedelta(days=1)
    one = make_draft(kind="brief", authors=[gone], publish_at=planned)
    before = words_of(one)
    words = {"lead_picture_id": picture.pk, "kind": "op-ed", "translated_on": date(2026, 11, 23), "publish_at": None}
    after = words_of(write_story(one, by=make_editor(), words=words, bylines=[make_author("Bo Lin").pk]))
    gone.delete()
    shown = {d.label: [" ".join(p.words for p in line.pieces) for line in d.lines] for d in differences(before, after)}
    assert shown["bylines"] == ["an author who is gone", "Bo Lin"]
    assert shown["lead picture"] == ["", "Nets on the quay."]
    assert shown["kind"] == ["Brief", "Op-ed"]
    assert shown["date of the translated paper"] == ["", "November 23, 2026"]
    assert shown["publish at"] == [moment_words(planned), ""]


def test_a_version_is_compared_and_then_restored_as_a_new_one(desk: Client, ben: Any) -> None:
    story = make_draft("First Words")
    write_story(story, by=ben, words={"headline": "Second Words"})
    said = page(desk.get(url(story, "compare/1/")))
    assert '<dt>In version 1</dt><dd dir="auto"><ins><mark>First</mark> Words</ins>' in said
    assert '<dt>As it stands</dt><dd dir="auto"><del><mark>Second</mark> Words</del>' in said
    assert "Readers can see this story" not in said

    desk.post(url(story, "restore/1/"), {"seen_version": 2})

    story = Article.objects.get()
    assert (story.headline, story.version) == ("First Words", 3)
    assert "Nothing differs" in page(desk.get(url(story, "compare/1/")))


def test_what_restoring_leaves_alone_is_not_said_to_differ(desk: Client, ben: Any) -> None:
    story = make_article("Ferry")
    write_story(story, by=ben, words={"slug": "boat", "category_id": make_category("Health").pk})
    said = page(desk.get(url(story, "compare/1/")))
    assert "Nothing differs" in said
    assert "Restore this version" not in said


def test_restoring_a_live_story_says_that_readers_see_it_at_once(desk: Client, ben: Any) -> None:
    live, planned = make_article("Live"), make_article("Planned", at=timezone.now() + timedelta(hours=2))
    for story, sentence in ((live, "they read the restored words at once"), (planned, "This story is scheduled")):
        write_story(story, by=ben, words={"dek": "Changed."})
        assert sentence in page(desk.get(url(story, "compare/1/")))


def test_nothing_is_restored_over_what_was_saved_during_the_comparison(desk: Client, pia: Any) -> None:
    story = make_draft("First Words")
    write_story(story, by=pia, words={"headline": "Second Words"})
    write_story(story, by=pia, words={"headline": "Third Words"})
    response = desk.post(url(story, "restore/1/"), {"seen_version": 2}, follow=True)
    assert "Nothing was restored: compare anew." in page(response)
    assert Article.objects.get().headline == "Third Words"


def test_restoring_is_asked_for_by_post_only(desk: Client) -> None:
    assert desk.get(url(make_draft(), "restore/1/")).status_code == 405


def test_a_killed_story_is_compared_and_not_restored(desk: Client, ben: Any) -> None:
    story = make_article("First Words")
    write_story(story, by=ben, words={"headline": "Second Words"})
    kill(story, by=ben, why="So.")
    said = page(desk.get(url(story, "compare/1/")))
    assert "What differs" in said
    assert "Restore this version" not in said


def test_versions_of_somebody_elses_story_are_missing_for_a_reporter(client: Client) -> None:
    story = make_draft()
    client.force_login(make_reporter())
    assert client.get(url(story, "compare/1/")).status_code == 404
    assert client.post(url(story, "restore/1/")).status_code == 404
    assert client.get(url(story, "compare/9/")).status_code == 404


def test_paragraphs_that_changed_stand_beside_each_other_whatever_came_between() -> None:
    stands = f"<p>Nobody knows.</p>\n{PARAGRAPH}\n<p>It rained.</p>"
    other = f"{PARAGRAPH.replace('forty', 'fifty')}\n<p>The board meets on Monday.</p>"
    (difference,) = differences({"body": stands}, {"body": other})
    assert [(line.sign, line.pieces[0].words) for line in difference.lines] == [
        ("-", "Nobody knows."),
        ("-", "The ferry to Ondra sailed on Tuesday with"),
        ("+", "The ferry to Ondra sailed on Tuesday with"),
        ("-", "It rained."),
        ("+", "The board meets on Monday."),
    ]


def test_long_texts_are_compared_in_a_moment() -> None:
    stands = "\n".join(f"<p>Line {number} of a long text.</p>" for number in range(5_000))
    other = "\n".join(f"<p>Row {number} in another.</p>" for number in range(5_000))
    began = monotonic()
    (difference,) = differences({"body": stands}, {"body": other})
    differences({"headline": "a " * 20_000}, {"headline": "b " * 20_000})
    assert len(difference.lines) == 10_000
    assert monotonic() - began < 5
