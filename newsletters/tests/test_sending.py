"""An edition goes once to each reader, at the hour they chose, and as its editors say."""

from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from articles.actions.withdraw import kill
from articles.tests.builders import make_article, make_category, make_publisher
from newsletters.actions import release
from newsletters.actions.choose import leave
from newsletters.actions.release import CannotSend
from newsletters.models import Delivery, Edition, Subscriber, Subscription
from newsletters.sending.queue import hour_after
from newsletters.sending.run import send_due
from newsletters.tests.builders import make_edition, make_newsletter, make_reader
from newsletters.tests.sending import State, Why, released, states, to
from newsletters.wishes import Wishes
from press.mail import suppression
from press.mail.tests.sink import Sink

pytestmark = pytest.mark.django_db

# --- The straight way -------------------------------------------------------------------------------------------------


def test_an_edition_goes_once_to_each_reader_and_is_done(ben: User, sink: Sink) -> None:
    for name in ("cleo", "dov", "eli"):
        make_reader(f"{name}@reader.example")
    edition = released(ben)
    assert send_due() == 3
    assert send_due() == 0
    assert to(sink) == ["cleo@reader.example", "dov@reader.example", "eli@reader.example"]
    edition.refresh_from_db()
    assert edition.state == Edition.State.SENT
    assert states() == [("accepted", "")] * 3


def test_each_mail_has_its_readers_own_links(ben: User, sink: Sink) -> None:
    reader = make_reader()
    edition = released(ben)
    send_due()
    mail = message_from_string(sink.received[0], policy=policy.default)
    assert f"/unsubscribe/{reader.key}/?of={edition.pk}" in mail["List-Unsubscribe"]
    body = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert f"/preferences/{reader.subscriber.key}/" in body
    assert f"/unsubscribe/{reader.key}/" in body


def test_a_reader_gets_what_they_follow_and_never_the_same_story_twice(ben: User, sink: Sink) -> None:
    culture = make_category("Culture")
    make_article("An Oud Is Mended", category=culture)
    make_reader(wishes=Wishes(frozenset({culture.pk})))
    released(ben, make_article("Day One"))
    send_due()
    assert "An Oud Is Mended" in sink.received[0]
    make_article("A Loom Is Found", category=culture, at=timezone.now())
    released(ben, make_article("Day Two"), number=2)
    send_due()
    assert "A Loom Is Found" in sink.received[1]
    assert "An Oud Is Mended" not in sink.received[1]


def test_readers_for_whom_there_is_too_little_get_no_mail_and_it_says_so(ben: User, sink: Sink) -> None:
    make_reader(wishes=Wishes(frozenset({make_category("Culture").pk}), only=True))
    released(ben, make_article("Politics Only"))
    assert send_due() == 0
    assert states() == [("skipped", Why.TOO_LITTLE)]


def test_who_left_was_erased_or_takes_no_mail_is_left_out(ben: User, sink: Sink) -> None:
    left, erased, unwanted = (make_reader(f"{name}@reader.example") for name in ("left", "erased", "unwanted"))
    released(ben)
    leave(left)
    Subscriber.objects.filter(pk=erased.subscriber_id).delete()
    suppression.suppress(unwanted.subscriber.address, why="bounced")
    assert send_due() == 0
    assert states() == [("skipped", Why.ERASED), ("skipped", Why.LEFT), ("skipped", Why.SUPPRESSED)]


@pytest.mark.parametrize("fields", [{"confirmed_at": None}, {"paused_until": timezone.localdate() + timedelta(days=2)}])
def test_who_has_not_confirmed_or_takes_a_pause_is_not_queued(ben: User, fields: Any) -> None:
    reader = make_reader()
    Subscriber.objects.filter(pk=reader.subscriber_id).update(**fields)
    released(ben)
    assert not Delivery.objects.exists()


def test_a_story_that_is_killed_after_queueing_is_in_no_mail(ben: User, sink: Sink) -> None:
    make_reader()
    killed = make_article("A False Report")
    released(ben, killed, make_article("A True Report"))
    kill(killed, by=make_publisher(), why="It is false.")
    send_due()
    assert "A False Report" not in sink.received[0]
    assert "A True Report" in sink.received[0]


def test_who_wants_it_once_a_week_gets_the_one_of_that_day(ben: User) -> None:
    newsletter = make_newsletter(weekday=5)
    reader = make_reader(of=newsletter)
    Subscription.objects.filter(pk=reader.pk).update(often="weekly")
    friday, saturday = (make_edition(make_article(), date=datetime(2026, 11, day).date()) for day in (27, 28))  # noqa: DTZ001
    release.send_now(friday, by=ben)
    release.send_now(saturday, by=ben)
    assert list(Delivery.objects.values_list("edition", flat=True)) == [saturday.pk]


