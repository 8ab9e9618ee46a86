"""From the form to Stripe: one gift and one session for one form, whatever is clicked, changed or broken."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client

from donations.actions import guard
from donations.actions.give import FROM_HERE
from donations.actions.policy import policy, write_policy
from donations.links import new_form_token
from donations.models import Gift
from donations.sandbox.testing import Sandbox
from donations.stripe.wire import within
from donations.tests.asking import make_letter
from donations.tests.builders import bring, fresh
from donations.tests.working import working
from press.web.limits import Limit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _with_the_sandbox(sandbox: Sandbox, settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = sandbox.key


def send(client: Client, address: str = "/donate/", **fields: str) -> Any:
    known = {"amount": "60", "currency": "USD", "interval": "once", "email": "dov@paper.example"}
    return client.post(address, {name.replace("pick_", "pick-"): value for name, value in (known | fields).items()})


def sessions(sandbox: Sandbox) -> list[dict[str, Any]]:
    return sandbox.each("checkout.session")


def test_a_gift_is_committed_and_leads_to_stripes_page(client: Client, sandbox: Sandbox) -> None:
    make_letter("ferry", is_default=True)

    response = send(
        client, "/donate/ferry/", cover="on", name="Dov Ames", article="12", placement="article-end", wants_mail="on"
    )

    gift, session = Gift.objects.get(), sessions(sandbox)[0]
    assert response.status_code == 303
    assert response["Location"] == session["url"] == gift.session_url
    assert (gift.amount, gift.meant, gift.currency, gift.state) == (6210, 6000, "USD", Gift.State.OPEN)
    assert (gift.appeal and gift.appeal.slug, gift.article_id, gift.placement) == ("ferry", 12, "article-end")
    assert gift.wants_mail
    assert gift.livemode is False
    assert gift.session_id == session["id"]
    assert list(gift.checkouts.values_list("session_id", flat=True)) == [session["id"]]


def test_stripe_is_told_what_it_needs_and_nothing_more(client: Client, sandbox: Sandbox) -> None:
    send(client, comment="Keep at it", tribute="honour", tribute_name="Noor")

    gift, session = Gift.objects.get(), sessions(sandbox)[0]
    named = {"gift": str(gift.uuid), "environment": site.SITE_URL}
    assert session["metadata"] == named
    assert (session["submit_type"], session["mode"], session["amount_total"]) == ("donate", "payment", 6000)
    assert session["customer_email"] == "dov@paper.example"
    assert session["success_url"].startswith(f"{site.SITE_URL}/donate/thanks/")
    assert session["cancel_url"].startswith(f"{site.SITE_URL}/donate/?gift=")
    assert "Keep at it" not in str(session)
    assert "Noor" not in str(session)


def test_a_standing_gift_is_a_subscription_that_names_the_gift(client: Client, sandbox: Sandbox) -> None:
    send(client, interval="month", amount="15.50")
    gift = Gift.objects.get()
    assert gift.session_id

    sandbox.pay(gift.session_id, name="Dov", email="dov@paper.example")

    (subscription,) = sandbox.each("subscription")
    assert subscription["metadata"] == {"gift": str(gift.uuid), "environment": site.SITE_URL}
    assert sessions(sandbox)[0]["mode"] == "subscription"


@pytest.mark.parametrize(
    ("amount", "currency", "charged"), [("500", "JPY", 500), ("5.25", "kwd", 5250), ("19.98", "EUR", 1998)]
)
def test_each_currency_is_charged_exactly(
    client: Client, sandbox: Sandbox, amount: str, currency: str, charged: int
) -> None:
    assert send(client, amount=amount, currency=currency).status_code == 303

    assert (sessions(sandbox)[0]["amount_total"], sessions(sandbox)[0]["currency"]) == (charged, currency.lower())


def test_the_same_form_twice_is_one_gift_and_one_session(client: Client, sandbox: Sandbox) -> None:
    token = new_form_token()

    first, second = send(client, token=token), send(client, token=token)

    assert first["Location"] == second["Location"]
    assert (Gift.objects.count(), len(sessions(sandbox))) == (1, 1)


def test_a_changed_form_is_the_same_gift_with_the_old_session_ended(client: Client, sandbox: Sandbox) -> None:
    token = new_form_token()

    first, second = send(client, token=token), send(client, token=token, amount="75", interval="year")

    gift = Gift.objects.get()
    assert first["Location"] != second["Location"] == gift.session_url
    assert (gift.amount, gift.interval, gift.attempt) == (7500, "year", 2)
    assert {one["amount_total"]: one["status"] for one in sessions(sandbox)} == {6000: "expired", 7500: "open"}
    assert gift.checkouts.count() == 2


def test_changing_the_form_back_begins_a_third_session(client: Client, sandbox: Sandbox) -> None:
    token = new_form_token()
    for amount in ("60", "75", "60"):
        assert send(client, token=token, amount=amount).status_code == 303

    assert sorted(one["status"] for one in sessions(sandbox)) == ["expired", "expired", "open"]
    assert Gift.objects.get().amount == 6000


def test_a_form_that_is_paid_leads_to_the_thanks(client: Client, sandbox: Sandbox) -> None:
    token = new_form_token()
    send(client, token=token)
    gift = Gift.objects.get()
    assert gift.session_id
    sandbox.pay(gift.session_id)

    # Changed before the webhook has told us anything: Stripe knows that it is paid.
    response = send(client, token=token, amount="75")

    assert response.status_code == 303
    thanks = client.get(response["Location"])
    assert "Your gift of $60.00 was received." in thanks.text
    assert len(sessions(sandbox)) == 1
    assert send(client, token=token)["Location"] == response["Location"]


def test_forged_and_missing_tokens_make_gifts_of_their_own(client: Client, sandbox: Sandbox) -> None:
    token = new_form_token()
    send(client, token=token)
    for other in ("", "forged", token.split(".")[0] + ".x", token[:-1] + "%"):
        send(client, token=other)

    assert Gift.objects.count() == 5


def test_turning_back_shows_the_form_as_it_was_and_keeps_its_gift(client: Client, sandbox: Sandbox) -> None:
    send(client, amount="77.50", name="Dov Ames", cover="on", comment="Keep at it", interval="month")
    back = urlsplit(sessions(sandbox)[0]["cancel_url"])

    page = client.get(f"{back.path}?{back.query}")

    assert page["Cache-Control"] == "no-store"
    assert "Nothing was charged. Your form is as you left it." in page.text
    for words in ('value="77.50"', 'value="Dov Ames"', "Keep at it"):
        assert words in page.text
    token = page.text.split('name="token" value="')[1].split('"')[0]
    send(client, token=token, amount="80", interval="month")
    assert Gift.objects.get().amount == 8000


def test_stripe_out_of_reach_charges_nothing_says_how_else_and_the_retry_works(
    client: Client, sandbox: Sandbox, settings: Any
) -> None:
    rules = policy()
    rules.other_ways = "Send a cheque to 14 Lantern Row."
    write_policy(rules)
    token = new_form_token()
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    down = send(client, token=token, comment="Kept words")

    assert down.status_code == 503
    assert "Nothing was charged." in down.text
    assert "14 Lantern Row" in down.text
    assert "Kept words" in down.text
    gift = Gift.objects.get()
    assert (gift.state, gift.session_id, gift.attempt) == (Gift.State.CREATED, None, 1)
    settings.STRIPE_API_BASE = sandbox.url
    assert send(client, token=token, comment="Kept words").status_code == 303
    assert Gift.objects.get().attempt == 1


def test_a_session_that_stripe_began_without_an_answer_is_found_again(client: Client, sandbox: Sandbox) -> None:
    token = new_form_token()
    sandbox.faults(hang=1, hang_seconds=1)
    with within(0.5):
        assert send(client, token=token).status_code == 503
    time.sleep(1)  # until Stripe is done with it

    assert send(client, token=token).status_code == 303

    assert [session["id"] for session in sessions(sandbox)] == [Gift.objects.get().session_id]


def test_a_session_that_stripe_began_and_called_a_failure_flags_no_gift(client: Client, sandbox: Sandbox) -> None:
    token = new_form_token()
    sandbox.faults(fail=1, fail_after=True)
    assert send(client, token=token).status_code == 503
    assert send(client, token=token).status_code == 303
    gift = Gift.objects.get()
    sandbox.pay(gift.session_id or "")
    sandbox.advance(days=2)  # the other one expires, and Stripe tells
    assert len(sessions(sandbox)) == 2
    bring(sandbox)

    assert (fresh(gift).state, fresh(gift).flagged) == (Gift.State.RECEIVED, "")


def test_a_failure_that_stripe_remembers_is_not_met_again(client: Client, sandbox: Sandbox) -> None:
    token = new_form_token()
    sandbox.faults(fail=3, fail_status=500)
    assert send(client, token=token).status_code == 503

    sandbox.faults(fail=0)

    assert send(client, token=token).status_code == 303
    assert Gift.objects.count() == 1


def test_a_sum_that_stripe_finds_too_small_is_told_beside_the_field(
    client: Client, sandbox: Sandbox, settings: Any
) -> None:
    settings.DEFAULT_CURRENCY = "NZD"

    response = send(client, amount="0.50", currency="NZD")

    assert response.status_code == 422
    assert "Choose a larger amount." in response.text


def test_an_honest_network_starts_twenty_gifts_an_hour_and_mistakes_do_not_count(
    client: Client, sandbox: Sandbox
) -> None:
    for _ in range(5):
        assert send(client, amount="x").status_code == 422
    token = new_form_token()
    for _ in range(3):
        assert send(client, token=token).status_code == 303
    for _ in range(FROM_HERE.most - 1):
        assert working(client, send(client)).status_code == 303

    refused = working(client, send(client, name="Dov Ames"))

    assert refused.status_code == 429
    assert "Many gifts were started from your network." in refused.text
    assert "Dov Ames" in refused.text
    assert send(client, token=token).status_code == 303
    assert Gift.objects.count() == FROM_HERE.most


def test_the_row_is_committed_before_stripe_is_called(sandbox: Sandbox, transactional_db: None) -> None:
    sandbox.faults(hang=1, hang_seconds=3)
    answers: list[Any] = []

    def click() -> None:
        try:
            answers.append(send(Client()))
        finally:
            connection.close()

    giver = threading.Thread(target=click)
    giver.start()
    end = time.monotonic() + 2.5
    while not Gift.objects.exists() and time.monotonic() < end:
        time.sleep(0.05)
    seen, answered = list(Gift.objects.values_list("state", "session_id")), bool(answers)
    giver.join(60)

    assert (seen, answered) == ([(Gift.State.CREATED, None)], False)
    assert answers[0].status_code == 303


def test_two_clicks_at_once_are_one_gift_and_one_session(sandbox: Sandbox, transactional_db: None) -> None:
    token = new_form_token()
    answers: list[Any] = []

    def click() -> None:
        try:
            answers.append(send(Client(), token=token))
        finally:
            connection.close()

    together(click, 4)

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer["Location"] for answer in answers}) == 1
    assert (Gift.objects.count(), len(sessions(sandbox))) == (1, 1)


def test_forms_changed_at_once_leave_one_session_that_can_be_paid(
    sandbox: Sandbox, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "FROM_NETWORK", Limit("many at once", 100, 3600))  # of clicks before there is a row
    for _ in range(3):
        token, amounts = new_form_token(), iter(["60", "90"] * 3)
        codes: list[int] = []

        def click(token: str = token, amounts: Iterator[str] = amounts, codes: list[int] = codes) -> None:
            try:
                codes.append(send(Client(), token=token, amount=next(amounts)).status_code)
            finally:
                connection.close()

        together(click, 6)

        assert 303 in codes
        assert set(codes) <= {303, 422, 503}  # the last while Stripe is still at the same attempt for another click
    payable = {session["id"] for session in sessions(sandbox) if session["status"] == "open"}
    assert payable == set(Gift.objects.values_list("session_id", flat=True)) - {None}


def together(do: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=do) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
