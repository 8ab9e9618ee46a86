"""What a donor's page shows of their own rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from donations.actions.plans import ENDED
from donations.models import Donor, Gift, Plan, Receipt

_COME = [Gift.State.RECEIVED, Gift.State.PARTLY_REFUNDED, Gift.State.REFUNDED]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A standing gift, what may be done with it, and what went wrong a moment ago."""

    plan: Plan
    is_living: bool
    is_in_trouble: bool
    trouble: str
    typed: str


def plans_of(
    donor: Donor, *, trouble: Mapping[int, str] | None = None, typed: Mapping[int, str] | None = None
) -> list[PlanShown]:
    """Return the standing gifts, the living first. One query."""
    rows = sorted(donor.plans.order_by("-started_at", "-pk"), key=lambda plan: plan.status in ENDED)
    return [
        PlanShown(
            plan=plan,
            is_living=plan.status not in ENDED,
            is_in_trouble=plan.status in {"past_due", "unpaid"},
            trouble=(trouble or {}).get(plan.pk, ""),
            typed=(typed or {}).get(plan.pk, ""),
        )
        for plan in rows
    ]


def gifts_of(donor: Donor) -> QuerySet[Gift]:
    """Return the gifts whose money came, the newest first."""
    return donor.gifts.filter(state__in=_COME).order_by("-received_at", "-pk")


def receipts_of(donor: Donor) -> QuerySet[Receipt]:
    """Return the receipts that count: what was voided is left out."""
    voided = Receipt.objects.filter(voids_id__isnull=False).values("voids_id")
    gifts = donor.gifts.values("pk")
    return Receipt.objects.filter(gift_id__in=gifts).exclude(pk__in=voided).order_by("-issued_at", "-pk")


def years_of(donor: Donor) -> list[int]:
    """Return the years in which something was received, in the newsroom's zone, the newest first."""
    moments = gifts_of(donor).values_list("received_at", flat=True)
    zone = timezone.get_default_timezone()
    return sorted({moment.astimezone(zone).year for moment in moments if moment}, reverse=True)
