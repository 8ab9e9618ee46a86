"""A mail to send."""

from datetime import UTC, datetime
from typing import Any

import pytest

from press.mail.models import Letter
from press.mail.outbox import post

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def make_letter(**other: Any) -> Letter:
    """Return a mail in the outbox, of which no worker was told."""
    context = {"code": "123456", "link": "https://paper.example/l/", "minutes": 10, "address": "cleo@paper.example"}
    return post("accounts/sign_in", **{"to": "cleo@paper.example", "context": context, "at": NOON, **other})


@pytest.fixture
def letter(db: None) -> Letter:
    return make_letter()
