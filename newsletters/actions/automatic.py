"""Editions that make themselves: when a newsletter is due by the newsroom's clock, and what is made up for."""

import logging
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from newsletters.actions.propose import new_stories, propose
from newsletters.models import Edition, Newsletter
from press.web.remember import forget_all

logger = logging.getLogger(__name__)

State = Edition.State
_NOTHING = "It was not sent by itself: nothing new had been published since the last one."
AHEAD = timedelta(hours=2)  # an automatic edition stands on the schedule so long before its time
STALE = timedelta(hours=12)  # a time that passed longer ago is not made up for


def schedule_automatic(at: datetime) -> list[Edition]:
    """Propose and schedule the editions that are due soon, or were due while nothing was at work; once each.

    A day that has an edition is left alone, whatever became of it: an editor made it, or holds it.
    """
    made = []
    for newsletter in Newsletter.objects.filter(is_automatic=True).in_order():
        due = due_time(newsletter, at)
        if due is None or newsletter.editions.filter(date=timezone.localdate(due)).exists():
            continue
        if at < due and not new_stories(newsletter, at=at):
            continue  # something may still come
        with transaction.atomic():
            Newsletter.objects.select_for_update().get(pk=newsletter.pk)  # of two workers one makes it
            if newsletter.editions.filter(date=timezone.localdate(due)).exists():
                continue
            edition = propose(newsletter, day=timezone.localdate(due), at=at)
            proposed = Edition.objects.filter(pk=edition.pk)
            if edition.places.exists():
                proposed.update(state=State.SCHEDULED, send_at=due)
            else:
                proposed.update(trouble=_NOTHING)
                logger.info("%s was not sent: nothing new was published.", edition)
        made.append(edition)
    return made


def due_time(newsletter: Newsletter, at: datetime) -> datetime | None:
    """Return the time of the newsletter's own that is at most AHEAD away or STALE ago, or None."""
    if newsletter.rhythm == Newsletter.Rhythm.BREAKING:
        return None
    today = timezone.localdate(at)
    for day in (today + timedelta(days=1), today, today - timedelta(days=1)):
        if newsletter.rhythm == Newsletter.Rhythm.WEEKLY and day.weekday() != newsletter.weekday:
            continue
        due = time_on(day, newsletter.send_at)
        begun = newsletter.automatic_from is None or newsletter.automatic_from <= due
        if begun and at - STALE <= due <= at + AHEAD:
            return due
    return None


def next_time(newsletter: Newsletter, at: datetime) -> datetime | None:
    """Return the newsletter's next time after `at`; None for one that is sent when something happens."""
    if newsletter.rhythm == Newsletter.Rhythm.BREAKING:
        return None
    days = (timezone.localdate(at) + timedelta(days=number) for number in range(9))
    for day in days:
        if newsletter.rhythm == Newsletter.Rhythm.WEEKLY and day.weekday() != newsletter.weekday:
            continue
        if (due := time_on(day, newsletter.send_at)) > at:
            return due
    return None


def next_to_go(newsletter: Newsletter, at: datetime) -> datetime | None:
    """Return the next time at which an edition may be expected: a day whose edition has gone has no other, and one
    that an editor holds does not go by itself.
    """
    is_over = Q(released_at__isnull=False)
    if newsletter.is_automatic:
        is_over |= Q(state=State.DRAFT)
    over = set(newsletter.editions.filter(is_over, date__gte=timezone.localdate(at)).values_list("date", flat=True))
    following = next_time(newsletter, at)
    while following and timezone.localdate(following) in over:
        following = next_time(newsletter, following)
    return following


def time_on(day: date, hour: time) -> datetime:
    """Return a time of a day by the newsroom's clock: of one that the clocks skip, as long after midnight; of one that
    they double, the first.
    """
    zone = timezone.get_default_timezone()
    return datetime.combine(day, hour.replace(fold=0), tzinfo=zone).astimezone(UTC)


def write_newsletter(newsletter: Newsletter, *, at: datetime) -> Newsletter:
    """Keep a newsletter; a time that it had before today's change of its times is not made up for."""
    known = Newsletter.objects.filter(pk=newsletter.pk).first()
    timing = ("is_automatic", "send_at", "weekday", "rhythm")
    if known is None or any(getattr(known, name) != getattr(newsletter, name) for name in timing):
        newsletter.automatic_from = at
    newsletter.save()
    forget_all()
    return newsletter
