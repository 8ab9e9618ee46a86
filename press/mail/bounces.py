"""Which of what providers call a bounce is for good. A mailbox that is full, or a server that is down, is for now, and
django-anymail gives some of it the same name; what the provider itself said is beside it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

# How they say it: Postmark Type, Brevo and Mandrill event, MailerSend and Resend type, Mailjet error, Mailgun severity.
_SAID_IN = frozenset({"Type", "type", "event", "status", "severity", "error"})
_FOR_NOW = re.compile(r"soft|transient|temporary|undetermined|quota|mailbox full", re.IGNORECASE)
# SparkPost's classes of what may pass: https://support.sparkpost.com/docs/deliverability/bounce-classification-codes
_CLASSES_FOR_NOW = frozenset({"20", "21", "22", "23", "24", "40", "60", "70"})
_DEEPEST = 4


def is_for_now(said: Any) -> bool:
    """Say whether a provider's own words for a bounce, its event as it came, leave the address a mailbox."""
    return any(_is_soft(name, value) for name, value in _facts(said, _DEEPEST))


def _is_soft(name: str, value: str) -> bool:
    if name == "bounce_class":
        return value in _CLASSES_FOR_NOW
    if name == "hard_bounce":  # Mailjet's
        return value == "False"
    return name in _SAID_IN and _FOR_NOW.search(value) is not None


def _facts(said: Any, depth: int) -> Iterator[tuple[str, str]]:
    if not isinstance(said, Mapping) or not depth:
        return
    for name, value in said.items():
        if isinstance(value, Mapping):
            yield from _facts(value, depth - 1)
        elif isinstance(value, str | bool | int):
            yield str(name), str(value)
