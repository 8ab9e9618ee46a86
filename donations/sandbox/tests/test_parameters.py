"""Every request is held against the parameters that the installed package declares."""

from typing import Any

import pytest
import stripe

from donations.sandbox.checking import check
from donations.sandbox.errors import Refused
from donations.sandbox.forms import decode
from donations.sandbox.routes import ROUTES, Route
from donations.sandbox.testing import Sandbox
from donations.sandbox.tests.clients import THANKS, client_of, headers_of, line, once

pytestmark = pytest.mark.once


def session(sandbox: Sandbox, **given: Any) -> Any:
    params: Any = {"mode": "payment", "success_url": THANKS, "line_items": [line()], **given}
    return client_of(sandbox).v1.checkout.sessions.create(params)


@pytest.mark.parametrize(
    ("given", "message", "param", "code"),
    [
        (
            {"payment_method_types": ["card"]},
            "Received unknown parameter: payment_method_types",
            *("payment_method_types", "parameter_unknown"),
        ),
        ({"gift": "7"}, "Received unknown parameter: gift", "gift", "parameter_unknown"),
        (
            {"line_items": [line() | {"colour": "red"}]},
            *("Received unknown parameter: line_items[0][colour]", "line_items[0][colour]", "parameter_unknown"),
        ),
        ({"mode": "donate"}, "Invalid mode: must be one of payment, setup, or subscription", "mode", None),
        (
            {"submit_type": "give"},
            "Invalid submit_type: must be one of auto, book, donate, pay, or subscribe",
            *("submit_type", None),
        ),
        ({"expires_at": "tomorrow"}, "Invalid integer: tomorrow", "expires_at", "parameter_invalid_integer"),
        (
            {"line_items": [line(quantity="1.0")]},
            "Invalid integer: 1.0",
            *("line_items[0][quantity]", "parameter_invalid_integer"),
        ),
        (
            {"line_items": [{"price_data": {"unit_amount": 500}, "quantity": 1}]},
            "Missing required param: line_items[0][price_data][currency].",
            *("line_items[0][price_data][currency]", "parameter_missing"),
        ),
        ({"allow_promotion_codes": "yes"}, "Invalid boolean: yes", "allow_promotion_codes", None),
        ({"line_items": "one"}, "Invalid array", "line_items", None),
        ({"payment_intent_data": "one"}, "Invalid object", "payment_intent_data", None),
        (
            {"metadata": {"gift": "x" * 501}},
            "Metadata values can have up to 500 characters, but you passed in a value that is 501 characters.",
            *("metadata[gift]", None),
        ),
        (
            {"success_url": ""},
            "You passed an empty string for 'success_url'.",
            *("success_url", "parameter_invalid_empty"),
        ),
    ],
)
def test_what_the_package_does_not_declare_is_refused(
    sandbox: Sandbox, given: Any, message: str, param: str, code: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        session(sandbox, **given)
    error = refused.value
    assert (error.http_status, error.param, error.code) == (400, param, code)
    assert str(error.user_message).startswith(message)


@pytest.mark.parametrize(
    "make",
    [
        lambda v1: v1.payment_intents.create({"amount": 500, "currency": "usd", "payment_method_types": ["card"]}),
        lambda v1: v1.customers.create({"payment_method_types": ["card"]}),
        lambda v1: v1.refunds.create({"charge": "ch_1", "sum": 5}),
        lambda v1: v1.balance_transactions.list({"after": 5}),
    ],
)
def test_it_is_so_for_every_kind_of_request(sandbox: Sandbox, make: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Received unknown parameter"):
        make(client_of(sandbox).v1)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_a_routes_declaration_can_be_read(route: Route) -> None:
    """It names its fields as types that are understood, and no header among them."""
    needed: Any = dict.fromkeys(getattr(route.params, "__required_keys__", ()), "")
    with pytest.raises(Refused, match="Received unknown parameter: idempotency_key"):
        check(route.params, needed | {"idempotency_key": "headers are no parameters"})


def test_values_come_in_the_types_that_are_declared() -> None:
    text = "amount=500&metadata[a]=b&reason=duplicate&expand[]=charge&expand[]=payment_intent"
    given = check(stripe.params.RefundCreateParams, decode(text))
    assert given == {
        "amount": 500,
        "metadata": {"a": "b"},
        "reason": "duplicate",
        "expand": ["charge", "payment_intent"],
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mode": "subscription"}, "You must provide at least one recurring price"),
        ({"line_items": [line(interval="month")]}, "You specified `payment` mode but passed a recurring price"),
        (
            {"mode": "subscription", "payment_intent_data": {"description": "x"}},
            "You can not pass `payment_intent_data`",
        ),
        ({"subscription_data": {"description": "x"}}, "You can not pass `subscription_data`"),
        (
            {"mode": "subscription", "line_items": [line(interval="month")], "customer_creation": "always"},
            "`customer_creation` can only",
        ),
        ({"customer": "cus_none"}, "No such customer: 'cus_none'"),
        ({"success_url": "/thanks/"}, "Not a valid URL"),
        ({"customer_email": "dov"}, "Invalid email address: dov"),
        ({"expires_at": 1}, "must be at least 30 minutes"),
        ({"expires_at": 99_999_999_999}, "must be less than 24 hours"),
        ({"line_items": [line(49)]}, "Amount must convert to at least 50 cents"),
        ({"line_items": [line(20, "jpy")]}, "Amount must convert to at least 50 cents"),
        ({"line_items": [line(100_000_000)]}, "Amount must be no more than"),
        ({"line_items": [line(5_001, "kwd")]}, "cannot be charged exactly"),
        ({"line_items": [line(500, "xyz")]}, "Invalid currency: xyz"),
        ({"line_items": [line(), line(500, "eur")]}, "All line items must have the same currency"),
        ({"ui_mode": "elements"}, "The sandbox cannot do this"),
        ({"mode": "setup"}, "The sandbox cannot do this"),
        ({"payment_intent_data": {"capture_method": "manual"}}, "The sandbox cannot do this"),
        ({"after_expiration": {"recovery": {"enabled": True}}}, "The sandbox cannot do this"),
    ],
)
def test_what_does_not_go_together_is_refused(sandbox: Sandbox, given: Any, message: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=message) as refused:
        session(sandbox, **given)
    assert refused.value.http_status == 400
    assert not client_of(sandbox).v1.checkout.sessions.list().data
    assert sandbox.events() == [], "what is refused leaves nothing behind"


@pytest.mark.parametrize("key", ["", "sk_live_abc", "pk_test_abc", "Bearer"])
def test_only_test_keys_are_taken(sandbox: Sandbox, key: str) -> None:
    client = stripe.StripeClient(key or "none", base_addresses={"api": sandbox.url}, max_network_retries=0)
    with pytest.raises(stripe.AuthenticationError) as refused:
        client.v1.customers.list()
    assert refused.value.http_status == 401


@pytest.mark.parametrize("key", ["sk_test_abc", "rk_test_abc"])
def test_test_keys_are_taken(sandbox: Sandbox, key: str) -> None:
    client = stripe.StripeClient(key, base_addresses={"api": sandbox.url}, max_network_retries=0)
    assert client.v1.customers.list().data == []


def test_a_version_that_is_none_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Invalid Stripe API version: yesterday"):
        client_of(sandbox, stripe_version="yesterday").v1.customers.list()


def test_every_answer_has_a_request_id_and_the_version(sandbox: Sandbox) -> None:
    told = headers_of(once(client_of(sandbox)))
    assert told["Request-Id"].startswith("req_")
    assert told["Stripe-Version"] == stripe.api_version


def test_an_unknown_address_is_404(sandbox: Sandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL") as refused:
        client_of(sandbox).v1.coupons.list()
    assert refused.value.http_status == 404


def test_what_is_not_there_is_404(sandbox: Sandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such charge: 'ch_none'") as refused:
        client_of(sandbox).v1.charges.retrieve("ch_none")
    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")
