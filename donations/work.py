"""Work that a sender must have done: a number to be found by trying, as altcha asks it. Pure: nothing is counted here.

A browser finds the number whose SHA-256 behind a salt is the one told; that takes it seconds, and us one hash to see.
What is asked is signed, names its form and its time, and cannot be made by anybody else.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare

# Hashes at most, half of it as a rule: in Chromium 0.5 seconds of a desk's processor, 2.8 of one a quarter as quick.
MOST = 100_000
LASTS = 20 * 60  # seconds for which it may be shown
TRAP = 8  # seconds after which a click stands in for the number; whoever sends forms by the hundred does not wait
_NUMBER = re.compile(r"[0-9]{1,7}", re.ASCII)
_SIGNER = Signer(salt="donations.work")


@dataclass(frozen=True, slots=True)
class Challenge:
    """What is asked of a sender; `word` is what comes back with the number."""

    word: str
    salt: str
    digest: str
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Shown:
    """What a sender shows: our word, and the number, or nothing where the button alone was pressed again."""

    word: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Work that is good, once. `salt` is its name; it was asked for at `asked_at` (seconds of the epoch)."""

    salt: str
    asked_at: int
    by_click: bool


class NotDone(Exception):
    """What was shown is not good."""


class TooSoon(NotDone):
    """The click came before its time; the same challenge is good still. `.challenge` is it."""

    def __init__(self, challenge: Challenge) -> None:
        super().__init__("It was clicked too soon.")
        self.challenge = challenge


def asked_of(form: str, *, at: datetime) -> Challenge:
    """Return a new challenge for the form with this word."""
    salt = secrets.token_urlsafe(12)
    digest = _digest(salt, str(secrets.randbelow(MOST + 1)))
    word = _SIGNER.sign_object({"form": form, "salt": salt, "digest": digest, "at": int(at.timestamp())})
    return Challenge(word, salt, digest)


def seen(shown: Shown, *, form: str, at: datetime) -> Done:
    """Return the work that was shown for a form. Raises NotDone, TooSoon. Whether it was shown before, rows say."""
    try:
        asked = _SIGNER.unsign_object(shown.word[:1000])
    except (BadSignature, ValueError) as error:  # base64 and JSON of somebody else are ValueErrors
        raise NotDone("It is none of ours.") from error
    age = at.timestamp() - asked["at"]
    if asked["form"] != form or not -1 <= age <= LASTS:
        raise NotDone("It was asked of another form, or long ago.")
    if not shown.number:
        if age < TRAP:
            raise TooSoon(Challenge(shown.word, asked["salt"], asked["digest"]))
        return Done(asked["salt"], asked["at"], by_click=True)
    if not _NUMBER.fullmatch(shown.number):
        raise NotDone("It is no number.")
    if not constant_time_compare(_digest(asked["salt"], shown.number), asked["digest"]):
        raise NotDone("It is not the number.")
    return Done(asked["salt"], asked["at"], by_click=False)


def _digest(salt: str, number: str) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()
