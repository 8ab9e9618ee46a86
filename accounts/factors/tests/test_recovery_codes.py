"""Recovery codes: shown once, kept as hashes, each good once, made anew."""

import pytest
from django.db import connection
from django.test import Client

from accounts.factors import recovery
from accounts.factors.tests.doors import codes_on, desk_is_open, set_up_app, type_code, type_password
from accounts.models import RecoveryCode, User
from press.mail.models import Letter

pytestmark = pytest.mark.django_db
ANEW = "/accounts/second-factor/recovery-codes/"


@pytest.fixture
def codes(client: Client, ben: User) -> list[str]:
    """Ben's codes; he is in."""
    type_password(client, ben)
    return codes_on(set_up_app(client))


def try_one(ben: User, code: str) -> bool:
    new = Client()
    type_password(new, ben)
    type_code(new, code)
    return desk_is_open(new)


def test_each_opens_once_however_it_is_typed(codes: list[str], ben: User) -> None:
    assert try_one(ben, codes[0])
    assert not try_one(ben, codes[0])
    assert try_one(ben, codes[1].upper().replace("-", " "))
    assert try_one(ben, codes[2].replace("-", ""))
    assert recovery.left(ben) == 7
    letter = Letter.objects.filter(message="accounts/recovery_code_used").latest("pk")
    assert "Codes left: 7." in letter.text
    assert codes[2] not in letter.text + letter.html


def test_of_two_who_use_one_at_once_one_is_in(codes: list[str], ben: User) -> None:
    browsers = [Client(), Client()]
    for browser in browsers:
        type_password(browser, ben)
    answers = [type_code(browser, codes[0]).status_code for browser in browsers]
    assert answers == [302, 422]


def test_they_are_kept_as_hashes_that_are_a_persons_own(codes: list[str], ben: User, pia: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_recoverycode")
        kept = str(cursor.fetchall())
    for code in codes:
        assert code not in kept
        assert code.replace("-", "") not in kept
    RecoveryCode.objects.update(person=pia)
    pias = Client()
    type_password(pias, pia)
    set_up_app(pias)
    assert not try_one(pia, codes[0])


def test_new_ones_end_the_old_ones(client: Client, codes: list[str], ben: User) -> None:
    page = client.post(ANEW)
    new = codes_on(page)
    assert len(set(new) | set(codes)) == 20
    assert "no-store" in page["Cache-Control"]
    assert not try_one(ben, codes[0])
    assert try_one(ben, new[0])
    assert new[1] not in client.get("/accounts/").text
    assert Letter.objects.filter(message="accounts/factor_added", text__contains="new recovery codes").exists()


def test_account_says_how_many_are_left(client: Client, codes: list[str], ben: User) -> None:
    assert "10 codes are left" in client.get("/accounts/").text
    for code in codes[:9]:
        RecoveryCode.objects.filter(code=recovery._kept(ben, code.replace("-", ""))).delete()
    assert "1 code is left" in client.get("/accounts/").text


def test_they_cannot_be_guessed() -> None:
    assert len(recovery._LETTERS) ** recovery.LENGTH > 2**59
