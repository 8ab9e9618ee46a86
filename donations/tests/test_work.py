"""What a form must show while many gifts are begun: what is good, what is forged, late, or shown before."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from donations import work
from donations.actions import guard
from donations.links import new_form_token
from donations.models import Gift
from donations.sandbox.testing import Sandbox
from donations.tests.test_starting_a_gift import send
from donations.tests.working import asked, number_of, working
from donations.work import NotDone, Shown, TooSoon
from press.web.limits import Limit

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def challenge_of(form: str = "a form") -> tuple[work.Challenge, str]:
    challenge = work.asked_of(form, at=NOON)
    return challenge, number_of({"salt": challenge.salt, "digest": challenge.digest, "most": str(challenge.most)})


@given(number=st.one_of(st.text(), st.integers(-5, 200_000).map(str)))
def test_no_other_number_is_good(number: str) -> None:
    challenge, right = KNOWN
    if number in {"", right}:
        return
    with pytest.raises(NotDone):
        work.seen(Shown(challenge.word, number), form="a form", at=NOON)


@given(place=st.integers(0, 10_000), letter=st.characters())
def test_no_letter_of_what_is_signed_can_be_changed(place: int, letter: str) -> None:
    challenge, right = KNOWN
    place %= len(challenge.word)
    forged = challenge.word[:place] + letter + challenge.word[place + 1 :]
    if forged == challenge.word:
        return
    with pytest.raises(NotDone):
        work.seen(Shown(forged, right), form="a form", at=NOON)


@given(seconds=st.integers(-100_000, 100_000), form=st.sampled_from(["a form", "another", ""]))
def test_it_is_good_for_its_form_and_its_time(seconds: int, form: str) -> None:
    challenge, right = KNOWN
    shown, at = Shown(challenge.word, right), NOON + timedelta(seconds=seconds)
    if form == "a form" and -1 <= seconds <= work.LASTS:
        assert work.seen(shown, form=form, at=at).salt == challenge.salt
    else:
        with pytest.raises(NotDone):
            work.seen(shown, form=form, at=at)


@given(word=st.text(max_size=2000))
def test_what_is_none_of_ours_is_not_good(word: str) -> None:
    with pytest.raises(NotDone):
        work.seen(Shown(word, "1"), form="a form", at=NOON)


def test_a_click_stands_in_for_the_number_once_its_time_has_come() -> None:
    challenge, _ = KNOWN
    shown = Shown(challenge.word)
    with pytest.raises(TooSoon) as early:
        work.seen(shown, form="a form", at=NOON + timedelta(seconds=work.TRAP - 1))
    assert early.value.challenge == challenge
    assert work.seen(shown, form="a form", at=NOON + timedelta(seconds=work.TRAP)).by_click


KNOWN = challenge_of()


# --- With the form ---------------------------------------------------------------------------------------------------


@pytest.fixture
def _under_attack(sandbox: Sandbox, settings: Any, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    settings.STRIPE_SECRET_KEY = sandbox.key
    monkeypatch.setattr(guard, "ANYWHERE", Limit("gifts begun anywhere", 0, 600))


under_attack = pytest.mark.usefixtures("_under_attack")


@under_attack
def test_under_attack_a_gift_is_begun_by_work_and_nothing_typed_is_lost(client: Client) -> None:
    answer = send(client, name="Dov Ames", comment="Keep at it")
    assert answer.status_code == 429
    assert not Gift.objects.exists()
    assert "Dov Ames" in answer.text
    assert "Keep at it" in answer.text
    assert working(client, answer).status_code == 303
    assert Gift.objects.count() == 1


@under_attack
def test_work_begins_one_gift_only(client: Client) -> None:
    challenge = asked(send(client))
    shown = {"work": challenge["work"], "work_number": number_of(challenge)}
    assert send(client, token=challenge["token"], **shown).status_code == 303
    assert send(client, token=challenge["token"], **shown).status_code == 303  # the same form is the same gift
    assert send(client, token=new_form_token(), **shown).status_code == 429
    assert Gift.objects.count() == 1


@under_attack
def test_work_that_was_spent_is_asked_for_anew(client: Client) -> None:
    challenge = asked(send(client))
    shown = {"work": challenge["work"], "work_number": number_of(challenge)}
    assert send(client, token=challenge["token"], **shown).status_code == 303
    Gift.objects.all().update(form_token="another")
    again = send(client, token=challenge["token"], **shown)
    assert again.status_code == 429
    assert asked(again)["salt"] != challenge["salt"]


@under_attack
def test_two_tabs_have_work_of_their_own(client: Client) -> None:
    one, other = send(client), send(client)
    assert asked(one)["salt"] != asked(other)["salt"]
    assert [working(client, answer).status_code for answer in (other, one)] == [303, 303]
    assert Gift.objects.count() == 2


@under_attack
def test_a_wrong_number_is_told_by_another_challenge(client: Client) -> None:
    challenge = asked(send(client))
    answer = send(client, token=challenge["token"], work=challenge["work"], work_number="100001")
    assert answer.status_code == 429
    assert asked(answer)["salt"] != challenge["salt"]


@under_attack
def test_without_javascript_the_button_is_pressed_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    challenge = asked(send(client))
    click = {"token": challenge["token"], "work": challenge["work"], "work_number": ""}
    early = send(client, **click)
    assert (early.status_code, asked(early)["salt"]) == (429, challenge["salt"])
    monkeypatch.setattr(work, "TRAP", 0)
    assert send(client, **click).status_code == 303


@under_attack
def test_few_clicks_of_a_network_stand_in_for_work(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "TRAP", 0)
    codes = []
    for _ in range(guard.CLICKS_FROM_NETWORK.most + 1):
        challenge = asked(send(client))
        codes.append(send(client, token=challenge["token"], work=challenge["work"]).status_code)
    assert codes == [303] * guard.CLICKS_FROM_NETWORK.most + [429]


@pytest.mark.django_db
def test_a_network_that_begins_many_works_and_others_do_not(client: Client, sandbox: Sandbox, settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = sandbox.key
    codes = [send(client).status_code for _ in range(guard.FROM_NETWORK.most + 1)]
    assert codes == [303] * guard.FROM_NETWORK.most + [429]
    assert send(Client(REMOTE_ADDR="198.51.100.7")).status_code == 303


@under_attack
def test_the_page_of_work_has_no_inline_script(client: Client) -> None:
    answer = send(client)
    assert re.search(r'<script type="module" src="[^"]*js/work', answer.text)
    assert "'unsafe" not in answer["Content-Security-Policy"]
