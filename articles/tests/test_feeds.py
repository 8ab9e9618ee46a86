"""Feeds: what readers' programs, aggregators and partners get of the paper, in three forms that say the same."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.actions.withdraw import correct
from articles.feeds.newest import NEWEST
from articles.models import Article
from articles.tests.builders import (
    make_article,
    make_category,
    make_draft,
    make_editor,
)
from articles.tests.readers import FORMS, LISTS, parsed, titles, told
from press.masthead.actions import write_masthead
from press.web.remember import forget_all

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", LISTS)
def test_every_list_has_its_feed_in_three_forms(client: Client, ferry: Article, address: str, form: str) -> None:
    (entry,) = told(client, address + form)
    assert entry["title"] == "Ferry Sails"
    assert entry["url"] == "http://127.0.0.1:8000/politics/ferry-sails/"
    assert "Ondra has its boat again." in entry["summary"]
    assert "The ferry to Ondra sailed on Tuesday." in entry["html"]


@pytest.mark.parametrize("form", FORMS)
def test_feed_holds_the_newest_twenty(client: Client, form: str) -> None:
    for number in range(NEWEST + 2):
        make_article(f"Story {number}", at=timezone.now() - timedelta(hours=number + 1))
    for address in ("/feed/", "/politics/feed/"):
        assert titles(client, address + form) == [f"Story {number}" for number in range(NEWEST)]


@pytest.mark.parametrize(
    ("form", "kind"),
    list(zip(FORMS, ("application/rss+xml", "application/atom+xml", "application/feed+json"), strict=True)),
)
def test_each_form_says_what_it_is(client: Client, ferry: Article, form: str, kind: str) -> None:
    assert client.get(f"/feed/{form}")["Content-Type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize(
    "address",
    [
        "/feed/rss/",
        "/feed/xml/",
        "/nowhere/feed/",
        "/politics/feed/rss/",
        "/topics/nothing/feed/",
        "/topics/feed/",
        "/authors/nobody/feed/",
        "/authors/feed/",
        "/feed/feed/",
        "/about/feed/atom/",
    ],
)
def test_unknown_list_has_no_feed(client: Client, ferry: Article, address: str) -> None:
    assert client.get(address).status_code == 404


def test_feed_of_a_topic_that_only_a_draft_is_about_is_missing(client: Client) -> None:
    make_draft(topics=["A Name In Confidence"])
    assert client.get("/topics/a-name-in-confidence/feed/").status_code == 404


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", ["/feed/", "/politics/feed/", "/authors/leila/feed/"])
def test_feed_of_an_empty_list_is_a_feed(client: Client, leila: Any, address: str, form: str) -> None:
    make_category("Politics")
    assert told(client, address + form) == []


def test_rss_says_whose_it_is_and_where_it_stands(client: Client, ferry: Article) -> None:
    write_masthead(name="The Courier", strapline="News from the bay", logo=None)
    channel = parsed(client, "/politics/feed/").feed
    assert channel.title == "Politics | The Courier"
    assert channel.link == "http://127.0.0.1:8000/politics/"
    assert {
        "rel": "self",
        "type": "application/rss+xml",
        "href": "http://127.0.0.1:8000/politics/feed/",
    } in channel.links
    assert (channel.language, channel.ttl, channel.subtitle) == ("en", "5", "News from the bay")


def test_feed_shows_the_papers_logo_once_there_is_one(client: Client, ferry: Article) -> None:
    assert "image" not in parsed(client, "/feed/").feed
    write_masthead(name="The Courier")
    connection.cursor().execute("UPDATE masthead_masthead SET logo = 'masthead/logo.png'")
    forget_all()
    logo = "http://127.0.0.1:8000/media/masthead/logo.png"
    assert parsed(client, "/feed/").feed.image.href == logo
    assert parsed(client, "/feed/atom/").feed.logo == logo
    assert client.get("/feed/json/").json()["icon"] == logo


def test_atom_names_the_category_the_topics_and_who_signed(client: Client, ferry: Article) -> None:
    for form in ("", "atom/"):
        (entry,) = parsed(client, f"/feed/{form}").entries
        assert [tag.term for tag in entry.tags] == ["Politics", "Water"]
        assert entry.author == "Leila Sabban"
    (item,) = client.get("/feed/json/").json()["items"]
    assert item["tags"] == ["Politics", "Water"]
    assert item["authors"] == [{"name": "Leila Sabban", "url": "http://127.0.0.1:8000/authors/leila/"}]


def test_dates_are_the_storys_and_the_same_wherever_they_are_read(client: Client) -> None:
    story = make_article(at=datetime(2026, 11, 20, 18, 5, 7, 999, tzinfo=UTC))
    correct(story, by=make_editor(), text="The ferry sails on Monday.", at=datetime(2026, 11, 21, 6, 0, tzinfo=UTC))
    text = client.get("/feed/").text
    assert "<pubDate>Fri, 20 Nov 2026 18:05:07 +0000</pubDate>" in text
    assert "<lastBuildDate>Sat, 21 Nov 2026 06:00:00 +0000</lastBuildDate>" in text
    atom_text = client.get("/feed/atom/").text
    assert "<published>2026-11-20T18:05:07Z</published><updated>2026-11-21T06:00:00Z</updated>" in atom_text
    (item,) = client.get("/feed/json/").json()["items"]
    assert (item["date_published"], item["date_modified"]) == ("2026-11-20T18:05:07Z", "2026-11-21T06:00:00Z")


@pytest.mark.parametrize("form", FORMS)
def test_correction_stands_in_front_of_the_text(client: Client, ferry: Article, form: str) -> None:
    at = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
    correct(ferry, by=make_editor(), text="The ferry sails on Monday.", at=at)
    (entry,) = told(client, f"/feed/{form}")
    note = "Correction, Nov. 21, 2026:</strong> The ferry sails on Monday."
    assert 0 < entry["html"].index(note) < entry["html"].index("sailed on Tuesday")
    assert entry["summary"].startswith("Correction, Nov. 21, 2026: The ferry sails on Monday. Ondra has")


@pytest.mark.parametrize("form", FORMS)
def test_every_address_in_a_feed_is_absolute(client: Client, form: str) -> None:
    links = '<a href="/topics/water/">a</a> <a href="https://a.example/">b</a> <a href="mailto:a@b.example">c</a>'
    make_article(body=f"<p>{links}</p>")
    html = told(client, f"/feed/{form}")[0]["html"]
    assert 'href="http://127.0.0.1:8000/topics/water/"' in html
    assert 'href="https://a.example/"' in html
    assert 'href="mailto:a@b.example"' in html
    assert 'href="/' not in html


def test_embed_is_a_link_and_nothing_waits_for_our_styles(client: Client) -> None:
    body = (
        '<figure data-embed="https://youtu.be/abcdefghijk"><figcaption>The crossing</figcaption></figure>'
        '<aside class="pull-quote"><p>“We sail.”</p></aside>'
        "<table><tbody><tr><td>12</td><td>13</td></tr></tbody></table>"
    )
    make_article(body=body)
    html = told(client, "/feed/json/")[0]["html"]
    assert '<p><a href="https://youtu.be/abcdefghijk">YouTube: The crossing</a></p>' in html
    assert "<blockquote><p>“We sail.”</p></blockquote>" in html
    assert "<table><tbody><tr><td>12</td><td>13</td></tr></tbody></table>" in html
    for foreign in ("svg", "class=", "data-"):
        assert foreign not in html


def test_text_in_arabic_runs_from_right_to_left(client: Client) -> None:
    make_article(
        "العبّارة تبحر من جديد",
        language="ar",
        dek="عادت العبّارة.",
        body="<p>أبحرت العبّارة يوم الثلاثاء.</p>",
        category=make_category("سياسة", slug="سياسة"),
    )
    for form in FORMS:
        (entry,) = told(client, f"/سياسة/feed/{form}")
        assert entry["title"] == "العبّارة تبحر من جديد"
        assert entry["html"].startswith('<div lang="ar" dir="rtl">' if form == "json/" else "<div ")
        assert 'dir="rtl"' in entry["html"]
        assert entry["url"].isascii()
    assert client.get("/feed/json/").json()["items"][0]["language"] == "ar"
    assert 'xml:lang="ar"' in client.get("/feed/atom/").text
    assert parsed(client, "/سياسة/feed/").feed.title.startswith("سياسة | ")


def test_dateline_and_where_an_oped_first_stood_are_told(client: Client) -> None:
    make_article(
        kind="op-ed",
        dateline="PORT SARRA",
        translated_paper="Al-Mina",
        translated_country="Marran",
        translated_on=timezone.localdate(),
    )
    html = told(client, "/feed/json/")[0]["html"]
    assert "<p>PORT SARRA — The ferry" in html
    assert "Translated from Al-Mina, Marran" in html


@pytest.mark.parametrize("form", FORMS)
def test_feeds_carry_deks_only_when_the_paper_says_so(client: Client, ferry: Article, form: str) -> None:
    write_masthead(feeds_full_text=False)
    correct(ferry, by=make_editor(), text="The ferry sails on Monday.")
    (entry,) = told(client, f"/feed/{form}")
    assert "<p>Ondra has its boat again.</p></div>" in entry["html"]
    assert "The ferry sails on Monday." in entry["html"]
    assert "sailed on Tuesday" not in client.get(f"/feed/{form}").text


def test_story_without_a_dek_is_told_by_its_beginning(client: Client) -> None:
    make_article(body=f"<p>The ferry sailed.</p><p>{'It was late. ' * 60}</p>")
    summary = told(client, "/feed/json/")[0]["summary"]
    assert summary.startswith("The ferry sailed. It was late.")
    assert len(summary) <= 300


@pytest.mark.parametrize(
    "address", ["/", "/politics/", "/topics/", "/topics/water/", "/authors/leila/", "/politics/ferry-sails/"]
)
def test_every_page_leads_to_the_papers_feed(client: Client, ferry: Article, address: str) -> None:
    write_masthead(name="The Courier")
    page = client.get(address).text
    assert '<link rel="alternate" type="application/rss+xml" title="The Courier" href="/feed/">' in page
    assert '<a href="/feed/">RSS</a>' in page


@pytest.mark.parametrize(
    ("address", "title"), [("/politics/", "Politics"), ("/topics/water/", "Water"), ("/authors/leila/", "Leila Sabban")]
)
def test_page_of_a_list_leads_to_its_own_feed(client: Client, ferry: Article, address: str, title: str) -> None:
    write_masthead(name="The Courier")
    page = client.get(address).text
    assert (
        f'<link rel="alternate" type="application/rss+xml" title="{title} | The Courier" href="{address}feed/">' in page
    )
