"""What a provider has against the paper loses no reader an edition; what it has against one address costs only that."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from newsletters.actions import release
from newsletters.models import Delivery, Edition, Newsletter
from newsletters.sending import sender
from newsletters.sending.run import send_due
from newsletters.tests.builders import make_newsletter, make_reader
from newsletters.tests.conftest import use
from newsletters.tests.sending import State, Why, released, states, to
from press.mail.suppression import suppress
from press.mail.tests.sink import Sink

pytestmark = pytest.mark.django_db


def make_readers(number: int, *, of: Newsletter | None = None) -> None:
    for place in range(number):
        make_reader(f"r{place}@reader.example", of=of)


def let_time_pass() -> None:
    Delivery.objects.filter(state=State.QUEUED).update(due_at=timezone.now())


@pytest.mark.parametrize(
    "answers",
    [
        {"mail": "550 5.7.1 account suspended"},
        {"mail": "454 Throttling failure: Daily message quota exceeded"},
        {"taken": "452 4.3.1 insufficient system storage"},
    ],
)
def test_a_provider_that_takes_nothing_for_hours_loses_nobody(
    ben: User, settings: Settings, sink: Sink, answers: dict[str, str]
) -> None:
    make_readers(6)
    with Sink(**answers) as down:
        use(down, settings)
        edition = released(ben)
        for _ in range(sender.MOST_TRIES + 1):
            send_due()
            let_time_pass()
    assert states() == [("queued", "")] * 6
    edition.refresh_from_db()
    assert "The mail server answered" in edition.trouble
    use(sink, settings)
    assert send_due() == 6
    edition.refresh_from_db()
    assert edition.trouble == ""


def test_a_server_that_puts_off_every_mail_is_not_asked_for_each(ben: User, settings: Settings) -> None:
    make_readers(12)
    with Sink(rcpt="451 4.3.0 temporary lookup failure") as busy:
        use(busy, settings)
        released(ben)
        send_due()
    assert Delivery.objects.filter(tries=0).count() == 12 - sender.MOST_LATE


def test_when_everything_is_refused_the_edition_waits_for_an_editor(ben: User, settings: Settings, sink: Sink) -> None:
    make_readers(12)
    with Sink(taken="554 5.7.1 rejected as spam") as refuses:
        use(refuses, settings)
        edition = released(ben)
        assert send_due() == 0
        assert len(refuses.received) == sender.MOST_REFUSED
    edition.refresh_from_db()
    assert (edition.state, states()) == (Edition.State.PAUSED, [("queued", "")] * 12)
    assert "None is lost" in edition.trouble
    assert "rejected as spam" in edition.trouble
    use(sink, settings)
    release.resume(edition, by=ben)
    assert send_due() == 12
    edition.refresh_from_db()
    assert (edition.state, edition.trouble) == (Edition.State.SENT, "")


def test_an_edition_that_goes_on_pauses_for_no_address_twice(ben: User, settings: Settings) -> None:
    make_readers(sender.MOST_REFUSED)
    with Sink(rcpt="550 no such user") as refuses:
        use(refuses, settings)
        edition = released(ben)
        send_due()
        release.resume(edition, by=ben)
        send_due()
    edition.refresh_from_db()
    assert edition.state == Edition.State.SENT
    assert states() == [("skipped", Why.REFUSED)] * sender.MOST_REFUSED


def test_a_small_rate_and_a_second_edition_lose_nobody_to_a_provider_that_refuses(
    ben: User, settings: Settings
) -> None:
    settings.BULK_MAIL_RATE = 2  # a batch is two mails
    week = make_newsletter(slug="week", position=1)
    make_readers(6, of=make_newsletter())
    for place in range(6):
        make_reader(f"w{place}@reader.example", of=week)
    with Sink(taken="554 5.7.1 rejected as spam") as refuses:
        use(refuses, settings)
        released(ben, of=week)
        released(ben, of=Newsletter.objects.get(slug="morning"))
        began = timezone.now()
        send_due(stopping=lambda: timezone.now() - began > timedelta(seconds=30))
    assert set(Edition.objects.values_list("state", flat=True)) == {Edition.State.PAUSED}
    assert states() == [("queued", "")] * 12


def test_breaking_news_wait_for_no_other_edition(ben: User, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "BATCH", 5)
    make_readers(20)
    breaking = make_newsletter(slug="breaking", rhythm="breaking", position=1)
    make_reader("first@reader.example", of=breaking)
    morning = released(ben)

    def break_it() -> bool:
        if len(sink.received) == 3 and not Edition.objects.filter(newsletter=breaking).exists():
            released(ben, of=breaking)
        return False

    send_due(stopping=break_it)
    addresses = [next(line for line in one.splitlines() if line.startswith("To: ")) for one in sink.received]
    assert len(addresses) == 21
    assert addresses.index("To: first@reader.example") == 5
    morning.refresh_from_db()
    assert morning.state == Edition.State.SENT


def test_an_address_that_the_office_holds_gets_no_mail_of_a_batch_under_way(
    ben: User, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "SEEN_ANEW", timedelta())
    make_readers(4)
    released(ben)

    def hold_all() -> bool:
        for place in range(4 if sink.received else 0):
            suppress(f"r{place}@reader.example", why="by-hand")
        return False

    send_due(stopping=hold_all)
    assert len(to(sink)) == 2  # the second had begun
    assert states() == [("accepted", "")] * 2 + [("skipped", "suppressed")] * 2
