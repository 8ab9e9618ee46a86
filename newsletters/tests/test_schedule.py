"""When editions go by themselves: by the newsroom's clock, once, made up for after a lapse, held by editors."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from articles.tests.builders import make_article
from newsletters.actions import release
from newsletters.actions.automatic import (
    due_time,
    next_time,
    next_to_go,
    schedule_automatic,
    time_on,
    write_newsletter,
)
from newsletters.actions.propose import ChangedMeanwhile, new_stories, propose, write_edition
from newsletters.actions.release import CannotSend
from newsletters.models import Delivery, Edition, Newsletter
from newsletters.tests.builders import make_edition, make_newsletter, make_reader

pytestmark = pytest.mark.django_db
State = Edition.State
HOUR = timedelta(hours=1)


@pytest.fixture
def berlin(settings: Any) -> Any:
    settings.TIME_ZONE = "Europe/Berlin"
    timezone.get_default_timezone.cache_clear()  # type: ignore[attr-defined] # it is remembered
    yield
    timezone.get_default_timezone.cache_clear()  # type: ignore[attr-defined]


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


def automatic(**fields: Any) -> Newsletter:
    return make_newsletter(is_automatic=True, **{"send_at": time(6, 30), **fields})


# --- The clock --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (date(2026, 3, 28), time(2, 30), "2026-03-28T01:30"),
        (date(2026, 3, 29), time(2, 30), "2026-03-29T01:30"),  # there is no 2:30: it goes at 3:30
        (date(2026, 3, 29), time(6, 30), "2026-03-29T04:30"),
        (date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),  # there are two: it goes at the first
        (date(2026, 10, 25), time(6, 30), "2026-10-25T05:30"),
    ],
)
def test_the_time_is_right_on_the_days_the_clocks_change(berlin: None, day: date, hour: time, expected: str) -> None:
    assert time_on(day, hour) == at(expected)


def test_a_weekly_newsletter_is_due_on_its_day() -> None:
    week = make_newsletter(rhythm="weekly", weekday=5, send_at=time(8))
    assert next_time(week, at("2026-11-27T10:00")) == at("2026-11-28T08:00")
    assert next_time(week, at("2026-11-28T08:00")) == at("2026-12-05T08:00")
    assert due_time(week, at("2026-11-27T10:00")) is None


def test_a_breaking_newsletter_is_never_due() -> None:
    assert next_time(make_newsletter(rhythm="breaking"), timezone.now()) is None


# --- By itself --------------------------------------------------------------------------------------------------------


def test_an_automatic_edition_is_scheduled_ahead_and_released_once() -> None:
    automatic()
    make_reader()
    make_article(at=at("2026-11-26T20:00"))
    (edition,) = schedule_automatic(at("2026-11-27T05:00"))
    edition.refresh_from_db()
    assert (edition.state, edition.send_at) == (State.SCHEDULED, at("2026-11-27T06:30"))
    assert schedule_automatic(at("2026-11-27T05:01")) == []
    assert release.release_due(at("2026-11-27T06:29")) == []
    assert release.release_due(at("2026-11-27T06:30")) == [edition]
    assert release.release_due(at("2026-11-27T06:31")) == []
    assert schedule_automatic(at("2026-11-27T06:31")) == []
    assert Delivery.objects.count() == 1


def test_a_day_without_news_has_no_edition_and_says_so() -> None:
    automatic()
    make_reader()
    assert schedule_automatic(at("2026-11-27T05:00")) == []
    (edition,) = schedule_automatic(at("2026-11-27T06:30"))
    edition.refresh_from_db()
    assert (edition.state, edition.send_at) == (State.DRAFT, None)
    assert "nothing new" in edition.trouble
    make_article(at=at("2026-11-27T06:40"))
    assert schedule_automatic(at("2026-11-27T06:41")) == []


def test_a_lapse_of_the_scheduler_is_made_up_for_once() -> None:
    automatic()
    make_article(at=at("2026-11-27T05:00"))
    (edition,) = schedule_automatic(at("2026-11-27T09:00"))  # nothing was at work at half past six
    assert release.release_due(at("2026-11-27T09:00")) == [edition]
    assert schedule_automatic(at("2026-11-27T09:01")) == []


def test_days_that_were_missed_altogether_are_not_made_up_for() -> None:
    automatic()
    make_article(at=at("2026-11-24T05:00"))
    schedule_automatic(at("2026-11-24T06:00"))
    Edition.objects.update(state=State.SENT)
    (edition,) = schedule_automatic(at("2026-11-27T09:00"))
    assert edition.date == date(2026, 11, 27)
    assert Edition.objects.count() == 2


def test_a_scheduled_edition_that_is_half_a_day_late_waits_for_an_editor() -> None:
    edition = make_edition(state=State.SCHEDULED, send_at=at("2026-11-26T06:30"))
    assert release.release_due(at("2026-11-27T06:30")) == []
    edition.refresh_from_db()
    assert edition.state == State.DRAFT
    assert "was not sent" in edition.trouble


def test_an_edition_that_an_editor_holds_is_not_made_again(ben: User) -> None:
    automatic()
    make_article(at=at("2026-11-27T04:00"))
    (edition,) = schedule_automatic(at("2026-11-27T05:00"))
    release.hold(edition, by=ben)
    assert schedule_automatic(at("2026-11-27T06:30")) == []
    assert release.release_due(at("2026-11-27T07:00")) == []


def test_a_newsletter_that_is_made_automatic_at_noon_sends_nothing_of_this_morning() -> None:
    newsletter = write_newsletter(automatic(), at=at("2026-11-26T12:00"))
    newsletter.send_at = time(6)
    write_newsletter(newsletter, at=at("2026-11-27T12:00"))
    make_article(at=at("2026-11-27T11:00"))
    assert schedule_automatic(at("2026-11-27T12:01")) == []
    (edition,) = schedule_automatic(at("2026-11-28T05:00"))
    assert edition.date == date(2026, 11, 28)


def test_a_clock_that_jumps_back_sends_nothing_again() -> None:
    automatic()
    make_reader()
    make_article(at=at("2026-11-27T04:00"))
    schedule_automatic(at("2026-11-27T05:00"))
    release.release_due(at("2026-11-27T06:30"))
    schedule_automatic(at("2026-11-27T04:00"))
    release.release_due(at("2026-11-27T06:30"))
    assert Delivery.objects.count() == 1


def test_what_is_published_between_proposing_and_sending_comes_next_time() -> None:
    newsletter = automatic()
    make_article("Early", at=at("2026-11-27T04:00"))
    schedule_automatic(at("2026-11-27T05:00"))
    between = make_article("Between", at=at("2026-11-27T06:00"))
    release.release_due(at("2026-11-27T06:30"))
    assert new_stories(newsletter, at=at("2026-11-28T05:00")) == [between]


def test_a_draft_that_was_never_sent_keeps_its_stories_from_nobody() -> None:
    newsletter = make_newsletter()
    story = make_article(at=at("2026-11-27T04:00"))
    make_edition(story, date=date(2026, 11, 27))
    assert new_stories(newsletter, at=at("2026-11-28T03:00")) == [story]


def test_an_edition_that_was_moved_a_moment_ago_does_not_go(ben: User) -> None:
    make_reader()
    edition = make_edition(make_article(), state=State.SCHEDULED, send_at=at("2026-11-27T06:30"))
    read_before = Edition.objects.select_related("newsletter").get()
    Edition.objects.update(send_at=at("2026-11-28T06:30"))
    assert not release._release_or_hold(read_before, at=at("2026-11-27T06:31"))
    edition.refresh_from_db()
    assert (edition.state, edition.send_at) == (State.SCHEDULED, at("2026-11-28T06:30"))


def test_a_reader_whose_zone_this_machine_does_not_know_holds_up_nobody(ben: User) -> None:
    make_reader("odd@reader.example", hour=9, zone="Atlantis/Capital")
    make_reader("sound@reader.example", hour=9, zone="Europe/Athens")
    assert release.send_now(make_edition(make_article()), by=ben) == 2


# --- By hand ----------------------------------------------------------------------------------------------------------


def test_a_schedule_lies_ahead_and_can_be_moved(ben: User) -> None:
    edition, now = make_edition(), timezone.now()
    with pytest.raises(CannotSend, match="passed"):
        release.schedule(edition, by=ben, send_at=now - HOUR)
    release.schedule(edition, by=ben, send_at=now + HOUR)
    release.schedule(edition, by=ben, send_at=now + 2 * HOUR)
    edition.refresh_from_db()
    assert edition.send_at == now + 2 * HOUR


def test_what_has_gone_cannot_be_held_or_scheduled(ben: User) -> None:
    edition = make_edition(state=State.SENT)
    for deed in (
        lambda: release.hold(edition, by=ben),
        lambda: release.schedule(edition, by=ben, send_at=timezone.now() + HOUR),
        lambda: release.pause(edition, by=ben),
        lambda: release.stop(edition, by=ben),
    ):
        with pytest.raises(CannotSend):
            deed()


# --- Proposing and writing --------------------------------------------------------------------------------------------


def test_an_edition_proposes_what_is_new_and_no_story_twice(ben: User) -> None:
    newsletter = make_newsletter()
    first = make_article("First", at=timezone.now() - 2 * HOUR)
    edition = propose(newsletter, by=ben, at=timezone.now())
    assert [place.article for place in edition.places.all()] == [first]
    assert edition.subject == "First"
    second = make_article("Second", at=timezone.now())
    make_article("Waits", at=timezone.now() + HOUR)
    again = propose(newsletter, by=ben, at=timezone.now())
    assert [place.article for place in again.places.all()] == [second]
    assert again.number == 2


def test_another_newsletter_may_tell_the_same_story(ben: User) -> None:
    story = make_article()
    propose(make_newsletter(), by=ben, at=timezone.now())
    assert new_stories(make_newsletter(slug="week", rhythm="weekly"), at=timezone.now()) == [story]


def test_a_reporter_makes_no_edition(ada: User) -> None:
    with pytest.raises(PermissionDenied):
        propose(make_newsletter(), by=ada, at=timezone.now())


def test_of_two_editors_who_write_the_same_edition_the_second_is_told(ben: User) -> None:
    story = make_article()
    edition = make_edition()
    opened = edition.version
    write_edition(edition, by=ben, stories=[story.pk], promos=[], seen_version=opened, at=timezone.now())
    with pytest.raises(ChangedMeanwhile):
        write_edition(edition, by=ben, stories=[], promos=[], seen_version=opened, at=timezone.now())
    assert edition.places.count() == 1


def test_stories_stand_in_the_order_in_which_they_were_put(ben: User) -> None:
    stories = [make_article(f"Story {number}").pk for number in range(3)]
    edition = make_edition()
    wanted = [stories[2], stories[0], stories[2], 10**12]
    opened = edition.version
    write_edition(edition, by=ben, stories=wanted, promos=[], seen_version=opened, at=datetime.now(UTC))
    assert list(edition.places.order_by("position").values_list("article", flat=True)) == [stories[2], stories[0]]


def test_what_came_while_a_daily_newsletter_rested_is_proposed_on_its_next_day(ben: User) -> None:
    newsletter, now = make_newsletter(), timezone.now()
    friday = now - timedelta(days=3)
    make_edition(of=newsletter, state=State.SENT, at=friday, made_at=friday, released_at=friday)
    saturday = make_article("Saturday", at=friday + 5 * HOUR)
    make_article("Long Ago", at=now - timedelta(days=8))
    assert new_stories(newsletter, at=now) == [saturday]


def test_a_newsletter_that_an_editor_holds_does_not_promise_that_day(ben: User) -> None:
    newsletter, now = automatic(), at("2026-11-27T05:00")
    day = date(2026, 11, 27)
    edition = make_edition(of=newsletter, date=day, state=State.SCHEDULED, send_at=now + 2 * HOUR)
    assert next_to_go(newsletter, now) == at("2026-11-27T06:30")
    Edition.objects.filter(pk=edition.pk).update(state=State.DRAFT)
    assert next_to_go(newsletter, now) == at("2026-11-28T06:30")
    newsletter.is_automatic = False  # an editor's draft is what they mean to send
    assert next_to_go(newsletter, now) == at("2026-11-27T06:30")
