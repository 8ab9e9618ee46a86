"""Between password and second factor: nobody is signed in yet, and the session knows whose password was right."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.factors.proof import BY_PASSWORD, prove
from accounts.models import User

LASTS = timedelta(minutes=10)
_WAITS = "waits_for_second_factor"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whose password was right, and where they were going."""

    person: User
    to: str


def begin(request: HttpRequest, person: User, *, to: str, at: datetime | None = None) -> None:
    """Remember for ten minutes that somebody typed a person's password."""
    if request.user.is_authenticated:
        logout(request)
    request.session.cycle_key()
    until = (at or timezone.now()) + LASTS
    # The hash changes with the password: one that was just taken away is of no use half-way either.
    kept = {"person": person.pk, "to": to, "until": until.timestamp(), "hash": person.get_session_auth_hash()}
    request.session[_WAITS] = kept


def of(request: HttpRequest, *, at: datetime | None = None) -> Waiting | None:
    """Return who waits in this session, while that lasts."""
    kept = request.session.get(_WAITS)
    if not kept or kept["until"] <= (at or timezone.now()).timestamp():
        return None
    person = User.objects.filter(pk=kept["person"], is_active=True, is_staff=True).first()
    if person is None or not constant_time_compare(kept["hash"], person.get_session_auth_hash()):
        return None
    return Waiting(person, kept["to"])


def finish(request: HttpRequest, waiting: Waiting) -> None:
    """Sign in who has now shown both factors, in a session with a key of its own."""
    del request.session[_WAITS]
    login(request, waiting.person, backend=BY_PASSWORD)
    prove(request)
