"""What becomes of a story in feeds: it comes at its minute, goes at once, keeps its id; and what asking costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions.authors import write_author
from articles.actions.publish import unpublish
from articles.actions.topics import write_category, write_topic
from articles.actions.withdraw import kill, retract
from articles.actions.write import write_story
from articles.feeds.item import story_id
from articles.models import Article
from articles.tests.builders import (
    make_article,
    make_category,
    make_draft,
    make_editor,
    make_topic,
)
from articles.tests.readers import FORMS, LISTS, titles, told
from press.web.remember import forget_all

pytestmark = pytest.mark.django_db


def test_id_stays_when_everything_else_of_a_story_changes(client: Client, ferry: Article) -> None:
    before = {form: told(client, f"/feed/{form}")[0] for form in FORMS}
    assert len({entry["id"] for entry in before.values()}) == 1
    culture = make_category("Culture")
    write_story(ferry, by=make_editor(), words={"slug": "boat", "headline": "Boat", "category_id": culture.pk})
    for form in FORMS:
        (entry,) = told(client, f"/culture/feed/{form}")
        assert entry["id"] == before[form]["id"]
        assert entry["url"] == "http://127.0.0.1:8000/culture/boat/"
        assert told(client, f"/politics/feed/{form}") == []


def test_id_is_not_the_address_and_outlives_the_papers_domain(client: Client, ferry: Article) -> None:
    name = story_id(ferry.pk, ferry.created_at)
    assert name.startswith("urn:uuid:")
    assert f'<guid isPermaLink="false">{name}</guid>' in client.get("/feed/").text
    berlin = ferry.created_at.astimezone(timezone.get_fixed_timezone(60))
    assert story_id(ferry.pk, berlin) == name
    assert story_id(ferry.pk + 1, ferry.created_at) != name


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("withdraw", [kill, retract, unpublish])
def test_withdrawn_story_is_in_no_feed_at_once(client: Client, ferry: Article, withdraw: Any, form: str) -> None:
    stays = make_article("Stays", topics=["Water"], authors=[ferry.bylines.get().author])
    withdraw(ferry, by=make_editor(), why="It was wrong.")
    for address in LISTS:
        assert titles(client, address + form) == [stays.headline]


@pytest.mark.parametrize("withdraw", [kill, retract])
def test_nothing_of_a_withdrawn_story_is_kept_for_feeds(ferry: Article, withdraw: Any) -> None:
    withdraw(ferry, by=make_editor(), why="It was wrong.")
    ferry.refresh_from_db()
    assert ferry.syndicated == {}


def test_nothing_of_a_draft_is_kept_for_feeds() -> None:
    assert Article.objects.get(pk=make_draft().pk).syndicated == {}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kept_back", ["publish_at", "embargo_until"])
def test_story_enters_its_feeds_at_its_minute_with_no_worker(
    client: Client, time_machine: Any, ferry: Article, kept_back: str, form: str
) -> None:
    noon = timezone.now().replace(microsecond=0) + timedelta(days=1)
    time_machine.move_to(noon, tick=False)
    six = noon + timedelta(minutes=2)
    make_article("At Six", topics=["Water"], authors=[ferry.bylines.get().author], **{kept_back: six})
    for address in LISTS:
        answer = client.get(address + form)
        assert "At Six" not in answer.text
        assert "s-maxage=120" in answer["Cache-Control"]
        assert "stale" not in answer["Cache-Control"]
    time_machine.move_to(six, tick=False)
    for address in LISTS:
        assert titles(client, address + form) == ["At Six", "Ferry Sails"]


def test_lifetime_of_an_empty_feed_ends_with_the_first_story(client: Client, time_machine: Any) -> None:
    noon = timezone.now().replace(microsecond=0)
    time_machine.move_to(noon, tick=False)
    make_article("Soon", at=noon + timedelta(seconds=90), category=make_category("Politics"))
    assert "s-maxage=90" in client.get("/feed/")["Cache-Control"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", LISTS)
def test_unchanged_feed_answers_304_and_a_changed_one_does_not(
    client: Client, ferry: Article, address: str, form: str
) -> None:
    tag = client.get(address + form)["ETag"]
    forget_all()
    again = client.get(address + form, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    kill(ferry, by=make_editor(), why="It was wrong.")
    assert client.get(address + form, headers={"if-none-match": tag}).status_code != 304


def test_renamed_author_and_topic_are_named_anew(client: Client, ferry: Article, leila: Any) -> None:
    leila.name, water = "Leila Sabban-Lev", make_topic("Water")
    write_author(leila)
    water.name = "Drinking Water"
    write_topic(water)
    (item,) = client.get("/feed/json/").json()["items"]
    assert (item["authors"][0]["name"], item["tags"][1]) == ("Leila Sabban-Lev", "Drinking Water")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("address", "most"), list(zip(LISTS, (1, 1, 2, 2), strict=True)))
def test_feed_asks_one_question_and_one_who_it_is_about(
    client: Client, ferry: Article, address: str, most: int, form: str
) -> None:
    for number in range(25):
        make_article(f"Story {number}", topics=["Water", f"Topic {number}"], authors=[ferry.bylines.get().author])
    client.get(address + form)
    with CaptureQueriesContext(connection) as captured:
        client.get(address + form)
    assert len(captured) <= most


@pytest.mark.parametrize("form", FORMS)
def test_feed_of_a_renamed_topic_or_category_is_found_at_its_old_address(
    client: Client, ferry: Article, form: str
) -> None:
    politics, water = make_category("Politics"), make_topic("Water")
    politics.slug, water.slug = "power", "drinking-water"
    write_category(politics)
    write_topic(water)
    assert client.get(f"/politics/feed/{form}")["Location"] == f"/power/feed/{form}"
    assert client.get(f"/topics/water/feed/{form}")["Location"] == f"/topics/drinking-water/feed/{form}"
    assert titles(client, f"/power/feed/{form}") == titles(client, f"/topics/drinking-water/feed/{form}")
