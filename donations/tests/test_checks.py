"""What `manage.py check` says of the settings by which gifts are taken."""

from typing import Any

import pytest
from django.utils import timezone

from donations.checks import events_are_of_our_version, gifts_are_taken, gifts_go_to_stripe
from donations.models import StripeEvent
from donations.stripe.client import API_VERSION

LIVE, TEST, SECRET = "rk_live_abc", "sk_test_abc", "whsec_abc"


@pytest.mark.parametrize(
    "base",
    ["http://127.0.0.1:8012", "http://api.stripe.com", "https://127.0.0.1", "https://api.stripe.com.example.org"],
)
def test_outside_debug_gifts_may_go_to_stripe_only(settings: Any, base: str) -> None:
    settings.DEBUG, settings.STRIPE_API_BASE = False, base
    assert [error.id for error in gifts_go_to_stripe(None)] == ["donations.E001"]


def test_stripe_itself_is_fine(settings: Any) -> None:
    settings.DEBUG, settings.STRIPE_API_BASE = False, "https://api.stripe.com"
    assert gifts_go_to_stripe(None) == []


def test_the_sandbox_is_fine_in_debug(settings: Any) -> None:
    settings.DEBUG, settings.STRIPE_API_BASE, settings.STRIPE_SECRET_KEY = True, "http://127.0.0.1:8012", ""
    assert gifts_go_to_stripe(None) + gifts_are_taken(None) == []


@pytest.mark.parametrize(
    ("key", "secret", "ids"),
    [
        ("", "", ["donations.W001"]),
        ("", SECRET, ["donations.W001"]),
        (LIVE, SECRET, []),
        (TEST, SECRET, ["donations.W002"]),
        ("rk_test_abc", SECRET, ["donations.W002"]),
        (LIVE, "", ["donations.E002"]),
        (LIVE, "   ", ["donations.E002"]),
        (TEST, "we_123", ["donations.W002", "donations.E002"]),
    ],
)
def test_keys_outside_debug(settings: Any, key: str, secret: str, ids: list[str]) -> None:
    settings.DEBUG, settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = False, key, secret
    assert [found.id for found in gifts_are_taken(None)] == ids


def test_no_check_repeats_a_secret(settings: Any) -> None:
    settings.DEBUG, settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = False, TEST, "not-a-secret-of-webhooks"
    told = " ".join(f"{found.msg} {found.hint}" for found in gifts_are_taken(None))
    assert TEST not in told
    assert "not-a-secret-of-webhooks" not in told


@pytest.mark.django_db
@pytest.mark.parametrize(("version", "found"), [(API_VERSION, []), ("2024-06-20", ["donations.W003"]), ("", [])])
def test_events_of_another_api_version_are_warned_of(version: str, found: list[str]) -> None:
    at = timezone.now()
    StripeEvent.objects.create(
        event_id="evt_1",
        type="invoice.paid",
        api_version=version,
        livemode=False,
        body="",
        happened_at=at,
        received_at=at,
    )
    assert [warning.id for warning in events_are_of_our_version(None, databases=["default"])] == found
    assert events_are_of_our_version(None) == []
