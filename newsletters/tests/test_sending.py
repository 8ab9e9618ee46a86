"""An edition goes once to each reader, whatever happens on the way; what nobody knows is said."""

import threading
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from articles.actions.withdraw import kill
from articles.tests.builders import make_article, make_category, make_publisher
from newsletters.actions import release
from newsletters.actions.choose import leave
from newsletters.actions.decide import decide
from newsletters.actions.release import CannotSend
from newsletters.models import Delivery, DeliveryEvent, Edition, Subscriber, Subscription
from newsletters.sending import claims
from newsletters.sending.queue import hour_after
from newsletters.sending.run import send_due
from newsletters.tests.builders import make_edition, make_newsletter, make_reader
from newsletters.tests.conftest import use
from newsletters.wishes import Wishes
from press.mail import suppression
from press.mail.tests.sink import Sink

pytestmark = pytest.mark.django_db
State, Why = Delivery.State, Delivery.Why
MINUTE = timedelta(minutes=1)


def released(ben: User, *stories: Any, **fields: Any) -> Edition:
    edition = make_edition(*(stories or [make_article()]), **fields)
    release.send_now(edition, by=ben)
    return edition


def states() -> list[tuple[str, str]]:
    return sorted(Delivery.objects.values_list("state", "reason"))


def to(sink: Sink) -> list[str]:
    """Return to whom the sink was given mail."""
    return sorted(str(message_from_string(one, policy=policy.default)["To"]) for one in sink.received)


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


# --- Providers --------------------------------------------------------------------------------------------------------


def test_an_address_that_the_provider_refuses_is_skipped_and_the_rest_goes_on(ben: User, settings: Settings) -> None:
    make_reader()
    with Sink(rcpt="550 no such user") as sink:
        use(sink, settings)
        edition = released(ben)
        send_due()
    assert states() == [("skipped", Why.REFUSED)]
    assert "550" in Delivery.objects.get().trouble
    edition.refresh_from_db()
    assert edition.state == Edition.State.SENT


def test_a_provider_that_is_busy_is_asked_again_later(ben: User, settings: Settings, sink: Sink) -> None:
    make_reader()
    with Sink(rcpt="451 later") as busy:
        use(busy, settings)
        released(ben)
        assert send_due() == 0
    delivery = Delivery.objects.get()
    assert delivery.state == State.QUEUED
    assert delivery.due_at
    assert delivery.due_at > timezone.now()
    use(sink, settings)
    Delivery.objects.update(due_at=timezone.now())
    assert send_due() == 1


def test_a_provider_that_is_down_costs_no_try_and_the_edition_says_why(ben: User, settings: Settings) -> None:
    make_reader()
    with Sink() as gone:
        use(gone, settings)
    edition = released(ben)
    assert send_due() == 0
    edition.refresh_from_db()
    assert "refused" in edition.trouble.lower()
    assert (Delivery.objects.get().state, Delivery.objects.get().tries) == (State.QUEUED, 0)


def test_a_provider_that_hangs_up_now_and_then_delays_nothing(ben: User, settings: Settings) -> None:
    for number in range(5):
        make_reader(f"r{number}@reader.example")

    with Sink(most="2") as sink:
        use(sink, settings)
        released(ben)
        assert send_due() == 5
        assert len(set(to(sink))) == 5


def test_mails_of_which_nobody_knows_pause_the_edition_before_they_are_many(ben: User, settings: Settings) -> None:
    for number in range(6):
        make_reader(f"r{number}@reader.example")
    with Sink(taken="hang up") as sink:
        use(sink, settings)
        edition = released(ben)
        assert send_due() == 0
        assert len(sink.received) == 3
    assert states() == [("queued", "")] * 3 + [("uncertain", "")] * 3
    edition.refresh_from_db()
    assert edition.state == Edition.State.PAUSED
    assert "nobody knows" in edition.trouble


def test_a_line_that_breaks_in_one_mail_leaves_that_one_uncertain_and_the_rest_goes_on(
    ben: User, settings: Settings, sink: Sink
) -> None:
    for number in range(3):
        make_reader(f"r{number}@reader.example")
    released(ben)
    with Sink(taken="hang up") as breaks:
        use(breaks, settings)
        looks = iter([False, False, False, True])
        send_due(stopping=lambda: next(looks, True))
    use(sink, settings)
    send_due()
    assert len(set(to(sink)) | set(to(breaks))) == 3
    assert len(to(sink)) + len(to(breaks)) == 3


def test_an_outage_costs_no_mail_a_try(ben: User, settings: Settings, sink: Sink) -> None:
    make_reader()
    with Sink(mail="421 down") as down:
        use(down, settings)
        released(ben)
        for _ in range(12):
            send_due()
            Delivery.objects.update(due_at=timezone.now())
    use(sink, settings)
    assert send_due() == 1


