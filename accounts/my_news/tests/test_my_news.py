"""My News: the stories of what is followed, once each, with the reason, and nothing lost while one pages."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from accounts.models import Follow, User
from accounts.my_news.follows import Follows
from accounts.my_news.naming import named
from accounts.my_news.news import news_of
from accounts.my_news.tests.clicking import click, followed
from articles.actions.merging import merge_topics
from articles.models import Article, TaggedArticle, Topic
from articles.tests.builders import make_article, make_author, make_editor, make_topic
from press.web.remember import forget_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper() -> None:
    ago = timezone.now() - timedelta(hours=5)
    make_article("Talks in Safan", topics=["Syria", "Water"], authors=[make_author("Leila Sabban")], at=ago)
    make_article("Well Runs Dry", topics=["Water"], at=ago - timedelta(hours=1))
    make_article("Team Wins", topics=["Sport"], at=ago - timedelta(hours=2))


def headlines(client: Client, address: str = "/my-news/") -> list[str]:
    return re.findall(r'class="card-headline"><a [^>]*>([^<]+)<', client.get(address).text)


def follow(client: Client, *slugs: str) -> None:
    for slug in slugs:
        click(client, "follow", topic=slug)


def test_who_follows_nothing_finds_the_chooser(client: Client) -> None:
    page = client.get("/my-news/")
    assert page["Cache-Control"] == "no-store"
    assert "Choose what matters most to you" in page.text
    assert 'aria-label="Follow Politics"' in page.text
    assert 'aria-label="Follow Water"' in page.text
    assert "Set-Cookie" not in page
    assert not page.cookies


def test_stories_come_newest_first_once_each_with_their_reason(client: Client) -> None:
    follow(client, "syria", "water")
    assert headlines(client) == ["Talks in Safan", "Well Runs Dry"]
    page = client.get("/my-news/").text
    assert "Because you follow Syria and Water" in page or "Because you follow Water and Syria" in page
    assert page.count("Because you follow Water<") == 1


def test_authors_bring_their_stories(client: Client) -> None:
    leila = make_author("Leila Sabban")
    click(client, "follow", author=leila.slug)
    assert "Talks in Safan" in headlines(client)
    assert "Because you follow Leila Sabban" in client.get("/my-news/").text


def test_page_narrows_to_one_thing_that_is_followed(client: Client) -> None:
    follow(client, "syria", "sport")
    sport, water = make_topic("Sport"), make_topic("Water")
    assert headlines(client, f"/my-news/?only=topic-{sport.pk}") == ["Team Wins"]
    for other in (f"topic-{water.pk}", "topic-x", "x" * 5000):
        assert headlines(client, f"/my-news/?only={other}") == ["Talks in Safan", "Team Wins"]


def test_muted_topic_brings_no_story_but_hides_none_that_another_brings(client: Client) -> None:
    follow(client, "syria", "water")
    click(client, "mute", topic="water")
    assert headlines(client) == ["Talks in Safan"]
    page = client.get("/my-news/").text
    assert "Because you follow Syria<" in page
    assert "Unmute Water" in page
    click(client, "unmute", topic="water")
    assert headlines(client) == ["Talks in Safan", "Well Runs Dry"]


def test_what_came_since_the_last_visit_is_marked_for_the_whole_visit(client: Client, time_machine: Any) -> None:
    time_machine.move_to(timezone.now())
    follow(client, "water")
    assert "news-new" not in client.get("/my-news/").text
    time_machine.shift(timedelta(hours=3))
    make_article("Dam Opens", topics=["Water"], at=timezone.now() - timedelta(minutes=90))
    for _ in range(2):
        assert client.get("/my-news/").text.count("news-new") == 1
        time_machine.shift(timedelta(minutes=5))
    time_machine.shift(timedelta(hours=1))
    assert "news-new" not in client.get("/my-news/").text


def test_merged_topic_goes_on_under_its_new_name_and_a_deleted_one_is_forgotten(client: Client) -> None:
    follow(client, "syria", "sport")
    water, syria = make_topic("Water"), make_topic("Syria")
    merge_topics(water, syria, by=make_editor())
    Topic.objects.filter(slug="sport").delete()
    assert headlines(client) == ["Talks in Safan", "Well Runs Dry"]
    assert followed(client).topics == {water.pk}


def test_suggestions_are_what_is_written_about_and_not_followed(client: Client) -> None:
    forget_all()
    follow(client, "water")
    page = client.get("/my-news/").text
    assert 'aria-label="Follow Sport"' in page
    assert 'aria-label="Follow Water"' not in page


def test_account_reads_the_same_from_rows(client: Client, cleo: User) -> None:
    client.force_login(cleo)
    follow(client, "syria", "water")
    assert Follow.objects.count() == 2
    assert headlines(client) == ["Talks in Safan", "Well Runs Dry"]
    assert "follows" not in client.cookies


def test_names_are_printed_as_they_are_written(client: Client) -> None:
    make_article("Percent", topics=['<b>"100%"</b> & %(name)s'])
    topic = Topic.objects.get(name__startswith="<b>")
    follow(client, topic.slug)
    page = client.get("/my-news/").text
    assert "<b>&quot;" not in page
    assert page.count("&lt;b&gt;&quot;100%&quot;&lt;/b&gt; &amp; %(name)s") == 5  # filter, reason, row, two buttons
    assert 'aria-label="Unfollow &lt;b&gt;' in page


def test_front_page_gets_the_five_newest_or_nothing(client: Client) -> None:
    assert client.get("/my-news/strip/").status_code == 204
    follow(client, "syria", "water")
    strip = client.get("/my-news/strip/")
    assert strip["Cache-Control"] == "no-store"
    assert headlines(client, "/my-news/strip/") == ["Talks in Safan", "Well Runs Dry"]
    assert "<html" not in strip.text


def test_damaged_link_to_older_stories_says_so(client: Client) -> None:
    follow(client, "water")
    page = client.get("/my-news/?before=abc.def")
    assert page.status_code == 404
    assert page["Cache-Control"] == "no-store"
    assert "This link to older stories is damaged" in page.text


def test_forged_cookie_is_taken_away(client: Client) -> None:
    client.cookies["follows"], client.cookies["personal"] = "forged", "1"
    for address in ("/my-news/", "/my-news/state.json"):
        assert client.get(address).cookies["personal"].value == ""


def test_page_takes_three_queries_beside_what_is_remembered(client: Client) -> None:
    topics = [make_topic(f"Topic {number}").pk for number in range(50)]
    client.cookies["follows"] = Follows(topics=frozenset([*topics, make_topic("Water").pk])).as_text()
    client.get("/my-news/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/my-news/").status_code == 200
    assert len(asked) <= 3


@settings(deadline=None, max_examples=20)
@given(
    minutes=some.lists(some.tuples(some.integers(1, 30), some.booleans()), min_size=5, max_size=65),
    arriving=some.lists(some.integers(0, 3), max_size=5),
)
def test_paging_neither_repeats_nor_skips_while_stories_arrive(
    minutes: list[tuple[int, bool]], arriving: list[int]
) -> None:
    now = timezone.now()
    with transaction.atomic():
        lists = [make_topic("One"), make_topic("Two")]
        there = [_put(lists if both else lists[:1], now - timedelta(minutes=back)) for back, both in minutes]
        follows, things = named(Follows(topics=frozenset(topic.pk for topic in lists)))
        seen: list[int] = []
        arrivals = iter(arriving)
        older = ""
        while True:
            page = news_of(follows, things, before=older, at=timezone.now())
            seen += [int(item.card.strip("[]")) for item in page.items]
            for _ in range(next(arrivals, 0)):
                _put(lists, timezone.now())
            older = page.older
            if not older:
                break
        assert sorted(seen) == sorted(there)
        transaction.set_rollback(True)


def _put(topics: list[Topic], at: datetime) -> int:
    """Write a live story under the topics, fast; its card says its id."""
    category = Topic.objects.categories().get()
    story = Article.objects.create(
        category=category, slug=f"s-{Article.objects.count()}", status="published", published_at=at
    )
    Article.objects.filter(pk=story.pk).update(card_html=f"[{story.pk}]")
    for topic in topics:
        TaggedArticle.objects.create(content_object=story, tag=topic, listed=True, published_at=at)
    return story.pk
