"""Public pages are the same bytes for everyone (idea 1 of docs/architecture.md)."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import brotli
import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone

from articles.models import FrontSlot
from articles.tests.builders import make_article, make_author, make_editor
from press.web import boundaries, public

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/politics/",
    "/topics/",
    "/topics/water/",
    "/authors/leila/",
    "/feed/",
    "/politics/feed/json/",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/politics/ferry/",
    "/politics/ferry/print/",
    "/no-such-page/",
]


@pytest.fixture(autouse=True)
def paper() -> None:
    author = make_author("Leila Sabban")
    author.slug = "leila"
    author.save()
    make_article("Ferry", topics=["Water"], authors=[author])


def plain(client: Client, address: str, **headers: Any) -> bytes:
    return client.get(address, **headers).content


@pytest.mark.parametrize("address", PAGES)
def test_everybody_gets_the_same_bytes_and_no_cookie(address: str) -> None:
    wanted = plain(Client(), address)
    signed_in = Client()
    signed_in.force_login(make_editor())
    forged, long = Client(), Client()
    forged.cookies["sessionid"] = "x"
    long.cookies["sessionid"] = "a" * 32
    long.cookies["messages"] = "forged"
    arabic = Client(headers={"accept-language": "ar,he;q=0.8"})
    for client in (signed_in, forged, long, arabic):
        answer = client.get(address)
        assert answer.content == wanted
        assert "Set-Cookie" not in answer
        assert not answer.cookies
        assert answer["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(("coding", "unpacked"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
@pytest.mark.parametrize("address", PAGES[:-1])
def test_compressed_page_says_the_same_and_is_compressed_the_same_way_twice(
    address: str, coding: str, unpacked: Callable[[bytes], bytes]
) -> None:
    client = Client(headers={"accept-encoding": coding})
    first, second = client.get(address), client.get(address)
    assert first["Content-Encoding"] == coding
    assert first.content == second.content
    assert unpacked(first.content) == plain(Client(), address)


class Forbidden:
    """Raises on any access, so that a view which looks at a reader fails loudly."""

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError(f"A public page looked at {name}.")

    def __get__(self, *_: Any) -> Any:
        raise AssertionError("A public page looked at the reader.")


@pytest.mark.parametrize("address", PAGES[:-1])
def test_public_view_never_looks_at_the_reader(address: str) -> None:
    request = RequestFactory().get(address)
    blind = type(
        "BlindRequest", (type(request),), dict.fromkeys(("session", "user", "COOKIES", "_messages"), Forbidden.__get__)
    )
    for name in ("session", "user", "_messages", "COOKIES"):
        request.__dict__.pop(name, None)
        setattr(
            blind,
            name,
            property(lambda _: (_ for _ in ()).throw(AssertionError("A public page looked at the reader."))),
        )
    request.__class__ = blind
    match = resolve(address)
    boundaries.start()
    assert match.func(request, *match.args, **match.kwargs).status_code == 200


@pytest.mark.parametrize("address", PAGES[:-1])
def test_unchanged_page_answers_304_without_a_body(client: Client, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_edited_page_has_another_tag(client: Client) -> None:
    before = client.get("/politics/")["ETag"]
    make_article("Another")
    assert client.get("/politics/")["ETag"] != before


@pytest.mark.parametrize("address", PAGES)
def test_only_reading_is_answered(client: Client, address: str) -> None:
    if address == "/no-such-page/":
        return
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def lifetime(answer: Any) -> dict[str, int]:
    parts = (part.strip().partition("=") for part in answer["Cache-Control"].split(","))
    return {name: int(value) for name, _, value in parts if value}


def test_lifetime_ends_at_the_next_scheduled_story(client: Client, time_machine: Any) -> None:
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    time_machine.move_to(noon, tick=False)
    make_article("At Twelve Past", at=noon + timedelta(minutes=2))
    told = lifetime(client.get("/politics/"))
    assert told["s-maxage"] == 120
    assert "stale-while-revalidate" not in told
    assert "stale-if-error" not in told


def test_address_of_a_scheduled_story_is_not_remembered_as_missing(client: Client, time_machine: Any) -> None:
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    time_machine.move_to(noon, tick=False)
    story = make_article("Soon", at=noon + timedelta(seconds=10))
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 404
    assert lifetime(answer)["s-maxage"] <= 10


def test_missing_address_does_not_tell_whether_a_story_waits_there(client: Client, time_machine: Any) -> None:
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    time_machine.move_to(noon, tick=False)
    make_article("First", at=noon + timedelta(seconds=50))
    late = make_article("Late", topics=["Secret Talks"], at=noon + timedelta(seconds=500))
    for waiting, nothing in (
        (late.get_absolute_url(), "/politics/no-such-story/"),
        ("/topics/secret-talks/", "/topics/no-such-topic/"),
    ):
        told, other = client.get(waiting), client.get(nothing)
        assert (told.status_code, told["Cache-Control"]) == (404, other["Cache-Control"])
        assert told.content.replace(waiting.encode(), b"") == other.content.replace(nothing.encode(), b"")


def test_lifetime_ends_when_a_front_page_slot_changes(client: Client, time_machine: Any) -> None:
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    time_machine.move_to(noon, tick=False)
    FrontSlot.objects.create(place="lead", article=make_article("Pinned"), ends_at=noon + timedelta(seconds=90))
    assert lifetime(client.get("/"))["s-maxage"] == 90


def test_page_that_prints_the_date_ends_at_midnight_in_the_newsrooms_zone(
    client: Client, time_machine: Any, settings: Any
) -> None:
    settings.TIME_ZONE = "Asia/Jerusalem"
    timezone.activate("Asia/Jerusalem")
    try:
        evening = boundaries.next_midnight() - timedelta(seconds=40)
        time_machine.move_to(evening, tick=False)
        assert lifetime(client.get("/politics/"))["s-maxage"] == 40
    finally:
        timezone.deactivate()


def test_nothing_at_hand_leaves_the_usual_lifetime(client: Client, time_machine: Any) -> None:
    time_machine.move_to(timezone.now().replace(hour=12), tick=False)
    told = lifetime(client.get("/politics/"))
    assert told["s-maxage"] == public.FRESH
    assert told["stale-while-revalidate"] == public.STALE_WHILE_REVALIDATE


def test_forged_host_reaches_no_page_that_a_cache_may_keep(client: Client) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text


def test_failing_page_answers_500_without_the_database_and_is_not_stored(settings: Any) -> None:
    settings.DEBUG = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_frontslot RENAME TO mislaid")
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert answer["Cache-Control"] == "no-store"


def test_address_without_its_slash_is_sent_on_with_its_query(client: Client) -> None:
    answer = client.get("/politics?before=x")
    assert (answer.status_code, answer["Location"]) == (301, "/politics/?before=x")


def test_public_policy_names_no_nonce_and_no_other_host_for_scripts(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "nonce" not in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
