"""A reader's passkeys: added, named, used alone, removed; and what is refused."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.factors import actions, passkeys, trying
from accounts.factors.tests.devices import PRESENT, Device
from accounts.factors.tests.doors import add_passkey, challenge, desk_is_open, enter
from accounts.models import Challenge, Passkey, SignedIn, User
from accounts.signin import backend
from accounts.tests.mailbox import is_signed_in
from press.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def cleos(client: Client, cleo: User) -> Client:
    """A browser in which Cleo signed in by mail."""
    client.force_login(cleo, backend=backend.PATH)
    return client


@pytest.fixture
def phone(cleos: Client) -> Device:
    """Cleo's phone, which has a passkey."""
    device = Device()
    assert add_passkey(cleos, device).status_code == 302
    return device


def test_passkey_is_added_named_and_told_by_mail(cleos: Client, phone: Device, cleo: User) -> None:
    passkey = Passkey.objects.get()
    assert (passkey.person, passkey.name, passkey.opens_desk) == (cleo, "My phone", False)
    page = cleos.get("/accounts/?done=passkey")
    assert "The passkey is kept" in page.text
    assert "My phone" in page.text
    letter = Letter.objects.get()
    assert (letter.message, letter.to) == ("accounts/factor_added", cleo.email)
    assert "“My phone”" in letter.text


def test_passkey_without_a_name_is_called_by_its_browser(cleos: Client) -> None:
    add_passkey(cleos, Device(), name="  ")
    assert Passkey.objects.get().name == "A browser"


def test_passkey_alone_signs_in_with_a_session_key_of_its_own(phone: Device, cleo: User) -> None:
    new = Client()
    new.session["old"] = True
    new.get("/accounts/sign-in/")
    answer = enter(new, phone, to="/accounts/?from=here")
    assert answer["Location"] == "/accounts/?from=here"
    assert is_signed_in(new)
    assert new.cookies["sign_in"].value == ""
    assert SignedIn.objects.filter(person=cleo).latest("pk").session_key == new.session.session_key
    assert Passkey.objects.get().used_at


def test_passkey_of_a_reader_goes_on_only_to_addresses_of_ours(phone: Device) -> None:
    assert enter(Client(), phone, to="https://elsewhere.example/")["Location"] == "/accounts/"


def test_each_device_learns_one_handle_and_which_passkeys_there_are(cleos: Client, phone: Device) -> None:
    options = json.loads(cleos.post("/accounts/passkeys/add/begin/").content)
    assert options["rp"]["id"] == "localhost"
    assert len(options["excludeCredentials"]) == 1
    assert options["authenticatorSelection"]["userVerification"] == "required"
    laptop = Device()
    add_passkey(cleos, laptop)
    assert laptop.handle == phone.handle
    assert {row.handle for row in Passkey.objects.all()} == {phone.handle.decode()}


def test_renamed_and_removed(cleos: Client, phone: Device) -> None:
    passkey = Passkey.objects.get()
    cleos.post(f"/accounts/passkeys/{passkey.pk}/name/", {"name": "  The <i>red</i>\none "})
    assert "The &lt;i&gt;red&lt;/i&gt; one" in cleos.get("/accounts/").text
    assert cleos.post(f"/accounts/passkeys/{passkey.pk}/name/", {"name": " "}).status_code == 422
    for _ in range(2):
        assert cleos.post(f"/accounts/passkeys/{passkey.pk}/remove/")["Location"] == "/accounts/?done=passkey_removed"
    assert not Passkey.objects.exists()
    assert [letter.message for letter in Letter.objects.order_by("pk")][1:] == ["accounts/factor_removed"]
    page = enter(Client(), phone)
    assert page.status_code == 422
    assert "do not know this passkey" in page.content.decode()


def test_nobody_names_or_removes_anothers(phone: Device, ada: User) -> None:
    passkey, other = Passkey.objects.get(), Client()
    other.force_login(User.objects.create_user("dov@paper.example"), backend=backend.PATH)
    assert other.post(f"/accounts/passkeys/{passkey.pk}/name/", {"name": "Mine"}).status_code == 404
    other.post(f"/accounts/passkeys/{passkey.pk}/remove/")
    assert Passkey.objects.get().name == "My phone"
    for address in (f"{passkey.pk}/name/", f"{passkey.pk}/remove/", "add/", "add/begin/"):
        assert Client().post(f"/accounts/passkeys/{address}")["Location"].startswith("/accounts/sign-in/")


