"""The browsers in which a person is signed in: begun, shown, ended."""

import re
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, login, logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.signals import signed_in
from accounts.signin import backend
from accounts.signin.models import SignedIn
from press.web.limits import digest
from press.web.network import network_of

_BROWSERS = {"Firefox": "Firefox", "Edg": "Edge", "OPR": "Opera", "Chrom": "Chrome", "Safari": "Safari"}
_SYSTEMS = {"Android": "Android", "iPhone|iPad": "iOS", "Windows": "Windows", "Mac OS X": "macOS", "Linux": "Linux"}


def begin(request: HttpRequest, person: User, *, by: str = backend.PATH) -> None:
    """Sign a person in, in a session of its own; `by` is the backend that tells how."""
    login(request, person, backend=by)
    signed_in.send(sender=User, request=request, user=person)


def proves_address(request: HttpRequest, person: User) -> bool:
    """Say whether this session shows that the address is the person's own.

    A mailed code does. A passkey does for a reader, whose account a mailed code has made; the address of who works
    here was typed by a publisher, and nobody has looked into its mailbox.
    """
    by = request.session.get(BACKEND_SESSION_KEY)
    return by == backend.PATH or (by == backend.PASSKEY and not person.is_staff)


def end(request: HttpRequest) -> None:
    """Sign this browser out."""
    logout(request)


def end_everywhere(request: HttpRequest, person: User) -> None:
    """Sign a person out of every browser, this one as well."""
    end_all(person)
    logout(request)


def end_all(person: User) -> None:
    """End every session of a person, wherever it is."""
    rows = SignedIn.objects.filter(person=person).exclude(session_key="")
    Session.objects.filter(session_key__in=list(rows.values_list("session_key", flat=True))).delete()
    rows.update(session_key="")


def browsers_of(person: User) -> QuerySet[SignedIn]:
    """Return the browsers in which a person is signed in, the newest first."""
    live = Session.objects.filter(expire_date__gt=timezone.now())
    rows = SignedIn.objects.filter(person=person, session_key__in=live.values("session_key"))
    return rows.order_by("-at", "-pk")


def browser_name(agent: str) -> str:
    """Return a browser as its user knows it."""
    browser = next((name for word, name in _BROWSERS.items() if word in agent), "A browser")
    system = next((name for words, name in _SYSTEMS.items() if re.search(words, agent)), "")
    return f"{browser} on {system}" if system else browser


@receiver(user_logged_in)
def note_browser(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Note the browser, whether it was a code or a password that signed in."""
    if not request.session.session_key:
        request.session.create()
    SignedIn.objects.create(
        person=user,
        session_key=request.session.session_key or "",
        browser=browser_name(request.headers.get("User-Agent", "")),
        network=digest(network_of(request)),
        at=timezone.now(),
    )


@receiver(user_logged_out)
def note_end(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user and request.session.session_key:
        SignedIn.objects.filter(session_key=request.session.session_key).update(session_key="")
