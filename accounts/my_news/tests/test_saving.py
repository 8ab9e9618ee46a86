"""Saving stories for later, with and without an account."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Follow, SavedArticle, User
from accounts.my_news.packing import pack
from accounts.my_news.saved import MOST_ON_DEVICE
from accounts.my_news.tests.clicking import OURS, click
from articles.actions.withdraw import retract
from articles.models import Article, Topic
from articles.tests.builders import make_article, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def ferry() -> Article:
    return make_article("Ferry Sails", topics=["Water"])


@pytest.fixture(params=["by the cookie", "with an account"])
def reader(request: Any, client: Client, cleo: User) -> Client:
    if request.param == "with an account":
        client.force_login(cleo)
    return client


def save(client: Client, article: Any, what: str = "add", **form: Any) -> Any:
    return client.post(f"/saved/{what}/", {"article": getattr(article, "pk", article), **form}, headers=OURS)


def saved(client: Client) -> list[int]:
    return client.get("/my-news/state.json").json()["saved"]  # type: ignore[no-any-return]


def test_story_is_saved_and_waits_on_its_page(reader: Client, ferry: Article) -> None:
    answer = save(reader, ferry, next="/politics/ferry-sails/")
    assert (answer.status_code, answer["Location"]) == (303, "/politics/ferry-sails/#kept")
    page = reader.get("/saved/")
    assert "Ferry Sails" in page.text
    assert page["Cache-Control"] == "no-store"
    assert saved(reader) == [ferry.pk]


def test_saving_and_removing_twice_are_fine(reader: Client, ferry: Article) -> None:
    for _ in range(2):
        save(reader, ferry)
    assert saved(reader) == [ferry.pk]
    for _ in range(2):
        assert save(reader, ferry, "remove")["Location"] == "/saved/"
    assert saved(reader) == []
    assert "Nothing is saved yet" in reader.get("/saved/").text


def test_saved_last_stands_first(reader: Client, ferry: Article) -> None:
    older = make_article("Older Story", at=timezone.now() - timedelta(days=9))
    save(reader, ferry)
    save(reader, older)
    page = reader.get("/saved/").text
    assert page.index("Older Story") < page.index("Ferry Sails")


def test_fifty_newest_stay_on_the_device(client: Client, ferry: Article) -> None:
    client.cookies["saved"] = pack(range(10_000, 10_000 + MOST_ON_DEVICE), salt="my-news.saved", in_order=True)
    save(client, ferry)
    assert saved(client) == [ferry.pk, *range(10_000, 10_000 + MOST_ON_DEVICE - 1)]


def test_story_that_waits_for_its_moment_again_is_left_out(client: Client, ferry: Article) -> None:
    save(client, ferry)
    Article.objects.filter(pk=ferry.pk).update(published_at=timezone.now() + timedelta(hours=1))
    assert ferry.headline not in client.get("/saved/").text


def test_withdrawn_story_is_left_out(reader: Client, ferry: Article) -> None:
    save(reader, ferry)
    retract(ferry, by=make_editor(), why="It was forged.")
    assert "Ferry Sails" not in reader.get("/saved/").text


@pytest.mark.parametrize("number", ["", "x", "-1", "999999", "9" * 30, "١"])
def test_what_is_no_story_is_a_clear_404(reader: Client, number: str) -> None:
    for what in ("add", "remove") if number in {"", "x", "-1", "9" * 30, "١"} else ("add",):
        answer = save(reader, number, what)
        assert answer.status_code == 404
        assert "nothing was" in answer.text


def test_scheduled_story_cannot_be_saved(client: Client) -> None:
    ahead = make_article("Tomorrow", at=timezone.now() + timedelta(days=1))
    assert save(client, ahead).status_code == 404


def test_click_of_another_site_saves_nothing(reader: Client, ferry: Article) -> None:
    answer = reader.post("/saved/add/", {"article": ferry.pk}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert saved(reader) == []


@pytest.mark.parametrize("value", ["forged", "x" * 8192, pack([1], [2], salt="my-news.saved"), pack([1], salt="x")])
def test_damaged_cookie_is_an_empty_one(client: Client, ferry: Article, value: str) -> None:
    client.cookies["saved"] = value
    assert saved(client) == []
    save(client, ferry)
    assert saved(client) == [ferry.pk]


def test_cookies_of_followed_and_saved_do_not_take_one_another_away(client: Client, ferry: Article) -> None:
    click(client, "follow", topic="water")
    save(client, ferry)
    click(client, "unfollow", topic="water")
    assert client.cookies["personal"].value == "1"
    assert saved(client) == [ferry.pk]
    save(client, ferry, "remove")
    assert client.cookies["personal"].value == ""


def test_state_of_followed_and_saved_takes_three_queries(client: Client, cleo: User, ferry: Article) -> None:
    client.force_login(cleo)
    Follow.objects.create(user=cleo, topic=Topic.objects.get(slug="water"))
    SavedArticle.objects.create(user=cleo, article=ferry)
    with CaptureQueriesContext(connection) as asked:
        assert saved(client) == [ferry.pk]
    assert len(asked) <= 3


def test_page_of_saved_stories_takes_one_query_beside_what_is_remembered(client: Client, ferry: Article) -> None:
    save(client, ferry)
    client.get("/saved/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/saved/")
    assert len(asked) == 1
