"""A paper on localhost whose staff need a second factor, as outside DEBUG, and staff with passwords."""

import pytest
from pytest_django import Settings

from accounts.models import User

PASSWORD = "a long pass word"


@pytest.fixture(autouse=True)
def _as_outside_debug(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.SITE_URL = "http://localhost:8000"
    # Passwords are typed in every test here, and each ought to be slow.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ben(ben: User) -> User:
    """Ben edits, and has a password."""
    ben.set_password(PASSWORD)
    ben.save()
    return ben


@pytest.fixture
def pia(pia: User) -> User:
    """Pia publishes, and has a password."""
    pia.set_password(PASSWORD)
    pia.save()
    return pia
