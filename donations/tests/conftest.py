"""A paper that takes gifts, and the office that keeps them."""

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def giving(settings: Any) -> Any:
    """Settings of a paper with an account at Stripe, which nothing here calls."""
    settings.STRIPE_SECRET_KEY = "sk_test_nobody"
    settings.STRIPE_API_BASE = "https://api.stripe.com"
    return settings


@pytest.fixture
def office(pia: Any, client: Client) -> Client:
    """The desk as a publisher sees it."""
    client.force_login(pia, backend="django.contrib.auth.backends.ModelBackend")
    return client
