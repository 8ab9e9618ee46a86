"""Scheduling an edition, letting it go, holding it: each by one conditional UPDATE, so that of two editors one does.

What is checked before stands in newsletters.checking; what happens to each mail in newsletters.sending.
"""

import logging
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from newsletters.models import Delivery, Edition
from newsletters.models.edition import EditionQuerySet
from newsletters.sending.queue import queue
from press.record.people import Person

logger = logging.getLogger(__name__)

State = Edition.State
_AGAIN = 3
LATEST = timedelta(hours=12)  # after this a morning edition is no news: an editor decides


class CannotSend(Exception):
    """The edition is in no state for this; the message says why."""


def schedule(edition: Edition, *, by: Person, send_at: datetime, at: datetime | None = None) -> None:
    """Let a draft go by itself at a moment; also moves one that is scheduled. Raises PermissionDenied, CannotSend."""
    _require(by)
    at = at or timezone.now()
    if send_at <= at:
        raise CannotSend("That moment has passed already. Choose a later one, or send it now.")
    waiting = Edition.objects.writable().filter(pk=edition.pk)
    if not waiting.update(state=State.SCHEDULED, send_at=send_at, trouble=""):
        raise _too_late(edition)


def hold(edition: Edition, *, by: Person) -> None:
    """Take an edition off the schedule; it is a draft again. Raises PermissionDenied, CannotSend."""
    _require(by)
    if not Edition.objects.filter(pk=edition.pk, state=State.SCHEDULED).update(state=State.DRAFT, send_at=None):
        raise _too_late(edition)


def send_now(edition: Edition, *, by: Person, at: datetime | None = None) -> int:
    """Queue an edition for its readers at once; return how many. Raises PermissionDenied, CannotSend."""
    _require(by)
    queued = release_now(edition, at=at or timezone.now())
    if queued is None:
        raise _too_late(edition)
    return queued


def release_now(edition: Edition, *, at: datetime) -> int | None:
    """Queue an edition for its readers; return how many, or None when somebody else has let it go. For no person: the
    command line asks for no role.
    """
    return _release(edition, waiting=Edition.objects.writable(), at=at)


def release_due(at: datetime) -> list[Edition]:
    """Queue what is scheduled and due, once, however late it is; what is later than LATEST waits for an editor."""
    released = []
    for edition in Edition.objects.due(at).select_related("newsletter").order_by("send_at", "pk"):
        try:
            if _release_or_hold(edition, at=at):
                released.append(edition)
        except Exception:  # another newsletter's edition is no reason for this one to wait
            logger.exception("%s could not be released; it is tried again in a minute.", edition)
    return released


def _release_or_hold(edition: Edition, *, at: datetime) -> bool:
    assert edition.send_at is not None, "it is due"
    # By the time that was read: an editor may have moved it meanwhile.
    due = Edition.objects.filter(state=State.SCHEDULED, send_at=edition.send_at)
    if at - edition.send_at > LATEST:
        why = "It was not sent: nothing was at work at its time. Schedule it anew, or send it now."
        due.filter(pk=edition.pk).update(state=State.DRAFT, send_at=None, trouble=why)
        logger.warning("%s is %s late and was held.", edition, at - edition.send_at)
        return False
    queued = _release(edition, waiting=due, at=at)
    if queued is not None:
        logger.info("%s goes to %d readers.", edition, queued)
    return queued is not None


def pause(edition: Edition, *, by: Person) -> None:
    """Let no further mail of an edition begin. Raises PermissionDenied, CannotSend."""
    _require(by)
    _move(edition, State.SENDING, State.PAUSED)


def resume(edition: Edition, *, by: Person) -> None:
    """Go on where it was paused. Raises PermissionDenied, CannotSend."""
    _require(by)
    _move(edition, State.PAUSED, State.SENDING)


def stop(edition: Edition, *, by: Person, at: datetime | None = None) -> int:
    """Send what waits to nobody; return to how many. What is being handed over at this moment still arrives.

    Raises PermissionDenied, CannotSend.
    """
    _require(by)
    with transaction.atomic():
        going = Edition.objects.filter(pk=edition.pk, state__in=[State.SENDING, State.PAUSED])
        if not going.update(state=State.STOPPED, finished_at=at or timezone.now(), trouble=""):
            raise _too_late(edition)
        waits = Delivery.objects.filter(edition=edition).not_begun()
        return waits.update(state=Delivery.State.SKIPPED, reason=Delivery.Why.STOPPED, due_at=None)


def hide(edition: Edition, *, by: Person) -> None:
    """Take an edition that has gone out off the web; mail stays where it is. Raises PermissionDenied, CannotSend."""
    _require(by)
    if not Edition.objects.online().filter(pk=edition.pk).update(is_hidden=True):
        raise CannotSend("Nothing was changed: it is not on the web.")


def show(edition: Edition, *, by: Person) -> None:
    """Put an edition back on the web. Raises PermissionDenied, CannotSend."""
    _require(by)
    if not Edition.objects.released().filter(pk=edition.pk, is_hidden=True).update(is_hidden=False):
        raise CannotSend("Nothing was changed: it is on the web, or has not gone out yet.")


def _release(edition: Edition, *, waiting: EditionQuerySet, at: datetime) -> int | None:
    """Queue an edition if it is one of those that wait; return how many readers get it, or None."""
    for _ in range(_AGAIN):
        try:
            return _queue(edition, waiting=waiting, at=at)
        except IntegrityError:  # a reader was erased between the statement and its end
            logger.warning("%s is queued once more: a reader has gone meanwhile.", edition)
    return _queue(edition, waiting=waiting, at=at)


def _queue(edition: Edition, *, waiting: EditionQuerySet, at: datetime) -> int | None:
    with transaction.atomic():
        if not waiting.filter(pk=edition.pk).update(
            state=State.SENDING, released_at=at, send_at=edition.send_at or at, trouble=""
        ):
            return None
        edition.refresh_from_db()
        return queue(edition, at=at)


def _move(edition: Edition, before: str, after: str) -> None:
    if not Edition.objects.filter(pk=edition.pk, state=before).update(state=after, trouble=""):
        raise _too_late(edition)


def _too_late(edition: Edition) -> CannotSend:
    edition.refresh_from_db()
    return CannotSend(f"Nothing was changed: by now this edition is {edition.get_state_display()}.")


def _require(by: Person) -> None:
    if not by.has_perm("newsletters.send_edition"):
        raise PermissionDenied("Your role does not include sending editions.")
