"""A sender that ends in the middle leaves nothing twice; what nobody knows is said, and decided about once."""

import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from newsletters.actions import release
from newsletters.actions.decide import decide
from newsletters.models import Delivery, DeliveryEvent, Edition
from newsletters.sending import claims
from newsletters.sending.run import send_due
from newsletters.tests.builders import make_reader
from newsletters.tests.sending import MINUTE, State, Why, claimed, released, states, to
from press.mail.tests.sink import Sink

pytestmark = pytest.mark.django_db

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
