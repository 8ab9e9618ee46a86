"""Sending what is due, by any number of threads and processes at once: which edition is next, and when it is done.

One thread at one edition is sender.py's; what each step means when a process ends in the middle of it is claims.py's.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Case, Exists, OuterRef, When
from django.utils import timezone

from newsletters.models import Delivery, Edition, Newsletter
from newsletters.sending import claims
from newsletters.sending.queue import catch_up
from newsletters.sending.sender import Sender, Stopping
from newsletters.sending.tally import counts_of

logger = logging.getLogger(__name__)

State = Delivery.State


def send_due(*, stopping: Stopping = lambda: False, lease: timedelta = claims.LEASE) -> int:
    """Send all that is due now; return how many mails the provider took. Ends early when `stopping` says so."""
    claims.settle_lapsed(at=timezone.now())
    sent = 0
    while not stopping() and (more := _send_in_turn(stopping=stopping, lease=lease)):
        sent += more
    return sent


def _send_in_turn(*, stopping: Stopping, lease: timedelta) -> int:
    """Send one edition whole, or of several that are due a batch of each; breaking ones come first."""
    sent = 0
    for edition in _with_something_due():
        sender = Sender(edition, stopping=stopping, lease=lease)
        try:
            sender.run()
        except (OperationalError, InterfaceError):  # the database is gone: for the others too
            raise
        except Exception:  # another edition is no reason for the rest to wait
            logger.exception("%s does not go on; it is tried again.", edition)
        sent += sender.sent
        finish(edition)
        if stopping():
            break
    return sent


def finish(edition: Edition, *, at: datetime | None = None) -> bool:
    """Call an edition sent once nothing of it waits any more; return whether this call did."""
    at = at or timezone.now()
    waits = Delivery.objects.filter(edition=OuterRef("pk"), state__in=[State.QUEUED, State.CLAIMED])
    done = Edition.objects.filter(~Exists(waits), pk=edition.pk, state=Edition.State.SENDING)
    if not done.exists():
        return False
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)  # who decides to send again holds it meanwhile
        if not done.update(state=Edition.State.SENT, finished_at=at, trouble=""):
            return False
    catch_up(edition.newsletter, at=at)
    counted = counts_of(edition)
    told = ", ".join(f"{number} {state}{f' ({reason})' if reason else ''}" for state, reason, number in counted)
    logger.info("%s has been sent: %s.", edition, told or "nobody gets it")
    return True


def _with_something_due() -> Iterator[Edition]:
    now = timezone.now()
    due = Delivery.objects.due(now).filter(edition=OuterRef("pk"))
    sending = Edition.objects.filter(state=Edition.State.SENDING).select_related("newsletter", "appeal")
    breaking_first = Case(When(newsletter__rhythm=Newsletter.Rhythm.BREAKING, then=0), default=1)
    yield from sending.filter(Exists(due)).order_by(breaking_first, "released_at", "pk")
    for edition in sending.filter(~Exists(due)):  # readers' hours have all come, or everybody left
        finish(edition)
