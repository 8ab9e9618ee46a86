"""The one list of addresses that get no mail, which every mail obeys: what bounced for good, and who called us spam.

An address is known by its hash, so that it stays on the list when its owner is erased; the address itself is kept
beside it, for the operator, until then. The hash has no key: a new SECRET_KEY must not write to anybody again.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from press.mail.address import written
from press.mail.models import Suppressed

Why = Suppressed.Why


def suppress(address: str, *, why: str, told_by: str = "", at: datetime | None = None) -> None:
    """Send no more mail to an address. A complaint outweighs a bounce; what is told late, of before the address was
    taken off the list, changes nothing.
    """
    at = at or timezone.now()
    known = {"why": why, "told_by": told_by[:100], "at": at, "address": written(address)[:320], "allowed_at": None}
    row, is_new = Suppressed.objects.get_or_create(digest=digest(address), defaults=known)
    if is_new:
        return
    is_back = row.allowed_at is not None and at > row.allowed_at
    outweighs = row.allowed_at is None and why == Why.COMPLAINED and row.why == Why.BOUNCED
    if is_back or outweighs:
        Suppressed.objects.filter(pk=row.pk).update(**known)


def allow(*digests: str, at: datetime | None = None) -> int:
    """Let mail go to addresses (by their digests) again, as the office decides; return how many were on the list."""
    return _held().filter(digest__in=digests).update(allowed_at=at or timezone.now())


def forgive(address: str, *, at: datetime | None = None) -> bool:
    """Let mail go there again because its owner asks for more; what the office has put on the list stays there."""
    told = _held().filter(digest=digest(address)).exclude(why=Why.BY_HAND)
    return bool(told.update(allowed_at=at or timezone.now()))


def is_suppressed(address: str) -> bool:
    """Say whether an address gets no mail."""
    return _held().filter(digest=digest(address)).exists()


def why_held(address: str) -> str:
    """Return in words why an address gets no mail, or nothing when it gets some."""
    row = _held().filter(digest=digest(address)).first()
    return row.get_why_display() if row else ""


def suppressed_among(addresses: Iterable[str]) -> set[str]:
    """Return those of the addresses that get no mail. One query."""
    by_digest = {digest(address): address for address in addresses}
    return {by_digest[found] for found in _held().filter(digest__in=by_digest).values_list("pk", flat=True)}


def held_addresses() -> QuerySet[Suppressed, str]:
    """Return the addresses that get no mail, for a query to leave out; without those of people who were erased."""
    return _held().exclude(address="").values_list("address", flat=True)


def forget_address(address: str) -> None:
    """Forget how an address is written; no mail goes there all the same."""
    Suppressed.objects.filter(digest=digest(address)).update(address="")


def _held() -> QuerySet[Suppressed]:
    return Suppressed.objects.filter(allowed_at=None)


def digest(address: str) -> str:
    """Return what an address is known by."""
    return hashlib.sha256(f"suppressed {written(address)}".encode()).hexdigest()[:40]
