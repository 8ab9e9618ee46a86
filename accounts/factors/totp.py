"""The arithmetic of an authenticator app: RFC 6238 with six digits, thirty seconds and SHA-1, as every app has it."""

from datetime import datetime

import pyotp
import segno
from django.utils.crypto import constant_time_compare

SECONDS = 30
# A phone's clock may be half a minute off either way, and typing takes time (RFC 6238, 5.2).
_AROUND = (0, -1, 1)


def new_secret() -> str:
    """Return 160 bits in base32, as RFC 4226 recommends."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """Return the stretch of time to which a code belongs, or None when it belongs to none around now."""
    now = int(at.timestamp()) // SECONDS
    app = pyotp.TOTP(secret, interval=SECONDS)
    # Every code is compared whatever the others said, so that the answer takes the same time.
    found = [now + by for by in _AROUND if constant_time_compare(app.at(at, counter_offset=by), code)]
    return found[0] if found else None


def address(secret: str, *, person: str, paper: str) -> str:
    """Return what the square says: https://github.com/google/google-authenticator/wiki/Key-Uri-Format."""
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=person, issuer_name=paper)


def square(text: str) -> str:
    """Return a QR code as the address of a picture, dark on white whatever the theme: cameras want it so."""
    return segno.make(text, error="m", micro=False).svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
