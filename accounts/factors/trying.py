"""Taking the second factor: a code of the app or a recovery code after the password, or a passkey for everything."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.factors import passkeys, recovery, totp
from accounts.factors.locks import OtherKey, unlocked
from accounts.factors.models import AuthenticatorApp, Passkey
from accounts.models import User
from accounts.signin.actions import has_signed_in
from accounts.signin.secrets import digits
from press.mail.outbox import post
from press.web.limits import Limit, count

CODES_FROM_HERE = Limit("second factors tried from a network", 60, 600)
CODES_OF_PERSON_FROM_HERE = Limit("second factors of a person tried from a network", 10, 600)
# Strangers together may try so many; who signed in from this network before is not counted among them.
CODES_OF_PERSON = Limit("second factors of a person tried", 20, 3600)
PASSKEYS_FROM_HERE = Limit("passkeys tried from a network", 60, 600)
PASSKEYS_ASKED_FROM_HERE = Limit("challenges asked for from a network", 120, 600)


class WrongCode(Exception):
    """The code does not open; the sentence says why and what to do."""


class CannotEnter(Exception):
    """The passkey is right and its person may not come in."""


def check_code(person: User, typed: str, *, network: str, at: datetime | None = None) -> None:
    """Take a code of a person's app or one of their recovery codes, each once. Raises WrongCode, TooOften."""
    at = at or timezone.now()
    # A try is counted before the code is looked at, so that a thousand tries at once are ten.
    count(CODES_FROM_HERE, network, at=at)
    count(CODES_OF_PERSON_FROM_HERE, f"{person.pk} {network}", at=at)
    if not has_signed_in(person.email.lower(), network, at):
        count(CODES_OF_PERSON, str(person.pk), at=at)
    code = digits(typed)
    if len(code) == 6 and not any(letter.isalpha() for letter in typed):
        _check_app(person, code, at)
    else:
        _use_recovery_code(person, typed, at)


def check_passkey(answer: str, *, what: passkeys.What, whose: str, network: str, at: datetime | None = None) -> Passkey:
    """Return the passkey with which somebody signs in. Raises BadPasskey, CannotEnter, TooOften."""
    at = at or timezone.now()
    count(PASSKEYS_FROM_HERE, network, at=at)
    passkey = passkeys.used(answer, what=what, whose=whose, at=at)
    if not passkey.person.is_active:
        raise CannotEnter("This account was closed by the paper. Write to us if that is a mistake.")
    return passkey


def _check_app(person: User, code: str, at: datetime) -> None:
    app = AuthenticatorApp.objects.filter(person=person).first()
    if app is None:
        raise WrongCode("No authenticator app is set up. Use your passkey or a recovery code.")
    try:
        step = totp.step_of(unlocked(app.secret), code, at=at)
    except OtherKey:
        raise WrongCode(
            "The site's key has changed since you set up your app. Use a passkey, or ask a publisher to reset your "
            "second factor."
        ) from None
    if step is None:
        raise WrongCode("This is not the code that your app shows now. Wait for the next one and type that.")
    # RFC 6238, 5.2: a code is good once, and so is each older one.
    if not AuthenticatorApp.objects.filter(pk=app.pk, last_step__lt=step).update(last_step=step, used_at=at):
        raise WrongCode("This code was used already. Wait for the next one and type that.")


def _use_recovery_code(person: User, typed: str, at: datetime) -> None:
    with transaction.atomic():
        if not recovery.use(person, typed, at=at):
            raise WrongCode("This is neither six digits of your app nor a recovery code that is still good.")
        context = {
            "left": recovery.left(person),
            "account": settings.SITE_URL + reverse("accounts:account"),
        }
        post("accounts/recovery_code_used", to=person.email.lower(), context=context, at=at)
