"""The code and the link of a sign-in mail. The code follows from the link's secret and our key, so that whoever opens
the link in another browser can be shown the code, which is kept nowhere.
"""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "accounts.signin"


def new_secret() -> str:
    """Return a secret for a link, a browser's mark or a tab."""
    return secrets.token_urlsafe(24)


def code_of(link: str) -> str:
    """Return the six digits that belong to a link's secret."""
    number = int.from_bytes(salted_hmac(f"{_SALT}.code", link, algorithm="sha256").digest()[:16])
    return f"{number % 1_000_000:06d}"


def sealed(what: str, secret: str) -> str:
    """Return what is kept of a secret; `what` tells kinds apart."""
    return salted_hmac(f"{_SALT}.{what}", secret, algorithm="sha256").hexdigest()


def is_sealed_as(kept: str, what: str, secret: str) -> bool:
    """Say whether this is the secret of which `kept` was kept."""
    return constant_time_compare(kept, sealed(what, secret))


def digits(typed: str) -> str:
    """Return the digits of what was typed, in any script, as ASCII."""
    return "".join(str(int(letter)) for letter in typed if letter.isdecimal())
