"""Keeps what must be read again (an app's secret) so that a stolen database alone gives nothing: the key is made from
SECRET_KEY, which stands elsewhere.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


class OtherKey(Exception):
    """It was locked with another key: SECRET_KEY has changed since."""


def locked(secret: str) -> str:
    """Return what is kept of a secret."""
    return _lock().encrypt(secret.encode()).decode()


def unlocked(kept: str) -> str:
    """Return the secret. Raises OtherKey."""
    try:
        return _lock().decrypt(kept).decode()
    except InvalidToken:
        raise OtherKey from None


def _lock() -> Fernet:
    key = salted_hmac("accounts.factors.locks", "key", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
