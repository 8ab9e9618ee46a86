"""Staff show two factors before the desk opens."""

import json
import re
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver
from django.utils import timezone
from pytest_django import Settings

from accounts.factors import trying, waiting
from accounts.factors.tests.devices import Device
from accounts.factors.tests.doors import (
    add_passkey,
    challenge,
    code_of,
    codes_on,
    desk_is_open,
    enter,
    set_up_app,
    type_code,
    type_password,
)
from accounts.models import AuthenticatorApp, Passkey, RecoveryCode, SignedIn, User
from accounts.signin import backend, sessions
from press.mail.models import Letter

pytestmark = pytest.mark.django_db
SECOND, SET_UP = "/accounts/second-factor/", "/accounts/second-factor/set-up/"


@pytest.fixture
def bens(client: Client, ben: User) -> Client:
    """Ben's browser, in which he has just set up an app and is in."""
    type_password(client, ben)
    set_up_app(client)
    return client


def rest(person: User) -> None:
    """Let the app's codes be fresh again, as after a minute."""
    AuthenticatorApp.objects.filter(person=person).update(last_step=0)


# --- Setting it up ----------------------------------------------------------------------------------------------------


def test_password_leads_to_setting_up_and_then_the_desk_opens(client: Client, ben: User) -> None:
    assert type_password(client, ben, to="/admin/articles/article/")["Location"] == SECOND
    assert not desk_is_open(client)
    assert not SignedIn.objects.exists()
    assert client.get(SECOND)["Location"] == SET_UP
    before = client.session.session_key
    page = set_up_app(client)
    assert 'href="/admin/articles/article/"' in page.text
    assert len(codes_on(page)) == 10
    assert client.session.session_key != before
    assert desk_is_open(client)
    assert [letter.message for letter in Letter.objects.all()] == ["accounts/factor_added"]


def test_key_is_shown_until_it_is_confirmed_and_kept_encrypted(client: Client, ben: User) -> None:
    type_password(client, ben)
    pages = [client.get(SET_UP) for _ in range(2)]
    secret = pages[0].context["secret"]
    assert secret == pages[1].context["secret"]
    assert "data:image/svg+xml" in pages[0].text
    assert "data:" in pages[0]["Content-Security-Policy"]
    assert "no-store" in pages[0]["Cache-Control"]
    plain = secret.replace(" ", "")
    assert plain not in str(dict(client.session))
    page = set_up_app(client)
    assert plain not in page.text
    assert plain not in AuthenticatorApp.objects.get().secret
    assert client.get(SET_UP).context["secret"] != secret  # another phone gets another key


@pytest.mark.parametrize("typed", ["", "12345", "000000", "no code at all", "1" * 41])
def test_app_is_kept_only_with_a_right_code(client: Client, ben: User, typed: str) -> None:
    type_password(client, ben)
    with time_machine.travel("2026-11-27 12:00Z", tick=False):
        assert client.post(SET_UP, {"code": typed}).status_code == 422
    assert not AuthenticatorApp.objects.exists()
    assert not desk_is_open(client)


def test_passkey_may_be_the_second_factor_from_the_start_and_then_opens_the_desk_alone(
    client: Client, ben: User
) -> None:
    type_password(client, ben, to="/admin/articles/article/")
    device = Device()
    page = add_passkey(client, device)
    assert len(codes_on(page)) == 10
    assert desk_is_open(client)
    new = Client()
    assert enter(new, device, to="/admin/articles/")["Location"] == "/admin/articles/"
    assert desk_is_open(new)
    third = Client()
    enter(third, device)
    assert desk_is_open(third)


def test_passkey_that_fails_in_setting_up_is_told_there(client: Client, ben: User) -> None:
    type_password(client, ben)
    page = add_passkey(client, Device(origin="https://elsewhere.example"))
    assert page.status_code == 422
    assert "was not made for us" in page.text
    assert 'id="set-up-app"' in page.text
    assert not desk_is_open(client)


