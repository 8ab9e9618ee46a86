"""Totals as people read them: by day, by month, by appeal, each currency for itself; from the day's totals alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, Sum, When
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
    if by == "appeal":
        names = dict(Appeal.objects.values_list("pk", "title"))
        rows = _summed(F("appeal_id"))
        found = [_total(names.get(row["of"], "No appeal, or one that is gone"), row) for row in rows]
        return sorted(found, key=lambda total: (-total.net, total.of))
    rows = _summed(F("day") if by == "day" else TruncMonth("day"))
    return [_total(_named(row["of"], by), row) for row in rows[:MOST]]


def _summed(of: Any) -> Any:
    """Return the sums of gifts for each value of an expression, as dictionaries."""
    number = BigIntegerField()
    comes = When(kind__in=_COMES, then=F("gross"))
    return (
        DayTotal.objects.exclude(kind__in=_NOT_GIFTS)
        .values("currency", "livemode", of=of)
        .annotate(
            gifts=Sum(Case(When(kind__in=_COMES, then=F("entries")), default=0, output_field=number)),
            given=Sum(Case(comes, default=0, output_field=number)),
            back=Sum(Case(When(kind__in=_COMES, then=0), default=F("gross"), output_field=number)),
            taken=Sum("fee"),
            left=Sum("net"),
        )
        .order_by("-of", "-livemode", "currency")
    )


def _total(of: str, row: dict[str, Any]) -> Total:
    return Total(
        of=of,
        currency=row["currency"],
        livemode=row["livemode"],
        gifts=row["gifts"],
        given=row["given"],
        back=row["back"],
        fee=row["taken"],
        net=row["left"],
    )


def _named(day: date, by: str) -> str:
    return day.strftime("%Y-%m-%d" if by == "day" else "%Y-%m")