def test_a_draft_of_the_day_takes_the_weekly_edition_from_nobody(ben: User) -> None:
    newsletter = make_newsletter(weekday=5)
    reader = make_reader(of=newsletter)
    Subscription.objects.filter(pk=reader.pk).update(often="weekly")
    saturday = datetime(2026, 11, 28).date()  # noqa: DTZ001
    make_edition(make_article(), date=saturday)
    release.send_now(make_edition(make_article(), date=saturday, number=2), by=ben)
    release.send_now(make_edition(make_article(), date=saturday, number=3), by=ben)
    assert Delivery.objects.count() == 1


# --- Hours ------------------------------------------------------------------------------------------------------------


def test_a_readers_own_hour_is_the_first_after_the_edition(ben: User, sink: Sink) -> None:
    at = datetime(2026, 11, 27, 6, 30, tzinfo=UTC)
    make_reader("now@reader.example")
    make_reader("later@reader.example", hour=9, zone="Asia/Jerusalem")
    edition = make_edition(make_article())
    release.send_now(edition, by=ben, at=at)
    due = {row.subscription.subscriber.address: row.due_at for row in Delivery.objects.all() if row.subscription}
    assert due == {
        "now@reader.example": at,
        "later@reader.example": datetime(2026, 11, 27, 7, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("at", "hour", "zone", "expected"),
    [
        ("2026-03-29T00:30+00:00", 3, "Europe/Berlin", "2026-03-29T01:00+00:00"),
        ("2026-03-29T00:30+00:00", 2, "Europe/Berlin", "2026-03-29T01:00+00:00"),  # skipped: as the clocks change
        ("2026-10-24T23:00+00:00", 2, "Europe/Berlin", "2026-10-25T00:00+00:00"),  # doubled: the first
        ("2026-11-27T06:30+00:00", 8, "Europe/Berlin", "2026-11-27T07:00+00:00"),
        ("2026-11-27T07:30+00:00", 8, "Europe/Berlin", "2026-11-27T07:30+00:00"),
        ("2026-11-27T08:30+00:00", 8, "Europe/Berlin", "2026-11-28T07:00+00:00"),
    ],
)
def test_an_hour_is_right_on_the_days_the_clocks_change(at: str, hour: int, zone: str, expected: str) -> None:
    found = hour_after(datetime.fromisoformat(at), hour, ZoneInfo(zone))
    assert found == datetime.fromisoformat(expected)


# --- Two editors, pause and stop --------------------------------------------------------------------------------------


def test_of_two_editors_who_send_the_same_edition_one_is_told_that_it_goes(ben: User, sink: Sink) -> None:
    make_reader()
    edition = released(ben)
    with pytest.raises(CannotSend, match="being sent"):
        release.send_now(edition, by=ben)
    assert Delivery.objects.count() == 1


def test_a_reporter_sends_no_edition(ada: User) -> None:
    with pytest.raises(PermissionDenied):
        release.send_now(make_edition(make_article()), by=ada)


def test_a_paused_edition_waits_and_goes_on_where_it_was(ben: User, sink: Sink) -> None:
    make_reader()
    edition = released(ben)
    release.pause(edition, by=ben)
    assert send_due() == 0
    release.resume(edition, by=ben)
    assert send_due() == 1


def test_a_pause_in_the_middle_lets_no_further_mail_begin(ben: User, sink: Sink) -> None:
    for number in range(3):
        make_reader(f"r{number}@reader.example")
    edition = released(ben)
    taken = iter([False, False])  # two looks, then the editor pauses

    def pause_after_the_first() -> bool:
        if next(taken, None) is None:
            Edition.objects.filter(pk=edition.pk).update(state=Edition.State.PAUSED)
        return False

    assert send_due(stopping=pause_after_the_first) < 3
    assert Delivery.objects.filter(state=State.QUEUED).count() == 3 - len(sink.received)


def test_a_stopped_edition_goes_to_nobody_else(ben: User, sink: Sink) -> None:
    make_reader()
    edition = released(ben)
    assert release.stop(edition, by=ben) == 1
    assert send_due() == 0
    assert states() == [("skipped", Why.STOPPED)]


def test_a_worker_that_is_told_to_end_gives_back_what_it_has_not_begun(ben: User, sink: Sink) -> None:
    for number in range(3):
        make_reader(f"r{number}@reader.example")
    released(ben)
    looks = iter([False, False, False, True])
    assert send_due(stopping=lambda: next(looks, True)) < 3
    assert not Delivery.objects.filter(state=State.CLAIMED).exists()
    send_due()
    assert to(sink) == [f"r{number}@reader.example" for number in range(3)]