# --- Showing it -------------------------------------------------------------------------------------------------------


def test_password_and_code_open_the_desk(bens: Client, ben: User) -> None:
    rest(ben)
    new = Client()
    assert type_password(new, ben, to="/admin/articles/article/")["Location"] == SECOND
    assert not desk_is_open(new)
    assert new.get(SET_UP)["Location"].startswith("/admin/login/")  # a stolen password sets up nothing more
    code = code_of(ben)
    assert type_code(new, f" {code[:3]} {code[3:]}")["Location"] == "/admin/articles/article/"
    assert desk_is_open(new)
    assert new.get(SECOND)["Location"] == "/admin/login/"


def test_code_is_good_once_and_older_ones_with_it(bens: Client, ben: User) -> None:
    seconds = int(timezone.now().timestamp())
    # In the middle of a step, and the clock stands: the next step would make the earlier code too old to be known.
    with time_machine.travel(seconds - seconds % 30 + 15, tick=False):
        rest(ben)
        earlier, now = code_of(ben, steps=-1), code_of(ben)
        first, second = Client(), Client()
        type_password(first, ben)
        type_password(second, ben)
        assert type_code(first, now).status_code == 302
        for code in (now, earlier):
            page = type_code(second, code)
            assert page.status_code == 422
            assert "used already" in page.text
        assert not desk_is_open(second)


def test_code_with_which_the_app_was_set_up_opens_nothing_again(bens: Client, ben: User) -> None:
    new = Client()
    type_password(new, ben)
    assert "used already" in type_code(new, code_of(ben)).text


def test_clock_may_be_half_a_minute_off_and_no_more(bens: Client, ben: User) -> None:
    with time_machine.travel("2031-01-01 12:00:10Z", tick=False):
        for steps, status in ((-2, 422), (2, 422), (-1, 302), (0, 302), (1, 302)):
            new = Client()
            type_password(new, ben)
            assert type_code(new, code_of(ben, steps=steps)).status_code == status, steps


def test_arabic_digits_are_digits(bens: Client, ben: User) -> None:
    rest(ben)
    new = Client()
    type_password(new, ben)
    arabic = code_of(ben).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert type_code(new, arabic).status_code == 302


@pytest.mark.parametrize("typed", ["", "abc", "0", "a0b1c2d3e4f5", "x" * 41, "١٢٣", "------", "\x00"])
def test_what_is_no_code_is_told(bens: Client, ben: User, typed: str) -> None:
    new = Client()
    type_password(new, ben)
    assert type_code(new, typed).status_code == 422
    assert not desk_is_open(new)


def test_own_passkey_follows_the_password(bens: Client, ben: User) -> None:
    device = Device()
    add_passkey(bens, device)
    new = Client()
    type_password(new, ben, to="/admin/articles/")
    options = json.loads(new.post(f"{SECOND}passkey/begin/").content)
    assert len(options["allowCredentials"]) == 1
    device.handle = b""  # a device that was told which passkey is meant need not say whose it is
    answer = new.post(f"{SECOND}passkey/", {"credential": device.sign(options)})
    assert answer["Location"] == "/admin/articles/"
    assert desk_is_open(new)


def test_anothers_passkey_does_not_follow_ones_password(bens: Client, ben: User, pia: User) -> None:
    pias, device = Client(), Device()
    type_password(pias, pia)
    add_passkey(pias, device)
    new = Client()
    type_password(new, ben)
    options = json.loads(new.post(f"{SECOND}passkey/begin/").content)
    page = new.post(f"{SECOND}passkey/", {"credential": device.sign(options)})
    assert page.status_code == 422
    assert "belongs to another account" in page.text
    assert not desk_is_open(new)


