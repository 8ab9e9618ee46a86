"""Deciding about mails of which nobody knows whether they went out, and noting what providers tell of others."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from newsletters.actions.choose import leave
from newsletters.models import Delivery, DeliveryEvent, Edition, Subscription
from press.record.people import Person

State, Why = Delivery.State, Delivery.Why


def decide(delivery: Delivery, *, by: Person, again: bool, at: datetime | None = None) -> bool:
    """Send an uncertain mail once more, or leave it as it is; return whether it was one to decide about.

    Raises PermissionDenied.
    """
    if not by.has_perm("newsletters.decide_delivery"):
        raise PermissionDenied("Your role does not include deciding about mails.")
    at = at or timezone.now()
    with transaction.atomic():
        # The edition first, as `finish` does: it is not called sent between the two.
        edition = Edition.objects.select_for_update().get(pk=delivery.edition_id)
        undecided = Delivery.objects.filter(pk=delivery.pk, state=State.UNCERTAIN)
        if again:
            if edition.state == Edition.State.STOPPED:
                return False
            done = undecided.update(state=State.QUEUED, due_at=at, called_at=None, tries=0)
            if edition.state == Edition.State.SENT:  # it takes it up again
                Edition.objects.filter(pk=edition.pk).update(state=Edition.State.SENDING)
        else:
            done = undecided.update(state=State.SKIPPED, reason=Why.DECIDED, due_at=None)
        if done:
            _note(delivery, "sent again" if again else "left", at=at, by=str(by))
    return bool(done)


def note_told(
    kind: str, *, address: str, delivery: str, told_as: str, told_by: str, detail: str, at: datetime
) -> Delivery | None:
    """Note what a provider told of an address: it bounced, complained or left. Once for each `told_as`.

    Returns the delivery it was about, where the provider names it and it is that address's. The address's
    subscriptions end: all of them, as mail of any kind comes back or is unwanted; by the provider's own button only
    the delivery's.
    """
    row = _delivery_of(address, delivery)
    if row is not None and not _is_new(row, kind, at=at, by=told_by, detail=detail, told_as=told_as):
        return row
    # Who has subscribed again since was not told of by this, which may come late.
    stays = Subscription.objects.filter(subscriber__address=address, left_at=None, begun_at__lte=at)
    ended = stays.select_related("newsletter")
    if kind == "left":
        ended = ended.filter(deliveries=row) if row is not None else ended
    why: Any = {"bounced": Subscription.Why.BOUNCED, "complained": Subscription.Why.COMPLAINED}
    for subscription in ended:
        leave(subscription, why=why.get(kind, Subscription.Why.READER), at=at)
    if row is not None and kind != "left":
        # A complaint comes after a bounce in the order of things, and neither is taken back.
        before = [State.ACCEPTED, State.UNCERTAIN, *([State.BOUNCED] if kind == "complained" else [])]
        # It may be told before the sender has noted that it was taken.
        called = Q(state__in=before) | Q(state=State.CLAIMED, called_at__isnull=False)
        Delivery.objects.filter(called, pk=row.pk).update(state=kind, due_at=None, trouble=detail)
    return row


def note_left(subscription: Subscription, edition_id: int, *, at: datetime | None = None) -> None:
    """Note that a reader left by the link of an edition."""
    row = Delivery.objects.filter(subscription=subscription, edition_id=edition_id).first()
    if row is not None:
        _is_new(row, "left", at=at or timezone.now(), told_as=f"left {row.pk}")  # who leaves twice left once


def _delivery_of(address: str, delivery: str) -> Delivery | None:
    if not delivery.isascii() or not delivery.isdecimal() or len(delivery) > 18:
        return None
    return Delivery.objects.filter(pk=int(delivery), subscription__subscriber__address=address).first()


def _is_new(row: Delivery, verb: str, **told: Any) -> bool:
    try:
        with transaction.atomic():
            _note(row, verb, **told)
    except IntegrityError:  # it was told before
        return False
    return True


def _note(row: Delivery, verb: str, *, at: datetime, by: str = "", detail: str = "", told_as: str = "") -> None:
    DeliveryEvent.objects.create(
        delivery_id=row.pk,
        edition_id=row.edition_id,
        verb=verb,
        at=at,
        by=by[:160],
        detail=detail[:300],
        told_as=told_as[:200] or None,
    )
