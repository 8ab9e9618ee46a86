"""The outbox: nothing is lost when a sender dies, and nothing goes out twice as far as can be known."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from press.mail import outbox
from press.mail.letters import Attached
from press.mail.models import Letter
from press.mail.tasks import ask_for_due_letters, forget_old_letters, send_due_letters, send_letter
from press.mail.tests.conftest import NOON, make_letter
from press.mail.tests.sink import Sink
from press.masthead.actions import write_masthead
from press.work import beats

pytestmark = pytest.mark.django_db
State = Letter.State
MINUTE = timedelta(minutes=1)


def html_of(sent: Any) -> str:
    return str(sent.alternatives[0].content)


def test_mail_is_sent_once_and_its_words_are_forgotten(letter: Letter) -> None:
    assert outbox.deliver(letter.pk, at=NOON)
    assert not outbox.deliver(letter.pk, at=NOON)
    assert len(mail.outbox) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.due_at, letter.text, letter.html) == (State.SENT, None, "", "")


def test_mail_says_the_same_as_text_and_html_and_comes_from_the_paper(letter: Letter) -> None:
    write_masthead(name="The Bay, Courier", postal_address="14 Lantern Row")
    outbox.deliver(make_letter().pk, at=NOON)
    sent = mail.outbox[0]
    assert sent.from_email == '"The Bay, Courier" <newsroom@localhost>'
    html = html_of(sent)
    for said in ("123456", "https://paper.example/l/", "14 Lantern Row", "ever asks you for the code"):
        assert said in sent.body
        assert said in html


def test_what_is_typed_cannot_become_markup_or_a_header() -> None:
    write_masthead(name="Courier\r\nBcc: all@paper.example <b>")
    outbox.deliver(make_letter().pk, at=NOON)
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert message["Subject"] == "Sign in to Courier Bcc: all@paper.example <b>"
    assert "<b>" not in html_of(mail.outbox[0])


def test_mail_leaves_with_the_transaction_by_a_worker_that_lives(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    beats.beat()
    with django_capture_on_commit_callbacks(execute=True):
        letter = make_letter(is_waited_for=True)
    assert mail.outbox == []
    assert DBTaskResult.objects.get().args_kwargs["args"] == [letter.pk]
    send_letter.call(letter.pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("silent", [None, 61])
def test_mail_that_somebody_waits_for_is_sent_within_the_request_when_no_worker_beats(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, silent: int | None
) -> None:
    if silent:
        from django.utils import timezone

        beats.beat(timezone.now() - timedelta(seconds=silent))
    with django_capture_on_commit_callbacks(execute=True):
        make_letter(is_waited_for=True)
        make_letter()
    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.count() == 1


def test_sender_killed_between_claim_and_call_loses_nothing(letter: Letter) -> None:
    assert outbox._claim(letter.pk, NOON)  # and here it is killed
    assert not outbox.deliver(letter.pk, at=NOON + MINUTE)
    assert outbox.deliver(letter.pk, at=NOON + 6 * MINUTE)
    assert len(mail.outbox) == 1


def test_sender_killed_during_the_call_leaves_a_mail_for_a_decision(letter: Letter) -> None:
    claimed = outbox._claim(letter.pk, NOON)
    assert claimed
    outbox._note(claimed, State.CLAIMED, state=State.CALLING)
    ask_for_due_letters(NOON)
    letter.refresh_from_db()
    assert letter.state == State.CALLING
    ask_for_due_letters(NOON + 6 * MINUTE)
    letter.refresh_from_db()
    assert (letter.state, letter.due_at) == (State.UNCERTAIN, None)
    assert not outbox.deliver(letter.pk, at=NOON + 60 * MINUTE)
    assert outbox.send_again(letter, at=NOON + 60 * MINUTE)
    assert not outbox.send_again(letter, at=NOON + 60 * MINUTE)
    assert outbox.deliver(letter.pk, at=NOON + 61 * MINUTE)
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [letter.message_id]


def test_slow_sender_whose_claim_lapsed_sends_nothing_any_more(letter: Letter) -> None:
    slow = outbox._claim(letter.pk, NOON)
    assert slow
    assert outbox.deliver(letter.pk, at=NOON + 6 * MINUTE)
    assert not outbox._hand_over(slow)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=1)])
def test_new_mail_leaves_whichever_way_the_clock_jumps(letter: Letter, jump: timedelta) -> None:
    assert outbox.deliver(letter.pk, at=NOON + jump)
    assert len(mail.outbox) == 1


def test_mail_that_came_too_late_is_not_sent() -> None:
    letter = make_letter(useful_until=NOON + 10 * MINUTE)
    assert outbox.deliver(letter.pk, at=NOON + 10 * MINUTE)
    letter.refresh_from_db()
    assert (letter.state, letter.text) == (State.LATE, "")
    assert mail.outbox == []


def test_lost_errand_is_found_by_the_tick(letter: Letter) -> None:
    ask_for_due_letters(NOON)
    assert DBTaskResult.objects.count() == 1
    send_due_letters.call()
    assert len(mail.outbox) == 1


def test_old_mail_is_forgotten_and_what_waits_is_not(letter: Letter) -> None:
    outbox.deliver(letter.pk, at=NOON)
    waiting = make_letter()
    forget_old_letters(NOON + timedelta(days=31))
    assert list(Letter.objects.all()) == [waiting]


# --- Servers ----------------------------------------------------------------------------------------------------------


def sent_to(sink: Sink, settings: Settings, at: datetime = NOON, **other: Any) -> Letter:
    settings.MAILERS = {"default": sink.mailer}
    letter = make_letter(**other)
    assert outbox.deliver(letter.pk, at=at)
    letter.refresh_from_db()
    return letter


def test_mail_goes_to_a_server(settings: Settings) -> None:
    with Sink() as sink:
        assert sent_to(sink, settings).state == State.SENT
    assert "123456" in sink.received[0]
    assert "To: cleo@paper.example" in sink.received[0]


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"rcpt": "550 no such person"}, State.REFUSED),
        ({"rcpt": "451 greylisted"}, State.QUEUED),
        ({"taken": "554 spam"}, State.REFUSED),
        ({"taken": "452 full"}, State.QUEUED),
        ({"taken": "hang up"}, State.UNCERTAIN),
    ],
)
def test_what_a_server_answers_decides(settings: Settings, answers: dict[str, str], state: str) -> None:
    with Sink(**answers) as sink:
        letter = sent_to(sink, settings)
    assert letter.state == state
    assert letter.trouble
    assert bool(letter.text)


def test_server_that_is_down_is_tried_again_and_again_then_no_more(settings: Settings) -> None:
    with Sink() as sink:
        pass
    letter = sent_to(sink, settings)
    assert (letter.state, letter.due_at) == (State.QUEUED, NOON + MINUTE)
    while letter.due_at:
        assert outbox.deliver(letter.pk, at=letter.due_at)
        letter.refresh_from_db()
    assert (letter.state, letter.tries) == (State.REFUSED, outbox.MOST_TRIES)


def test_mail_that_somebody_waits_for_is_tried_again_while_it_is_of_use(settings: Settings) -> None:
    with Sink() as sink:
        pass
    letter = sent_to(sink, settings, useful_until=NOON + 10 * MINUTE)
    tries = []
    while letter.due_at:
        tries.append(letter.due_at - NOON)
        outbox.deliver(letter.pk, at=letter.due_at)
        letter.refresh_from_db()
    assert tries[0] == MINUTE
    assert sum(after < 10 * MINUTE for after in tries) >= 3
    assert letter.state == State.LATE


# --- The desk ---------------------------------------------------------------------------------------------------------


def test_operator_sees_what_became_of_mail_but_not_what_it_says(client: Client, letter: Letter) -> None:
    client.force_login(get_user_model().objects.create_superuser("op@paper.example"))
    page = client.get(reverse("admin:mail_letter_change", args=[letter.pk])).text
    assert "cleo@paper.example" in page
    assert "123456" not in page
    Letter.objects.update(state=State.UNCERTAIN, due_at=None)
    ask = {"action": "send_once_more", "_selected_action": [letter.pk]}
    client.post(reverse("admin:mail_letter_changelist"), ask)
    letter.refresh_from_db()
    assert letter.state == State.QUEUED


def test_publisher_does_not_see_the_mail(client: Client, pia: Any, letter: Letter) -> None:
    client.force_login(pia)
    assert client.get(reverse("admin:mail_letter_changelist")).status_code == 403


def test_a_kept_file_goes_along_and_the_outbox_forgets_it_with_the_words() -> None:
    name = storages["originals"].save("letters/paper.pdf", ContentFile(b"%PDF-1.7 a paper"))
    letter = make_letter(attached=[Attached("originals", name, "Receipt 7.pdf", "application/pdf")])
    assert outbox.deliver(letter.pk, at=NOON)
    assert [tuple(part) for part in mail.outbox[0].attachments] == [
        ("Receipt 7.pdf", b"%PDF-1.7 a paper", "application/pdf")
    ]
    letter.refresh_from_db()
    assert (letter.state, letter.attached) == (State.SENT, [])


def test_mail_whose_file_is_gone_is_not_sent_without_it() -> None:
    letter = make_letter(attached=[Attached("originals", "letters/gone.pdf", "Receipt.pdf", "application/pdf")])
    outbox.deliver(letter.pk, at=NOON)
    assert mail.outbox == []
    letter.refresh_from_db()
    assert letter.state == State.REFUSED
    assert "Receipt.pdf cannot be read" in letter.trouble