@pytest.mark.parametrize("answer", ["251 ok queued", "200 fine"])
def test_any_yes_after_the_mail_is_a_yes(ben: User, settings: Settings, answer: str) -> None:
    make_reader()
    with Sink(taken=answer) as odd:
        use(odd, settings)
        released(ben)
        assert send_due() == 1
        assert send_due() == 0
        assert len(odd.received) == 1


def test_an_answer_that_says_nothing_leaves_the_mail_unknown(ben: User, settings: Settings) -> None:
    make_reader()
    with Sink(taken="what?") as odd:
        use(odd, settings)
        released(ben)
        send_due()
    assert states() == [("uncertain", "")]


def test_an_edition_that_cannot_be_made_stops_no_other(ben: User, sink: Sink) -> None:
    make_reader("of-both@reader.example")
    broken = released(ben, make_article("Broken"))
    sound = released(ben, make_article("Sound"), number=2)
    # As no action would keep it: a picture whose number is none.
    Edition.objects.filter(pk=broken.pk).update(introduction='<figure data-picture="x"></figure>')
    assert send_due() == 1
    waits = Delivery.objects.get(edition=broken)
    assert (waits.state, "ValueError" in waits.trouble) == (State.QUEUED, True)
    sound.refresh_from_db()
    broken.refresh_from_db()
    assert (sound.state, broken.state) == (Edition.State.SENT, Edition.State.SENDING)


def test_a_link_that_is_very_long_or_no_page_is_left_as_it_is(ben: User, sink: Sink) -> None:
    make_reader()
    long = f"https://elsewhere.example/{'a' * 1200}"
    words = f'<p><a href="mailto:desk@paper.example">Write</a> <a href="{long}">Read</a></p>'
    released(ben, introduction=words)
    assert send_due() == 1
    body = message_from_string(sink.received[0], policy=policy.default).get_body(("html",))
    assert 'href="mailto:desk@paper.example"' in body.get_content()  # type: ignore[union-attr]


def test_who_leaves_while_a_batch_is_under_way_gets_no_mail(ben: User, sink: Sink) -> None:
    readers = [make_reader(f"r{number}@reader.example") for number in range(3)]
    released(ben)

    def leave_after_the_first() -> bool:
        if len(sink.received) == 1:
            for reader in readers:
                leave(reader)
        return False

    send_due(stopping=leave_after_the_first)
    send_due()
    assert len(sink.received) == 1
    assert states() == [("accepted", ""), ("skipped", "left"), ("skipped", "left")]


def test_an_edition_that_waited_tells_nobody_what_a_later_one_told(ben: User, sink: Sink) -> None:
    culture = make_category("Culture")
    make_article("An Oud Is Mended", category=culture)
    make_reader(wishes=Wishes(frozenset({culture.pk})))
    first = released(ben, make_article("Day One"))
    release.pause(first, by=ben)
    released(ben, make_article("Day Two"), number=2)
    send_due()
    release.resume(first, by=ben)
    send_due()
    assert sum("An Oud Is Mended" in one for one in sink.received) == 1


# --- Deciding and stopping --------------------------------------------------------------------------------------------


def test_nothing_of_a_stopped_edition_is_sent_by_a_decision(ben: User, pia: User, sink: Sink) -> None:
    make_reader()
    edition = released(ben)
    claims.leave_uncertain(claimed(edition, at=timezone.now()), trouble="It broke.", at=timezone.now())
    release.pause(edition, by=ben)
    release.stop(edition, by=ben)
    assert not decide(Delivery.objects.get(), by=pia, again=True)
    assert decide(Delivery.objects.get(), by=pia, again=False)


def test_what_was_in_hand_when_its_edition_was_stopped_is_not_left_over(ben: User) -> None:
    make_reader()
    edition = released(ben)
    delivery = claimed(edition, at=timezone.now())
    claims.note_step(delivery.claimed_by, done=None, begun=delivery, at=timezone.now())
    release.stop(edition, by=ben)
    claims.put_off(delivery, until=timezone.now(), trouble="451 later")
    claims.settle_lapsed(at=timezone.now())
    assert states() == [("skipped", Why.STOPPED)]


def test_a_sent_edition_takes_up_what_is_decided_about(ben: User, pia: User, sink: Sink) -> None:
    make_reader()
    edition = released(ben)
    claims.leave_uncertain(claimed(edition, at=timezone.now()), trouble="It broke.", at=timezone.now())
    send_due()
    edition.refresh_from_db()
    assert edition.state == Edition.State.SENT
    assert decide(Delivery.objects.get(), by=pia, again=True)
    assert send_due() == 1