def test_there_is_an_end_to_adding(cleos: Client, cleo: User) -> None:
    add_passkey(cleos, Device())
    one = Passkey.objects.get()
    Passkey.objects.bulk_create(
        Passkey(person=cleo, name="x", credential=f"c{n}", handle=one.handle, public_key=b"") for n in range(19)
    )
    page = add_passkey(cleos, Device())
    assert page.status_code == 422
    assert f"You have {actions.MOST_PASSKEYS} passkeys" in page.content.decode()


# --- What is refused --------------------------------------------------------------------------------------------------


def refusal(device: Device, client: Client | None = None) -> str:
    """Return what a passkey that does not sign in is told."""
    client = client or Client()
    page = enter(client, device)
    assert page.status_code == 422
    assert not is_signed_in(client)
    return str(page.content.decode())


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://paper.elsewhere.example"},
        {"origin": "http://localhost:8001"},
        {"host": "elsewhere.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"key": Device().key},
    ],
    ids=["another site", "another port", "another host's", "not verified", "nobody there", "another key"],
)
def test_answer_that_was_not_made_for_us_is_refused(phone: Device, wrong: dict[str, Any]) -> None:
    for field, value in wrong.items():
        setattr(phone, field, value)
    assert "did not sign for us" in refusal(phone)


@pytest.mark.parametrize(
    "wrong", [{"origin": "https://elsewhere.example"}, {"host": "elsewhere.example"}, {"flags": PRESENT}]
)
def test_passkey_that_was_not_made_for_us_is_not_kept(cleos: Client, wrong: dict[str, Any]) -> None:
    page = add_passkey(cleos, Device(**wrong))
    assert page.status_code == 422
    assert "was not made for us" in page.content.decode()
    assert not Passkey.objects.exists()


def test_answer_is_good_once(phone: Device) -> None:
    thief, asked = Client(), challenge(client := Client())
    answer = {"credential": phone.sign(asked)}
    assert client.post("/accounts/sign-in/passkey/", answer).status_code == 302
    thief.cookies["sign_in"] = "whatever"
    for browser in (client, thief):
        again = browser.post("/accounts/sign-in/passkey/", answer)
        assert again.status_code == 422
        assert "answered already" in again.content.decode()


def test_answer_to_what_another_browser_was_asked_is_refused(phone: Device) -> None:
    asked, other = challenge(Client()), Client()
    challenge(other)
    page = other.post("/accounts/sign-in/passkey/", {"credential": phone.sign(asked)})
    assert page.status_code == 422
    assert not is_signed_in(other)


def test_answer_comes_within_five_minutes(phone: Device) -> None:
    with time_machine.travel("2026-11-27 12:00Z", tick=False) as clock:
        asked = challenge(client := Client())
        clock.shift(timedelta(minutes=5))
        assert client.post("/accounts/sign-in/passkey/", {"credential": phone.sign(asked)}).status_code == 422


def test_challenge_for_signing_in_adds_no_passkey(cleos: Client) -> None:
    device, asked = Device(), challenge(cleos)
    answer = device.make({"challenge": asked["challenge"], "user": {"id": "eA"}})
    assert cleos.post("/accounts/passkeys/add/", {"credential": answer}).status_code == 422
    assert not Passkey.objects.exists()


def test_passkey_that_one_person_was_asked_for_is_not_added_to_another(cleos: Client) -> None:
    options = json.loads(cleos.post("/accounts/passkeys/add/begin/").content)
    other = Client()
    other.force_login(User.objects.create_user("dov@paper.example"), backend=backend.PATH)
    page = other.post("/accounts/passkeys/add/", {"credential": Device().make(options)})
    assert page.status_code == 422
    assert not Passkey.objects.exists()


def test_one_passkey_is_kept_once_whoever_adds_it(cleos: Client, phone: Device) -> None:
    assert "is kept already" in add_passkey(cleos, phone).content.decode()
    other = Client()
    other.force_login(User.objects.create_user("dov@paper.example"), backend=backend.PATH)
    assert "is kept already" in add_passkey(other, phone).content.decode()
    assert Passkey.objects.count() == 1


def test_passkey_that_says_it_is_anothers_is_refused(phone: Device) -> None:
    phone.handle = b"somebody else"
    assert "belongs to another account" in refusal(phone)
    phone.handle = b""
    assert "does not say whose it is" in refusal(phone)


@pytest.mark.parametrize("count", [5, 4, 0])
def test_count_that_does_not_grow_is_that_of_a_copy(phone: Device, count: int) -> None:
    Passkey.objects.update(sign_count=5)
    phone.count = count
    assert "did not sign for us" in refusal(phone)


def test_count_that_grows_is_kept(phone: Device) -> None:
    phone.counts = True
    for times in (1, 2):
        assert enter(Client(), phone).status_code == 302
        assert Passkey.objects.get().sign_count == times