def test_passkey_that_opens_the_account_alone_does_not_follow_the_password(bens: Client, ben: User) -> None:
    device = Device()
    add_passkey(bens, device)
    Passkey.objects.update(opens_desk=False)
    new = Client()
    type_password(new, ben)
    options = json.loads(new.post(f"{SECOND}passkey/begin/").content)
    assert options["allowCredentials"] == []
    page = new.post(f"{SECOND}passkey/", {"credential": device.sign(options)})
    assert page.status_code == 422
    assert "opens your account, not the desk" in page.text
    assert not desk_is_open(new)


def test_passkey_endpoints_want_a_password_first(client: Client) -> None:
    assert client.post(f"{SECOND}passkey/begin/").status_code == 403
    assert client.post(f"{SECOND}passkey/", {"credential": "{}"})["Location"] == "/admin/login/"
    assert client.get(SECOND)["Location"] == "/admin/login/"


def test_session_that_somebody_else_knows_does_not_come_to_wait(bens: Client, ben: User) -> None:
    new = Client()
    new.session.save()
    known = new.session.session_key or ""
    type_password(new, ben)
    thief = Client()
    thief.cookies["sessionid"] = known
    assert new.get(SECOND).status_code == 200
    assert thief.get(SECOND)["Location"] == "/admin/login/"


def test_password_waits_ten_minutes(bens: Client, ben: User) -> None:
    with time_machine.travel("2031-01-01 12:00Z", tick=False) as clock:
        new = Client()
        type_password(new, ben)
        clock.shift(waiting.LASTS)
        assert type_code(new, code_of(ben))["Location"] == "/admin/login/"
        assert not desk_is_open(new)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"password": "another"}])
def test_password_that_was_taken_away_meanwhile_is_of_no_use(bens: Client, ben: User, change: dict[str, Any]) -> None:
    rest(ben)
    new = Client()
    type_password(new, ben)
    User.objects.filter(pk=ben.pk).update(**change)
    assert type_code(new, code_of(ben))["Location"] == "/admin/login/"


def test_reader_who_is_signed_in_is_signed_out_by_the_password_of_another(
    client: Client, cleo: User, ben: User
) -> None:
    client.force_login(cleo, backend=backend.PATH)
    type_password(client, ben)
    add_passkey(client, Device())
    assert Passkey.objects.get().person == ben


# --- Guessing ---------------------------------------------------------------------------------------------------------


def test_guessing_is_stopped_and_told(bens: Client, ben: User) -> None:
    rest(ben)
    new = Client()
    type_password(new, ben)
    for _ in range(trying.CODES_OF_PERSON_FROM_HERE.most):
        assert "Too many codes" not in type_code(new, "000000").text
    page = type_code(new, code_of(ben))
    assert page.status_code == 422
    assert "Too many codes were tried. Wait" in page.text
    assert not desk_is_open(new)


def test_strangers_guesses_together_are_limited_and_do_not_lock_the_owner_out(bens: Client, ben: User) -> None:
    rest(ben)
    for number in range(trying.CODES_OF_PERSON.most + 1):
        stranger = Client(REMOTE_ADDR=f"198.51.100.{number}")
        type_password(stranger, ben)
        page = type_code(stranger, "000000")
    assert "Too many codes were tried" in page.text
    new = Client()  # on the network where he has signed in before
    type_password(new, ben)
    assert type_code(new, code_of(ben)).status_code == 302
    assert desk_is_open(new)


def test_one_network_cannot_try_everybody(client: Client, ben: User) -> None:
    staff = [User.objects.create_user(f"s{n}@paper.example", is_staff=True) for n in range(7)]
    for person in staff:
        person.password = ben.password
        person.save()
        AuthenticatorApp.objects.create(person=person, secret="x", last_step=0)
        new = Client()
        type_password(new, person)
        for _ in range(10):
            page = type_code(new, "000000")
    assert "Too many codes were tried" in page.text


# --- The desk's door --------------------------------------------------------------------------------------------------


