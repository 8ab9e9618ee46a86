"""What a device is asked to sign, and whether it did: WebAuthn, by the library; single use and ownership are ours.

Every use wants the device to have verified the person (a finger, a face, a PIN), so that a passkey is two factors: the
device, and what unlocks it. https://www.w3.org/TR/webauthn-3/
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn
from django.conf import settings
from django.utils.crypto import constant_time_compare
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import InvalidAuthenticationResponse, InvalidRegistrationResponse
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts.factors.models import Challenge, Passkey
from accounts.models import User
from press.web.secrets import new_secret, sealed

LASTS = timedelta(minutes=5)
_LONGEST = 20_000  # characters of an answer; those of real devices have a few hundred to a few thousand
_VERIFIED = UserVerificationRequirement.REQUIRED
_LOOPBACK = {"127.0.0.1", "::1"}

What = Challenge.What


class BadPasskey(Exception):
    """The device's answer is not taken; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What is kept of a passkey that a device has made."""

    credential: str
    handle: str
    public_key: bytes
    sign_count: int


def origin() -> str:
    """Return where passkeys work. Browsers know none for a machine that has only a number, so `make run`'s work at
    localhost.
    """
    parts = urlsplit(settings.SITE_URL)
    if parts.hostname in _LOOPBACK:
        return f"{parts.scheme}://localhost" + (f":{parts.port}" if parts.port else "")
    return settings.SITE_URL


def host() -> str:
    """Return the name to which passkeys belong for good: the paper's own host."""
    return urlsplit(origin()).hostname or ""


def options_to_add(person: User, *, paper: str, at: datetime) -> str:
    """Return what a browser needs to have a passkey made, as JSON."""
    theirs = list(person.passkeys.order_by("pk"))
    handle = theirs[0].handle if theirs else new_secret()
    options = webauthn.generate_registration_options(
        rp_id=host(),
        rp_name=paper,
        user_id=handle.encode(),
        user_name=person.email,
        user_display_name=person.name or person.email,
        exclude_credentials=_descriptors(theirs),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
    )
    _expect(options.challenge, What.ADD, of_person(person), at=at, handle=handle)
    return options_to_json(options)


def options_to_sign_in(*, mark: str, at: datetime) -> str:
    """Return what a browser (with this mark) needs to sign in with any passkey it has for the paper, as JSON."""
    options = webauthn.generate_authentication_options(rp_id=host(), user_verification=_VERIFIED)
    _expect(options.challenge, What.SIGN_IN, of_browser(mark), at=at)
    return options_to_json(options)


def options_after_password(person: User, *, at: datetime) -> str:
    """Return what a browser needs to use one of a person's own passkeys after their password, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=host(),
        user_verification=_VERIFIED,
        allow_credentials=_descriptors(list(person.passkeys.for_desk())),
    )
    _expect(options.challenge, What.SECOND, of_person(person), at=at)
    return options_to_json(options)


def made(person: User, answer: str, *, at: datetime) -> NewPasskey:
    """Return the passkey that a person's device has made when it was asked to. Raises BadPasskey."""
    try:
        credential = webauthn.helpers.parse_registration_credential_json(_parsed(answer))
        challenge = _signed_challenge(credential.response.client_data_json)
        expected = _used_up(challenge, What.ADD, of_person(person), at=at)
        done = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=host(),
            expected_origin=origin(),
            require_user_verification=True,
        )
    except BadPasskey:
        raise
    except InvalidRegistrationResponse as trouble:
        raise BadPasskey("This passkey was not made for us, so it was not kept. Try it once more.") from trouble
    except Exception as trouble:
        raise BadPasskey("Your browser sent something else than a passkey. Try it once more.") from trouble
    return NewPasskey(
        credential=bytes_to_base64url(done.credential_id),
        handle=expected.handle,
        public_key=done.credential_public_key,
        sign_count=done.sign_count,
    )


def used(answer: str, *, what: Challenge.What, whose: str, at: datetime) -> Passkey:
    """Return the passkey with which a device has signed what it was asked to. Raises BadPasskey.

    `whose` is of_person() or of_browser(), as it was when the device was asked.
    """
    try:
        credential = webauthn.helpers.parse_authentication_credential_json(_parsed(answer))
        challenge = _signed_challenge(credential.response.client_data_json)
        _used_up(challenge, what, whose, at=at)
        passkey = _known(credential.raw_id, credential.response.user_handle, what=what, whose=whose)
        done = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=host(),
            expected_origin=origin(),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except BadPasskey:
        raise
    except InvalidAuthenticationResponse as trouble:
        raise BadPasskey("This passkey did not sign for us as it ought to. Sign in another way.") from trouble
    except Exception as trouble:
        raise BadPasskey("Your browser sent something else than a passkey. Sign in another way.") from trouble
    # Of two answers with one count only the first is taken.
    unchanged = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count)
    if not unchanged.update(sign_count=done.new_sign_count, used_at=at):
        raise BadPasskey("This passkey is being used elsewhere at this moment. Try it once more.")
    return passkey


def of_person(person: User) -> str:
    """Return how a challenge says that it is a person's."""
    return f"person {person.pk}"


def of_browser(mark: str) -> str:
    """Return how a challenge says that it is a browser's."""
    return sealed("accounts.passkey_browser", mark)


def _expect(challenge: bytes, what: Challenge.What, whose: str, *, at: datetime, handle: str = "") -> None:
    kept = _kept(challenge)
    Challenge.objects.create(challenge=kept, what=what, whose=whose, handle=handle, expires_at=at + LASTS)


def _used_up(challenge: bytes, what: Challenge.What, whose: str, *, at: datetime) -> Challenge:
    """Return what was asked, and forget it: of two answers to one challenge only one is looked at."""
    asked = Challenge.objects.filter(challenge=_kept(challenge), what=what, whose=whose).first()
    if asked is None or not Challenge.objects.filter(pk=asked.pk).delete()[0] or asked.expires_at <= at:
        raise BadPasskey("That took too long, or it was answered already. Try it once more.")
    return asked


def _kept(challenge: bytes) -> str:
    return sealed("accounts.challenge", bytes_to_base64url(challenge))


def _known(credential: bytes, handle: bytes | None, *, what: Challenge.What, whose: str) -> Passkey:
    passkey = Passkey.objects.select_related("person").filter(credential=bytes_to_base64url(credential)).first()
    if passkey is None:
        raise BadPasskey("We do not know this passkey (any more). Sign in another way, then add it again.")
    # After a password the account is known, and a device need not say it (WebAuthn 3, 7.2, step 6).
    if handle is None and what == What.SIGN_IN:
        raise BadPasskey("This passkey does not say whose it is. Sign in another way.")
    if handle is not None and not constant_time_compare(handle.decode(errors="replace"), passkey.handle):
        raise BadPasskey("This passkey belongs to another account. Sign in another way.")
    if what == What.SECOND and whose != of_person(passkey.person):
        raise BadPasskey("This passkey belongs to another account. Use one of your own.")
    return passkey


def _descriptors(passkeys: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential)) for passkey in passkeys]


def _parsed(answer: str) -> dict[str, Any]:
    if len(answer) > _LONGEST:
        raise BadPasskey("Your browser sent something else than a passkey. Try it once more.")
    data: dict[str, Any] = json.loads(answer)
    return data


def _signed_challenge(client_data: bytes) -> bytes:
    return webauthn.helpers.parse_client_data_json(client_data).challenge
