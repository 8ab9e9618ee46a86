"""Editions online, counted links, the box on every page, and the command."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles.actions.withdraw import kill
from articles.tests.builders import make_article, make_publisher
from newsletters.models import Consent, Edition, EditionLink, Newsletter, Subscriber
from newsletters.tests.builders import make_edition, make_newsletter, make_reader
from press.mail.tests.sink import Sink
from press.web.remember import forget_all

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 27)


def online(*stories: Any, **fields: Any) -> Edition:
    return make_edition(*stories, date=DAY, state="sent", released_at=timezone.now(), **fields)


def test_an_edition_is_read_online_by_everybody() -> None:
    online(make_article("A Ferry Sails"), introduction="<p>Good <em>morning</em>.</p>")
    page = Client().get("/newsletters/morning/2026-11-27/")
    assert page.status_code == 200
    assert "A Ferry Sails" in page.text
    assert "<p>Good <em>morning</em>.</p>" in page.text
    assert "public" in page["Cache-Control"]
    assert not page.cookies


def test_what_was_withdrawn_since_is_gone_from_it() -> None:
    story = make_article("A False Report")
    online(story, make_article("Another"))
    kill(story, by=make_publisher(), why="It is false.")
    assert "A False Report" not in Client().get("/newsletters/morning/2026-11-27/").text


@pytest.mark.parametrize("day", ["2026-11-28", "2026-13-99", "2026-02-30", "x", "2026-11-27-1", "2026-11-27-99999"])
def test_an_edition_that_is_not_there_is_missing(day: str) -> None:
    online(make_article())
    assert Client().get(f"/newsletters/morning/{day}/").status_code == 404


def test_a_draft_is_seen_by_nobody() -> None:
    make_edition(make_article(), date=DAY)
    assert Client().get("/newsletters/morning/2026-11-27/").status_code == 404


def test_a_newsletter_lists_its_editions() -> None:
    online(make_article())
    online(make_article(), number=2, subject="The second of the day")
    page = Client().get("/newsletters/morning/").text
    assert 'href="/newsletters/morning/2026-11-27-2/"' in page
    assert Client().get("/newsletters/morning/2026-11-27-2/").status_code == 200


@pytest.mark.parametrize("path", ["/newsletters/morning/", "/newsletters/morning/2026-11-27/"])
def test_an_edition_costs_few_questions(path: str, django_assert_max_num_queries: Any) -> None:
    online(*(make_article(f"Story {number}") for number in range(5)))
    forget_all()
    with django_assert_max_num_queries(5):
        Client().get(path)


def test_a_link_is_counted_and_leads_on() -> None:
    link = EditionLink.objects.create(edition=online(make_article()), address="https://paper.example/a/")
    for _ in range(2):
        response = Client().get(f"/newsletters/go/{link.key}/")
        assert (response.status_code, response["Location"]) == (302, "https://paper.example/a/")
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
    Client().head(f"/newsletters/go/{link.key}/")
    link.refresh_from_db()
    assert link.clicks == 2


def test_a_newsletter_that_counts_nothing_still_leads_on() -> None:
    edition = online(make_article(), of=make_newsletter(counts_clicks=False))
    link = EditionLink.objects.create(edition=edition, address="https://paper.example/a/")
    assert Client().get(f"/newsletters/go/{link.key}/").status_code == 302
    link.refresh_from_db()
    assert link.clicks == 0


@pytest.mark.parametrize("key", ["x", "a" * 40, "%00", "https:"])
def test_no_link_leads_where_nobody_meant(key: str) -> None:
    assert Client().get(f"/newsletters/go/{key}/").status_code == 404


# --- The box ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/topics/", "/search/?q=x", "/nowhere/"])
def test_every_page_has_one_box_to_subscribe(path: str) -> None:
    make_newsletter()
    make_article()
    assert Client().get(path).text.count('action="/newsletters/subscribe/"') == 1


def test_a_paper_without_newsletters_has_no_box() -> None:
    assert "/newsletters/" not in Client().get("/topics/").text


def test_the_box_of_a_cached_page_asks_for_one_more_click() -> None:
    make_newsletter()
    typed = {"email": "cleo@reader.example", "newsletter": "morning"}
    page = Client().post("/newsletters/subscribe/", typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert "One more click" in page.text
    assert "cleo@reader.example" in page.text
    assert not Subscriber.objects.exists()


# --- By command -------------------------------------------------------------------------------------------------------


def test_the_command_sends_todays_edition_once(sink: Sink, capsys: Any) -> None:
    make_reader()
    make_article()
    for _ in range(2):
        call_command("send_edition", newsletter="morning")
    assert len(sink.received) == 1
    assert "has gone already" in capsys.readouterr().out


def test_the_command_sends_what_is_due(sink: Sink) -> None:
    make_reader()
    make_edition(make_article(), state="scheduled", send_at=timezone.now())
    call_command("send_edition")
    assert len(sink.received) == 1


def test_the_command_names_the_newsletters_there_are() -> None:
    make_newsletter()
    with pytest.raises(CommandError, match="There are: morning"):
        call_command("send_edition", newsletter="evening")


def test_the_command_sends_no_edition_without_stories(sink: Sink) -> None:
    make_reader()
    with pytest.raises(CommandError, match="no story"):
        call_command("send_edition", newsletter="morning")
    assert sink.received == []


# --- Donors -----------------------------------------------------------------------------------------------------------


def test_a_donor_who_ticked_for_news_is_asked_once_to_confirm(mailoutbox: Any) -> None:
    from donations.signals import gift_received
    from donations.tests.builders import make_gift

    make_newsletter()
    gift = make_gift(email="Dov@giver.example", wants_mail=True)
    for _ in range(2):  # a standing gift comes each month
        gift_received.send(sender=type(gift), gift=gift, at=timezone.now())
    subscriber = Subscriber.objects.get()
    assert (subscriber.address, subscriber.confirmed_at) == ("dov@giver.example", None)
    assert [row.page for row in Consent.objects.all()] == ["/donate/"]


def test_a_donor_who_ticked_nothing_is_asked_nothing() -> None:
    from donations.signals import gift_received
    from donations.tests.builders import make_gift

    make_newsletter()
    gift = make_gift(email="dov@giver.example", wants_mail=False)
    gift_received.send(sender=type(gift), gift=gift, at=timezone.now())
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("slug", ["go", "confirm", "subscribe"])
def test_no_newsletter_takes_an_address_that_is_something_elses(slug: str) -> None:
    with pytest.raises(Exception, match="stands for something else"):
        Newsletter(name="X", slug=slug, promise="x").full_clean()


def test_the_headline_of_what_was_withdrawn_is_no_subject_online() -> None:
    story = make_article("A False Report")
    edition = online(story, make_article("Another"), subject="A False Report", preheader="A False Report")
    kill(story, by=make_publisher(), why="It is false.")
    for address in ("/newsletters/morning/", edition.get_absolute_url()):
        assert "False Report" not in Client().get(address).text
    assert "The Morning Courier, Nov. 27, 2026" in Client().get(edition.get_absolute_url()).text


def test_the_command_sends_nobodys_second_draft_of_the_day(sink: Sink) -> None:
    make_reader()
    online_today = make_edition(make_article(), state="sent", released_at=timezone.now())
    make_edition(make_article("Draft"), number=2, subject="TODO", of=online_today.newsletter)
    call_command("send_edition", newsletter="morning")
    assert sink.received == []
