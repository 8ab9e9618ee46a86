"""Events: signed when they leave, posted until they are taken, listed; and what goes wrong with them on request."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import stripe

from donations.sandbox.delivery import BACKOFF
from donations.sandbox.testing import Sandbox
from donations.sandbox.tests.clients import client_of, headers_of, once

pytestmark = pytest.mark.once


class Listener(ThreadingHTTPServer):
    """A webhook: it notes what comes, as the library reads it, and answers as the test wants."""

    daemon_threads = True

    def __init__(self, secret: str) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.secret = secret
        self.status = 200
        self.heard: list[stripe.Event] = []
        self.times: list[float] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/stripe/webhook/"

    @property
    def ids(self) -> list[str]:
        return [event.id for event in self.heard]


class Answering(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        payload = self.rfile.read(int(self.headers["Content-Length"]))
        client = stripe.StripeClient("sk_test_none")
        self.server.heard.append(
            client.construct_event(payload, self.headers["Stripe-Signature"], self.server.secret, tolerance=300)
        )
        self.server.times.append(time.monotonic())
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def listening(sandbox: Sandbox) -> Iterator[Listener]:
    listener = Listener(sandbox.secret)
    threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True).start()
    sandbox.post_to(listener.url)
    try:
        yield listener
    finally:
        sandbox.post_to("")
        listener.shutdown()
        listener.server_close()


def give(sandbox: Sandbox) -> None:
    sandbox.pay(once(client_of(sandbox)).id)


def told(sandbox: Sandbox) -> list[str]:
    return [event["id"] for event in sandbox.events()]


def test_every_event_is_posted_once_and_its_signature_holds(sandbox: Sandbox) -> None:
    with listening(sandbox) as listener:
        give(sandbox)
        sandbox.wait_until_quiet()
        assert Counter(listener.ids) == Counter(told(sandbox))
        assert {event.type for event in listener.heard} >= {"charge.succeeded", "checkout.session.completed"}
        assert {event.api_version for event in listener.heard} == {stripe.api_version}


def test_who_does_not_take_an_event_is_asked_again(sandbox: Sandbox) -> None:
    with listening(sandbox) as listener:
        listener.status = 500
        client_of(sandbox).v1.customers.create()
        end = time.monotonic() + 20
        while len(listener.heard) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        assert listener.times[1] - listener.times[0] >= BACKOFF[0]
        [event] = client_of(sandbox).v1.events.list({"delivery_success": False}).data
        assert event.pending_webhooks == 1
        listener.status = 200
        sandbox.deliver()
        assert client_of(sandbox).v1.events.list({"delivery_success": False}).data == []
        assert client_of(sandbox).v1.events.retrieve(event.id).pending_webhooks == 0


def test_an_endpoint_that_is_not_there_is_tried_until_it_is(sandbox: Sandbox) -> None:
    sandbox.post_to("http://127.0.0.1:9/stripe/webhook/")
    client_of(sandbox).v1.customers.create()
    time.sleep(0.5)
    assert [one.pending_webhooks for one in client_of(sandbox).v1.events.list().data] == [1]
    with listening(sandbox) as listener:
        sandbox.deliver()
        assert listener.ids == told(sandbox)


def test_without_an_endpoint_events_are_only_listed(sandbox: Sandbox) -> None:
    give(sandbox)
    client = client_of(sandbox)
    assert client.v1.events.list({"type": "charge.succeeded"}).data[0].pending_webhooks == 0
    assert client.v1.events.list({"delivery_success": False}).data == []
    assert len(client.v1.events.list({"delivery_success": True}).data) == len(told(sandbox))


def test_an_event_tells_the_object_as_it_was(sandbox: Sandbox) -> None:
    client = client_of(sandbox)
    customer = client.v1.customers.create({"name": "Dov"})
    client.v1.customers.update(customer.id, {"name": "Dov Levin"})
    made, changed = sandbox.events()
    assert made["data"]["object"]["name"] == "Dov"
    assert changed["data"]["previous_attributes"] == {"name": "Dov"}
    assert changed["request"]["id"].startswith("req_")


def test_events_are_listed_by_type(sandbox: Sandbox) -> None:
    give(sandbox)
    client = client_of(sandbox)
    assert {event.type for event in client.v1.events.list({"type": "charge.*"}).data} == {"charge.succeeded"}
    types = client.v1.events.list({"types": ["charge.succeeded", "payment_intent.succeeded"]}).data
    assert len(types) == 2


def test_duplicates_come_all_at_once(sandbox: Sandbox) -> None:
    sandbox.faults(duplicate=4)
    with listening(sandbox) as listener:
        give(sandbox)
        sandbox.wait_until_quiet()
        assert set(Counter(listener.ids).values()) == {5}
        assert set(listener.ids) == set(told(sandbox))


def test_events_come_in_another_order(sandbox: Sandbox) -> None:
    sandbox.faults(reorder=True)
    with listening(sandbox) as listener:
        for _ in range(4):
            give(sandbox)
        sandbox.wait_until_quiet()
        assert sorted(listener.ids) == sorted(told(sandbox))
        assert listener.ids != told(sandbox)


def test_events_come_late(sandbox: Sandbox) -> None:
    sandbox.faults(delay=0.8)
    with listening(sandbox) as listener:
        started = time.monotonic()
        client_of(sandbox).v1.customers.create()
        sandbox.wait_until_quiet()
        assert listener.times[0] - started >= 0.7


def test_dropped_events_never_come_and_are_listed_as_undelivered(sandbox: Sandbox) -> None:
    client = client_of(sandbox)
    sandbox.faults(drop=2)
    with listening(sandbox) as listener:
        for _ in range(3):
            client.v1.customers.create()
        sandbox.wait_until_quiet()
        missed = client.v1.events.list({"delivery_success": False}).data
        assert len(listener.heard) == 1
        assert {event.id for event in missed} == set(told(sandbox)) - set(listener.ids)
        sandbox.do("resend", event=missed[0].id)
        sandbox.wait_until_quiet()
        assert missed[0].id in listener.ids


@pytest.mark.parametrize(("status", "error"), [(500, stripe.APIError), (429, stripe.RateLimitError)])
def test_the_api_fails_on_request(sandbox: Sandbox, status: int, error: type[Exception]) -> None:
    sandbox.faults(fail=1, fail_status=status)
    client = client_of(sandbox)
    with pytest.raises(error):
        client.v1.customers.list()
    assert client.v1.customers.list().data == []


def test_the_api_may_fail_after_it_has_done_what_it_was_asked(sandbox: Sandbox) -> None:
    sandbox.faults(fail=1, fail_after=True)
    client = client_of(sandbox)
    with pytest.raises(stripe.APIError):
        client.v1.customers.create()
    assert len(client.v1.customers.list().data) == 1


def test_the_api_hangs_on_request_and_the_next_try_gets_its_answer(sandbox: Sandbox) -> None:
    sandbox.faults(hang=1, hang_seconds=3)
    quick = stripe.StripeClient(
        sandbox.key,
        base_addresses={"api": sandbox.url},
        max_network_retries=0,
        http_client=stripe.RequestsClient(timeout=0.5),
    )
    with pytest.raises(stripe.APIConnectionError):
        quick.v1.customers.create({"name": "Dov"}, {"idempotency_key": "dov-1"})
    customer = quick.v1.customers.create({"name": "Dov"}, {"idempotency_key": "dov-1"})
    assert headers_of(customer)["Idempotent-Replayed"] == "true"
    assert len(quick.v1.customers.list().data) == 1


def test_an_endpoint_made_by_the_api_gets_what_it_asked_for(sandbox: Sandbox) -> None:
    client = client_of(sandbox)
    with listening(sandbox) as listener:
        sandbox.post_to("")
        endpoint = client.v1.webhook_endpoints.create({"url": listener.url, "enabled_events": ["charge.succeeded"]})
        listener.secret = str(endpoint.secret)
        give(sandbox)
        sandbox.wait_until_quiet()
        assert [event.type for event in listener.heard] == ["charge.succeeded"]
        assert "secret" not in client.v1.webhook_endpoints.retrieve(endpoint.id)
        client.v1.webhook_endpoints.delete(endpoint.id)
        give(sandbox)
        sandbox.wait_until_quiet()
        assert len(listener.heard) == 1


def test_events_leave_for_this_machine_only(sandbox: Sandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="this machine only"):
        client_of(sandbox).v1.webhook_endpoints.create({"url": "https://paper.example/hook", "enabled_events": ["*"]})


def test_a_signed_event_of_the_helper_is_what_would_be_posted(sandbox: Sandbox) -> None:
    client_of(sandbox).v1.customers.create()
    payload, header = sandbox.signed(sandbox.events()[0])
    event = stripe.StripeClient("sk_test_none").construct_event(payload, header, sandbox.secret, tolerance=300)
    assert event.type == "customer.created"
    assert "deliveries" not in json.loads(payload)
