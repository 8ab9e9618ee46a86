"""Search finds what live stories say, and nothing else."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.actions.publish import unpublish
from articles.actions.withdraw import kill, retract
from articles.actions.write import write_story
from articles.models import MissedSearch, SearchEntry
from articles.search import postgresql
from articles.search.asking import Term, read
from articles.search.engine import Narrowed, beginning_with, find
from articles.search.fold import words_of
from articles.search.index import rebuild
from articles.search.lines import lines_of
from articles.tests.builders import make_article, make_author, make_category, make_draft, make_editor

pytestmark = pytest.mark.django_db

BODY = (
    "<p>The ferry to Ondra sailed on Tuesday.</p><p>Forty people were on board.</p>"
    "<p>A lighthouse keeper waved from the mole.</p>"
)


def found(typed: str, **narrowed: Any) -> list[int]:
    return find(read(typed), Narrowed(**narrowed)).story_ids


def page(client: Client, query: str) -> str:
    answer = client.get(f"/search/?{query}")
    assert answer.status_code == 200
    return answer.text


# --- Finding ---


def test_hyphenated_word_is_found_as_one_word_and_as_two() -> None:
    story = make_article("Cease\u2011fire Holds", body="<p>The cease-fire talks in Port Sarra went on.</p>")
    for typed in ("ceasefire", "cease-fire", "cease fire", '"cease-fire talks"', "Ceasefires"):
        assert found(typed) == [story.pk], typed


@pytest.mark.parametrize(("dek", "shown"), [
    ("After nine days in port", "After nine days in port. It"),
    ("“After nine days.”", "“After nine days.” It"),
])  # fmt: skip
def test_dek_and_text_are_two_sentences_of_a_result(dek: str, shown: str) -> None:
    make_article(dek=dek, body="<p>It sailed.</p>")
    assert SearchEntry.objects.values_list("text", flat=True).get().replace("\n", " ").startswith(shown)


@pytest.mark.parametrize(
    "typed",
    [
        "ferry",
        "FERRIES",  # stemmed
        "lighthouse",  # a word of the third paragraph
        '"lighthouse keeper"',
        "“lighthouse keeper”",
        "the keeper of the lighthouse",  # common words are left out
        "Sabban",
        "water",
        "politics",
        "Ondra -mountain",
        "volcano OR mole",
        "ferry lighthouse OR",
        "resumes",  # the dek, without its accents
        "lighthouse's",
    ],
)
def test_story_is_found_by_what_it_says(typed: str) -> None:
    make_article("Nothing Else", body="<p>Snow fell.</p>", authors=[make_author("Ada Nour")], category=other())
    story = make_article("Ferry Sails Again", body=BODY, dek="Résumés were read.", topics=["Water"])
    assert found(typed) == [story.pk]


def test_every_kind_of_word_is_indexed_as_the_database_itself_would() -> None:
    odd = "the 007th of 1e5 x2y 3d 42 volcano9 ferries ferry running ראש مدينه ١٢ a1b2c3 ñandu"
    story = make_article("Odd Words", body=f"<p>{odd}</p><p>{odd} again</p>")
    assert all(found(word) == [story.pk] for word in words_of(odd)[3:] if len(word) > 1)
    if connection.vendor == "postgresql":  # which is told the lexemes of a body, so that it need not find them anew
        body = " ".join(words_of(f"{odd} {odd} again"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::tsvector = to_tsvector('english', %s)", [*postgresql.vectors_of([body]), body])
            assert cursor.fetchone() == (True,)


@pytest.mark.parametrize("typed", ["volcano", '"keeper lighthouse"', "ferry volcano", "ferry -lighthouse", "-ferry"])
def test_story_is_not_found_by_what_it_does_not_say(typed: str) -> None:
    make_article("Ferry Sails Again", body=BODY)
    assert found(typed) == []


def test_headline_weighs_more_than_a_mention_and_new_more_than_old() -> None:
    now = timezone.now()
    # SQLite weighs a word by the lengths of all texts, so a mention of today and an old headline are too close to tell.
    mention = make_article("Board Meets", body="<p>The harbour was named once.</p>", at=now - timedelta(days=100))
    old = make_article("Harbour Closed", body="<p>It is shut.</p>", at=now - timedelta(days=400))
    new = make_article("Harbour Open", body="<p>It is not shut.</p>", at=now - timedelta(days=2))
    assert found("harbour") == [new.pk, old.pk, mention.pk]


def test_caption_of_a_picture_is_found() -> None:
    from press.pictures.tests.builders import make_picture

    picture = make_picture(caption="A cormorant on a buoy.", photographer="Ilan Vardy")
    story = make_article(lead_picture_id=picture.pk)
    assert found("cormorants") == [story.pk]


def test_search_is_narrowed_by_topic_category_author_and_days() -> None:
    now = timezone.now()
    leila, omar = make_author("Leila Sabban"), make_author("Omar Haddad")
    one = make_article("Ferry One", topics=["Water"], authors=[leila], at=now - timedelta(days=3))
    two = make_article("Ferry Two", authors=[omar], category=other(), at=now - timedelta(days=40))
    today = timezone.localdate()
    assert found("ferry", topic_id=one.topics.get().pk) == [one.pk]
    assert found("ferry", category_id=two.category_id) == [two.pk]
    assert found("ferry", author_id=omar.pk) == [two.pk]
    assert found("ferry", since=today - timedelta(days=10)) == [one.pk]
    assert found("ferry", until=today - timedelta(days=10)) == [two.pk]


def test_facets_count_what_was_found() -> None:
    leila = make_author("Leila Sabban")
    stories = [make_article(f"Ferry {n}", topics=["Water", "Ports"], authors=[leila]) for n in range(3)]
    make_article("Ferry 4", topics=["Ports"], authors=[leila], category=other())
    make_article("Board Meets", body="<p>It met.</p>", topics=["Ports"])
    facets = find(read("ferry"), Narrowed()).facets
    water = stories[0].topics.get(name="Water").pk
    assert dict(facets["category"])[stories[0].category_id or 0] == 3
    assert dict(facets["topic"])[water] == 3
    assert facets["author"] == [(leila.pk, 4)]
    assert facets["year"] == [(timezone.localtime(stories[0].published_at).year, 4)]


# --- Only live stories ---


def test_embargoed_story_is_found_from_the_second_its_embargo_lifts(time_machine: Any) -> None:
    now = timezone.now()
    story = make_article("Ferry Secret", at=now + timedelta(hours=2))
    time_machine.move_to(now + timedelta(hours=1, minutes=59, seconds=59))
    assert found("secret") == beginning_with(["secr"], limit=5) == []
    time_machine.move_to(now + timedelta(hours=2, seconds=1))
    assert found("secret") == beginning_with(["secr"], limit=5) == [story.pk]


def test_draft_and_what_was_taken_back_retracted_or_killed_is_never_found() -> None:
    editor = make_editor()
    make_draft("Ferry Draft")
    unpublish(make_article("Ferry Back"), by=editor)
    retract(make_article("Ferry Retracted"), by=editor, why="Forged.")
    kill(make_article("Ferry Killed"), by=editor, why="A court.")
    assert found("ferry") == beginning_with(["ferry"], limit=5) == []
    assert not SearchEntry.objects.exists()


def test_search_follows_an_edit_a_new_topic_and_a_new_name() -> None:
    story = make_article("Ferry Sails", topics=["Water"])
    write_story(story, by=make_editor(), words={"body": "<p>A tram ran.</p>"}, topics=["Trams"])
    assert found("trams") == found("ran") == [story.pk]
    assert found("Tuesday") == found("water") == []
    topic = story.topics.get()
    topic.name = "Streetcars"
    from articles.actions.topics import write_topic

    write_topic(topic)
    assert found("streetcar") == [story.pk]


@pytest.mark.django_db(transaction=True)
def test_rebuilding_finds_all_and_forgets_what_is_stale() -> None:
    stories = [make_article(f"Ferry {n}") for n in range(3)]
    gone = make_article("Ferry Gone")
    SearchEntry.objects.filter(article=stories[1]).delete()
    type(gone).objects.filter(pk=gone.pk).update(status="draft")
    assert rebuild() == rebuild() == 3
    assert sorted(found("ferry")) == [story.pk for story in stories]


# --- Bad input ---


@pytest.mark.parametrize(
    "typed",
    [
        '"', '"""', 'a"b"c"', "'", "the", "the and of", "AND", "OR", "OR OR", "NOT", "-", '-"', "* ^ ( ) { } : !",
        "a:b*", "NEAR(a b)", "head:ferry", "ferry & | ! <->", "\\", "%", "%s", "{}", "\u200f\u202e", "🦑",
        "é" * 300, "x" * 10_000,
        "<script>alert(1)</script>", "ferry\x00", "'; DROP TABLE articles_article; --", "\ud83d",
    ],
)  # fmt: skip
def test_anything_typed_is_a_search(client: Client, typed: str) -> None:
    make_article("Ferry Sails Again")
    for address in ("/search/", "/search/suggestions/"):
        answer = client.get(address, query_params={"q": typed.encode("utf-8", "replace").decode()})
        assert answer.status_code in ({200, 400} if "\x00" in typed else {200})
        assert "<script>alert" not in answer.text


