"""Totals as people read them: by day, by month, by appeal, each currency for itself.

They are read from the day's totals alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, QuerySet, Sum, When
from django.db.models.functions import TruncMonth

from donations.models import Appeal, DayTotal

# Stripe's kinds of movement by which money of givers comes; what else has an appeal goes back.
_COMES = ("charge", "payment", "cheque", "wire", "stock")
_NOT_GIFTS = (
    "payout",
    "payout_failure",
    "payout_cancel",
    "stripe_fee",
    "stripe_fx_fee",
    "tax_fee",
    "topup",
    "transfer",
)
MOST = 366


@dataclass(frozen=True, slots=True)
class Total:
    """One line: of what, and its sums in minor units."""

    of: str
    currency: str
    livemode: bool
    gifts: int
    given: int
    back: int
    fee: int
    net: int


def by_period(by: str) -> list[Total]:
    """Return totals by "day", "month" or "appeal", the newest first."""
    totals: QuerySet[Any] = DayTotal.objects.exclude(kind__in=_NOT_GIFTS)
    if by == "appeal":
        names = dict(Appeal.objects.values_list("pk", "title"))
        rows = _summed(totals.annotate(of=F("appeal_id")))
        found = [_total(names.get(row["of"], "No appeal, or one that is gone"), row) for row in rows]
        return sorted(found, key=lambda total: (-total.net, total.of))
    rows = _summed(totals.annotate(of=F("day") if by == "day" else TruncMonth("day")))
    return [_total(_named(row["of"], by), row) for row in rows[:MOST]]


def _summed(totals: QuerySet[Any]) -> QuerySet[Any, dict[str, Any]]:
    number = BigIntegerField()
    rows: QuerySet[Any, dict[str, Any]] = (
        totals.values("of", "currency", "livemode")
        .annotate(
            gifts=Sum(Case(When(kind__in=_COMES, then=F("entries")), default=0, output_field=number)),
            given=Sum(Case(When(kind__in=_COMES, then=F("gross")), default=0, output_field=number)),
            back=Sum(Case(When(kind__in=_COMES, then=0), default=F("gross"), output_field=number)),
            taken=Sum("fee"),
            left=Sum("net"),
        )
        .order_by("-of", "-livemode", "currency")
    )
    return rows


def _total(of: str, row: "dict[str, object]") -> Total:
    numbers = {name: int(str(row[name])) for name in ("gifts", "given", "back")}
    return Total(
        of=of,
        currency=str(row["currency"]),
        livemode=bool(row["livemode"]),
        fee=int(str(row["taken"])),
        net=int(str(row["left"])),
        **numbers,
    )


def _named(day: object, by: str) -> str:
    assert isinstance(day, date)
    return day.strftime("%Y-%m-%d" if by == "day" else "%Y-%m")
