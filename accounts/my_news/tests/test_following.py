"""Following by a click on a cached page, with and without an account."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Follow, User
from accounts.my_news.follows import MOST, Follows
from accounts.my_news.tests.clicking import OURS, click, followed, state
from articles.actions.merging import merge_topics
from articles.actions.topics import write_category
from articles.models import Author, Topic
from articles.tests.builders import make_article, make_author, make_category, make_draft, make_editor, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def water() -> Topic:
    make_article("Ferry", topics=["Water"], authors=[make_author("Leila Sabban")])
    return Topic.objects.get(slug="water")


@pytest.fixture
def leila() -> Author:
    return Author.objects.get(name="Leila Sabban")


@pytest.fixture(params=["by the cookie", "with an account"])
def reader(request: Any, client: Client, cleo: User) -> Client:
    if request.param == "with an account":
        client.force_login(cleo)
    return client


def test_click_follows_and_leads_back_to_the_confirmation(reader: Client, water: Topic) -> None:
    answer = click(reader, "follow", topic="water", next="/politics/ferry/?a=b#chips")
    assert (answer.status_code, answer["Location"]) == (303, "/politics/ferry/?a=b#followed")
    assert answer["Cache-Control"] == "no-store"
    assert state(reader) == {"topics": [water.pk], "authors": []}


def test_second_click_without_a_script_follows_still(reader: Client, water: Topic) -> None:
    for _ in range(2):
        click(reader, "follow", topic="water")
    assert state(reader)["topics"] == [water.pk]


def test_categories_and_authors_are_followed_too(reader: Client, leila: Author) -> None:
    click(reader, "follow", topic="politics")
    click(reader, "follow", author=leila.slug)
    assert state(reader) == {"topics": [make_category("Politics").pk], "authors": [leila.pk]}


def test_unfollowing_twice_leaves_nothing(reader: Client, leila: Author) -> None:
    click(reader, "follow", topic="water")
    click(reader, "follow", author=leila.slug)
    for _ in range(2):
        assert click(reader, "unfollow", topic="water", next="/topics/")["Location"] == "/topics/"
        click(reader, "unfollow", author=leila.slug)
    assert state(reader) == {"topics": [], "authors": []}


def test_muted_topic_is_followed_still_and_another_plus_does_not_unmute_it(reader: Client, water: Topic) -> None:
    for what in ("follow", "mute", "follow"):
        click(reader, what, topic="water")
    assert state(reader)["topics"] == [water.pk]
    if followed(reader):
        assert followed(reader).muted == {water.pk}
    else:
        assert Follow.objects.get().muted
    click(reader, "unmute", topic="water")
    assert not followed(reader).muted
    assert not Follow.objects.filter(muted=True)


def test_script_is_answered_with_the_new_state(reader: Client, water: Topic) -> None:
    headers = {"sec-fetch-site": "same-origin", "accept": "application/json"}
    answer = click(reader, "follow", headers=headers, topic="water")
    assert answer.json() == {"topics": [water.pk], "authors": []}


def test_cookies_are_closed_to_scripts_but_for_the_one_that_tells_nothing(client: Client) -> None:
    cookies = click(client, "follow", topic="water").cookies
    assert cookies["follows"]["httponly"]
    assert not cookies["personal"]["httponly"]
    assert cookies["personal"].value == "1"
    assert {cookie["samesite"] for cookie in cookies.values()} == {"Lax"}
    assert "sessionid" not in cookies


def test_cookies_go_together_with_the_last_thing_followed(client: Client) -> None:
    click(client, "follow", topic="water")
    gone = click(client, "unfollow", topic="water").cookies
    assert {name: (cookie.value, cookie["max-age"]) for name, cookie in gone.items()} == {
        "follows": ("", 0),
        "personal": ("", 0),
    }


def test_account_leaves_nothing_of_it_in_a_cookie(client: Client, cleo: User, water: Topic) -> None:
    client.force_login(cleo)
    assert "follows" not in click(client, "follow", topic="water").cookies
    assert [follow.topic for follow in cleo.follows.all()] == [water]


# --- What is sent by others -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"referer": "https://elsewhere.example/testserver"},
        {"referer": "http://[bad"},
    ],
)
def test_click_of_another_site_changes_nothing_and_says_so(reader: Client, headers: dict[str, str]) -> None:
    answer = click(reader, "follow", headers=headers, topic="water")
    assert answer.status_code == 403
    assert "did not come from one of our own pages" in answer.text
    assert not answer.cookies.keys() - {"sessionid"}
    assert not Follow.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"origin": "http://testserver"},
        {"origin": "http://127.0.0.1:8000"},
        {"referer": "http://testserver/politics/"},
    ],
)
def test_older_browsers_are_known_by_origin_or_referer(client: Client, headers: dict[str, str]) -> None:
    assert click(client, "follow", headers=headers, topic="water").status_code == 303


@pytest.mark.parametrize(
    "typed",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "http://testserver//elsewhere.example/",
        "javascript:alert(1)",
        "politics/",
        "http://[bad",
        "/" + "a" * 3000,
        "",
    ],
)
def test_way_back_leads_to_our_own_pages_only(client: Client, typed: str) -> None:
    assert click(client, "follow", topic="water", next=typed)["Location"] == "/my-news/#followed"


def test_whole_address_of_ours_is_a_way_back(client: Client) -> None:
    for host in ("http://testserver", "http://127.0.0.1:8000"):
        assert click(client, "follow", topic="water", next=f"{host}/topics/")["Location"] == "/topics/#followed"


@pytest.mark.parametrize(
    "form", [{"topic": "volcanoes"}, {"author": "nobody"}, {}, {"topic": "a\x00"}, {"topic": "-" * 999}]
)
def test_what_we_do_not_have_is_a_clear_404(reader: Client, form: dict[str, str]) -> None:
    answer = click(reader, "follow", headers=OURS, **form)
    assert answer.status_code == 404
    assert "nothing was changed" in answer.text
    assert answer["Cache-Control"] == "no-store"


def test_topic_of_a_draft_is_nobodys_business(client: Client) -> None:
    make_draft("Secret", topics=["Sealed"])
    assert click(client, "follow", topic="sealed").status_code == 404


def test_click_without_a_way_back_leads_to_the_page_that_the_browser_names(client: Client) -> None:
    for named, led in {
        "http://testserver/politics/?before=x": "/politics/?before=x#followed",
        "https://elsewhere.example/politics/": "/my-news/#followed",
        "http://testserver//elsewhere.example/": "/my-news/#followed",
    }.items():
        assert click(client, "follow", headers=OURS | {"referer": named}, topic="water")["Location"] == led


def test_click_in_the_footer_stays_there(client: Client) -> None:
    headers = OURS | {"referer": "http://testserver/about/"}
    answer = click(client, "follow", headers=headers, topic="water", place="foot")
    assert answer["Location"] == "/about/#followed-foot"
    answer = click(client, "follow", headers=headers, topic="water", place="https://elsewhere.example/")
    assert answer["Location"] == "/about/#followed"


def test_thousand_clicks_of_one_address_fill_no_table(client: Client, cleo: User, water: Topic) -> None:
    def rows() -> dict[type[Any], int]:
        return {model: model._default_manager.count() for model in apps.get_models()}

    before = rows()
    for number in range(1000):
        assert click(client, ("follow", "unfollow")[number % 2], topic="water").status_code == 303
    assert rows() == before
    client.force_login(cleo)
    before = rows()
    for _ in range(100):
        click(client, "follow", topic="water")
    # One row of what is followed; a session is made by signing in.
    assert {model: count - before[model] for model, count in rows().items() if count != before[model]} == {Follow: 1}


@pytest.mark.parametrize(
    "value",
    [
        "forged",
        "x" * 8192,
        "AQ.é",
        Follows(topics=frozenset({7})).as_text()[:-3],
        "AQAAAgEBAAA.g1gC4nLjHv8rWqk7u0cW5m9yK2xS3pQbTzR6dE1fNhA",  # of our form, signed with another key
    ],
)
def test_damaged_cookie_is_an_empty_one(client: Client, water: Topic, value: str) -> None:
    client.cookies["follows"] = value
    assert "Choose what matters most to you" in client.get("/my-news/").text
    assert state(client) == {"topics": [], "authors": []}
    click(client, "follow", topic="water")
    assert state(client)["topics"] == [water.pk]


def test_reader_who_follows_too_much_is_told_and_loses_nothing(client: Client, water: Topic) -> None:
    client.cookies["follows"] = Follows(topics=frozenset(range(10_000, 10_000 + MOST))).as_text()
    answer = click(client, "follow", topic="water")
    assert answer.status_code == 409
    assert "All of them are kept" in answer.text
    assert len(followed(client)) == MOST


# --- Topics that change -----------------------------------------------------------------------------------------------


def test_renamed_topic_is_known_by_its_former_slug(client: Client, water: Topic) -> None:
    politics = make_category("Politics")
    politics.slug = "government"
    write_category(politics)
    click(client, "follow", topic="politics")
    assert state(client)["topics"] == [politics.pk]


def test_followers_of_a_merged_topic_follow_the_kept_one_once(client: Client, cleo: User, water: Topic) -> None:
    make_article("Rivers", topics=["Rivers"])
    rivers = make_topic("Rivers")
    other = User.objects.create_user("other@paper.example")
    for person in (cleo, other):
        Follow.objects.create(user=person, topic=rivers)
    Follow.objects.create(user=cleo, topic=water)
    merge_topics(water, rivers, by=make_editor())
    assert sorted(Follow.objects.values_list("user", "topic")) == sorted([(cleo.pk, water.pk), (other.pk, water.pk)])
    click(client, "follow", topic="rivers")
    assert state(client)["topics"] == [water.pk]


def test_merged_topic_of_a_cookie_is_left_by_its_new_name(client: Client, water: Topic) -> None:
    make_article("Rivers", topics=["Rivers"])
    rivers = make_topic("Rivers")
    click(client, "follow", topic="rivers")
    merge_topics(water, rivers, by=make_editor())
    click(client, "unfollow", topic="water")
    assert not followed(client)


def test_deleted_topic_takes_its_follows_along(cleo: User, water: Topic) -> None:
    Follow.objects.create(user=cleo, topic=water)
    Topic.objects.filter(pk=water.pk).delete()
    assert not Follow.objects.exists()


def test_follow_is_of_exactly_one_thing(cleo: User, water: Topic, leila: Author) -> None:
    for wrong in ({}, {"topic": water, "author": leila}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(user=cleo, **wrong)


# --- What it costs ----------------------------------------------------------------------------------------------------


def test_state_of_fifty_follows_is_a_kilobyte_and_asks_nothing_of_the_database(client: Client) -> None:
    client.cookies["follows"] = Follows(topics=frozenset(range(6_000_000, 6_000_050))).as_text()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get("/my-news/state.json")
    assert len(asked) == 0
    assert len(answer.content) <= 1024
    assert answer["Cache-Control"] == "no-store"


def test_state_of_an_account_takes_three_queries(client: Client, cleo: User, water: Topic) -> None:
    client.force_login(cleo)
    Follow.objects.create(user=cleo, topic=water)
    with CaptureQueriesContext(connection) as asked:
        assert state(client)["topics"] == [water.pk]
    assert len(asked) <= 3
