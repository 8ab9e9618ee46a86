"""What a person does with what signs them in, and what an operator does for a colleague who has lost it.

Each addition and removal is mailed to the person, so that nobody does it behind their back.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.factors import passkeys, recovery, totp
from accounts.factors.locks import locked
from accounts.factors.models import AuthenticatorApp, Challenge, FactorReset, Passkey
from accounts.factors.proof import has_second_factor
from accounts.models import User
from accounts.signin import sessions
from press.mail.outbox import post

MOST_PASSKEYS = 20


class CannotAdd(Exception):
    """It is not added; the sentence says why and what to do."""


class CannotRemove(Exception):
    """It stays; the sentence says why and what to do."""


class CannotReset(Exception):
    """The second factor stays as it is; the sentence says why."""


def add_passkey(person: User, *, answer: str, name: str, opens_desk: bool, at: datetime | None = None) -> Passkey:
    """Keep the passkey that a person's device has made. Raises BadPasskey, CannotAdd."""
    at = at or timezone.now()
    new = passkeys.made(person, answer, at=at)
    with transaction.atomic():
        _lock(person)
        if person.passkeys.count() >= MOST_PASSKEYS:
            raise CannotAdd(f"You have {MOST_PASSKEYS} passkeys, and more are not kept. Remove one first.")
        if Passkey.objects.filter(credential=new.credential).exists():
            raise CannotAdd("This passkey is kept already.")
        passkey = Passkey.objects.create(
            person=person,
            name=_tidy(name),
            credential=new.credential,
            handle=new.handle,
            public_key=new.public_key,
            sign_count=new.sign_count,
            opens_desk=opens_desk,
            made_at=at,
        )
        _tell("added", person, f"the passkey “{passkey.name}”", at=at)
    return passkey


def rename_passkey(passkey: Passkey, *, name: str) -> None:
    """Call a passkey by another name."""
    passkey.name = _tidy(name)
    passkey.save(update_fields=["name"])


def remove_passkey(passkey: Passkey, *, at: datetime | None = None) -> None:
    """Forget a passkey. Raises CannotRemove for the last factor of somebody who needs one."""
    at = at or timezone.now()
    with transaction.atomic():
        _lock(passkey.person)
        if not Passkey.objects.filter(pk=passkey.pk).delete()[0]:
            return
        _refuse_last(passkey.person)
        _tell("removed", passkey.person, f"the passkey “{passkey.name}”", at=at)


def add_app(person: User, *, secret: str, code: str, at: datetime | None = None) -> None:
    """Keep an authenticator app, in place of an earlier one, once a code shows that it works. Raises CannotAdd."""
    at = at or timezone.now()
    step = totp.step_of(secret, code, at=at)
    if step is None:
        raise CannotAdd(
            "This is not the code that the app should show now. Wait for the next one; if that is refused as well, "
            "set your phone's clock."
        )
    with transaction.atomic():
        _lock(person)
        kept = {"secret": locked(secret), "last_step": step, "made_at": at, "used_at": None}
        AuthenticatorApp.objects.update_or_create(person=person, defaults=kept)
        _tell("added", person, "an authenticator app", at=at)


def remove_app(person: User, *, at: datetime | None = None) -> None:
    """Forget a person's app. Raises CannotRemove for the last factor of somebody who needs one."""
    at = at or timezone.now()
    with transaction.atomic():
        _lock(person)
        if not AuthenticatorApp.objects.filter(person=person).delete()[0]:
            return
        _refuse_last(person)
        _tell("removed", person, "your authenticator app", at=at)


def make_recovery_codes(person: User, *, at: datetime | None = None) -> list[str]:
    """Return new recovery codes, to be shown once; the older ones are of no use from now on."""
    at = at or timezone.now()
    with transaction.atomic():
        _lock(person)
        had_some = person.recovery_codes.exists()
        codes = recovery.make_new(person, at=at)
        if had_some:
            _tell("added", person, "new recovery codes in place of the earlier ones", at=at)
    return codes


def first_recovery_codes(person: User, *, at: datetime | None = None) -> list[str]:
    """Return recovery codes for who has a second factor and no code left, else none."""
    if recovery.left(person) or not has_second_factor(person):
        return []
    return make_recovery_codes(person, at=at)


def reset_second_factor(person: User, *, by: User | None, label: str = "", at: datetime | None = None) -> None:
    """Take everything off that signs a person in beside their password, and sign them out everywhere.

    `by` is the colleague who does it; without one, `label` says who. Raises CannotReset.
    """
    at = at or timezone.now()
    if by is not None and by.pk == person.pk:
        raise CannotReset("Your own second factor is changed on your account's page, not here.")
    with transaction.atomic():
        _lock(person)
        if not has_second_factor(person) and not person.passkeys.exists():
            raise CannotReset(f"{person} has no second factor and no passkey.")
        forget_all(person)
        who = str(by) if by else label
        FactorReset.objects.create(person_id=person.pk, made_at=at, made_by_id=by.pk if by else None, made_by=who)
        sessions.end_all(person)
        _tell("reset", person, who, at=at)


def forget_all(person: User) -> None:
    """Delete every passkey, the app and the recovery codes of a person, without a word."""
    person.passkeys.all().delete()
    person.recovery_codes.all().delete()
    AuthenticatorApp.objects.filter(person=person).delete()
    Challenge.objects.filter(whose=passkeys.of_person(person)).delete()


def _refuse_last(person: User) -> None:
    """Within the transaction of a removal: undo it when nothing is left that must be."""
    if has_second_factor(person):
        return
    if person.is_staff and settings.SECOND_FACTOR_REQUIRED:
        raise CannotRemove("This is all that opens the desk beside your password. Add another first, then remove this.")
    person.recovery_codes.all().delete()  # they stand in for something that is gone


def _lock(person: User) -> None:
    """Let one change at a time happen to a person's factors: of two, the second sees what the first left."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _tidy(name: str) -> str:
    return " ".join(name.split())[:60] or "A passkey"


def _tell(message: str, person: User, what: str, *, at: datetime) -> None:
    context = {"what": what, "account": settings.SITE_URL + reverse("accounts:account"), "works_here": person.is_staff}
    post(f"accounts/factor_{message}", to=person.email.lower(), context=context, at=at)
