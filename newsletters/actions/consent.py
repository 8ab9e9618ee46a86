"""Writing down what an address agreed to: when, on which page, and by which words."""

from datetime import datetime

from newsletters.models import Consent, Subscription

LONGEST = 300  # characters of an address


def note(subscription: Subscription, verb: str, *, at: datetime, page: str, words: str) -> None:
    """Note that a reader asked for a newsletter, confirmed it or left it; the caller's transaction keeps it."""
    Consent.objects.create(
        subscriber_id=subscription.subscriber_id,
        newsletter=subscription.newsletter.slug,
        verb=verb,
        at=at,
        page=page[:LONGEST],
        words=words,
    )
