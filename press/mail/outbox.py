"""Sending: the row says what is due, whoever sends claims it by a conditional UPDATE and notes each step before it is
taken. A task is only a nudge: it may be lost, doubled or late, and the row is still right.

A sender that dies before it called the provider leaves a claim that lapses, and the mail is sent. One that dies during
the call leaves a mail of which nobody knows: it is not sent again but stands in the desk for a decision.
"""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import mailers
from django.db import transaction
from django.utils import timezone

from press.mail.handing import NotNow, Refused, close_line, hand_over, open_line, sentence
from press.mail.letters import Attached, Words, compose, message_of
from press.mail.models import Letter
from press.mail.suppression import is_suppressed
from press.work.beats import beat_age

logger = logging.getLogger(__name__)

State = Letter.State
CLAIM = timedelta(minutes=5)  # after this a sender that says nothing is taken for dead
SILENT = 60.0  # seconds without a beat after which no worker is counted on
MOST_TRIES = 10
AT_ONCE = 200
KEEP = timedelta(days=30)
_FORGOTTEN: dict[str, Any] = {"text": "", "html": "", "attached": []}


def post(
    message: str,
    *,
    to: str,
    context: dict[str, Any],
    mailer: str = "default",
    attached: Sequence[Attached] = (),
    useful_until: datetime | None = None,
    is_waited_for: bool = False,
    at: datetime | None = None,
) -> Letter:
    """Put a mail into the outbox; it leaves once the transaction is through. `message` is "<app>/<message>".

    A mail that somebody waits for is sent within the request when no worker is alive to send it.
    """
    words = compose(message, context)
    return post_words(
        words,
        message=message,
        to=to,
        mailer=mailer,
        attached=attached,
        useful_until=useful_until,
        is_waited_for=is_waited_for,
        at=at,
    )


def post_words(
    words: Words,
    *,
    message: str,
    to: str,
    mailer: str = "default",
    attached: Sequence[Attached] = (),
    useful_until: datetime | None = None,
    is_waited_for: bool = False,
    at: datetime | None = None,
) -> Letter:
    """Put a mail whose words are made already into the outbox, as `post` does."""
    at = at or timezone.now()
    letter = Letter.objects.create(
        message=message,
        mailer=mailer,
        to=to,
        message_id=f"<{uuid.uuid4()}@{urlsplit(settings.SITE_URL).hostname}>",
        subject=words.subject,
        text=words.text,
        html=words.html,
        attached=[file.plain() for file in attached],
        made_at=at,
        due_at=at,
        useful_until=useful_until,
    )
    transaction.on_commit(lambda: _nudge(letter.pk, is_waited_for=is_waited_for), robust=True)
    return letter


def _nudge(letter_id: int, *, is_waited_for: bool) -> None:
    from press.mail.tasks import send_letter

    if is_waited_for:
        age = beat_age()
        if age is None or age > SILENT:
            deliver(letter_id)
            return
    with transaction.atomic():
        send_letter.enqueue(letter_id)


def deliver(letter_id: int, *, at: datetime | None = None) -> bool:
    """Send a due mail; return whether this call claimed it. `at` is the moment of the claim (now).

    Nothing is raised for a failure: its sentence stands in `trouble`, and what became of the mail in `state`.
    """
    at = at or timezone.now()
    letter = _claim(letter_id, at)
    if letter is None:
        return False
    if letter.useful_until and letter.useful_until <= at:
        _note(letter, State.CLAIMED, state=State.LATE, due_at=None, **_FORGOTTEN)
        return True
    if is_suppressed(letter.to):
        _note(letter, State.CLAIMED, state=State.HELD, due_at=None, **_FORGOTTEN)
        return True
    try:
        if not _hand_over(letter):
            return False
    except Refused as refusal:
        _note(letter, State.CALLING, state=State.REFUSED, due_at=None, trouble=str(refusal))
    except NotNow as trouble:
        _try_later(letter, at, str(trouble))
    except Exception as error:  # it broke off in the middle: the provider may have taken it
        logger.exception("Mail %s: it is not known whether it was handed over.", letter.pk)
        _note(letter, State.CALLING, state=State.UNCERTAIN, due_at=None, trouble=sentence(error))
    else:
        done = {"state": State.SENT, "due_at": None, "sent_at": timezone.now(), "trouble": "", **_FORGOTTEN}
        _note(letter, State.CALLING, State.UNCERTAIN, **done)
    return True


