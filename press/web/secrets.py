"""Secrets that travel in a mail or a cookie and are kept as a keyed hash only.

What each opens is its owner's business.
"""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac


def new_secret() -> str:
    """Return a secret for a link, a browser's mark or a tab."""
    return secrets.token_urlsafe(24)


def sealed(what: str, secret: str) -> str:
    """Return what is kept of a secret; `what` tells kinds apart, as in "accounts.wish"."""
    return salted_hmac(f"press.web.secrets.{what}", secret, algorithm="sha256").hexdigest()


def is_sealed_as(kept: str, what: str, secret: str) -> bool:
    """Say whether this is the secret of which `kept` was kept."""
    return constant_time_compare(kept, sealed(what, secret))
