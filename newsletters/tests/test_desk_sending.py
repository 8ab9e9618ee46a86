"""Editions at the desk: looked at once more, scheduled, sent, followed, paused and stopped."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles.actions.withdraw import kill
from articles.admin.words import moment_short
from articles.tests.builders import make_article, make_publisher
from newsletters.actions.automatic import next_time
from newsletters.admin.report import progress_of
from newsletters.models import Delivery, Edition, Subscription
from newsletters.sending.run import send_due
from newsletters.sitemaps import entries
from newsletters.tests.builders import make_edition, make_newsletter, make_reader
from newsletters.tests.desk import at
from press.mail.suppression import suppress
from press.mail.tests.sink import Sink

pytestmark = pytest.mark.django_db
State = Edition.State


def test_an_edition_is_scheduled_and_sent_by_the_clock(desk: Client) -> None:
    edition = make_edition(make_article(), preheader="After a year")
    ahead = timezone.localtime(timezone.now() + timedelta(hours=3))
    moment = {"send_at_0": f"{ahead:%Y-%m-%d}", "send_at_1": f"{ahead:%H:%M}"}
    assert desk.post(at("send", edition), {"how": "later", **moment}).status_code == 302
    edition.refresh_from_db()
    assert edition.state == State.SCHEDULED
    desk.post(at("deed", edition), {"deed": "hold"})
    edition.refresh_from_db()
    assert edition.state == State.DRAFT


def test_an_edition_is_sent_at_once_and_reported(desk: Client, sink: Sink) -> None:
    make_reader()
    edition = make_edition(make_article(), preheader="After a year")
    response = desk.post(at("send", edition), {"how": "now"})
    assert response["Location"] == at("report", edition)
    send_due()
    report = desk.get(at("report", edition)).text
    assert "1 of 1 mails are settled, 100 %" in report
    part = desk.get(at("report", edition), headers={"X-Part": "progress"}).text
    assert "<html" not in part
    assert "data-done" in part


def test_looking_again_only_looks(desk: Client) -> None:
    edition = make_edition(make_article(), preheader="x")
    ahead = timezone.localtime(timezone.now() + timedelta(hours=3))
    moment = {"send_at_0": f"{ahead:%Y-%m-%d}", "send_at_1": f"{ahead:%H:%M}", "all_the_same": "on"}
    for how in ("look", "", "nonsense"):
        assert desk.post(at("send", edition), {"how": how, **moment}).status_code == 200
    edition.refresh_from_db()
    assert edition.state == State.DRAFT


def test_an_edition_that_is_too_little_says_so_before_it_goes(desk: Client) -> None:
    edition = make_edition(make_article(), of=make_newsletter(minimum=3), preheader="x")
    assert "goes out from 3 stories on, and this has 1" in desk.get(at("send", edition)).text


def test_the_number_of_readers_is_the_number_that_goes_out(desk: Client) -> None:
    newsletter = make_newsletter(weekday=(timezone.localdate().weekday() + 1) % 7)
    make_reader("each@reader.example", of=newsletter)
    weekly = make_reader("weekly@reader.example", of=newsletter)
    Subscription.objects.filter(pk=weekly.pk).update(often="weekly")
    edition = make_edition(make_article(), preheader="x")
    assert "goes to 1 reader." in desk.get(at("send", edition)).text
    desk.post(at("send", edition), {"how": "now"})
    assert Delivery.objects.count() == 1


def test_an_edition_with_a_story_that_is_gone_is_not_sent(desk: Client) -> None:
    story = make_article("A False Report")
    edition = make_edition(story, make_article("Another"), preheader="x")
    kill(story, by=make_publisher(), why="It is false.")
    page = desk.post(at("send", edition), {"how": "now", "all_the_same": "on"})
    assert page.status_code == 422
    assert "Must be mended" in page.text
    assert "A False Report" in page.text
    edition.refresh_from_db()
    assert edition.state == State.DRAFT


def test_what_an_editor_may_decide_is_sent_all_the_same(desk: Client) -> None:
    edition = make_edition(make_article(), preheader="x", introduction='<p><a href="/nowhere/">Read</a></p>')
    assert desk.post(at("send", edition), {"how": "now"}).status_code == 422
    assert desk.post(at("send", edition), {"how": "now", "all_the_same": "on"}).status_code == 302


@pytest.mark.parametrize("moment", [{}, {"send_at_0": "2020-01-01", "send_at_1": "06:30"}, {"send_at_0": "x"}])
def test_a_schedule_needs_a_moment_that_lies_ahead(desk: Client, moment: dict[str, str]) -> None:
    edition = make_edition(make_article(), preheader="x")
    assert desk.post(at("send", edition), {"how": "later", **moment}).status_code == 422
    edition.refresh_from_db()
    assert edition.state == State.DRAFT


def test_an_edition_is_paused_and_stopped_by_buttons(desk: Client) -> None:
    make_reader()
    edition = make_edition(make_article(), preheader="x")
    desk.post(at("send", edition), {"how": "now"})
    for deed, state in (("pause", State.PAUSED), ("resume", State.SENDING), ("stop", State.STOPPED)):
        desk.post(at("deed", edition), {"deed": deed})
        edition.refresh_from_db()
        assert edition.state == state
    assert "was not changed" not in desk.post(at("deed", edition), {"deed": "fly"}, follow=True).text


def test_what_is_only_a_hint_needs_no_tick(desk: Client) -> None:
    edition = make_edition(make_article(), preheader="", date=timezone.localdate() - timedelta(days=1))
    page = desk.get(at("send", edition)).text
    assert "There is no preheader" in page
    assert "Its day can be changed" in page
    assert "all_the_same" not in page
    assert desk.post(at("send", edition), {"how": "now"}).status_code == 302


def test_who_is_subscribed_and_gets_none_is_counted_before_it_goes(desk: Client) -> None:
    for name in ("one", "two", "held", "pauses"):
        make_reader(f"{name}@reader.example")
    suppress("held@reader.example", why="bounced")
    pauses = Subscription.objects.get(subscriber__address="pauses@reader.example").subscriber
    pauses.paused_until = timezone.localdate() + timedelta(days=9)
    pauses.save()
    page = " ".join(desk.get(at("send", make_edition(make_article(), preheader="x"))).text.split())
    assert "goes to 2 readers. 1 take a pause. 1 take no mail." in page


def delivered(edition: Edition, seconds_ago: list[int], *, waiting: int, now: datetime) -> None:
    for place, seconds in enumerate(seconds_ago):
        reader = make_reader(f"{place}@reader.example")
        taken = now - timedelta(seconds=seconds)
        Delivery.objects.create(edition=edition, subscription=reader, state="accepted", accepted_at=taken)
    for place in range(waiting):
        reader = make_reader(f"waits{place}@reader.example")
        Delivery.objects.create(edition=edition, subscription=reader, due_at=now)


@pytest.mark.parametrize(
    ("seconds_ago", "rate", "minutes"),
    [
        ([10, 8, 6, 4, 2, 0], 36, 1),  # it began ten seconds ago
        ([50, 40, 30, 20, 10, 0], 7, 2),
        ([500], 0, None),
        ([], 0, None),
    ],
)
def test_the_time_left_is_told_by_the_rate_of_late(
    ben: User, seconds_ago: list[int], rate: int, minutes: int | None
) -> None:
    now = timezone.now()
    edition = make_edition(make_article(), state=State.SENDING, released_at=now)
    delivered(edition, seconds_ago, waiting=12, now=now)
    told = progress_of(edition, at=now)
    assert (told.rate, told.minutes_left) == (rate, minutes)
    edition.state = State.PAUSED
    assert progress_of(edition, at=now).minutes_left is None


def test_the_list_offers_another_edition_once_todays_has_gone(desk: Client) -> None:
    edition = make_edition(make_article())
    url = reverse("admin:newsletters_edition_changelist")
    assert "Today’s edition of The Morning Courier" in desk.get(url).text
    Edition.objects.filter(pk=edition.pk).update(state=State.SENT, released_at=timezone.now())
    assert "Another edition of The Morning Courier today" in desk.get(url).text


def test_a_newsletter_says_when_it_goes_next_and_not_when_it_has_gone(client: Client, pia: User) -> None:
    client.force_login(pia)
    now = timezone.localtime()
    soon = (now + timedelta(minutes=1)).time().replace(second=0, microsecond=0)
    newsletter = make_newsletter(send_at=soon)
    due = next_time(newsletter, now)
    assert due
    make_edition(make_article(), of=newsletter, date=timezone.localdate(due), state=State.SENT, released_at=now)
    page = client.get(reverse("admin:newsletters_newsletter_changelist")).text
    assert moment_short(due) not in page
    assert moment_short(due + timedelta(days=1)) in page


def test_an_edition_that_was_wrong_is_stopped_and_taken_off_the_web(desk: Client, sink: Sink) -> None:
    for name in ("one", "two", "three"):
        make_reader(f"{name}@reader.example")
    edition = make_edition(make_article(), preheader="x")
    desk.post(at("send", edition), {"how": "now"})
    send_due(stopping=lambda: bool(sink.received))
    desk.post(at("deed", edition), {"deed": "stop"})
    assert "1 of 3 mails were handed over before it was stopped." in desk.get(at("report", edition)).text
    address = edition.get_absolute_url()
    assert Client().get(address).status_code == 200
    for _ in range(2):  # a double click
        desk.post(at("deed", edition), {"deed": "hide"})
    assert Client().get(address).status_code == 404
    assert address not in Client().get(edition.newsletter.get_absolute_url()).text
    assert address not in {entry.path for entry in entries()}
    assert "It was taken off the web." in desk.get(at("report", edition)).text
    desk.post(at("deed", edition), {"deed": "show"})
    assert Client().get(address).status_code == 200


def test_what_has_not_gone_out_is_not_put_on_the_web(desk: Client) -> None:
    edition = make_edition(make_article())
    desk.post(at("deed", edition), {"deed": "show"})
    assert Client().get(edition.get_absolute_url()).status_code == 404