def addresses_of_the_desk() -> list[str]:
    """Return every address of the desk, with 1 for whatever it wants to know."""
    found: list[str] = []

    def walk(patterns: list[Any], prefix: str) -> None:
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, path)
            elif isinstance(pattern, URLPattern) and pattern.name not in {"login", "logout"}:
                found.append(path)

    walk(admin.site.get_urls(), "/admin/")
    return sorted({re.sub(r"<[^>]+>", "1", path) for path in found if "(?P" not in path})


@pytest.mark.parametrize("door", ["password", "mail", "reader's passkey", "force"])
def test_no_address_of_the_desk_opens_without_a_second_factor(client: Client, ben: User, door: str) -> None:
    if door == "password":
        type_password(client, ben)
    elif door == "mail":
        client.force_login(ben, backend=backend.PATH)
    elif door == "force":
        client.force_login(ben)
    else:
        client.force_login(ben, backend="accounts.signin.backend.ByPasskey")
    addresses = addresses_of_the_desk()
    assert len(addresses) > 60
    for address in addresses:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, address
            assert answer["Location"].startswith("/admin/login/"), address


def test_session_by_mail_adds_and_removes_nothing_of_who_works_here(bens: Client, ben: User) -> None:
    add_passkey(bens, Device())
    by_mail, passkey = Client(), Passkey.objects.get()
    by_mail.force_login(ben, backend=backend.PATH)
    page = by_mail.get("/accounts/").text
    assert "changed only from a session that opens the desk" in page
    assert "Add a passkey" not in page
    for address in ("passkeys/add/", "passkeys/add/begin/", f"passkeys/{passkey.pk}/remove/"):
        assert by_mail.post(f"/accounts/{address}")["Location"].startswith("/admin/login/?next=")
    for address in ("app/remove/", "recovery-codes/", "set-up/"):
        assert by_mail.post(f"{SECOND}{address}")["Location"].startswith("/admin/login/?next=")
    assert Passkey.objects.exists()
    assert AuthenticatorApp.objects.exists()


def test_mail_after_a_second_factor_in_one_browser_closes_the_desk_again(bens: Client, ben: User) -> None:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    request.session = bens.session
    request.user = ben
    sessions.begin(request, ben)
    request.session.save()
    bens.cookies["sessionid"] = request.session.session_key or ""
    assert bens.get("/accounts/").status_code == 200
    assert not desk_is_open(bens)


def test_password_alone_may_add_a_first_factor_and_change_nothing_else(client: Client, ben: User) -> None:
    old = Passkey.objects.create(person=ben, name="A reader's", credential="c", handle="h", public_key=b"")
    type_password(client, ben)
    for address in (f"passkeys/{old.pk}/name/", f"passkeys/{old.pk}/remove/", "second-factor/app/remove/"):
        assert client.post(f"/accounts/{address}", {"name": ""})["Location"].startswith("/admin/login/")
    assert Passkey.objects.get().name == "A reader's"
    set_up_app(client)
    assert desk_is_open(client)


def test_reader_has_no_app_to_set_up(client: Client, cleo: User) -> None:
    client.force_login(cleo, backend=backend.PATH)
    assert client.get(SET_UP)["Location"] == "/accounts/"
    assert client.post(f"{SECOND}recovery-codes/")["Location"] == "/accounts/"
    assert "Second factor" not in client.get("/accounts/").text


def test_desk_asks_no_query_more_for_the_second_factor(bens: Client, django_assert_num_queries: Any) -> None:
    bens.get("/admin/jsi18n/")
    with django_assert_num_queries(2):  # session, person
        bens.get("/admin/jsi18n/")


