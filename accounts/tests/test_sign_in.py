"""Signing in by mail: once, in time, in the browser that asked, and the same for everyone."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import SignedIn, SignInRequest, User
from accounts.signals import signed_in
from accounts.signin import actions
from accounts.signin.models import MOST_TRIES
from accounts.tasks import forget_old_counts, forget_old_sign_ins
from accounts.tests.mailbox import ask, code_in_mail, is_signed_in, link_in_mail, sign_in, type_code
from press.work import beats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_leaves_at_once")]
ADDRESS = "cleo@paper.example"


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


# --- In -------------------------------------------------------------------------------------------------------------


def test_first_sign_in_makes_the_account(client: Client) -> None:
    ask(client, ADDRESS)
    assert not User.objects.exists()
    type_code(client, code_in_mail())
    person = User.objects.get()
    assert (person.email, person.has_usable_password(), person.is_staff) == (ADDRESS, False, False)
    assert is_signed_in(client)


def test_code_is_taken_with_blanks_and_in_other_digits(client: Client) -> None:
    ask(client, ADDRESS)
    code = code_in_mail()
    arabic = "".join(chr(0x660 + int(digit)) for digit in code)
    assert type_code(client, f" {arabic[:3]} {arabic[3:]} ").status_code == 302


@pytest.mark.parametrize("typed", ["CLEO@Paper.Example", "  cleo@paper.example ", "\u212aleo@paper.example"])
def test_address_is_the_same_in_any_letters(client: Client, cleo: User, typed: str) -> None:
    sign_in(client, typed)
    if "\u212a" in typed:  # the Kelvin sign: mail goes where the account is, which is not Cleo's
        assert mail.outbox[0].to == ["kleo@paper.example"]
        assert client.session["_auth_user_id"] != str(cleo.pk)
    else:
        assert mail.outbox[0].to == [ADDRESS]
        assert client.session["_auth_user_id"] == str(cleo.pk)


def test_address_with_a_plus_is_another_one(client: Client, cleo: User) -> None:
    sign_in(client, "cleo+news@paper.example")
    assert client.session["_auth_user_id"] != str(cleo.pk)


def test_session_is_a_new_one_and_scripts_may_know(client: Client) -> None:
    client.get("/accounts/sign-in/")
    client.cookies[settings.SESSION_COOKIE_NAME] = "chosen-by-a-stranger"
    sign_in(client, ADDRESS)
    assert client.session.session_key != "chosen-by-a-stranger"
    assert client.cookies["personal"].value == "1"
    assert not client.cookies["personal"]["httponly"]
    assert client.cookies[settings.SESSION_COOKIE_NAME]["httponly"]


def test_apps_above_are_told(client: Client) -> None:
    told: list[str] = []

    def hear(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
        told.append(f"{user.email} {request.path}")

    signed_in.connect(hear)
    sign_in(client, ADDRESS)
    signed_in.disconnect(hear)
    assert told == [f"{ADDRESS} /accounts/sign-in/code/"]


def test_known_and_unknown_addresses_get_the_same_answer(cleo: User) -> None:
    pages = []
    for address in (ADDRESS, "stranger@paper.example"):
        client = Client()
        with CaptureQueriesContext(connection) as asked:
            answer = ask(client, address)
        page = client.get(answer["Location"]).text.replace(address, "?")
        pages.append(
            (answer.status_code, len(asked), page.partition('name="csrf')[0], len(mail.outbox[-1].body) - len(address))
        )
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "to",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "x" * 600],
)
def test_nobody_is_sent_elsewhere(client: Client, to: str) -> None:
    ask(client, ADDRESS, next=to)
    assert type_code(client, code_in_mail())["Location"] == "/accounts/"


def test_reader_goes_on_where_they_were(client: Client) -> None:
    ask(client, ADDRESS, next="/topics/water/?a=b")
    assert type_code(client, code_in_mail())["Location"] == "/topics/water/?a=b"


def test_closed_account_stays_closed(client: Client, cleo: User) -> None:
    User.objects.update(is_active=False)
    ask(client, ADDRESS)
    assert "closed" in type_code(client, code_in_mail()).content.decode()
    assert not is_signed_in(client)


def test_mailed_code_does_not_open_the_desk(client: Client, ben: User) -> None:
    sign_in(client, ben.email)
    assert is_signed_in(client)
    assert client.get("/admin/").status_code == 302


# --- What does not ----------------------------------------------------------------------------------------------------


def test_code_is_of_no_use_in_another_browser(client: Client) -> None:
    ask(client, ADDRESS)
    other = Client()
    assert type_code(other, code_in_mail()).status_code == 410
    asked = SignInRequest.objects.get()
    assert type_code(other, code_in_mail(), asked=asked.key).status_code == 410
    ask(other, "other@paper.example")
    assert type_code(other, code_in_mail(0), asked=asked.key).status_code == 410
    assert not is_signed_in(other)


def test_code_is_used_once(client: Client) -> None:
    ask(client, ADDRESS)
    code, mark = code_in_mail(), client.cookies["sign_in"].value
    type_code(client, code)
    again = Client()
    again.cookies["sign_in"] = mark
    assert "used already" in type_code(again, code).content.decode()
    assert not is_signed_in(again)


def test_code_is_guessed_five_times_and_then_the_right_one_is_of_no_use(client: Client) -> None:
    ask(client, ADDRESS)
    code = code_in_mail()
    answers = [type_code(client, wrong(code)).status_code for _ in range(MOST_TRIES)]
    assert answers == [422] * (MOST_TRIES - 1) + [410]
    assert "five times" in type_code(client, code).content.decode()
    assert not is_signed_in(client)


def test_code_is_good_for_ten_minutes(client: Client) -> None:
    with time_machine.travel("2026-11-20 12:00Z", tick=False) as clock:
        ask(client, ADDRESS)
        clock.shift(timedelta(minutes=10))
        assert "ten minutes" in type_code(client, code_in_mail()).content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=1)])
def test_clock_that_jumps_makes_no_code_last(client: Client, jump: timedelta) -> None:
    with time_machine.travel("2026-11-20 12:00Z", tick=False) as clock:
        ask(client, ADDRESS)
        clock.shift(jump)
        assert type_code(client, code_in_mail()).status_code == 410


@pytest.mark.parametrize("minutes", [-2, 0, 9, 10, 11])
@pytest.mark.parametrize("used", [False, True])
@pytest.mark.parametrize("tries", [4, 5])
def test_model_and_query_agree_on_what_is_live(minutes: int, tries: int, *, used: bool) -> None:
    now = timezone.now()
    asked_at = now - timedelta(minutes=minutes)
    row = SignInRequest.objects.create(
        key="k", address=ADDRESS, code="c", link="l", browser="b", next="/", tries=tries, asked_at=asked_at,
        expires_at=asked_at + actions.LASTS, used_at=now if used else None,
    )  # fmt: skip
    assert SignInRequest.objects.live(now).exists() == row.is_live(now)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type your email address."),
        ("cleo", "This is no email address"),
        ("cleo@paper.example\nBcc: all@paper.example", "This is no email address"),
        ("cleo@paper.example\r\nSubject: Hello", "This is no email address"),
        ("x" * 64 + "@" + "y" * 250 + ".example", "This is"),
        ("قلم@paper.example", "This is no email address"),
        ("\u017fam@paper.example", "plain letters only"),
        ("a\x00b@paper.example", "no email address"),
        ("<script>@paper.example", "This is no email address"),
    ],
)
def test_address_that_is_none_is_told_and_nothing_is_sent(client: Client, typed: str, said: str) -> None:
    answer = ask(client, typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize("typed", ["12345", "1234567", "abcdef", "", "1" * 5000])
def test_code_that_is_none_costs_no_try(client: Client, typed: str) -> None:
    ask(client, ADDRESS)
    assert type_code(client, typed).status_code == 422
    assert SignInRequest.objects.get().tries == 0


def test_nothing_that_signs_in_is_kept(client: Client) -> None:
    ask(client, ADDRESS)
    from press.mail.models import Letter

    kept = str(list(SignInRequest.objects.values())) + str(list(Letter.objects.values()))
    for secret in (code_in_mail(), link_in_mail().split("/")[-2], client.cookies["sign_in"].value):
        assert secret not in kept


# --- The link ---------------------------------------------------------------------------------------------------------


def test_link_has_one_button_and_mail_scanners_burn_nothing(client: Client) -> None:
    ask(client, ADDRESS, next="/topics/")
    link = link_in_mail()
    for _ in range(3):
        scanner = Client()
        scanner.head(link)
        scanner.get(link)
        scanner.post(link)
    assert "<button" in client.get(link).text
    assert client.post(link)["Location"] == "/topics/"
    assert is_signed_in(client)


def test_link_in_another_browser_shows_the_code_to_type(client: Client) -> None:
    ask(client, ADDRESS)
    phone = Client()
    assert code_in_mail() in phone.get(link_in_mail()).text
    assert code_in_mail() in phone.post(link_in_mail()).text
    assert not is_signed_in(phone)
    assert type_code(client, code_in_mail()).status_code == 302


def test_link_is_used_once_and_ends_with_its_code(client: Client) -> None:
    ask(client, ADDRESS)
    type_code(client, code_in_mail())
    assert "You are signed in" in client.get(link_in_mail()).text
    assert Client().get(link_in_mail()).status_code == 410
    assert Client().get("/accounts/sign-in/link/forged/").status_code == 410


# --- Two tabs ---------------------------------------------------------------------------------------------------------


def test_two_tabs_sign_in_each_with_its_own_code(client: Client) -> None:
    first = ask(client, ADDRESS)["Location"].partition("asked=")[2]
    second = ask(client, ADDRESS)["Location"].partition("asked=")[2]
    assert type_code(client, code_in_mail(0), asked=second).status_code == 422
    assert type_code(client, code_in_mail(0), asked=first).status_code == 302
    assert User.objects.count() == 1


def test_form_of_a_second_tab_is_answered_clearly_after_the_first_signed_in() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/accounts/sign-in/").text
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    ask(client, ADDRESS, csrfmiddlewaretoken=token)
    type_code(client, code_in_mail(), csrfmiddlewaretoken=token)
    late = ask(client, ADDRESS, csrfmiddlewaretoken=token)
    assert late.status_code == 403
    assert "Nothing was changed" in late.content.decode()
    assert is_signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_one_code_typed_in_two_tabs_at_once_signs_in_once(client: Client) -> None:
    ask(client, ADDRESS)
    code, row = code_in_mail(), SignInRequest.objects.get()
    came: list[Any] = []

    def come() -> None:
        try:
            came.append(actions.use_code(row, code, network="here"))
        except actions.CannotSignIn as no:
            came.append(no)
        finally:
            connection.close()

    tabs = [threading.Thread(target=come) for _ in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert sorted(type(what).__name__ for what in came) == ["CannotSignIn", "User"]


# --- Often ------------------------------------------------------------------------------------------------------------


def test_asking_again_and_again_is_told_and_sends_no_more(client: Client) -> None:
    answers = [ask(client, ADDRESS) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Too many mails were asked for. Wait" in answers[-1].content.decode()
    assert len(mail.outbox) == 5


def test_one_network_cannot_mail_the_world(client: Client) -> None:
    answers = [ask(client, f"reader{number}@paper.example").status_code for number in range(32)]
    assert answers == [302] * 30 + [429] * 2


def test_owner_gets_in_while_strangers_ask_for_their_address(client: Client) -> None:
    sign_in(client, ADDRESS)
    for number in range(30):
        Client(REMOTE_ADDR=f"198.51.100.{number}").post("/accounts/sign-in/", {"email": ADDRESS})
    assert len(mail.outbox) == actions.FOR_ADDRESS.most
    at_home = Client()
    ask(at_home, ADDRESS)
    assert type_code(at_home, code_in_mail()).status_code == 302


def test_codes_are_not_guessed_over_many_requests(client: Client) -> None:
    with time_machine.travel("2026-11-20 12:00Z", tick=False):
        for number in range(13):
            ask(client, f"reader{number}@paper.example")
            tries = [type_code(client, wrong(code_in_mail())) for _ in range(5)]
        assert "Too many codes were tried" in tries[-1].content.decode()


# --- Out --------------------------------------------------------------------------------------------------------------


def test_signing_out_leaves_nothing_in_the_browser(client: Client) -> None:
    sign_in(client, ADDRESS)
    assert client.get("/accounts/sign-out/").status_code == 405
    client.post("/accounts/sign-out/")
    assert not is_signed_in(client)
    assert {name for name, cookie in client.cookies.items() if cookie.value and name != "csrftoken"} == set()
    assert SignedIn.objects.get().session_key == ""


def test_signing_out_everywhere_ends_every_session(client: Client) -> None:
    sign_in(client, ADDRESS)
    phone = Client()
    sign_in(phone, ADDRESS)
    phone.post("/accounts/sign-out/everywhere/")
    assert not is_signed_in(client)
    assert not is_signed_in(phone)


@pytest.mark.parametrize("address", ["", "sign-in/", "sign-in/code/", "sign-in/link/x/", "signed-out/", "sign-out/"])
def test_no_cache_keeps_any_of_it(client: Client, address: str) -> None:
    assert "no-store" in client.get(f"/accounts/{address}")["Cache-Control"]


def test_mail_is_a_workers_when_one_beats(client: Client) -> None:
    beats.beat()
    ask(client, ADDRESS)
    assert mail.outbox == []


def test_old_sign_ins_are_forgotten(client: Client) -> None:
    sign_in(client, ADDRESS)
    client.post("/accounts/sign-out/")
    forget_old_sign_ins(timezone.now() + timedelta(days=2))
    assert (SignInRequest.objects.count(), SignedIn.objects.count()) == (0, 1)
    forget_old_sign_ins(timezone.now() + timedelta(days=91))
    forget_old_counts(timezone.now() + timedelta(days=91))
    assert not SignedIn.objects.exists()
