"""Where Stripe sends a giver who has paid: what our rows say, and no more."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from donations.models import Gift
from donations.sandbox.testing import Sandbox
from donations.tests.builders import bring, fresh
from donations.tests.test_starting_a_gift import send, sessions
from donations.views import thanks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _with_the_sandbox(sandbox: Sandbox, settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = sandbox.key


def test_thanks_say_received_only_when_our_rows_do(client: Client, sandbox: Sandbox) -> None:
    send(client, name="Dov Ames")
    gift = Gift.objects.get()
    assert gift.session_id
    address = urlsplit(sessions(sandbox)[0]["success_url"]).path

    before = client.get(address)
    sandbox.pay(gift.session_id)
    after = client.get(address)

    assert "is being confirmed" in before.text
    assert "was received" not in before.text
    assert "Thank you, Dov Ames" in after.text
    assert "Your gift of $60.00 was received." in after.text
    for page in (before, after):
        assert page["Cache-Control"] == "no-store"
        assert 'name="robots" content="noindex"' in page.text


def test_once_received_stripe_is_asked_no_more(client: Client, sandbox: Sandbox, settings: Any) -> None:
    send(client)
    gift = Gift.objects.get()
    assert gift.session_id
    address = urlsplit(sessions(sandbox)[0]["success_url"]).path
    sandbox.pay(gift.session_id)
    client.get(address)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    assert "was received" in client.get(address).text


def test_an_anonymous_givers_name_is_on_no_page(client: Client, sandbox: Sandbox) -> None:
    send(client, name="Dov Ames", anonymous="on")
    gift = Gift.objects.get()
    assert gift.session_id
    sandbox.pay(gift.session_id)

    page = client.get(urlsplit(sessions(sandbox)[0]["success_url"]).path)

    assert "was received" in page.text
    assert "Dov" not in page.text


def test_a_bank_debit_is_on_its_way_and_not_received(client: Client, sandbox: Sandbox) -> None:
    send(client)
    gift = Gift.objects.get()
    assert gift.session_id
    sandbox.pay(gift.session_id, "bank")

    page = client.get(urlsplit(sessions(sandbox)[0]["success_url"]).path).text

    assert "is on its way" in page
    assert "was received" not in page


def test_thanks_without_stripe_are_being_confirmed(client: Client, sandbox: Sandbox, settings: Any) -> None:
    send(client)
    address = urlsplit(sessions(sandbox)[0]["success_url"]).path
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    assert "is being confirmed" in client.get(address).text


def test_a_debit_that_came_back_is_told_and_tried_again_from_the_form_as_it_was(
    client: Client, sandbox: Sandbox
) -> None:
    send(client, name="Dov Ames", comment="Keep at it")
    gift = Gift.objects.get()
    address = urlsplit(sessions(sandbox)[0]["success_url"]).path
    sandbox.pay(gift.session_id or "", "bank-fails")
    sandbox.settle()
    bring(sandbox)

    page = client.get(address)
    assert "did not come through" in page.text
    form = client.get(page.context["again"])
    assert 'value="Dov Ames"' in form.text
    again = send(client, name="Dov Ames", comment="Keep at it", token=form.context["token"])
    assert (again.status_code, Gift.objects.count(), fresh(gift).state) == (303, 1, Gift.State.OPEN)


def test_reloading_asks_stripe_six_times_a_minute_at_most(client: Client, sandbox: Sandbox) -> None:
    send(client)
    gift = Gift.objects.get()
    address = urlsplit(sessions(sandbox)[0]["success_url"]).path
    for _ in range(thanks.ASKED.most):
        assert "is being confirmed" in client.get(address).text
    sandbox.pay(gift.session_id or "")
    assert "is being confirmed" in client.get(address).text
    bring(sandbox)
    assert "was received" in client.get(address).text


def test_a_session_that_closes_within_the_hour_is_begun_anew(client: Client, sandbox: Sandbox) -> None:
    token = client.get("/donate/").context["token"]
    send(client, token=token)
    Gift.objects.update(session_expires_at=timezone.now() + timedelta(minutes=59))
    assert send(client, token=token).status_code == 303
    assert sorted(session["status"] for session in sessions(sandbox)) == ["expired", "open"]


@pytest.mark.parametrize("cut", ["", "x", "0" * 32, "0" * 32 + ".x", "\u0661", "a" * 5000])
def test_a_forged_or_cut_address_of_thanks_is_missing(client: Client, cut: str) -> None:
    assert client.get(f"/donate/thanks/{cut or 'none'}/").status_code == 404


def test_the_way_back_to_a_filled_in_form_ends_a_day_after_its_session(client: Client, sandbox: Sandbox) -> None:
    send(client, name="Dov Ames")
    ends = Gift.objects.get().session_expires_at
    assert ends is not None
    address = sessions(sandbox)[0]["cancel_url"].partition("/donate/")[2]
    with time_machine.travel(ends + timedelta(hours=23)):
        assert 'value="Dov Ames"' in client.get(f"/donate/{address}").text
    with time_machine.travel(ends + timedelta(hours=25)):
        assert "Dov Ames" not in client.get(f"/donate/{address}").text
