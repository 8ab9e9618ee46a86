"""Redirects made by hand: what readers get, what is refused, and no circles."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.merging import merge_topics
from articles.actions.publish import publish, unpublish
from articles.actions.redirects import CannotRedirect, write_redirect
from articles.actions.topics import write_topic
from articles.actions.write import write_story
from articles.models import Redirect
from articles.tests.builders import make_article, make_editor, make_reporter, make_topic
from press.pages.actions import write_page
from press.pages.models import Page

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/redirect/add/"


def send_on(path: str, to: str) -> Redirect:
    return write_redirect(Redirect(path=path, to=to), by=make_editor())


# --- What readers get ---


def test_old_address_leads_to_the_new_one_with_the_query(client: Client) -> None:
    send_on("/2019/05/old-story/", "/about/")
    answer = client.get("/2019/05/old-story/?utm=x&y=%D7%90")
    assert (answer.status_code, answer["Location"]) == (301, "/about/?utm=x&y=%D7%90")


@pytest.mark.parametrize(
    "asked",
    [
        "/one/",
        "/one",
        "/a/b/c/d/",
        "/a/b/c/d",
        "/feed.xml",
        "/feed.xml/",
        "/old%20page/",
        "/%D9%85%D8%A7%D8%A1/",
        "/ماء",
    ],
)
def test_address_is_found_however_it_ends_and_is_written(client: Client, asked: str) -> None:
    for path in ("/one", "/a/b/c/d/", "/feed.xml", "/old%20page", "/ماء/"):
        send_on(path, "/about/")
    write_page(Page(title="About", slug="about"))
    assert client.get(asked, follow=True).redirect_chain[-1] == ("/about/", 301)


def test_address_in_arabic_is_sent_on_to_as_a_browser_writes_it(client: Client) -> None:
    send_on("/old/", "/topics/%D9%85%D9%8A%D8%A7%D9%87/")
    assert Redirect.objects.get().to == "/topics/مياه/"
    assert client.get("/old/")["Location"] == "/topics/%D9%85%D9%8A%D8%A7%D9%87/"


def test_redirect_is_a_public_answer_with_a_short_life(client: Client) -> None:
    send_on("/old/", "/about/")
    answer = client.head("/old/")
    assert answer.status_code == 301
    assert answer["Cache-Control"].startswith("public, max-age=0, s-maxage=30")
    assert answer["Vary"] == "Accept-Encoding"
    assert answer["Content-Security-Policy"]
    assert not answer.cookies


def test_redirect_works_while_the_paper_is_being_built(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    send_on("/old/", "/about/")
    assert client.get("/old/").status_code == 301
    assert client.get("/no/such/thing/").status_code == 404


def test_only_readers_are_sent_on(client: Client, ben: Any) -> None:
    Redirect.objects.create(path="/admin/old/", to="/about/")
    send_on("/a/b/c/d/", "/about/")
    assert client.post("/a/b/c/d/").status_code == 404
    client.force_login(ben)
    assert client.get("/admin/old/").status_code == 404


def test_missing_page_asks_one_question_more(client: Client) -> None:
    client.get("/politics/nothing/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/politics/nothing/")
    assert sum("articles_redirect" in query["sql"] for query in captured) == 1
    make_article("Ferry")
    client.get("/politics/ferry/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/politics/ferry/")
    assert not any("articles_redirect" in query["sql"] for query in captured)


@pytest.mark.parametrize("asked", ["/%00/", "/a%0Ab/", "/" + "x" * 3000 + "/", "/%FF/", "/a\u202eb/"])
def test_strange_address_is_missing_as_before(client: Client, asked: str) -> None:
    assert client.get(asked).status_code == 404


def test_page_that_comes_to_stand_there_is_shown(client: Client) -> None:
    send_on("/old/", "/about/")
    write_page(Page(title="Old", slug="old", body="<p>Here.</p>"))
    assert client.get("/old/").status_code == 200


# --- What is refused ---


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("old/", "from its first slash on"),
        ("//old/", "from its first slash on"),
        ("/%2Fold/", "from its first slash on"),
        ("https://other.example/old/", "from its first slash on"),
        ("other.example/old/", "from its first slash on"),
        ("/o\x01ld/", "cannot be read"),
        ("/a%0D%0Ab/", "cannot be read"),
        ("/%FF/", "cannot be read"),
        ("/old/?p=1", "Leave out"),
        ("/old/#top", "Leave out"),
        ("/a//b/", "an empty step"),
        ("/a/../b/", "an empty step"),
        ("/a\\b/", "an empty step"),
        ("/" + "x" * 300 + "/", "more than 300"),
        ("/", "Readers find something at / today"),
        ("/about", "Readers find something at /about/ today"),
        ("/politics/ferry/", "Readers find something"),
        ("/politics/ferry/print/", "Readers find something"),
        ("/politics/", "Readers find something"),
        ("/topics/water/", "Readers find something"),
        ("/robots.txt", "Readers find something"),
        ("/admin/anything/", "Readers find something"),
        ("/politics/boat/", "/politics/boat/ leads to /politics/ferry/ by itself"),
        ("/topics/rain/", "/topics/rain/ leads to /topics/water/ by itself"),
        ("/known", "/known/ is sent on already"),
    ],
)
def test_address_that_would_never_be_used_is_refused(path: str, said: str) -> None:
    write_page(Page(title="About", slug="about"))
    story = make_article("Boat", topics=["Rain"])
    write_story(story, by=make_editor(), words={"slug": "ferry"})
    merge_topics(make_topic("Water"), make_topic("Rain"), by=make_editor())
    send_on("/known/", "/about/")
    with pytest.raises(CannotRedirect, match=re.escape(said)) as refused:
        send_on(path, "/about/")
    assert refused.value.field == "path"


@pytest.mark.parametrize(
    "to",
    [
        "https://other.example/",
        "//other.example/",
        "/%2Fother.example/",
        "/\\other.example/",
        "/%5Cother.example/",
        "javascript:alert(1)",
        "http://localhost:8000.other.example/",
        "about",
        "/a/%0D%0ASet-Cookie:x",
        "/search/?q=x",
        "",
    ],
)
def test_readers_are_never_sent_out_of_the_paper(to: str) -> None:
    with pytest.raises(CannotRedirect) as refused:
        send_on("/old/", to)
    assert refused.value.field == "to"


def test_own_address_may_be_pasted_whole(settings: Any) -> None:
    redirect = send_on(f"{settings.SITE_URL}/old", f" {settings.SITE_URL}/about/ ")
    assert (redirect.path, redirect.to) == ("/old/", "/about/")


def test_redirect_is_refused_to_itself() -> None:
    with pytest.raises(CannotRedirect, match="in a circle: /old/ → /old/"):
        send_on("/old/", "/old")


@pytest.mark.parametrize("length", [2, 3, 7])
def test_circle_of_any_length_is_refused(length: int) -> None:
    steps = [f"/step-{number}/" for number in range(length)]
    for here, there in pairwise(steps):
        send_on(here, there)
    with pytest.raises(CannotRedirect, match="in a circle") as refused:
        send_on(steps[-1], steps[0])
    assert refused.value.field == "to"
    assert Redirect.objects.count() == length - 1


def test_circle_by_changing_a_redirect_is_refused() -> None:
    first, _second = send_on("/a/", "/b/"), send_on("/c/", "/b/")
    first.path, first.to = "/b/", "/c/"
    with pytest.raises(CannotRedirect, match="in a circle: /b/ → /c/ → /b/"):
        write_redirect(first, by=make_editor())


def test_circle_that_would_close_when_a_page_goes_is_refused() -> None:
    send_on("/a/", "/b/")
    write_page(Page(title="A", slug="a"))  # and so /a/ leads nowhere, for now
    with pytest.raises(CannotRedirect, match="in a circle: /b/ → /a/ → /b/"):
        send_on("/b/", "/a/")


def test_topic_without_stories_makes_no_circle_with_its_old_address(client: Client) -> None:
    topic = make_topic("Old")
    topic.slug = "new"
    write_topic(topic)
    send_on("/topics/new/", "/topics/old/")
    assert client.get("/topics/new/", follow=True).redirect_chain == [("/topics/old/", 301)]
    make_article(topics=["Old"])
    assert client.get("/topics/old/", follow=True).redirect_chain == [("/topics/new/", 301)]


def test_story_taken_back_makes_no_circle_with_its_old_address(client: Client) -> None:
    ben, story = make_editor(), make_article("Ferry")
    story = write_story(story, by=ben, words={"slug": "boat"})
    unpublish(story, by=ben)
    send_on("/politics/boat/", "/politics/ferry/")
    assert client.get("/politics/boat/", follow=True).status_code == 404
    publish(story, by=ben)
    assert client.get("/politics/ferry/", follow=True).redirect_chain == [("/politics/boat/", 301)]


def test_reporter_may_not() -> None:
    with pytest.raises(PermissionDenied):
        write_redirect(Redirect(path="/old/", to="/about/"), by=make_reporter())


# --- Short ways ---


def test_redirect_leads_past_another_one() -> None:
    send_on("/b/", "/c/")
    assert send_on("/a/", "/b/").to == "/c/"


def test_redirects_to_an_address_that_is_sent_on_now_lead_past_it() -> None:
    first = send_on("/a/", "/b/")
    send_on("/b/", "/c/")
    first.refresh_from_db()
    assert first.to == "/c/"


def test_redirect_leads_past_a_moved_story_and_a_renamed_topic() -> None:
    story = make_article("Ferry", topics=["Water"])
    write_story(story, by=make_editor(), words={"slug": "boat"})
    merge_topics(make_topic("Rain"), make_topic("Water"), by=make_editor())
    assert send_on("/a/", "/politics/ferry/").to == "/politics/boat/"
    assert send_on("/b/", "/topics/water/").to == "/topics/rain/"


# --- The form ---


@pytest.fixture
def desk(client: Client, ben: Any) -> Client:
    client.force_login(ben)
    return client


def test_editor_makes_finds_changes_and_removes_a_redirect(desk: Client) -> None:
    write_page(Page(title="About", slug="about"))
    assert desk.post(ADD, {"path": "/old", "to": "/about"}).status_code == 302
    redirect = Redirect.objects.get()
    assert "/old/" in desk.get("/admin/articles/redirect/?q=old").text
    page = reverse("admin:articles_redirect_change", args=[redirect.pk])
    assert desk.post(page, {"path": "/older/", "to": "/about/"}).status_code == 302
    assert Redirect.objects.get().path == "/older/"
    desk.post(reverse("admin:articles_redirect_delete", args=[redirect.pk]), {"post": "yes"})
    assert not Redirect.objects.exists()


def test_form_says_what_is_wrong_beside_the_field_and_keeps_what_was_typed(desk: Client) -> None:
    answer = desk.post(ADD, {"path": "/old/", "to": "https://other.example/"})
    assert "Readers are sent on within the paper only." in answer.text
    assert 'value="https://other.example/"' in answer.text
    answer = desk.post(ADD, {"path": "/admin/", "to": "/about/"})
    assert "Readers find something at /admin/ today" in answer.text
    send_on("/known/", "/about/")
    assert "is sent on already" in desk.post(ADD, {"path": "/known", "to": "/about/"}).text
    assert desk.post(ADD, {"path": "", "to": ""}).status_code == 200
    assert Redirect.objects.count() == 1


def test_long_address_in_percent_signs_is_taken(desk: Client) -> None:
    assert desk.post(ADD, {"path": "/" + "%D9%85" * 200 + "/", "to": "/about/"}).status_code == 302
    assert Redirect.objects.get().path == "/" + "م" * 200 + "/"


def test_editor_is_told_when_nothing_stands_where_readers_are_sent(desk: Client) -> None:
    assert "Nothing stands at /abuot/ yet" in desk.post(ADD, {"path": "/old/", "to": "/abuot/"}, follow=True).text
    write_page(Page(title="About", slug="about"))
    assert "Nothing stands" not in desk.post(ADD, {"path": "/older/", "to": "/about/"}, follow=True).text


def test_editor_is_told_whose_redirects_lead_further_now(desk: Client) -> None:
    desk.post(ADD, {"path": "/loop-a/", "to": "/loop-b/"})
    said = desk.post(ADD, {"path": "/loop-b/", "to": "/loop-c/"}, follow=True).text
    assert "Readers of /loop-a/, who were sent to /loop-b/, are now sent straight to /loop-c/." in said
    assert "are now sent straight" not in desk.post(ADD, {"path": "/loop-d/", "to": "/loop-c/"}, follow=True).text


def test_page_that_moves_sends_its_readers_on_and_back_again(client: Client) -> None:
    about = write_page(Page(title="About", slug="about"))
    send_on("/who-we-are/", "/about/")
    about.slug = "about-us"
    write_page(about)
    assert client.get("/about/").headers["Location"] == "/about-us/"
    assert client.get("/who-we-are/").headers["Location"] == "/about-us/"
    about.slug = "about"
    write_page(about)
    assert client.get("/about/").status_code == 200
    for old in ("/about-us/", "/who-we-are/"):
        assert client.get(old).headers["Location"] == "/about/"
    write_page(about)
    assert Redirect.objects.count() == 2


# --- Two editors at once ---


@pytest.mark.django_db(transaction=True)
def test_two_editors_close_no_circle_together() -> None:
    ben, start = make_editor(), Barrier(2)

    def save(path: str, to: str) -> bool:
        start.wait()
        try:
            with transaction.atomic():
                write_redirect(Redirect(path=path, to=to), by=ben)
                time.sleep(0.1)
        except CannotRedirect:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as editors:
        saved = list(editors.map(save, ("/a/", "/b/"), ("/b/", "/a/")))
    assert sorted(saved) == [False, True]
