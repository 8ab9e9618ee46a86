"""A card that was declined. Nothing of it is booked, and nothing fetched: thousands may come in an hour.

That the event came is all that counts, and it is signed; what it says only tells our form's cards from all others.
"""

from django.conf import settings

from donations.actions.guard import note_declined
from donations.stripe.visit import NotOurs, Visit

_FIRST_OF_A_PLAN = "Subscription creation"  # as Stripe describes it; its payment has none of our metadata


def take(charge_id: str, visit: Visit) -> None:
    """Count a declined card of our form. Raises NotOurs for a renewal's, which no stranger tries."""
    told = visit.hint
    named = (told.get("metadata") or {}).get("environment") == settings.SITE_URL
    if told.get("id") != charge_id or not (named or told.get("description") == _FIRST_OF_A_PLAN):
        raise NotOurs("It was no card of the donate form.")
    note_declined(at=visit.at)
