"""Asking for a way in, and using it: once, in time, in the browser that asked.

Known and unknown addresses go the same way; the account is made when the code or the link has proved the address.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.signin.address import person_or_new
from accounts.signin.models import SignedIn, SignInRequest
from accounts.signin.secrets import code_of
from press.mail.outbox import post
from press.web.limits import Limit, count, digest
from press.web.secrets import is_sealed_as, new_secret, sealed

LASTS = timedelta(minutes=10)
KNOWN_FOR = timedelta(days=90)

FROM_HERE = Limit("sign-in mails asked for from a network", 30, 600)
FOR_ADDRESS_FROM_HERE = Limit("sign-in mails asked for an address from a network", 5, 600)
# Strangers together may ask for so many; who signed in from this network before is not counted among them.
FOR_ADDRESS = Limit("sign-in mails asked for an address", 20, 3600)
TRIES_FROM_HERE = Limit("codes tried from a network", 60, 600)
PASSWORDS_FROM_HERE = Limit("passwords tried from a network", 60, 600)
PASSWORDS_FOR_ADDRESS_FROM_HERE = Limit("passwords tried for an address from a network", 10, 600)
PASSWORDS_FOR_ADDRESS = Limit("passwords tried for an address", 50, 3600)


class CannotSignIn(Exception):
    """The code or the link does not sign in; the sentence says why and what to do."""


class WrongCode(CannotSignIn):
    """The code is another; it may be tried again."""


@dataclass(frozen=True, slots=True)
class Way:
    """What the asking browser keeps: its mark, and which of its requests a tab means."""

    mark: str
    key: str


def ask(address: str, *, mark: str, network: str, to: str, at: datetime | None = None) -> Way:
    """Mail a code and a link to an address (in small letters). `to` is where the person goes on afterwards.

    `mark` is the browser's, when it has one. Raises TooOften.
    """
    at = at or timezone.now()
    count(FROM_HERE, network, at=at)
    count(FOR_ADDRESS_FROM_HERE, f"{address} {network}", at=at)
    if not _has_signed_in(address, network, at):
        count(FOR_ADDRESS, address, at=at)
    way = Way(mark=mark or new_secret(), key=new_secret())
    link = new_secret()
    with transaction.atomic():
        SignInRequest.objects.create(
            key=way.key,
            address=address,
            code=sealed("accounts.typed", f"{way.key} {code_of(link)}"),
            link=sealed("accounts.link", link),
            browser=sealed("accounts.browser", way.mark),
            next=to,
            asked_at=at,
            expires_at=at + LASTS,
        )
        context = {
            "code": code_of(link),
            "link": settings.SITE_URL + reverse("accounts:sign_in_link", args=[link]),
            "minutes": int(LASTS.total_seconds() // 60),
            "address": address,
        }
        post("accounts/sign_in", to=address, context=context, useful_until=at + LASTS, is_waited_for=True, at=at)
    return way


def count_password_try(address: str, *, network: str, at: datetime | None = None) -> None:
    """Count a password typed for an address (in small letters), known or not. Raises TooOften.

    Strangers' tries do not count where the person has signed in before.
    """
    at = at or timezone.now()
    count(PASSWORDS_FROM_HERE, network, at=at)
    count(PASSWORDS_FOR_ADDRESS_FROM_HERE, f"{address} {network}", at=at)
    if not _has_signed_in(address, network, at):
        count(PASSWORDS_FOR_ADDRESS, address, at=at)


def request_of(*, mark: str, key: str = "") -> SignInRequest | None:
    """Return the request that a tab of this browser means, or the browser's newest."""
    asked = SignInRequest.objects.of_browser(sealed("accounts.browser", mark) if mark else "").order_by(
        "-asked_at", "-pk"
    )
    return (asked.filter(key=key) if key else asked).first()


def request_by_link(link: str) -> SignInRequest | None:
    """Return the request to which a link belongs, whoever opens it."""
    return SignInRequest.objects.filter(link=sealed("accounts.link", link)).first()


def is_browser_of(request: SignInRequest, mark: str) -> bool:
    """Say whether the browser with this mark is the one that asked."""
    return bool(mark) and is_sealed_as(request.browser, "accounts.browser", mark)


def use_code(request: SignInRequest | None, code: str, *, network: str, at: datetime | None = None) -> User:
    """Return the person who typed the right code. Raises CannotSignIn, WrongCode, TooOften."""
    at = at or timezone.now()
    count(TRIES_FROM_HERE, network, at=at)
    # A try is counted before the code is looked at, so that a thousand tries at once are five.
    if request is None or not SignInRequest.objects.live(at).filter(pk=request.pk).update(tries=F("tries") + 1):
        raise CannotSignIn(why_not(request, at))
    if not is_sealed_as(request.code, "accounts.typed", f"{request.key} {code}"):
        request.refresh_from_db()
        raise (WrongCode if request.is_live(at) else CannotSignIn)(why_not(request, at))
    return _use(request, at)


def use_link(request: SignInRequest | None, *, mark: str, at: datetime | None = None) -> User:
    """Return the person who opened the link in the browser that asked for it. Raises CannotSignIn."""
    at = at or timezone.now()
    if request is None or not request.is_live(at) or not is_browser_of(request, mark):
        raise CannotSignIn(why_not(request, at))
    return _use(request, at)


def why_not(request: SignInRequest | None, at: datetime) -> str:
    """Return why a request does not sign in (any more), and what to do."""
    if request is None:
        return "Nothing was asked for in this browser, or too long ago. Ask for a new code."
    if request.used_at:
        return "This code and its link were used already. Ask for a new one if you are not signed in."
    if request.is_live(at):
        return "This is not the code we sent. Look at the newest mail and type its six digits."
    if at >= request.expires_at or at < request.asked_at:
        return "This code and its link were good for ten minutes, and those are over. Ask for a new one."
    return "The code was wrong five times, so it is of no use any more. Ask for a new one."


def _use(request: SignInRequest, at: datetime) -> User:
    with transaction.atomic():
        if not SignInRequest.objects.filter(pk=request.pk, used_at=None).update(used_at=at):
            request.refresh_from_db()
            raise CannotSignIn(why_not(request, at))
        person = person_or_new(request.address)
    if not person.is_active:
        raise CannotSignIn("This account was closed by the paper. Write to us if that is a mistake.")
    return person


def _has_signed_in(address: str, network: str, at: datetime) -> bool:
    here = SignedIn.objects.filter(network=digest(network), at__gt=at - KNOWN_FOR)
    return here.annotate(small=Lower("person__email")).filter(small=address).exists()
