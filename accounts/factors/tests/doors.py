"""How people go in and out in these tests: by the pages, as their browsers would."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pyotp
from django.test import Client

from accounts.factors.locks import unlocked
from accounts.factors.tests.conftest import PASSWORD
from accounts.factors.tests.devices import Device
from accounts.models import AuthenticatorApp, User


def type_password(client: Client, person: User, *, to: str = "/admin/") -> Any:
    return client.post(f"/admin/login/?next={to}", {"username": person.email, "password": PASSWORD})


def type_code(client: Client, code: str) -> Any:
    return client.post("/accounts/second-factor/", {"code": code})


def set_up_app(client: Client) -> Any:
    """Read the key off the page and type the code that it gives now."""
    shown = re.search(r'class="key-shown" dir="ltr">([A-Z2-7 ]+)<', client.get("/accounts/second-factor/set-up/").text)
    assert shown
    code = pyotp.TOTP(shown[1].replace(" ", "")).now()
    return client.post("/accounts/second-factor/set-up/", {"code": code})


def codes_on(page: Any) -> list[str]:
    return re.findall(r"<li>([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})</li>", page.content.decode())


def code_of(person: User, *, steps: int = 0) -> str:
    """Return what the person's app shows, or shows so many steps later."""
    app = AuthenticatorApp.objects.get(person=person)
    return pyotp.TOTP(unlocked(app.secret)).at(datetime.now(UTC), counter_offset=steps)


def add_passkey(client: Client, device: Device, *, name: str = "My phone") -> Any:
    options = json.loads(client.post("/accounts/passkeys/add/begin/").content)
    return client.post("/accounts/passkeys/add/", {"credential": device.make(options), "name": name})


def challenge(client: Client) -> Any:
    return json.loads(client.post("/accounts/sign-in/passkey/begin/").content)


def enter(client: Client, device: Device, *, to: str = "/accounts/") -> Any:
    """Sign in with a passkey alone."""
    return client.post("/accounts/sign-in/passkey/", {"credential": device.sign(challenge(client)), "next": to})


def desk_is_open(client: Client) -> bool:
    return client.get("/admin/").status_code == 200