class AnyInput(TestCase):
    """Whatever is typed is answered, by the engine itself too."""

    @given(st.text(max_size=300))
    def test_engine_takes_any_text(self, typed: str) -> None:
        typed = typed.replace("\x00", "")
        find(read(typed), Narrowed())
        beginning_with(words_of(typed), limit=5)


@pytest.mark.parametrize("page_number", ["1000000000", "-1", "0", "x", "٣", "9" * 500])
def test_page_that_does_not_exist_is_the_nearest_that_does(client: Client, page_number: str) -> None:
    make_article("Ferry Sails Again")
    assert "Ferry Sails Again" in page(client, f"q=ferry&page={page_number}")


@pytest.mark.parametrize(
    "facet", ["topic=nothing", "author=nobody", "from=yesterday", "to=2026-02-31", "from=0001-01-01"]
)
def test_facet_that_does_not_exist_is_left_out_and_told(client: Client, facet: str) -> None:
    make_article("Ferry Sails Again")
    text = page(client, f"q=ferry&{facet}")
    assert "Ferry Sails Again" in text
    assert "it was left out" in text


def test_topic_of_a_draft_is_as_unknown_as_one_that_does_not_exist(client: Client) -> None:
    make_article("Ferry Sails Again")
    make_draft(topics=["Secret Talks"])
    make_article("Ferry Later", topics=["Later Talks"], at=timezone.now() + timedelta(hours=1))
    for slug in ("secret-talks", "later-talks", "no-talks"):
        assert "it was left out" in page(client, f"q=ferry&topic={slug}")


