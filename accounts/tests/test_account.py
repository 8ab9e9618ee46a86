"""A person's own page: name, address, browsers, data, and leaving for good."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.account import actions
from accounts.models import SignedIn, SignInRequest, User, Wish
from accounts.signals import person_erased, person_exporting
from accounts.tests.mailbox import ask, is_signed_in, link_in_mail, sign_in
from press.mail.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_leaves_at_once")]
ADDRESS, NEW = "cleo@paper.example", "cleo@new.example"


@pytest.fixture
def cleos(client: Client, cleo: User) -> Client:
    """Cleo's browser."""
    sign_in(client, ADDRESS)
    return client


def links() -> dict[str, str]:
    """Return the links of the two newest mails by address."""
    return {mail.outbox[number].to[0]: link_in_mail(number) for number in (-2, -1)}


def test_account_wants_somebody_signed_in(client: Client) -> None:
    for address in ("/accounts/", "/accounts/data/"):
        assert client.get(address)["Location"].startswith("/accounts/sign-in/?next=%2Faccounts%2F")
    for address in ("name", "address", "erase"):
        assert client.post(f"/accounts/{address}/")["Location"] == "/accounts/sign-in/?next=%2Faccounts%2F"


def test_name_is_kept(cleos: Client, cleo: User) -> None:
    cleos.post("/accounts/name/", {"name": "  Cleo <b>of</b>\tOndra "})
    cleo.refresh_from_db()
    assert cleo.name == "Cleo <b>of</b> Ondra"
    assert "&lt;b&gt;" in cleos.get("/accounts/?done=name").text
    assert cleos.post("/accounts/name/", {"name": "x" * 121}).status_code == 422


# --- Another address --------------------------------------------------------------------------------------------------


def test_account_moves_when_both_addresses_say_yes(cleos: Client, cleo: User) -> None:
    assert cleos.post("/accounts/address/", {"email": "CLEO@new.example"}).status_code == 302
    mailed, phone = links(), Client()
    assert set(mailed) == {ADDRESS, NEW}
    for link in mailed.values():
        cleo.refresh_from_db()
        assert cleo.email == ADDRESS
        assert "<button" in phone.get(link).text
        phone.post(link)
    cleo.refresh_from_db()
    assert cleo.email == NEW
    assert is_signed_in(cleos)
    assert phone.post(mailed[NEW]).status_code == 410


def test_one_address_cannot_say_yes_for_both(cleos: Client, cleo: User) -> None:
    cleos.post("/accounts/address/", {"email": NEW})
    for _ in range(2):
        cleos.post(links()[NEW])
    cleo.refresh_from_db()
    assert cleo.email == ADDRESS


def test_address_that_is_taken_gets_the_same_answer_until_it_is_proved(cleos: Client, cleo: User) -> None:
    User.objects.create_user("taken@paper.example")
    answers = []
    for address in ("free@paper.example", "taken@paper.example"):
        answer = cleos.post("/accounts/address/", {"email": address})
        answers.append((answer.status_code, answer["Location"], mail.outbox[-1].subject, len(mail.outbox)))
    assert answers[0][:3] == answers[1][:3]
    mailed = links()
    cleos.post(mailed[ADDRESS])
    last = cleos.post(mailed["taken@paper.example"])
    assert last.status_code == 409
    assert "has an account of its own" in last.content.decode()
    cleo.refresh_from_db()
    assert cleo.email == ADDRESS


def test_only_the_newest_wish_counts(cleos: Client) -> None:
    cleos.post("/accounts/address/", {"email": "old@new.example"})
    old = links()
    cleos.post("/accounts/address/", {"email": NEW})
    assert cleos.get(old[ADDRESS]).status_code == 410


@pytest.mark.parametrize("typed", ["", "nothing", ADDRESS, "a@b.example\nBcc: c@d.example", "x" * 300 + "@y.example"])
def test_address_that_will_not_do_is_told(cleos: Client, typed: str) -> None:
    sent = len(mail.outbox)
    assert cleos.post("/accounts/address/", {"email": typed}).status_code == 422
    assert len(mail.outbox) == sent