def deliver_due(at: datetime) -> int:
    """Send what is due, the oldest first, up to AT_ONCE; return how many were claimed."""
    ids = list(Letter.objects.due(at).order_by("made_at", "pk").values_list("pk", flat=True)[:AT_ONCE])
    return sum(deliver(pk, at=at) for pk in ids)


def settle_cut_off(at: datetime) -> None:
    """Decide about mail whose sender died over it: sent again where that makes no second one, else uncertain."""
    cut_off = Letter.objects.cut_off(at)
    repeatable = [name for name in settings.MAILERS if getattr(mailers[name], "is_repeatable", False)]
    cut_off.filter(mailer__in=repeatable).update(state=State.QUEUED, due_at=at)
    why = "The process that was sending it ended in the middle."
    cut_off.exclude(mailer__in=repeatable).update(state=State.UNCERTAIN, due_at=None, trouble=why)


def forget_old(at: datetime) -> None:
    """Forget mail of which nothing is to be done any more, and words that can no longer be used."""
    Letter.objects.filter(due_at=None, made_at__lt=at - KEEP).delete()
    Letter.objects.filter(due_at=None, useful_until__lt=at).exclude(text="").update(**_FORGOTTEN)


def send_again(letter: Letter, *, at: datetime | None = None) -> bool:
    """Send a mail once more after somebody decided so; return whether it was one to decide about."""
    at = at or timezone.now()
    undecided = Letter.objects.filter(pk=letter.pk, state__in=[State.UNCERTAIN, State.REFUSED]).exclude(text="")
    with transaction.atomic():
        asked = undecided.update(state=State.QUEUED, due_at=at, trouble="")
        transaction.on_commit(lambda: _nudge(letter.pk, is_waited_for=False), robust=True)
    return bool(asked)


def _claim(letter_id: int, at: datetime) -> Letter | None:
    """Take a due mail, or None when it is not due or somebody else was faster."""
    letter = Letter.objects.due(at).filter(pk=letter_id).first()
    if letter is None:
        return None
    unchanged = Letter.objects.filter(pk=letter.pk, state=letter.state, tries=letter.tries)
    letter.tries += 1
    return letter if unchanged.update(state=State.CLAIMED, tries=letter.tries, due_at=at + CLAIM) else None


def _note(letter: Letter, *was: str, **row: Any) -> bool:
    """Write a step down, if the mail is still ours to speak of."""
    return bool(Letter.objects.filter(pk=letter.pk, state__in=was, tries=letter.tries).update(**row))


def _hand_over(letter: Letter) -> bool:
    """Give the mail to the provider; return False when somebody else took it meanwhile. Raises Refused, NotNow."""
    mailer = mailers[letter.mailer]
    open_line(mailer)
    try:
        if not _note(letter, State.CLAIMED, state=State.CALLING):
            return False
        try:
            mail = message_of(letter)
        except ValueError as error:  # a file that should go along is gone
            raise Refused(sentence(error)) from error
        hand_over(mailer, mail)
    finally:
        close_line(mailer)
    return True


def _try_later(letter: Letter, at: datetime, trouble: str) -> None:
    if letter.tries >= MOST_TRIES:
        _note(letter, State.CLAIMED, State.CALLING, state=State.REFUSED, due_at=None, trouble=trouble)
        return
    wait = timedelta(minutes=min(4 ** (letter.tries - 1), 240))
    # A mail that somebody waits for is of no use in an hour.
    due_at = min(at + wait, letter.useful_until - CLAIM / 10) if letter.useful_until else at + wait
    due_at = max(due_at, at + timedelta(seconds=20))
    _note(letter, State.CLAIMED, State.CALLING, state=State.QUEUED, due_at=due_at, trouble=trouble)
