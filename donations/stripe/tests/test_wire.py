"""How long a call waits, and what is made of one that nobody answers."""

import socket
import threading
from collections.abc import Iterator

import pytest
import stripe

from donations.sandbox.testing import Sandbox
from donations.stripe.client import client, fetched
from donations.stripe.wire import Wire, within


@pytest.fixture
def deaf() -> Iterator[str]:
    """Somebody who takes a call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_nobody_is_waited_for_longer_than_somebody_waits(deaf: str) -> None:
    with within(0.1), pytest.raises(stripe.APIConnectionError, match="timed out") as error:
        Wire(deaf).request("get", deaf, {})
    assert error.value.should_retry


def test_when_the_time_is_over_nothing_is_asked_any_more(deaf: str) -> None:
    with within(0), pytest.raises(stripe.APIConnectionError, match="Nobody waits") as error:
        Wire(deaf).request("get", deaf, {})
    assert not error.value.should_retry


def test_an_address_where_nobody_is_cannot_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        gone = f"http://127.0.0.1:{server.getsockname()[1]}"
    with pytest.raises(stripe.APIConnectionError, match="cannot be reached"):
        Wire(gone).request("get", gone, {})


def test_a_connection_that_was_closed_meanwhile_is_opened_anew() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    closed = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for _ in range(2):
                caller, _address = server.accept()
                with caller:
                    caller.recv(65_536)
                    caller.sendall(answer)
                closed.set()

        thread = threading.Thread(target=serve)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        wire = Wire(url)
        first = wire.request("get", url, {})[:2]
        assert closed.wait(10)
        assert [first, wire.request("get", url, {})[:2]] == [(b"{}", 200)] * 2
        thread.join()


def test_a_refusal_is_told_as_the_library_tells_it(sandbox: Sandbox) -> None:
    for ask in (lambda: fetched("charges/ch_none"), lambda: client().v1.charges.retrieve("ch_none")):
        with pytest.raises(stripe.InvalidRequestError) as refusal:
            ask()
        assert refusal.value.code == "resource_missing"


def test_an_id_stays_an_id_in_an_address(sandbox: Sandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        fetched("charges/ch_1?limit=3")
