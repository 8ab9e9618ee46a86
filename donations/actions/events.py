"""Events of Stripe: stored once, handled when due, tried again, replayed by hand.

An event's row says what is due and whoever handles it claims it by a conditional UPDATE, so that a worker and a request
may both try. A handler may be run again at any time; so one that is killed loses nothing, its claim lapses.
"""

import json
import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from donations.models import StripeEvent
from donations.stripe.client import is_live
from donations.stripe.handlers import HANDLERS, Handler
from donations.stripe.visit import NotKnownYet, NotOurs, Visit
from press.record.once import insert_once
from press.record.people import Person

logger = logging.getLogger(__name__)

State = StripeEvent.State
CLAIM = timedelta(minutes=2)  # after this a handler that says nothing is taken for dead
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(days=1)
MOST_TRIES = 14  # about three days, as long as Stripe itself would try
AT_ONCE = 200
KEEP_BODIES = timedelta(days=30)
_TOLD = ("type", "object_id", "body", "tries")
# One statement in both dialects: who gets a row back has claimed the event.
_CLAIM = f"""
UPDATE donations_stripeevent SET tries = tries + 1, next_try_at = %s, is_claimed = true
WHERE event_id = %s AND next_try_at <= %s RETURNING {", ".join(_TOLD)}
"""  # noqa: S608 - the names are ours


def receive(event: Mapping[str, Any], body: str, *, at: datetime | None = None) -> bool:
    """Store an event whose signature is good; return whether it is new and something is to be done about it.

    `body` is what came, as it came. Types that nobody handles, and the other mode's, are stored as ignored; of the
    former not what they say, as it would be somebody's name and address kept for nothing.
    """
    at = at or timezone.now()
    is_known = event["type"] in HANDLERS
    is_for_us = is_known and bool(event["livemode"]) == is_live()
    stored = StripeEvent(
        event_id=event["id"],
        type=event["type"][:80],
        object_id=str(_object(event).get("id") or "")[:255],
        api_version=str(event.get("api_version") or "")[:40],
        livemode=bool(event["livemode"]),
        body=body if is_known else "",
        state=State.NEW if is_for_us else State.IGNORED,
        happened_at=datetime.fromtimestamp(event["created"], UTC),
        received_at=at,
        next_try_at=at if is_for_us else None,
    )
    return bool(insert_once([stored], key="event_id")) and is_for_us


def handle(event_id: str, *, at: datetime | None = None, handlers: Mapping[str, Handler] = HANDLERS) -> bool:
    """Do what an event asks for if it is due; return whether this call claimed it. Nothing is raised for a failure."""
    at = at or timezone.now()
    event = _claimed(event_id, at)
    if event is None:
        return False
    visit = Visit(at=at, hint=_object(json.loads(event.body)) if event.body else {})
    try:
        handlers[event.type](event.object_id, visit)
    except NotKnownYet as why:
        _note(event, visit, State.PARKED, trouble=str(why), next_try_at=_next_try(event, at))
    except NotOurs as why:
        _note(event, visit, State.IGNORED, trouble=str(why))
    except Exception:
        logger.exception("Event %s (%s) failed.", event.pk, event.type)
        _note(event, visit, State.FAILED, trouble=traceback.format_exc()[-20_000:], next_try_at=_next_try(event, at))
    else:
        _note(event, visit, State.DONE)
    return True


def handle_due(at: datetime | None = None, *, handlers: Mapping[str, Handler] = HANDLERS) -> int:
    """Handle what is due, the oldest first, up to AT_ONCE; return how many were claimed."""
    at = at or timezone.now()
    due = StripeEvent.objects.due(at).order_by("happened_at", "pk").values_list("pk", flat=True)
    return sum(handle(pk, at=at, handlers=handlers) for pk in list(due[:AT_ONCE]))


def replay(event: StripeEvent, *, by: Person, at: datetime | None = None) -> StripeEvent:
    """Handle an event once more because somebody asked for it, whatever its state; return it as it is then.

    Raises PermissionDenied. An event that is being handled at this moment is left to who does it.
    """
    if not by.has_perm("donations.replay_event"):
        raise PermissionDenied("Your role does not include “replay event”.")
    at = at or timezone.now()
    if event.type in HANDLERS and event.livemode == is_live():
        waiting = StripeEvent.objects.filter(pk=event.pk).exclude(is_claimed=True, next_try_at__gt=at)
        waiting.update(next_try_at=at, tries=0)
        handle(event.pk, at=at)
    event.refresh_from_db()
    return event


def forget_old_bodies(at: datetime) -> int:
    """Forget what events said once Stripe itself lists them no longer; that they came, and what came of it, stays."""
    settled = StripeEvent.objects.filter(state__in=[State.DONE, State.IGNORED], received_at__lt=at - KEEP_BODIES)
    return settled.exclude(body="").update(body="")


def _claimed(event_id: str, at: datetime) -> StripeEvent | None:
    """Claim an event if it is due, and return what is to be known of it."""
    moment = StripeEvent._meta.get_field("next_try_at").get_db_prep_value  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [moment(at + CLAIM, connection), event_id, moment(at, connection)])
        found = cursor.fetchone()
    return StripeEvent(event_id=event_id, **dict(zip(_TOLD, found, strict=True))) if found else None


def _note(event: StripeEvent, visit: Visit, state: State, **row: Any) -> None:
    """Write down what came of a try, unless somebody else has claimed the event since."""
    said = {"state": state, "trouble": "", "next_try_at": None, "is_claimed": False, "touched": visit.touched, **row}
    if state != State.FAILED:
        said["handled_at"] = timezone.now()
    if visit.is_of_the_erased:  # it came later, with a name and an address in it
        said["body"] = ""
    StripeEvent.objects.filter(pk=event.pk, tries=event.tries).update(**said)


def _next_try(event: StripeEvent, at: datetime) -> datetime | None:
    if event.tries >= MOST_TRIES:
        return None
    wait: timedelta = min(FIRST_WAIT * 2 ** (event.tries - 1), LONGEST_WAIT)
    return at + wait


def _object(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return (event.get("data") or {}).get("object") or {}