def test_a_letter_that_cannot_be_made_holds_up_nobody_elses(ben: User, sink: Sink) -> None:
    make_reader("broken@reader.example")
    make_reader("sound@reader.example")
    released(ben)
    Delivery.objects.filter(subscription__subscriber__address__startswith="broken").update(wishes="t", wishes_key="0")
    send_due()
    assert to(sink) == ["sound@reader.example"]
    waits = Delivery.objects.get(state=State.QUEUED)
    assert "ValueError" in waits.trouble


# --- Death in the middle ----------------------------------------------------------------------------------------------


def claimed(edition: Edition, *, at: datetime) -> Delivery:
    (delivery,) = claims.claim(edition, who="a worker that dies", most=1, lease=5 * MINUTE, at=at)
    return delivery


def test_what_a_dead_worker_had_not_begun_is_sent_by_another(ben: User, sink: Sink) -> None:
    make_reader()
    edition = released(ben)
    claimed(edition, at=timezone.now())
    assert send_due() == 0
    claims.settle_lapsed(at=timezone.now() + 6 * MINUTE)
    Delivery.objects.update(due_at=timezone.now())
    assert send_due() == 1
    assert len(sink.received) == 1


def test_what_a_worker_died_over_is_uncertain_and_sent_to_nobody_twice(ben: User, sink: Sink) -> None:
    make_reader()
    edition = released(ben)
    delivery = claimed(edition, at=timezone.now())
    assert claims.note_step(delivery.claimed_by, done=None, begun=delivery, at=timezone.now())
    claims.settle_lapsed(at=timezone.now() + 6 * MINUTE)
    assert send_due() == 0
    assert states() == [("uncertain", "")]
    assert DeliveryEvent.objects.get().verb == "uncertain"


def test_a_worker_that_was_only_slow_still_says_what_became_of_it(ben: User, sink: Sink) -> None:
    make_reader()
    delivery = claimed(released(ben), at=timezone.now())
    claims.note_step(delivery.claimed_by, done=None, begun=delivery, at=timezone.now())
    claims.settle_lapsed(at=timezone.now() + 6 * MINUTE)
    claims.note_step(delivery.claimed_by, done=delivery, begun=None, at=timezone.now())
    assert states() == [("accepted", "")]


def test_a_slow_worker_cannot_begin_what_another_has_taken_over(ben: User) -> None:
    make_reader()
    edition = released(ben)
    slow = claimed(edition, at=timezone.now())
    claims.settle_lapsed(at=timezone.now() + 6 * MINUTE)
    Delivery.objects.update(due_at=timezone.now())
    claims.claim(edition, who="another", most=1, lease=5 * MINUTE, at=timezone.now() + MINUTE)
    assert not claims.note_step(slow.claimed_by, done=None, begun=slow, at=timezone.now())


def test_an_uncertain_mail_is_decided_about_once(ben: User, pia: User, sink: Sink) -> None:
    make_reader()
    delivery = claimed(released(ben), at=timezone.now())
    claims.note_step(delivery.claimed_by, done=None, begun=delivery, at=timezone.now())
    claims.settle_lapsed(at=timezone.now() + 6 * MINUTE)
    with pytest.raises(PermissionDenied):
        decide(delivery, by=ben, again=True)
    assert decide(delivery, by=pia, again=True)
    assert not decide(delivery, by=pia, again=False)
    assert send_due() == 1


def test_an_uncertain_mail_that_is_left_stays_unsent(ben: User, pia: User, sink: Sink) -> None:
    make_reader()
    delivery = claimed(released(ben), at=timezone.now())
    claims.leave_uncertain(delivery, trouble="It broke.", at=timezone.now())
    assert decide(delivery, by=pia, again=False)
    assert send_due() == 0
    assert states() == [("skipped", Why.DECIDED)]


def test_a_file_is_written_again_without_a_second_mail(ben: User, settings: Settings, tmp_path: Any) -> None:
    folder = {"BACKEND": "press.mail.files.FileMailer", "OPTIONS": {"folder": tmp_path}}
    settings.MAILERS = {**settings.MAILERS, "bulk": folder}
    make_reader()
    edition = released(ben)
    delivery = claimed(edition, at=timezone.now())
    claims.note_step(delivery.claimed_by, done=None, begun=delivery, at=timezone.now())
    claims.settle_lapsed(at=timezone.now() + 6 * MINUTE)
    Delivery.objects.update(due_at=timezone.now())
    assert send_due() == 1
    assert len(list(tmp_path.glob("*.eml"))) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_mail_nobody_twice(ben: User, sink: Sink) -> None:
    for number in range(40):
        make_reader(f"r{number}@reader.example")
    released(ben)

    def work() -> None:
        try:
            send_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    send_due()
    assert to(sink) == sorted(f"r{number}@reader.example" for number in range(40))
