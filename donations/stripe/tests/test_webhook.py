"""The webhook stores what Stripe signed, once, and answers 200 to all of it and 400 to everything else."""

import time
from collections.abc import Callable
from typing import Any

import pytest
import stripe
from django.conf import settings
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from donations.models import StripeEvent
from donations.stripe.signature import CannotTrust, verified
from donations.stripe.tests.signing import call, make_event, signed
from press.work import beats

pytestmark = pytest.mark.django_db
PAID = "invoice.paid"
State = StripeEvent.State


@pytest.fixture
def worker() -> None:
    beats.beat()


def test_signed_event_is_stored_as_it_came_and_given_to_the_worker(client: Client, worker: None) -> None:
    body = make_event(PAID, object_id="in_1")
    assert call(client, body, signed(body)).status_code == 200
    event = StripeEvent.objects.get()
    assert (event.pk, event.type, event.object_id, event.body, event.state) == ("evt_1", PAID, "in_1", body, State.NEW)
    assert DBTaskResult.objects.get().args_kwargs["args"] == ["evt_1"]


def test_event_sent_again_is_stored_once_and_answered_the_same(client: Client, worker: None) -> None:
    body = make_event(PAID)
    assert [call(client, body, signed(body)).status_code for _ in range(5)] == [200] * 5
    assert StripeEvent.objects.count() == DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("kind", ["product.created", "something.of.tomorrow", "invoice.finalized"])
def test_type_that_nobody_handles_is_stored_and_answered_200(client: Client, kind: str) -> None:
    body = make_event(kind)
    assert call(client, body, signed(body)).status_code == 200
    event = StripeEvent.objects.get()
    assert (event.state, event.next_try_at) == (State.IGNORED, None)


@pytest.mark.parametrize(("key", "livemode"), [("sk_live_1", False), ("rk_live_1", False), ("sk_test_1", True)])
def test_event_of_the_other_mode_is_stored_and_left_alone(
    client: Client, settings: Settings, key: str, livemode: bool
) -> None:
    settings.STRIPE_SECRET_KEY = key
    body = make_event(PAID, livemode=livemode)
    assert call(client, body, signed(body)).status_code == 200
    assert StripeEvent.objects.get().state == State.IGNORED


BODY = make_event(PAID)
FORGED: dict[str, tuple[str | bytes, Any]] = {
    "missing": (BODY, lambda: None),
    "empty": (BODY, lambda: ""),
    "no signature at all": (BODY, lambda: "nonsense"),
    "forged": (BODY, lambda: f"t={int(time.time())},v1={'0' * 64}"),
    "of another secret": (BODY, lambda: signed(BODY, secret="whsec_another")),
    "of another body": (BODY, lambda: signed(make_event("payout.paid"))),
    "too old": (BODY, lambda: signed(BODY, at=int(time.time()) - 301)),
    "not ASCII": (BODY, lambda: f"t={int(time.time())},v1=é"),
    "of the unsigned scheme": (BODY, lambda: signed(BODY).replace("v1=", "v0=")),
    "not UTF-8": (b"\xff\xfe", lambda: signed(BODY)),
    "good, of no JSON": ("{", lambda: signed("{")),
    "good, of no event": ("[]", lambda: signed("[]")),
}


@pytest.mark.parametrize("case", FORGED)
def test_signature_that_is_not_good_is_answered_400_and_leaves_nothing(client: Client, case: str) -> None:
    body, header = FORGED[case]
    assert call(client, body, header()).status_code == 400
    assert not StripeEvent.objects.exists()


def test_blank_secret_lets_nothing_in(client: Client, settings: Settings) -> None:
    settings.STRIPE_WEBHOOK_SECRET = ""
    assert call(client, BODY, signed(BODY, secret="")).status_code == 400
    assert not StripeEvent.objects.exists()


def test_event_of_four_minutes_ago_is_still_taken(client: Client, worker: None) -> None:
    assert call(client, BODY, signed(BODY, at=int(time.time()) - 240)).status_code == 200


def test_what_is_larger_than_any_event_is_not_read_to_its_end(client: Client) -> None:
    body = make_event(PAID) + " " * 256 * 1024
    assert call(client, body, signed(body)).status_code == 413
    assert not StripeEvent.objects.exists()


def test_only_post_is_answered(client: Client) -> None:
    assert client.get("/stripe/webhook/").status_code == 405


def test_webhook_needs_no_token_and_sets_no_cookie(worker: None) -> None:
    answer = call(Client(enforce_csrf_checks=True), BODY, signed(BODY))
    assert (answer.status_code, answer.cookies) == (200, {})


def test_without_a_worker_the_request_handles_it_and_answers_200_whatever_happens(
    client: Client, settings: Settings
) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"  # nobody is there
    started = time.monotonic()
    assert call(client, BODY, signed(BODY)).status_code == 200
    assert time.monotonic() - started < 6
    event = StripeEvent.objects.get()
    assert (event.state, event.tries) == (State.FAILED, 1)
    assert "APIConnectionError" in event.trouble
    assert event.next_try_at is not None


def test_accepting_costs_few_queries(
    client: Client, worker: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # The event, the worker's beat, its errand.
    with django_assert_num_queries(3):
        call(client, BODY, signed(BODY))


def only_fresh_and_signed(verify: Callable[[bytes, str], object]) -> None:
    """Check a way to verify: what is old, forged or signed with nothing must not come through."""
    for header in (signed(BODY, at=int(time.time()) - 301), f"t={int(time.time())},v1={'0' * 64}"):
        with pytest.raises(CannotTrust):
            verify(BODY.encode(), header)


def of_any_age(body: bytes, header: str) -> None:
    """As others do it: a tolerance of zero, which the library takes for any age."""
    try:
        stripe.WebhookSignature.verify_header(body, header, settings.STRIPE_WEBHOOK_SECRET, 0)
    except stripe.SignatureVerificationError as error:
        raise CannotTrust from error


def unverified(body: bytes, header: str) -> None:
    """As others do it in a hurry."""


def test_signatures_are_verified() -> None:
    only_fresh_and_signed(verified)


@pytest.mark.parametrize("verify", [of_any_age, unverified])
def test_planted_fault_of_verifying_is_found(verify: Callable[[bytes, str], object]) -> None:
    with pytest.raises(pytest.fail.Exception):
        only_fresh_and_signed(verify)
