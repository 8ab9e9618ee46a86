"""The pages as a browser without scripts sees them: read, and posted to by their own forms only."""

import http.client
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import stripe

from donations.sandbox.testing import Sandbox
from donations.sandbox.tests.clients import BACK, again, client_of, monthly, once

pytestmark = pytest.mark.once
Answer = tuple[int, str, dict[str, str]]


def ask(sandbox: Sandbox, method: str, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
    """Ask as a browser does, without following where the answer leads."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(sandbox.url).port, timeout=20)
    body = urlencode(form) if form is not None else None
    named = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
    connection.request(method, path, body, named | {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text, dict(response.headers)


def look(sandbox: Sandbox, path: str) -> str:
    status, text, _headers = ask(sandbox, "GET", path)
    assert status == 200, text
    return text


def press(sandbox: Sandbox, path: str, button: str, *, at: str = "", **more: str) -> str:
    """Press a button of the page and return where it leads."""
    token = re.search(r'name="token" value="(\w+)"', look(sandbox, path))
    assert token
    form = {"token": token[1], "deed" if at == "/do" else "how": button, **more}
    status, text, headers = ask(sandbox, "POST", at or path, form, Origin=sandbox.url)
    assert status == 303, text
    return headers["Location"]


def pay_page(session: stripe.checkout.Session) -> str:
    return urlsplit(str(session.url)).path


@pytest.fixture
def client(sandbox: Sandbox) -> stripe.StripeClient:
    return client_of(sandbox)


def test_the_page_says_what_is_asked_for_and_that_nothing_is_charged(
    sandbox: Sandbox, client: stripe.StripeClient
) -> None:
    more: Any = {"customer_email": "dov@paper.example", "submit_type": "donate"}
    page = look(sandbox, pay_page(monthly(client, 6_210, **more)))
    for words in ("Sandbox: nothing is charged.", "Donate $62.10 every month", 'value="dov@paper.example"'):
        assert words in page
    assert '<meta name="robots" content="noindex">' in page
    assert "<script" not in page


def test_it_may_neither_run_scripts_nor_be_framed_nor_kept(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    _status, _text, headers = ask(sandbox, "GET", pay_page(once(client)))
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert policy.endswith("form-action 'self' http://127.0.0.1:9")
    assert headers["Cache-Control"] == "no-store"


def test_the_button_pays_and_leads_to_the_thanks(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    session = once(client)
    where = press(sandbox, pay_page(session), "card", name="Dov Levin", email="dov@paper.example")
    assert where == f"http://127.0.0.1:9/thanks/?session={session.id}"
    paid = again(client, session)
    assert (paid.payment_status, paid.customer_details.email, paid.customer_details.name) == (
        *("paid", "dov@paper.example"),
        "Dov Levin",
    )


def test_a_double_click_pays_once(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    session = once(client)
    page = pay_page(session)
    token = re.search(r'name="token" value="(\w+)"', look(sandbox, page))
    assert token
    form = {"token": token[1], "how": "card"}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ask(sandbox, "POST", page, form, Origin=sandbox.url), range(4)))
    assert [answer[0] for answer in answers] == [303] * 4
    assert {answer[2]["Location"] for answer in answers} == {f"http://127.0.0.1:9/thanks/?session={session.id}"}
    assert len(client.v1.charges.list().data) == 1


def test_a_declined_card_is_said_and_another_may_be_tried(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    session = once(client)
    where = press(sandbox, pay_page(session), "declined")
    assert "The card was declined. Nothing was charged" in look(sandbox, where)
    assert press(sandbox, pay_page(session), "card").startswith("http://127.0.0.1:9/thanks/")


@pytest.mark.parametrize(("button", "paid"), [("confirm", "paid"), ("refuse", "unpaid")])
def test_the_bank_asks_on_a_page_of_its_own(
    sandbox: Sandbox, client: stripe.StripeClient, button: str, paid: str
) -> None:
    session = once(client)
    where = press(sandbox, pay_page(session), "asks")
    assert "Your bank asks" in look(sandbox, where)
    press(sandbox, where, button)
    assert again(client, session).payment_status == paid


def test_going_back_leads_to_the_cancel_address_and_leaves_the_session_open(
    sandbox: Sandbox, client: stripe.StripeClient
) -> None:
    session = once(client)
    assert press(sandbox, pay_page(session), "back") == BACK
    assert again(client, session).status == "open"


def test_a_session_that_is_over_says_so(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    paid, expired = once(client), once(client)
    sandbox.pay(paid.id)
    client.v1.checkout.sessions.expire(expired.id)
    assert "This is done" in look(sandbox, pay_page(paid))
    assert "This has expired" in look(sandbox, pay_page(expired))


@pytest.mark.parametrize(
    ("token", "origin"), [("", "same"), ("0" * 64, "same"), ("right", "http://evil.example"), ("right", "null")]
)
def test_a_form_that_is_not_the_pages_own_does_nothing(
    sandbox: Sandbox, client: stripe.StripeClient, token: str, origin: str
) -> None:
    session = once(client)
    found = re.search(r'name="token" value="(\w+)"', look(sandbox, pay_page(session)))
    assert found
    form = {"token": found[1] if token == "right" else token, "how": "card"}
    came_from = sandbox.url if origin == "same" else origin
    status, _text, _headers = ask(sandbox, "POST", pay_page(session), form, Origin=came_from)
    assert (status, again(client, session).status) == (403, "open")


def test_a_token_is_good_for_its_own_page_only(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    mine, other = once(client), once(client)
    found = re.search(r'name="token" value="(\w+)"', look(sandbox, pay_page(mine)))
    assert found
    assert ask(sandbox, "POST", pay_page(other), {"token": found[1], "how": "card"})[0] == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_only_this_machines_names_are_answered(sandbox: Sandbox, host: str) -> None:
    assert ask(sandbox, "GET", "/", Host=host)[0] == 403


@pytest.mark.parametrize(
    "headers", [{"Content_Type": "text/plain"}, {"Content_Type": "application/json", "Origin": "http://evil.example"}]
)
def test_a_page_elsewhere_cannot_move_the_sandbox(sandbox: Sandbox, headers: dict[str, str]) -> None:
    status, _text, _headers = ask(sandbox, "POST", "/sandbox/reset", {}, **headers)
    assert status == 403


def test_what_was_typed_is_printed_as_text(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    mark = "<b>&\"'"
    session = once(client, customer_email=f"{mark}@paper.example")
    assert mark not in look(sandbox, pay_page(session))
    sandbox.pay(session.id, email=f"{mark}@paper.example")
    assert mark not in look(sandbox, "/")


def test_the_portal_changes_the_customers_card(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    session = monthly(client)
    sandbox.pay(session.id)
    number = again(client, session).customer
    portal = client.v1.billing_portal.sessions.create({"customer": number, "return_url": BACK})
    where = press(sandbox, urlsplit(portal.url).path, "declined")
    assert "The card was changed." in look(sandbox, where)
    assert "0002" in look(sandbox, where)
    expanded = client.v1.customers.retrieve(number, {"expand": ["invoice_settings.default_payment_method"]})
    assert expanded.invoice_settings is not None
    method: Any = expanded.invoice_settings.default_payment_method
    assert method.card.last4 == "0002"


def test_the_portal_leads_on_by_itself_when_that_was_asked_for(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    customer = client.v1.customers.create()
    completion: Any = {"type": "redirect", "redirect": {"return_url": BACK}}
    flow: Any = {"type": "payment_method_update", "after_completion": completion}
    portal = client.v1.billing_portal.sessions.create({"customer": customer.id, "flow_data": flow})
    assert press(sandbox, urlsplit(portal.url).path, "card") == BACK


def test_the_desk_shows_what_happened_and_moves_it(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    session = monthly(client, 2_500)
    assert session.id in look(sandbox, "/")
    sandbox.pay(session.id, email="dov@paper.example")
    desk = look(sandbox, "/")
    for words in ("$25.00 a month", "dov@paper.example", "checkout.session.completed", "listed only"):
        assert words in desk
    press(sandbox, "/", "renewal", at="/do")
    first, second = client.v1.charges.list().data[::-1]
    assert press(sandbox, "/", "refund", at="/do", id=first.id) == "/#charges"
    press(sandbox, "/", "dispute", at="/do", id=second.id)
    assert client.v1.charges.retrieve(first.id).refunded
    assert "disputed (needs response)" in look(sandbox, "/")
    press(sandbox, "/", "won", at="/do", id=client.v1.disputes.list().data[0].id)
    assert client.v1.disputes.list().data[0].status == "won"
    press(sandbox, "/", "fail_refund", at="/do", id=client.v1.refunds.list().data[0].id)
    assert client.v1.refunds.list().data[0].status == "failed"
    press(sandbox, "/", "payout", at="/do")
    assert len(client.v1.payouts.list().data) == 1


def test_the_desk_sets_faults(sandbox: Sandbox) -> None:
    press(sandbox, "/", "faults", at="/do", duplicate="2", delay="1.5", fail_status="429", hang_seconds="30")
    now = sandbox.ask("state")["faults"]
    assert (now["duplicate"], now["delay"], now["fail_status"], now["drop"]) == (2, 1.5, 429, 0)


def test_a_button_that_cannot_do_what_it_says_says_why(sandbox: Sandbox) -> None:
    found = re.search(r'name="token" value="(\w+)"', look(sandbox, "/"))
    assert found
    status, text, _headers = ask(sandbox, "POST", "/do", {"token": found[1], "deed": "payout"}, Origin=sandbox.url)
    assert (status, "There is nothing to pay out." in text) == (400, True)


def test_papers_of_a_charge_and_an_invoice_can_be_read(sandbox: Sandbox, client: stripe.StripeClient) -> None:
    session = monthly(client)
    sandbox.pay(session.id)
    invoice = again(client, session, "invoice").invoice
    assert "$25.00" in look(sandbox, urlsplit(invoice.hosted_invoice_url).path)
    assert "$25.00" in look(sandbox, urlsplit(str(client.v1.charges.list().data[0].receipt_url)).path)


@pytest.mark.parametrize(("path", "status"), [("/c/pay/cs_test_none", 404), ("/nowhere", 404), ("/favicon.ico", 404)])
def test_what_is_not_there_is_404(sandbox: Sandbox, path: str, status: int) -> None:
    assert ask(sandbox, "GET", path)[0] == status