def test_marking_the_words_of_a_long_text_takes_no_longer_than_reading_it() -> None:
    import time

    started = time.process_time()
    lines_of("ferry " * 60_000, read("ferry"))
    assert time.process_time() - started < 3


def test_ten_kilobytes_are_cut_and_told() -> None:
    asked = read("ferry " * 2000)
    assert asked.was_cut
    assert asked.terms == (Term(("ferry",)),)


# --- The page ---


def test_result_shows_the_words_marked_and_nothing_as_markup(client: Client) -> None:
    make_article("Ferry", body="<p>She said: a &lt;b&gt;lighthouse&lt;/b&gt; &amp; two ferries, by lamplight.</p>")
    text = page(client, "q=lighthouse+ferry")
    assert "&lt;b&gt;<mark>lighthouse</mark>&lt;/b&gt; &amp; two <mark>ferries</mark>" in text


@given(st.text(max_size=400), st.text(max_size=40))
def test_lines_of_any_text_hold_no_markup_but_marks(text: str, typed: str) -> None:
    lines = lines_of(text, read(typed))
    assert "<" not in lines.replace("<mark>", "").replace("</mark>", "")
    assert len(lines) < 2500


def test_beginning_of_a_name_finds_its_stories_when_no_word_is_that(client: Client) -> None:
    make_article("Ferry Sails Again", authors=[make_author("Leila Sabban")])
    assert "Ferry Sails Again" in page(client, "q=Leila+Sabb")
    assert "No story has all of this" in page(client, "q=Leila+-Sabb+Sab")
    assert not MissedSearch.objects.filter(words="leila sabb").exists()


def test_results_are_paged_without_repeats(client: Client) -> None:
    import re

    for number in range(45):
        make_article(f"Ferry {number}")
    pages = [re.findall(r'card-headline"><a href="([^"]+)"', page(client, f"q=ferry&page={n}")) for n in (1, 2, 3)]
    assert [len(urls) for urls in pages] == [20, 20, 5]
    assert len({url for urls in pages for url in urls}) == 45


