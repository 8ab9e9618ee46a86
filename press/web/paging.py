"""Keyset paging: `?before=<cursor>` names the last story seen, so that new stories neither repeat nor hide any.

A cursor is signed and belongs to one list, so a damaged or borrowed one is told from a good one.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.crypto import constant_time_compare, salted_hmac

_SIGNATURE = 10  # characters; it keeps honest links honest, it guards no secret


class DamagedCursor(ValueError):
    """`?before=` was cut, changed, or made for another list."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in a list just after one story."""

    published_at: datetime
    pk: int


def write(cursor: Cursor, *, of: str) -> str:
    """Return the cursor as text for the list named `of`."""
    micros = round(cursor.published_at.timestamp() * 1_000_000)
    text = urlsafe_b64encode(f"{micros:x}.{cursor.pk:x}".encode()).decode().rstrip("=")
    return f"{text}.{_sign(text, of)}"


def read(text: str, *, of: str) -> Cursor:
    """Return the cursor written for the list named `of`. Raises DamagedCursor."""
    body, _, signature = text.partition(".")
    if not constant_time_compare(signature, _sign(body, of)):
        raise DamagedCursor("This link to older stories is damaged. Start again from the newest ones.")
    micros, _, pk = urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode().partition(".")
    seconds, rest = divmod(int(micros, 16), 1_000_000)
    return Cursor(datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), int(pk, 16))


def _sign(text: str, of: str) -> str:
    return salted_hmac("press.web.paging", f"{of}:{text}", algorithm="sha256").hexdigest()[:_SIGNATURE]