def test_pages_cost_few_queries(client: Client, ben: User, django_assert_num_queries: Any) -> None:
    type_password(client, ben)
    client.get(SET_UP)
    with django_assert_num_queries(3):  # session, person, whether there is a factor
        client.get(SET_UP)
    add_passkey(client, Device())
    new = Client()
    type_password(new, ben)
    new.get(SECOND)
    with django_assert_num_queries(5):  # the same, and which factors there are
        new.get(SECOND)
    with django_assert_num_queries(
        11
    ):  # session, person, passkeys, app, codes, browsers, newsletters, four of what is read
        client.get("/accounts/")
    with django_assert_num_queries(0):
        Client().get("/accounts/sign-in/")


def test_everybody_is_signed_out_everywhere_as_before(bens: Client, ben: User) -> None:
    bens.post("/accounts/sign-out/everywhere/")
    assert not desk_is_open(bens)


# --- Where it is optional ---------------------------------------------------------------------------------------------


def test_where_it_is_optional_a_password_is_enough_until_there_is_one(
    client: Client, ben: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    assert type_password(client, ben)["Location"] == "/admin/"
    assert desk_is_open(client)
    assert codes_on(set_up_app(client))
    rest(ben)
    new = Client()
    assert type_password(new, ben)["Location"] == SECOND
    assert not desk_is_open(new)
    type_code(new, code_of(ben))
    assert desk_is_open(new)
    assert new.post(f"{SECOND}app/remove/")["Location"] == "/accounts/?done=app_removed"
    assert not RecoveryCode.objects.exists()


def test_older_session_changes_nothing_once_there_is_a_second_factor(
    client: Client, ben: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    old = Client()
    type_password(old, ben)
    type_password(client, ben)
    set_up_app(client)
    assert old.post(f"{SECOND}app/remove/")["Location"].startswith("/admin/login/")
    assert AuthenticatorApp.objects.exists()


# --- Removing ---------------------------------------------------------------------------------------------------------


def test_last_factor_stays_and_the_others_go(bens: Client, ben: User) -> None:
    page = bens.post(f"{SECOND}app/remove/")
    assert page.status_code == 422
    assert "This is all that opens the desk" in page.text
    assert AuthenticatorApp.objects.exists()
    add_passkey(bens, Device())
    assert bens.post(f"{SECOND}app/remove/").status_code == 302
    assert bens.post(f"{SECOND}app/remove/").status_code == 302  # twice is no error
    page = bens.post(f"/accounts/passkeys/{Passkey.objects.get().pk}/remove/")
    assert page.status_code == 422
    assert Passkey.objects.exists()
    assert RecoveryCode.objects.filter(person=ben).count() == 10
    told = list(Letter.objects.order_by("pk").values_list("message", flat=True))
    assert told == ["accounts/factor_added", "accounts/factor_added", "accounts/factor_removed"]


def test_another_phone_takes_the_place_of_the_first(bens: Client, ben: User) -> None:
    kept = AuthenticatorApp.objects.get().secret
    assert set_up_app(bens)["Location"] == "/accounts/?done=app"
    assert AuthenticatorApp.objects.get().secret != kept
    assert RecoveryCode.objects.count() == 10


def test_site_key_that_changed_is_told(bens: Client, ben: User, settings: Settings) -> None:
    settings.SECRET_KEY = "another key of the same length or so, which is not the one before"
    new = Client()
    type_password(new, ben)
    assert "key has changed" in type_code(new, "123456").text


def test_challenge_of_the_second_step_signs_nobody_in_alone(bens: Client, ben: User) -> None:
    device = Device()
    add_passkey(bens, device)
    new = Client()
    type_password(new, ben)
    options = json.loads(new.post(f"{SECOND}passkey/begin/").content)
    assert new.post("/accounts/sign-in/passkey/", {"credential": device.sign(options)}).status_code == 422
    alone = challenge(new)
    assert new.post(f"{SECOND}passkey/", {"credential": device.sign(alone)}).status_code == 422
    assert not desk_is_open(new)


def test_waiting_is_gone_when_it_is_done(bens: Client) -> None:
    assert waiting._WAITS not in bens.session
