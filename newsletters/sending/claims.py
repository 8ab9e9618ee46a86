"""Each step of a delivery, as one conditional UPDATE: whoever is late finds nothing to change.

A claim names who holds it and when it lapses. `called_at` is written before the provider is called: a claim that lapses
without it was never sent, one that lapses with it may have been.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import mailers
from django.db import connection, transaction
from django.db.models import F, Max, QuerySet

from newsletters.models import Delivery, DeliveryEvent, Edition

State, Why = Delivery.State, Delivery.Why
LEASE = timedelta(minutes=5)  # after this a sender that says nothing is taken for dead
# One statement notes what became of the last mail and that the next is begun: one round trip and one commit a mail.
# What stays as it was costs no index anything.
_STEP = """
UPDATE newsletters_delivery SET
    state = CASE WHEN id = %(done)s THEN 'accepted' ELSE state END,
    accepted_at = CASE WHEN id = %(done)s THEN {at} ELSE accepted_at END,
    due_at = CASE WHEN id = %(done)s THEN NULL ELSE due_at END,
    called_at = CASE WHEN id = %(done)s THEN called_at ELSE {at} END,
    trouble = ''
WHERE id IN (%(done)s, %(begun)s) AND claimed_by = %(who)s AND (
    (id = %(done)s AND state IN ('claimed', 'uncertain'))
    OR (id = %(begun)s AND state = 'claimed'
        AND EXISTS (SELECT 1 FROM newsletters_edition e WHERE e.id = edition_id AND e.state = 'sending')
        AND EXISTS (SELECT 1 FROM newsletters_subscription s WHERE s.id = subscription_id AND s.left_at IS NULL)))
RETURNING id
"""
_AT = {"postgresql": "%(at)s::timestamptz", "sqlite": "%(at)s"}


def claim(edition: Edition, *, who: str, most: int, lease: timedelta, at: datetime) -> list[Delivery]:
    """Take up to `most` due deliveries of an edition, readers of the same wishes together."""
    with transaction.atomic():
        due = Delivery.objects.due(at).filter(edition=edition).order_by("due_at", "wishes_key", "since", "pk")
        ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:most])
        mine = Delivery.objects.filter(pk__in=ids, state=State.QUEUED)
        mine.update(state=State.CLAIMED, claimed_by=who, due_at=at + lease, called_at=None, tries=F("tries") + 1)
    found = Delivery.objects.filter(pk__in=ids, state=State.CLAIMED, claimed_by=who)
    claimed = list(found.select_related("subscription__subscriber").order_by("wishes_key", "since", "pk"))
    _tell_since(claimed)
    return claimed


def _tell_since(claimed: list[Delivery]) -> None:
    """Read anew up to when each reader was told stories: another edition may have come to them since it was queued."""
    readers = [one.subscription_id for one in claimed if one.wishes and one.subscription_id]
    taken = Delivery.objects.filter(subscription__in=readers, state__in=[State.ACCEPTED, State.COMPLAINED])
    last = dict(taken.order_by().values_list("subscription").annotate(Max("until"))) if readers else {}
    for delivery in claimed:
        until = last.get(delivery.subscription_id)
        if until and (delivery.since is None or until > delivery.since):
            delivery.since = until


def note_step(who: str, *, done: Delivery | None, begun: Delivery | None, at: datetime) -> bool:
    """Write down that the provider has taken one mail (though its claim may have lapsed meanwhile), and that it is
    called for the next; return False when the claim of the next is lost, or its edition does not go on.
    """
    if done is None and begun is None:
        return True
    values: dict[str, Any] = {
        "done": done.pk if done else 0,
        "begun": begun.pk if begun else 0,
        "who": who,
        "at": connection.ops.adapt_datetimefield_value(at),
    }
    with connection.cursor() as cursor:
        cursor.execute(_STEP.format(at=_AT[connection.vendor]), values)
        changed = {pk for (pk,) in cursor.fetchall()}
    return begun is None or begun.pk in changed


def skip(delivery: Delivery, why: str, *, trouble: str = "") -> None:
    """Write down that it is not sent, and why."""
    _held(delivery).update(state=State.SKIPPED, reason=why, due_at=None, trouble=trouble)


def put_off(delivery: Delivery, *, until: datetime, trouble: str, counts: bool = True) -> None:
    """Let it be tried again later; the provider has not taken it. An outage is no try of the mail's."""
    tries = F("tries") if counts else F("tries") - 1
    _held(delivery).update(state=State.QUEUED, due_at=until, called_at=None, trouble=trouble, tries=tries)


def give_back(deliveries: Iterable[Delivery], *, at: datetime) -> None:
    """Put claims that were not begun back in the queue, as if they had never been taken."""
    ids = [delivery.pk for delivery in deliveries]
    who = {delivery.claimed_by for delivery in deliveries}
    held = Delivery.objects.filter(pk__in=ids, claimed_by__in=who, state=State.CLAIMED, called_at=None)
    held.update(state=State.QUEUED, due_at=at, tries=F("tries") - 1)


def take_back(deliveries: Iterable[Delivery], *, at: datetime) -> None:
    """Put mails that were refused back in the queue: the cause was none of theirs."""
    refused = Delivery.objects.filter(state=State.SKIPPED, reason=Why.REFUSED)
    mine = refused.filter(pk__in=[delivery.pk for delivery in deliveries])
    mine.update(state=State.QUEUED, reason="", due_at=at, called_at=None)


def leave_uncertain(delivery: Delivery, *, trouble: str, at: datetime) -> None:
    """Write down that nobody knows whether the provider has taken it; somebody must decide."""
    with transaction.atomic():
        if _held(delivery).update(state=State.UNCERTAIN, due_at=None, trouble=trouble):
            _told([delivery.pk], delivery.edition_id, at=at, detail=trouble)


def settle_lapsed(*, at: datetime) -> None:
    """Take back what dead senders held: what was not begun is sent, and what was begun is uncertain, unless the mailer
    makes one of two.
    """
    again = Delivery.objects.lapsed(at).filter(called_at=None)
    again.update(state=State.QUEUED, due_at=at)
    # What was in hand when its edition was stopped came back into the queue.
    stopped = Edition.objects.filter(state=Edition.State.STOPPED)
    left_over = Delivery.objects.filter(edition__in=stopped, state=State.QUEUED)
    left_over.update(state=State.SKIPPED, reason=Why.STOPPED, due_at=None)
    if getattr(mailers["bulk"], "is_repeatable", False):
        Delivery.objects.lapsed(at).update(state=State.QUEUED, due_at=at, called_at=None)
        return
    with transaction.atomic():
        lapsed = Delivery.objects.lapsed(at).filter(called_at__isnull=False)
        rows = list(lapsed.select_for_update(skip_locked=True).values_list("pk", "edition_id"))
        why = "The process that was sending it ended in the middle."
        ids = [pk for pk, _edition in rows]
        Delivery.objects.filter(pk__in=ids).update(state=State.UNCERTAIN, due_at=None, trouble=why)
        for pk, edition_id in rows:
            _told([pk], edition_id, at=at, detail=why)


def _held(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, claimed_by=delivery.claimed_by, state=State.CLAIMED)


def _told(ids: Iterable[int], edition_id: int, *, at: datetime, detail: str) -> None:
    DeliveryEvent.objects.bulk_create(
        DeliveryEvent(delivery_id=pk, edition_id=edition_id, verb="uncertain", at=at, detail=detail[:300]) for pk in ids
    )
