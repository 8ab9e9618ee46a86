"""Passwords at the desk: tried so often, told so, and nobody is locked out of where they work."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.signin import actions

pytestmark = pytest.mark.django_db
PASSWORD = "the operator's own"


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    """A hundred passwords are looked at here, each of which ought to be slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def op() -> User:
    return User.objects.create_superuser("op@paper.example", PASSWORD)


def enter(client: Client, password: str, address: str = "op@paper.example") -> Any:
    return client.post("/admin/login/?next=/admin/", {"username": address, "password": password})


def test_password_opens_the_desk(client: Client, op: User) -> None:
    assert enter(client, PASSWORD).status_code == 302
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("address", ["op@paper.example", "nobody@paper.example"])
def test_guessing_is_stopped_and_told_whoever_it_is(client: Client, op: User, address: str) -> None:
    for _ in range(actions.PASSWORDS_FOR_ADDRESS_FROM_HERE.most):
        assert "Too many tries" not in enter(client, "a guess", address).text
    page = enter(client, PASSWORD, address.upper())
    assert "Too many tries to sign in. Wait" in page.text
    assert client.get("/admin/").status_code == 302


def test_one_network_cannot_try_every_account(client: Client, op: User) -> None:
    for number in range(actions.PASSWORDS_FROM_HERE.most):
        enter(client, "a guess", f"person{number}@paper.example")
    assert "Too many tries" in enter(client, PASSWORD).text


def test_strangers_tries_do_not_lock_the_owner_out(client: Client, op: User) -> None:
    enter(client, PASSWORD)
    for number in range(60):
        stranger = Client(REMOTE_ADDR=f"198.51.100.{number}")
        page = enter(stranger, "a guess")
    assert "Too many tries" in page.text
    assert enter(Client(), PASSWORD).status_code == 302
