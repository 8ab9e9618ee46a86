"""Booking: one ledger entry for each movement of money, and the sums of its day in the same transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models, transaction
from django.utils import timezone

from donations.models import DayTotal, Gift, LedgerEntry
from press.record.once import insert_once

# One statement in both dialects; rows in the order of their key, so that two who book at once never wait in a circle.
_ADD = """
INSERT INTO donations_daytotal (appeal_id, livemode, currency, day, kind, entries, gross, fee, net) VALUES {}
ON CONFLICT (appeal_id, livemode, currency, day, kind) DO UPDATE SET
entries = donations_daytotal.entries + excluded.entries, gross = donations_daytotal.gross + excluded.gross,
fee = donations_daytotal.fee + excluded.fee, net = donations_daytotal.net + excluded.net
"""
_SUM = """
INSERT INTO donations_daytotal (appeal_id, livemode, currency, day, kind, entries, gross, fee, net)
SELECT coalesce(appeal_id, 0), livemode, currency, day, kind, count(*), sum(gross), sum(fee), sum(net)
FROM donations_ledgerentry GROUP BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement of money to be booked; in above zero, out below, in minor units."""

    transaction_id: str
    kind: str
    source_id: str
    currency: str
    gross: int
    fee: int
    net: int
    happened_at: datetime


def book(movements: Iterable[Movement], *, gift: Gift | None, livemode: bool, at: datetime) -> list[LedgerEntry]:
    """Book what is not booked yet; return the entries that are new. Money that is no gift's is booked without one."""
    entries = [
        LedgerEntry(
            transaction_id=movement.transaction_id,
            kind=movement.kind,
            source_id=movement.source_id,
            gift_id=gift.pk if gift else None,
            appeal_id=gift.appeal_id if gift else None,
            livemode=livemode,
            currency=movement.currency,
            gross=movement.gross,
            fee=movement.fee,
            net=movement.net,
            happened_at=movement.happened_at,
            day=timezone.localdate(movement.happened_at, timezone.get_default_timezone()),
            booked_at=at,
        )
        for movement in movements
    ]
    if not entries:
        return []
    entries.sort(key=lambda entry: entry.transaction_id)
    with transaction.atomic(savepoint=False):
        new = insert_once(entries, key="transaction_id")
        _add_to_totals(new)
    return new


def _add_to_totals(entries: Sequence[LedgerEntry]) -> None:
    sums: dict[tuple[int, bool, str, str, str], list[int]] = {}
    for entry in entries:
        key = (entry.appeal_id or DayTotal.NO_APPEAL, entry.livemode, entry.currency, str(entry.day), entry.kind)
        so_far = sums.setdefault(key, [0, 0, 0, 0])
        for place, amount in enumerate((1, entry.gross, entry.fee, entry.net)):
            so_far[place] += amount
    if not sums:
        return
    values: list[str | int] = []
    for key in sorted(sums):
        values += [*key, *sums[key]]
    one = "(" + ", ".join(["%s"] * 9) + ")"
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(", ".join([one] * len(sums))), values)


def totals_that_differ() -> list[str]:
    """Return a sentence for each day's total that is not the sum of its entries."""
    key = ("appeal_id", "livemode", "currency", "day", "kind")
    entries = LedgerEntry.objects.annotate(appeal=models.functions.Coalesce("appeal_id", DayTotal.NO_APPEAL))
    summed = {
        tuple(row[:5]): tuple(row[5:])
        for row in entries.values_list("appeal", *key[1:])
        .annotate(models.Count("pk"), models.Sum("gross"), models.Sum("fee"), models.Sum("net"))
        .order_by()
    }
    kept = {
        tuple(row[:5]): tuple(row[5:]) for row in DayTotal.objects.values_list(*key, "entries", "gross", "fee", "net")
    }
    return [
        f"Total of {day} ({kind}, {currency}, appeal {appeal}): kept {kept.get(where)}, summed {summed.get(where)}."
        for where in sorted(summed.keys() | kept.keys(), key=str)
        if summed.get(where) != kept.get(where)
        for appeal, _livemode, currency, day, kind in [where]
    ]


def write_totals_anew() -> None:
    """Make every day's total the sum of its entries."""
    with transaction.atomic(), connection.cursor() as cursor:
        DayTotal.objects.all().delete()
        cursor.execute(_SUM)
