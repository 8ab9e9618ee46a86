"""What is good once is good once, also when many ask at the same moment."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pyotp
import pytest
from django.db import connections
from django.utils import timezone

from accounts.factors import actions, passkeys, recovery, totp, trying
from accounts.factors.locks import locked
from accounts.factors.passkeys import BadPasskey, What
from accounts.factors.tests.devices import Device
from accounts.models import AuthenticatorApp, Passkey, User

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


def at_once(do: Callable[[], Any], *refusals: type[Exception]) -> list[bool]:
    """Do it in as many threads at the same moment; say for each whether it was granted."""
    start = Barrier(MANY)

    def one(_: int) -> bool:
        start.wait()
        try:
            do()
        except refusals:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(MANY) as pool:
        return sorted(pool.map(one, range(MANY)))


ONE = [False, False, False, True]


def test_code_of_the_app(ben: User) -> None:
    secret, now = totp.new_secret(), timezone.now()
    AuthenticatorApp.objects.create(person=ben, secret=locked(secret), last_step=0)
    code = pyotp.TOTP(secret).at(now)
    assert at_once(lambda: trying.check_code(ben, code, network="a", at=now), trying.WrongCode) == ONE


def test_recovery_code(ben: User) -> None:
    code = recovery.make_new(ben, at=timezone.now())[0]
    assert at_once(lambda: trying.check_code(ben, code, network="a"), trying.WrongCode) == ONE


def test_answer_of_a_device(cleo: User) -> None:
    device, now = Device(), timezone.now()
    options = passkeys.options_to_add(cleo, paper="The paper", at=now)
    actions.add_passkey(cleo, answer=device.make(json.loads(options)), name="x", opens_desk=False, at=now)
    answer = device.sign(json.loads(passkeys.options_to_sign_in(mark="m", at=now)))
    whose = passkeys.of_browser("m")
    assert at_once(lambda: passkeys.used(answer, what=What.SIGN_IN, whose=whose, at=now), BadPasskey) == ONE


def test_of_two_factors_one_is_left(ben: User) -> None:
    now = timezone.now()
    AuthenticatorApp.objects.create(person=ben, secret="x", last_step=0)
    key = Passkey.objects.create(person=ben, name="x", credential="c", handle="h", public_key=b"", opens_desk=True)
    ways = iter([lambda: actions.remove_app(ben, at=now), lambda: actions.remove_passkey(key, at=now)] * 2)

    def remove_one() -> None:
        next(ways)()

    at_once(remove_one, actions.CannotRemove)
    assert AuthenticatorApp.objects.count() + Passkey.objects.count() == 1
