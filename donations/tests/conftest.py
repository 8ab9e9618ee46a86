"""A paper that takes gifts, without a call to anybody."""

from typing import Any

import pytest


@pytest.fixture
def giving(settings: Any) -> Any:
    """Settings of a paper with an account at Stripe, which nothing here calls."""
    settings.STRIPE_SECRET_KEY = "sk_test_nobody"
    settings.STRIPE_API_BASE = "https://api.stripe.com"
    return settings
