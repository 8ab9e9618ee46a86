"""Queueing an edition: one row for each reader, by one statement, with the reader's wishes and hour as they are now."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import connection
from django.utils import timezone

from newsletters.models import Edition, Newsletter, Subscription
from newsletters.models.subscriber import SubscriptionQuerySet
from press.mail.suppression import held_addresses

Often = Subscription.Often
Hour = tuple[int, str, datetime]

_QUEUE = """
{hours}INSERT INTO newsletters_delivery
    (edition_id, subscription_id, state, reason, wishes, wishes_key, since, until, tries, due_at, claimed_by, trouble)
SELECT %s, s.id, 'queued', '', r.wishes, r.wishes_key, CASE WHEN r.wishes = '' THEN NULL ELSE s.caught_up_at END,
    {due}, 0, {due}, '', ''
FROM newsletters_subscription s JOIN newsletters_subscriber r ON r.id = s.subscriber_id{join}
WHERE s.newsletter_id = %s AND s.left_at IS NULL AND r.confirmed_at IS NOT NULL
    AND (r.paused_until IS NULL OR r.paused_until <= %s) AND (s.often = 'each' OR %s)
ORDER BY r.wishes_key, s.id
"""
_JOIN = " LEFT JOIN hours h ON h.hour = r.hour AND h.zone = r.zone"
_HOUR = {"postgresql": "(%s::int, %s::text, %s::timestamptz)", "sqlite": "(%s, %s, %s)"}
_MOMENT = {"postgresql": "%s::timestamptz", "sqlite": "%s"}
_FALSE = {"postgresql": "FALSE", "sqlite": "0"}

# What a reader was told last, of this newsletter's late editions; the rest has been written down before.
_CATCH_UP = """
UPDATE newsletters_subscription SET caught_up_at = told.until FROM (
    SELECT d.subscription_id AS id, MAX(d.until) AS until FROM newsletters_delivery d
    JOIN newsletters_edition e ON e.id = d.edition_id
    WHERE e.newsletter_id = %s AND e.released_at > %s AND d.state IN ('accepted', 'complained')
    GROUP BY d.subscription_id
) AS told
WHERE newsletters_subscription.id = told.id
    AND (newsletters_subscription.caught_up_at IS NULL OR newsletters_subscription.caught_up_at < told.until)
"""
_LATE = timedelta(days=9)  # a weekly one is still being noted when the next is queued


def queue(edition: Edition, *, at: datetime) -> int:
    """Queue a released edition for its readers; return how many. The caller's transaction holds the edition."""
    catch_up(edition.newsletter, at=at)
    hours = _hours(edition.newsletter, at)
    vendor = connection.vendor
    values: list[Any] = []
    rows = ", ".join(_HOUR[vendor] for _ in hours)
    for hour, zone, due_at in hours:
        values += [hour, zone, _moment(due_at)]
    moment = _MOMENT[vendor]
    due = f"COALESCE(h.due_at, {moment})" if hours else moment
    statement = _QUEUE.format(
        hours=f"WITH hours (hour, zone, due_at) AS (VALUES {rows}) " if hours else "",
        due=due,
        join=_JOIN if hours else "",
    )
    values += [edition.pk, _moment(at), _moment(at), edition.newsletter_id, _day(at), _is_of_the_week(edition)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    return edition.deliveries.count()  # SQLite counts no rows of a statement that begins by WITH


def readers_of(edition: Edition, *, at: datetime) -> SubscriptionQuerySet:
    """Return the subscriptions that `queue` would queue the edition for at that moment."""
    often = [Often.EACH, Often.WEEKLY] if _is_of_the_week(edition) else [Often.EACH]
    return Subscription.objects.active(timezone.localdate(at)).filter(newsletter=edition.newsletter, often__in=often)


def counted_readers(edition: Edition, *, at: datetime) -> dict[str, int]:
    """Return how many get the edition (readers), and how many who are subscribed do not: held and paused."""
    readers = readers_of(edition, at=at)
    held = readers.filter(subscriber__address__in=held_addresses()).count()
    paused = Subscription.objects.pausing(timezone.localdate(at)).filter(newsletter=edition.newsletter).count()
    return {"readers": readers.count() - held, "held": held, "paused": paused}


def catch_up(newsletter: Newsletter, *, at: datetime) -> None:
    """Write down up to when each reader of a newsletter has been told stories; may be said again at any time."""
    with connection.cursor() as cursor:
        cursor.execute(_CATCH_UP, [newsletter.pk, _moment(at - _LATE)])


def hour_after(at: datetime, hour: int, zone: ZoneInfo) -> datetime:
    """Return the first moment from `at` on at which it is `hour` o'clock, or past it within that hour, in a zone.

    Of an hour that the clocks skip that day, the moment at which they do; of one that they double, its first.
    """
    local = at.astimezone(zone)
    if local.hour == hour:
        return at
    day = local.date() if local.hour < hour else local.date() + timedelta(days=1)
    # fold=0: a time that does not exist is read with the offset before the gap, and lands behind it.
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(at.tzinfo)


def _hours(newsletter: Newsletter, at: datetime) -> list[Hour]:
    """Return when each hour comes that any reader of the newsletter wants."""
    wanted = Subscription.objects.filter(newsletter=newsletter, left_at=None, subscriber__hour__isnull=False)
    found = wanted.order_by().values_list("subscriber__hour", "subscriber__zone").distinct()
    default = timezone.get_default_timezone()
    own = ZoneInfo(str(default))
    return [(hour, zone, hour_after(at, hour, _zone(zone, otherwise=own))) for hour, zone in found if hour is not None]


def _zone(name: str, *, otherwise: ZoneInfo) -> ZoneInfo:
    """Return a reader's zone; one that this machine does not know (any more) is the newsroom's."""
    try:
        return ZoneInfo(name) if name else otherwise
    except (ZoneInfoNotFoundError, ValueError):
        return otherwise


def _is_of_the_week(edition: Edition) -> bool:
    """Say whether readers who want a daily newsletter once a week get this edition."""
    newsletter = edition.newsletter
    if newsletter.rhythm != Newsletter.Rhythm.DAILY:
        return True
    if edition.date.weekday() != newsletter.weekday:
        return False
    # The first of the day that goes out: another may have stayed a draft.
    return not newsletter.editions.released().filter(date=edition.date).exclude(pk=edition.pk).exists()


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _day(at: datetime) -> Any:
    return connection.ops.adapt_datefield_value(timezone.localdate(at))
