"""What a provider answers, or does not, decides about one mail and holds up no other."""

from email import message_from_string, policy

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from articles.tests.builders import make_article, make_category
from newsletters.actions import release
from newsletters.actions.choose import leave
from newsletters.models import Delivery, Edition
from newsletters.sending.run import send_due
from newsletters.tests.builders import make_reader
from newsletters.tests.conftest import use
from newsletters.tests.sending import State, Why, released, states, to
from newsletters.wishes import Wishes
from press.mail.tests.sink import Sink

pytestmark = pytest.mark.django_db


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
