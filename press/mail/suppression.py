"""The one list of addresses that get no mail, which every mail obeys: what bounced for good, and who called us spam.

An address is known by its hash, so that it stays on the list when its owner is erased; the address itself is kept
beside it, for the operator, until then. The hash has no key: a new SECRET_KEY must not write to anybody again.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from press.mail.address import written
from press.mail.models import Suppressed

Why = Suppressed.Why


def suppress(address: str, *, why: str, told_by: str = "", at: datetime | None = None) -> None:
    """Send no more mail to an address. A complaint outweighs what was known before."""
    known = {"why": why, "told_by": told_by[:100], "at": at or timezone.now(), "address": written(address)[:320]}
    row, is_new = Suppressed.objects.get_or_create(digest=digest(address), defaults=known)
    if not is_new and why == Why.COMPLAINED and row.why != why:
        Suppressed.objects.filter(pk=row.pk).update(**known)


def allow(address: str) -> bool:
    """Let mail go to an address again; return whether it was on the list."""
    return bool(Suppressed.objects.filter(digest=digest(address)).delete()[0])


def is_suppressed(address: str) -> bool:
    """Say whether an address gets no mail."""
    return Suppressed.objects.filter(digest=digest(address)).exists()


def suppressed_among(addresses: Iterable[str]) -> set[str]:
    """Return those of the addresses that get no mail. One query."""
    by_digest = {digest(address): address for address in addresses}
    return {by_digest[found] for found in Suppressed.objects.filter(digest__in=by_digest).values_list("pk", flat=True)}


def forget_address(address: str) -> None:
    """Forget how an address is written; no mail goes there all the same."""
    Suppressed.objects.filter(digest=digest(address)).update(address="")


def digest(address: str) -> str:
    """Return what an address is known by."""
    return hashlib.sha256(f"suppressed {written(address)}".encode()).hexdigest()[:40]