def test_wishes_are_limited_and_that_is_told(cleos: Client) -> None:
    answers = [cleos.post("/accounts/address/", {"email": f"n{number}@new.example"}) for number in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [422]
    assert "several mails" in answers[-1].content.decode()


def test_link_is_good_for_a_day(cleos: Client) -> None:
    with time_machine.travel("2026-11-20 12:00Z", tick=False) as clock:
        actions.ask_to_be_erased(User.objects.get())
        clock.shift(timedelta(hours=24))
        assert Client().get(link_in_mail()).status_code == 410


# --- Data -------------------------------------------------------------------------------------------------------------


def test_data_are_one_file_to_which_apps_above_add(cleos: Client, cleo: User) -> None:
    def gifts(sender: Any, user: User, **kwargs: Any) -> dict[str, Any]:
        return {"gifts": [{"by": user.pk}]}

    person_exporting.connect(gifts)
    answer = cleos.get("/accounts/data/")
    person_exporting.disconnect(gifts)
    data = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert "no-store" in answer["Cache-Control"]
    assert data["account"]["email"] == ADDRESS
    assert data["gifts"] == [{"by": cleo.pk}]
    assert len(data["signed_in"]) == len(data["mail"]) == 1
    assert "session" not in str(data)


# --- Erased -----------------------------------------------------------------------------------------------------------


def test_person_is_erased_after_saying_so_twice(cleos: Client, cleo: User) -> None:
    told: list[int] = []

    def hear(sender: Any, user: User, **kwargs: Any) -> None:
        told.append(user.pk)

    person_erased.connect(hear)
    phone = Client()
    sign_in(phone, ADDRESS)
    cleos.post("/accounts/erase/")
    assert User.objects.exists()
    assert "Erase my account" in cleos.get(link_in_mail()).text
    assert cleos.post(link_in_mail())["Location"] == "/accounts/erased/"
    person_erased.disconnect(hear)
    assert told == [cleo.pk]
    for model in (User, SignedIn, SignInRequest, Wish, Letter):
        assert not model.objects.exists(), model
    assert not is_signed_in(phone)
    assert not is_signed_in(cleos)
    assert cleos.cookies["personal"].value == ""
    assert "is gone" in cleos.get("/accounts/erased/").text


def test_erased_person_may_come_back_as_a_new_one(cleos: Client, cleo: User) -> None:
    cleos.post("/accounts/erase/")
    cleos.post(link_in_mail())
    sign_in(cleos, ADDRESS)
    assert User.objects.get().pk != cleo.pk


def test_an_error_above_erases_nothing(cleos: Client, cleo: User) -> None:
    def fail(**kwargs: Any) -> None:
        raise ZeroDivisionError

    person_erased.connect(fail)
    cleos.post("/accounts/erase/")
    with pytest.raises(ZeroDivisionError):
        cleos.post(link_in_mail())
    person_erased.disconnect(fail)
    assert User.objects.filter(pk=cleo.pk).exists()
    assert is_signed_in(cleos)


def test_who_works_here_is_not_erased_by_a_click(client: Client, ben: User) -> None:
    sign_in(client, ben.email)
    answer = client.post("/accounts/erase/")
    assert answer.status_code == 422
    assert "a publisher closes your account" in answer.content.decode()


# --- The header -------------------------------------------------------------------------------------------------------


def test_cached_pages_are_the_same_for_who_is_signed_in(cleos: Client) -> None:
    page = cleos.get("/")
    assert page.content == Client().get("/").content
    assert 'href="/accounts/"' in page.text


def test_browsers_are_listed_by_the_names_people_know(client: Client, cleo: User) -> None:
    ask(client, ADDRESS)
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    client.defaults["HTTP_USER_AGENT"] = agent
    sign_in(client, ADDRESS)
    assert "Firefox on Linux (this one)" in client.get("/accounts/").text
