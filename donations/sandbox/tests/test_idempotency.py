"""Idempotency keys, as Stripe keeps them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import stripe

from donations.sandbox.testing import Sandbox
from donations.sandbox.tests.clients import THANKS, client_of, headers_of, line

pytestmark = pytest.mark.once


def begin(client: stripe.StripeClient, key: str, amount: int = 6_000) -> stripe.checkout.Session:
    params: Any = {"mode": "payment", "success_url": THANKS, "line_items": [line(amount)]}
    return client.v1.checkout.sessions.create(params, {"idempotency_key": key})


@pytest.fixture
def client(sandbox: Sandbox) -> stripe.StripeClient:
    return client_of(sandbox)


def test_the_same_key_gets_the_same_answer(client: stripe.StripeClient) -> None:
    first, second = begin(client, "gift-7-1"), begin(client, "gift-7-1")
    assert first.id == second.id
    assert headers_of(second)["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in headers_of(first)
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_the_answer_is_what_was_said_then(client: stripe.StripeClient, sandbox: Sandbox) -> None:
    session = begin(client, "gift-7-1")
    sandbox.pay(session.id)
    assert begin(client, "gift-7-1").status == "open"


def test_five_at_once_make_one(client: stripe.StripeClient) -> None:
    with ThreadPoolExecutor(5) as pool:
        made = {session.id for session in pool.map(lambda _: begin(client, "gift-7-1"), range(5))}
    assert len(made) == 1


def test_the_same_key_for_something_else_is_an_error(client: stripe.StripeClient) -> None:
    begin(client, "gift-7-1")
    with pytest.raises(stripe.IdempotencyError) as refused:
        begin(client, "gift-7-1", amount=5_000)
    assert refused.value.http_status == 400


def test_another_key_makes_another(client: stripe.StripeClient) -> None:
    assert begin(client, "gift-7-1").id != begin(client, "gift-7-2").id


def test_a_failure_of_stripes_is_kept_and_said_again(client: stripe.StripeClient, sandbox: Sandbox) -> None:
    sandbox.faults(fail=1)
    for _ in range(2):
        with pytest.raises(stripe.APIError) as failed:
            begin(client, "gift-7-1")
        assert failed.value.http_status == 500
    assert begin(client, "gift-7-2").status == "open"


@pytest.mark.parametrize("amount", [10, 60])
def test_what_is_refused_for_its_form_is_not_kept(client: stripe.StripeClient, amount: int) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        begin(client, "gift-7-1", amount=10)
    if amount == 10:
        with pytest.raises(stripe.InvalidRequestError, match="at least 50 cents"):
            begin(client, "gift-7-1", amount)
    else:
        assert begin(client, "gift-7-1", amount).status == "open"


def test_too_long_a_key_is_refused(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.IdempotencyError):
        begin(client, "x" * 256)