def test_nothing_found_offers_a_wider_search_and_topics(client: Client) -> None:
    make_article("Ferry Sails Again", topics=["Water"])
    text = page(client, "q=ferry+volcano&topic=water")
    assert 'href="/search/?q=ferry+volcano"' in text
    assert 'href="/search/?q=ferry+OR+volcano"' in text
    assert 'href="/topics/"' in text
    assert 'Everything about <a href="/topics/water/">Water</a>' in page(client, "q=waters+volcano")


def test_search_is_the_same_for_everyone_and_may_be_cached(client: Client) -> None:
    make_article("Ferry Sails Again")
    answer = client.get("/search/?q=ferry", headers={"cookie": "sessionid=" + "a" * 32})
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies
    assert answer.content == Client().get("/search/?q=ferry").content


def test_search_asks_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(25):
        make_article(f"Ferry {number}", topics=["Water", f"Topic {number}"])
    page(client, "q=ferry")
    with django_assert_max_num_queries(5):
        page(client, "q=ferry")
    with django_assert_max_num_queries(4):
        client.get("/search/suggestions/?q=fer")


def test_suggestions_are_topics_and_the_newest_stories_that_begin_so(client: Client) -> None:
    now = timezone.now()
    make_article("Ferry Sails Again", topics=["Ferries"], at=now - timedelta(hours=2))
    make_article("Night Ferry", at=now - timedelta(hours=1))
    for number in range(8):
        make_article(f"Harbour {number}", at=now - timedelta(hours=3))
    text = client.get("/search/suggestions/?q=ferr").text
    assert text.index('href="/topics/ferries/"') < text.index("Night Ferry") < text.index("Ferry Sails Again")
    assert client.get("/search/suggestions/?q=harb").text.count("<li>") == 5
    assert client.get("/search/suggestions/?q=h").text.strip() == ""


def test_suggestion_never_tells_of_a_draft(client: Client) -> None:
    make_draft("Secret Ferry", topics=["Secret Talks"])
    assert client.get("/search/suggestions/?q=secr").text.strip() == ""


# --- What readers looked for in vain ---


def test_facets_leave_out_what_is_chosen_already_and_their_counts_are_true(client: Client) -> None:
    import re
    from html import unescape

    leila, omar = make_author("Leila Sabban"), make_author("Omar Haddad")
    make_article("Ferry 1", topics=["Water", "Ports"], authors=[leila])
    make_article("Ferry 2", topics=["Water", "Trade"], authors=[omar], category=other())
    make_article("Ferry 3", topics=["Ports", "Trade"], authors=[leila, omar])
    text = page(client, "q=ferry&topic=water")
    assert "<h2>Topic</h2>" not in text
    choices = re.findall(r'<li><a href="(/search/[^"]+)"><span[^>]*>[^<]*</span></a> <span[^>]*>(\d+)</span>', text)
    assert len(choices) == 4
    for url, count in choices:
        assert f"{count} stor" in page(client, unescape(url).partition("?")[2])


def test_hostile_names_of_facets_and_of_what_was_chosen_stay_words(client: Client) -> None:
    hostile = make_author("</script><b>Leila & Co</b>")
    for number in range(2):
        make_article(f"Ferry {number} ]]> <i>now</i>", topics=["<b>Water</b>", f"Topic {number}"], authors=[hostile])
    make_article("Ferry Two", topics=["Ports"], authors=[make_author("Omar Haddad")])
    text = page(client, "q=ferry+%22%3Cb%3E&topic=%3Cb%3E")
    assert "&lt;b&gt;Water&lt;/b&gt;" in text
    assert "&lt;/script&gt;&lt;b&gt;Leila &amp; Co&lt;/b&gt;" in text
    assert not any(markup in text for markup in ("<b>Water", "<b>Leila", "<i>now", 'value="<b>'))


def test_search_in_vain_is_counted_by_its_words_alone(client: Client) -> None:
    for typed in ("Volcano!", "volcano", "volcano 0501234567", "some.one@example.org"):
        page(client, f"q={quote(typed)}")
    assert list(MissedSearch.objects.values_list("words", "times")) == [("volcano", 2)]


def test_search_that_found_something_or_was_narrowed_is_not_counted(client: Client) -> None:
    make_article("Ferry", topics=["Water"])
    page(client, "q=ferry")
    for query in ("q=volcano&topic=water", "q=volcano&topic=nothing", "q=volcano&page=2"):
        page(client, query)
    assert not MissedSearch.objects.exists()


def other() -> Any:
    return make_category("Culture", slug="culture")