def test_closed_account_stays_closed(phone: Device) -> None:
    User.objects.update(is_active=False)
    assert "closed by the paper" in refusal(phone)


@pytest.mark.parametrize("typed", ["", "{}", "[]", "null", "{", "1", '{"id": 1}', "x" * 30_000, "\x00", "[" * 9_000])
def test_what_is_no_passkey_is_refused_in_a_sentence(cleos: Client, typed: str) -> None:
    for address in ("/accounts/sign-in/passkey/", "/accounts/passkeys/add/"):
        page = cleos.post(address, {"credential": typed})
        assert page.status_code == 422
        assert "sent something else" in page.content.decode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_spoilt_answers_are_refused_and_never_fail(phone: Device, data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trying, "PASSKEYS_FROM_HERE", trying.PASSKEYS_FROM_HERE.__class__("any number", 10_000, 600))
        patch.setattr("accounts.factors.entering.PASSKEYS_ASKED_FROM_HERE", trying.PASSKEYS_FROM_HERE)
        client = Client()
        answer = json.loads(phone.sign(challenge(client)))
        part = data.draw(st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "userHandle"]))
        spoilt = data.draw(st.one_of(st.none(), st.integers(), st.text("abcdefAB-_=", max_size=300)))
        answer["response"][part] = spoilt
        page = client.post("/accounts/sign-in/passkey/", {"credential": json.dumps(answer)})
        assert page.status_code == 422


def test_tries_and_askings_are_limited_by_network(phone: Device) -> None:
    client = Client()
    for _ in range(trying.PASSKEYS_FROM_HERE.most):
        client.post("/accounts/sign-in/passkey/", {"credential": "{}"})
    assert "Too many passkeys were tried from here. Wait" in refusal(phone)
    assert enter(Client(REMOTE_ADDR="198.51.100.7"), phone).status_code == 302
    for _ in range(trying.PASSKEYS_ASKED_FROM_HERE.most):
        answer = client.post("/accounts/sign-in/passkey/begin/")
    assert answer.status_code == 429
    assert "Wait" in answer.json()["message"]


def test_forms_want_the_token(phone: Device) -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in ("sign-in/passkey/", "sign-in/passkey/begin/", "passkeys/add/", "second-factor/"):
        assert strict.post(f"/accounts/{address}").status_code == 403


def test_challenges_are_forgotten(client: Client) -> None:
    from accounts.tasks import forget_old_sign_ins

    challenge(client)
    forget_old_sign_ins(timezone.now())
    assert Challenge.objects.count() == 1
    forget_old_sign_ins(timezone.now() + timedelta(minutes=6))
    assert not Challenge.objects.exists()


def test_passkeys_work_at_localhost_where_the_paper_has_only_a_number(client: Client, settings: Any) -> None:
    settings.SITE_URL = "http://127.0.0.1:8123"
    assert 'data-origin="http://localhost:8123"' in client.get("/accounts/sign-in/").text
    settings.SITE_URL = "https://www.paper.example"
    assert challenge(client)["rpId"] == "www.paper.example"


def test_passkey_of_a_reader_opens_no_desk_when_they_come_to_work_here(phone: Device, cleo: User) -> None:
    User.objects.filter(pk=cleo.pk).update(is_staff=True)
    client = Client()
    assert enter(client, phone, to="/admin/").status_code == 302
    assert not desk_is_open(client)
    assert "not in a way that opens the desk" in client.get("/admin/login/").text
    assert "It opens your account, not the desk" in client.get("/accounts/").text


def test_account_costs_as_many_queries_with_twenty_passkeys(
    cleos: Client, cleo: User, django_assert_num_queries: Any
) -> None:
    cleos.get("/accounts/")
    with django_assert_num_queries(9):  # session, person, passkeys, browsers, newsletters, and four of what is read
        cleos.get("/accounts/")
    Passkey.objects.bulk_create(
        Passkey(person=cleo, name="x", credential=f"c{n}", handle="h", public_key=b"") for n in range(20)
    )
    with django_assert_num_queries(9):
        cleos.get("/accounts/")


def test_challenge_is_for_one_purpose(cleo: User) -> None:
    device, now = Device(), timezone.now()

    def to_add() -> Any:
        return json.loads(passkeys.options_to_add(cleo, paper="The paper", at=now))

    actions.add_passkey(cleo, answer=device.make(to_add()), name="x", opens_desk=True, at=now)
    answer = device.sign(to_add())
    with pytest.raises(passkeys.BadPasskey, match="took too long"):
        passkeys.used(answer, what=passkeys.What.SECOND, whose=passkeys.of_person(cleo), at=now)
