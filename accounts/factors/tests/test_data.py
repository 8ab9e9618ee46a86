"""What a person downloads of their factors, and that nothing of them is left when the person is erased."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.factors.checks import second_factor_is_required
from accounts.factors.tests.devices import Device
from accounts.factors.tests.doors import add_passkey, enter, set_up_app, type_password
from accounts.models import AuthenticatorApp, Challenge, Passkey, RecoveryCode, User
from accounts.signals import person_erased
from accounts.signin import backend

pytestmark = pytest.mark.django_db


def test_download_has_names_and_moments_and_no_secret(client: Client, ben: User) -> None:
    type_password(client, ben)
    set_up_app(client)
    device = Device()
    add_passkey(client, device)
    enter(Client(), device)
    text = client.get("/accounts/data/").text
    data = json.loads(text)
    assert [(row["name"], bool(row["used"])) for row in data["passkeys"]] == [("My phone", True)]
    assert data["authenticator_app"]["since"]
    assert len(data["recovery_codes"]) == 10
    passkey, app = Passkey.objects.get(), AuthenticatorApp.objects.get()
    kept = [passkey.credential, passkey.handle, app.secret, *RecoveryCode.objects.values_list("code", flat=True)]
    for secret in kept:
        assert secret not in text


def test_who_has_none_downloads_none(client: Client, cleo: User) -> None:
    client.force_login(cleo, backend=backend.PATH)
    data = json.loads(client.get("/accounts/data/").content)
    assert (data["passkeys"], data["authenticator_app"], data["recovery_codes"]) == ([], None, [])


def test_erased_person_leaves_nothing(client: Client, cleo: User) -> None:
    client.force_login(cleo, backend=backend.PATH)
    device = Device()
    add_passkey(client, device)
    client.post("/accounts/passkeys/add/begin/")
    person_erased.send(sender=User, user=cleo, at=timezone.now())
    cleo.delete()
    for model in (Passkey, AuthenticatorApp, RecoveryCode, Challenge):
        assert not model.objects.exists(), model
    assert enter(Client(), device).status_code == 422


def test_operator_is_warned_when_a_password_is_enough(settings: Any) -> None:
    assert second_factor_is_required() == []
    settings.SECOND_FACTOR_REQUIRED = False
    assert [said.id for said in second_factor_is_required()] == ["accounts.W001"]
