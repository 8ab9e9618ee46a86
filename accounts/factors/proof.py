"""What a session has proved, and so what it may open and change. The desk asks here."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from accounts.factors.models import AuthenticatorApp, Passkey
from accounts.models import User
from accounts.signin import backend

BY_PASSWORD = "django.contrib.auth.backends.ModelBackend"  # noqa: S105 - the name of a backend
BY_PASSKEY = backend.PASSKEY
_PROVEN = "second_factor"

HAS_SECOND_FACTOR = Q(Exists(AuthenticatorApp.objects.filter(person=OuterRef("pk")))) | Q(
    Exists(Passkey.objects.for_desk().filter(person=OuterRef("pk")))
)


def has_second_factor(person: User) -> bool:
    """Say whether a person has something beside the password that opens the desk."""
    return User.objects.filter(HAS_SECOND_FACTOR, pk=person.pk).exists()


def prove(request: HttpRequest) -> None:
    """Note that this session has shown both factors."""
    request.session[_PROVEN] = True


def forget(request: HttpRequest) -> None:
    """Note that this session has shown one factor only."""
    request.session.pop(_PROVEN, None)


def is_proven(request: HttpRequest) -> bool:
    """Say whether this session has shown both factors."""
    by = request.session.get(BACKEND_SESSION_KEY)
    return by in {BY_PASSWORD, BY_PASSKEY} and bool(request.session.get(_PROVEN))


def opens_desk(request: HttpRequest) -> bool:
    """Say whether this session may open the desk, if its person works here. One begun by mail never does.

    Who has a second factor is asked for it whenever the password is typed, so this needs no query.
    """
    if is_proven(request):
        return True
    return not settings.SECOND_FACTOR_REQUIRED and request.session.get(BACKEND_SESSION_KEY) == BY_PASSWORD


def may_change_factors(request: HttpRequest, person: User) -> bool:
    """Say whether this session may add and remove what signs its person in.

    A reader's may. Of who works here it must be one that opens the desk, or whoever reads their mail could add a
    passkey and open it; and once there is a second factor, the session must have shown it.
    """
    if not person.is_staff or is_proven(request):
        return True
    return opens_desk(request) and not has_second_factor(person)
