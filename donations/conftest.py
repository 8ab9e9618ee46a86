"""The sandbox for the tests of giving: one process for all of a run's, emptied after each."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from donations.sandbox.testing import Sandbox, running


@pytest.fixture(scope="session")
def _sandbox() -> Iterator[Sandbox]:
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(_sandbox: Sandbox, settings: Settings) -> Iterator[Sandbox]:
    """A sandbox that the site speaks to. Its events are listed; tests deliver them as they like."""
    settings.STRIPE_SECRET_KEY = _sandbox.key
    settings.STRIPE_WEBHOOK_SECRET = _sandbox.secret
    settings.STRIPE_API_BASE = _sandbox.url
    yield _sandbox
    _sandbox.reset()
