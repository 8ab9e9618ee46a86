"""The private feed: My News at an address that only its reader knows, and can change."""

import json
import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Follow, NewsFeed, User
from articles.actions.withdraw import kill, retract
from articles.models import Article
from articles.tests.builders import make_article, make_author, make_editor, make_topic
from press.masthead.actions import write_masthead

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper() -> None:
    ago = timezone.now() - timedelta(hours=5)
    make_article(
        "Talks in Safan", topics=["Water", "Ports"], dek="Two days.", body="<p>They talked of wells.</p>", at=ago
    )
    make_article("Team Wins", topics=["Sport"], authors=[make_author("Leila Sabban")], at=ago - timedelta(hours=1))
    make_article("Tomorrow's Story", topics=["Water"], at=timezone.now() + timedelta(days=1))


@pytest.fixture
def cleos(client: Client, cleo: User) -> Client:
    client.force_login(cleo)
    Follow.objects.create(user=cleo, topic=make_topic("Water"))
    return client


def make(client: Client, change: str = "") -> dict[str, str]:
    """Press the button, and return the paths that the account's page shows."""
    assert client.post(f"/accounts/feed/{change}").status_code == 302
    secret = NewsFeed.objects.get().secret
    page = client.get("/accounts/").text
    paths = {"RSS": f"/my-news/feed/{secret}/", "JSON": f"/my-news/feed/{secret}/json/"}
    for path in paths.values():
        assert f'href="http://127.0.0.1:8000{path}"' in page
    return paths


def titles(path: str) -> list[str | None]:
    answer = Client().get(path)
    if path.endswith("/json/"):
        return [item["title"] for item in answer.json()["items"]]
    return [title.text for title in ET.fromstring(answer.content).findall(".//item/title")]


def test_account_makes_a_feed_that_any_program_reads(cleos: Client) -> None:
    paths = make(cleos)
    for path in paths.values():
        assert titles(path) == ["Talks in Safan"]
    answer = Client().get(paths["RSS"])
    assert answer["Content-Type"].startswith("application/rss+xml")
    assert "They talked of wells." in answer.text
    assert "My News" in answer.text
    told = json.loads(Client().get(paths["JSON"]).content)
    assert told["feed_url"].endswith(paths["JSON"])
    assert told["home_page_url"].endswith("/my-news/")


def test_no_cache_keeps_it_and_it_sets_no_cookie_and_knows_no_session(cleos: Client) -> None:
    for path in make(cleos).values():
        answer = Client().get(path)
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies
        assert cleos.get(path).content == answer.content


def test_program_that_has_it_already_is_told_so(cleos: Client) -> None:
    for path in make(cleos).values():
        first = Client().get(path)
        again = Client().get(path, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == "no-store"
    make_article("Dam Opens", topics=["Water"])
    assert Client().get(path, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_making_it_twice_keeps_its_address(cleos: Client) -> None:
    assert make(cleos) == make(cleos)


def test_changed_address_closes_the_old_one_at_once(cleos: Client) -> None:
    old, new = make(cleos), make(cleos, "change/")
    for form, path in old.items():
        gone = Client().get(path)
        assert gone.status_code == 404
        assert "No feed stands at this address any more" in gone.text
        assert "Talks in Safan" not in gone.text
        assert gone["Cache-Control"] == "no-store"
        assert titles(new[form]) == ["Talks in Safan"]


def test_changing_an_address_that_is_not_there_makes_one(cleos: Client) -> None:
    assert titles(make(cleos, "change/")["RSS"]) == ["Talks in Safan"]


@pytest.mark.parametrize("secret", ["x", "é", "a" * 32, "x" * 5000, "change"])
def test_guessed_address_is_none(cleos: Client, secret: str) -> None:
    make(cleos)
    assert Client().get(f"/my-news/feed/{secret}/").status_code == 404


def test_what_is_muted_brings_nothing(cleos: Client, cleo: User) -> None:
    Follow.objects.create(user=cleo, topic=make_topic("Sport"), muted=True)
    path = make(cleos)["JSON"]
    assert titles(path) == ["Talks in Safan"]
    Follow.objects.filter(user=cleo, muted=True).update(muted=False)
    assert titles(path) == ["Talks in Safan", "Team Wins"]


def test_authors_bring_their_stories(cleos: Client, cleo: User) -> None:
    Follow.objects.create(user=cleo, author=make_author("Leila Sabban"))
    assert titles(make(cleos)["RSS"]) == ["Talks in Safan", "Team Wins"]


def test_who_follows_nothing_has_an_empty_feed(client: Client, cleo: User) -> None:
    client.force_login(cleo)
    for path in make(client).values():
        assert titles(path) == []


@pytest.mark.parametrize("withdraw", [retract, kill])
def test_withdrawn_story_is_gone(cleos: Client, withdraw: Any) -> None:
    path = make(cleos)["RSS"]
    withdraw(Article.objects.get(headline="Talks in Safan"), by=make_editor(), why="It was forged.")
    assert titles(path) == []


def test_paper_that_gives_deks_only_gives_no_more_here(cleos: Client) -> None:
    write_masthead(feeds_full_text=False)
    assert "They talked of wells." not in Client().get(make(cleos)["RSS"]).text


def test_feed_takes_an_account_and_says_so(client: Client) -> None:
    client.post("/my-news/follow/", {"topic": "water"}, headers={"sec-fetch-site": "same-origin"})
    page = client.get("/my-news/").text
    assert "Sign in</a> to have it on every device, and as a private feed" in page
    for address in ("/accounts/feed/", "/accounts/feed/change/"):
        assert client.post(address)["Location"] == "/accounts/sign-in/?next=%2Faccounts%2F"
    assert not NewsFeed.objects.exists()


def test_click_of_another_site_changes_no_address(cleo: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cleo)
    assert strict.post("/accounts/feed/change/", headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert not NewsFeed.objects.exists()


def test_closed_account_has_no_feed(cleos: Client, cleo: User) -> None:
    path = make(cleos)["RSS"]
    User.objects.filter(pk=cleo.pk).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_address_is_among_what_is_kept_and_goes_with_the_person(cleos: Client, cleo: User) -> None:
    assert cleos.get("/accounts/data/").json()["feed"] is None
    path = make(cleos)["RSS"]
    assert cleos.get("/accounts/data/").json()["feed"]["RSS"].endswith(path)
    cleo.delete()
    assert Client().get(path).status_code == 404


def test_feed_takes_three_queries_beside_what_is_remembered(cleos: Client, cleo: User) -> None:
    Follow.objects.bulk_create(Follow(user=cleo, topic=make_topic(f"Topic {number}")) for number in range(50))
    path = make(cleos)["RSS"]
    Client().get(path)
    with CaptureQueriesContext(connection) as asked:
        Client().get(path)
    assert len(asked) <= 3
