"""Asking Stripe ourselves, where somebody waits and the event has not come yet: the same code as the webhook's."""

import logging

from django.utils import timezone

from donations.models import Gift, Plan
from donations.stripe import sessions, subscriptions
from donations.stripe.client import StripeError
from donations.stripe.visit import NotKnownYet, NotOurs, Visit
from donations.stripe.wire import within

logger = logging.getLogger(__name__)

PATIENT = 4.0  # seconds for which a page waits


def look_up_session(session_id: str) -> Gift | None:
    """Look at a checkout session once and book what came of it; return its gift as it is then.

    None when Stripe cannot be asked or the session is none of ours: the event will tell.
    """
    try:
        with within(PATIENT):
            return sessions.take(session_id, Visit(at=timezone.now()))
    except (NotKnownYet, NotOurs) as why:
        logger.info("Session %s: %s", session_id, why)
    except StripeError:
        logger.exception("Session %s could not be looked up.", session_id)
    return None


def look_up_subscription(subscription_id: str) -> Plan | None:
    """Look at a standing gift once; return its row as it is then, or None where its event will tell."""
    try:
        with within(PATIENT):
            return subscriptions.take(subscription_id, Visit(at=timezone.now()))
    except (NotKnownYet, NotOurs) as why:
        logger.info("Subscription %s: %s", subscription_id, why)
    except StripeError:
        logger.exception("Subscription %s could not be looked up.", subscription_id)
    return None
