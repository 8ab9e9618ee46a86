"""Telling who gives yearly that the next gift is near. Who gives monthly is not told: a mail a month is a nuisance, and
nobody forgets a gift of last month.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from donations.models import Plan
from donations.receipts.wording import day_in_words, sum_in_words
from press.mail.models import Letter
from press.mail.outbox import post

# Stripe tries to take a renewal's money an hour after the period has ended.
_NEAR = timedelta(days=2)


def tell_of_renewal(plan: Plan, *, renews_at: datetime, at: datetime) -> Letter | None:
    """Mail the donor of a plan that it renews, once for each renewal; return the mail, or None where nobody is told.

    `renews_at` is the renewal that the news is about: old news, of one that is past, tells nobody anything. The gift
    that began the plan is locked.
    """
    ends = plan.period_ends_at
    if ends is None or abs(ends - renews_at) > _NEAR or plan.reminded_of == ends:
        return None
    if plan.interval != Plan.Interval.YEAR or plan.status != "active" or plan.paused or plan.cancel_at_period_end:
        return None
    if plan.donor is None or not plan.donor.email:
        return None
    plan.reminded_of = ends
    plan.save(update_fields=["reminded_of"])
    context = {
        "name": plan.donor.name,
        "amount": sum_in_words(plan.amount, plan.currency),
        "day": day_in_words(timezone.localdate(ends, timezone.get_default_timezone())),
        "is_test": not plan.livemode,
    }
    return post("donations/renewal", to=plan.donor.email, context=context, useful_until=max(ends, at), at=at)
