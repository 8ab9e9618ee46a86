"""Receipts."""

from datetime import datetime

from donations.models import Gift
from donations.states import Facts


def issue_due(gift: Gift, facts: Facts, *, at: datetime) -> None: ...
