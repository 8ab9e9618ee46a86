"""What is proved of the settings by which gifts are taken.

In DEBUG without a key gifts go to the sandbox, which charges nobody. That must not happen to a reader.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.db import DatabaseError

STRIPES = ("api.stripe.com",)


@checks.register(checks.Tags.security)
def gifts_go_to_stripe(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """donations.E001: a gift given to anything but Stripe is lost, and its giver is thanked for nothing."""
    base = urlsplit(settings.STRIPE_API_BASE)
    if settings.DEBUG or (base.scheme == "https" and base.hostname in STRIPES):
        return []
    return [
        checks.Error(
            f"STRIPE_API_BASE is {settings.STRIPE_API_BASE}, which is not Stripe's: nothing would be charged.",
            hint="Leave it unset outside DEBUG; the sandbox is for development.",
            id="donations.E001",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def gifts_are_taken(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Whether there is an account, whether it takes real money, and whether its events can be believed."""
    key, secret = str(settings.STRIPE_SECRET_KEY), str(settings.STRIPE_WEBHOOK_SECRET)
    if settings.DEBUG:
        return []
    if not key:
        return [
            checks.Warning(
                "STRIPE_SECRET_KEY is not set, so no gifts can be taken.",
                hint="docs/operations.md says which key the site needs.",
                id="donations.W001",
            )
        ]
    found: list[checks.CheckMessage] = []
    if key.startswith(("sk_test_", "rk_test_")):
        found.append(
            checks.Warning(
                "STRIPE_SECRET_KEY is a test key: gifts look as if they were given, and nobody is charged.",
                hint="Set the live key of the account, best one restricted to what docs/operations.md lists.",
                id="donations.W002",
            )
        )
    if not secret.startswith("whsec_"):
        found.append(
            checks.Error(
                "STRIPE_WEBHOOK_SECRET is missing or not a webhook's, so what Stripe tells is refused and no gift is "
                "ever booked.",
                hint="Make the webhook endpoint in Stripe's dashboard and set its signing secret (whsec_…).",
                id="donations.E002",
            )
        )
    return found


@checks.register(checks.Tags.database)
def events_are_of_our_version(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Signatures say nothing of the API's version, so the newest event is asked (`check --database default`)."""
    from donations.models import StripeEvent
    from donations.stripe.client import API_VERSION

    if not databases:
        return []
    try:
        newest = StripeEvent.objects.order_by("-received_at").values_list("api_version", flat=True).first()
    except DatabaseError:  # no database yet
        return []
    if newest in {None, "", API_VERSION}:
        return []
    return [
        checks.Warning(
            f"Stripe's events are of its API version {newest}; this version of the site was made for {API_VERSION}.",
            hint="Make the webhook endpoint anew with that version (docs/operations.md).",
            id="donations.W003",
        )
    ]
