"""Codes on paper: ten, shown once, each good once."""

import secrets
from datetime import datetime

from accounts.factors.models import RecoveryCode
from accounts.models import User
from press.web.secrets import sealed

HOW_MANY = 10
# Neither 0 and o nor 1, i and l: what is written down is read again by a hurried person. Twelve are 59 bits.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12


def make_new(person: User, *, at: datetime) -> list[str]:
    """Return new codes in groups of four; the older ones are of no use from now on."""
    person.recovery_codes.all().delete()
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, code=_kept(person, code), made_at=at) for code in codes
    )
    return ["-".join(code[start : start + 4] for start in range(0, LENGTH, 4)) for code in codes]


def left(person: User) -> int:
    """Return how many codes can still be used."""
    return person.recovery_codes.filter(used_at=None).count()


def use(person: User, typed: str, *, at: datetime) -> bool:
    """Use a code up, however it is grouped; say whether there was such a one. Of two at once only one gets it."""
    code = "".join(letter for letter in typed.lower() if letter.isalnum())
    return bool(person.recovery_codes.filter(code=_kept(person, code), used_at=None).update(used_at=at))


def _kept(person: User, code: str) -> str:
    return sealed("accounts.recovery_code", f"{person.pk} {code}")
