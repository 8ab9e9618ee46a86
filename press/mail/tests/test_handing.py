"""What a provider's answer means for a mail: taken, never, later, or nobody knows."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, mailers
from pytest_django import Settings

from press.mail.handing import NotNow, Refused, hand_over, open_line
from press.mail.tests.sink import Sink

OK = '{"To": "dov@giver.example", "ErrorCode": 0, "Message": "OK", "MessageID": "m1"}'


class Provider:
    """Speaks enough of Postmark's API to take a mail or not."""

    def __init__(self) -> None:
        self.code, self.body, self.hangs = 200, OK, 0.0
        self.taken = 0
        provider = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                provider.taken += 1
                time.sleep(provider.hangs)
                self.send_response(provider.code)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                with suppress(BrokenPipeError):  # who asked may have gone
                    self.wfile.write(provider.body.encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, args=(0.02,))
    thread.start()
    options = {"server_token": "t", "api_url": provider.url, "timeout": 1}
    settings.MAILERS = {"default": {"BACKEND": "anymail.backends.postmark.EmailBackend", "OPTIONS": options}}
    yield provider
    provider.server.shutdown()
    thread.join()
    provider.server.server_close()


def mail() -> EmailMultiAlternatives:
    return EmailMultiAlternatives("A day", "Words", "news@paper.example", ["dov@giver.example"])


def give() -> None:
    mailer = mailers["default"]
    open_line(mailer)
    try:
        hand_over(mailer, mail())
    finally:
        mailer.close()


def test_a_provider_takes_a_mail(provider: Provider) -> None:
    give()
    assert provider.taken == 1


@pytest.mark.parametrize(("code", "body"), [(422, '{"ErrorCode": 300, "Message": "Invalid To"}'), (400, "{}")])
def test_what_a_provider_never_takes_is_refused(provider: Provider, code: int, body: str) -> None:
    provider.code, provider.body = code, body
    with pytest.raises(Refused):
        give()


@pytest.mark.parametrize("code", [429, 503, 401, 403])
def test_a_busy_provider_or_a_wrong_key_is_tried_again_later(provider: Provider, code: int) -> None:
    provider.code, provider.body = code, "{}"
    with pytest.raises(NotNow):
        give()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://[::1]:1/"])
def test_a_provider_that_nobody_answers_for_has_taken_nothing(settings: Settings, url: str) -> None:
    options = {"server_token": "t", "api_url": url, "timeout": 1}
    settings.MAILERS = {"default": {"BACKEND": "anymail.backends.postmark.EmailBackend", "OPTIONS": options}}
    with pytest.raises(NotNow) as nobody:
        give()
    assert nobody.value.line_is_gone


def test_nobody_knows_of_a_mail_when_the_answer_never_came(provider: Provider) -> None:
    provider.hangs = 1.5
    with pytest.raises(Exception) as error:  # whatever the library calls it
        give()
    assert not isinstance(error.value, (Refused, NotNow))


def test_nobody_knows_of_a_mail_when_a_provider_breaks(provider: Provider) -> None:
    provider.code, provider.body = 500, "oh"
    with pytest.raises(Exception) as error:  # whatever the library calls it
        give()
    assert not isinstance(error.value, (Refused, NotNow))


def test_a_line_that_breaks_before_the_mail_leaves_nothing_uncertain(settings: Settings) -> None:
    with Sink(mail="421 too many") as sink:
        settings.MAILERS = {"default": sink.mailer}
        with pytest.raises(NotNow) as busy:
            give()
    assert busy.value.line_is_gone
    with pytest.raises(NotNow):  # nobody listens there any more
        give()


def test_a_line_that_breaks_after_the_mail_leaves_it_unknown(settings: Settings) -> None:
    with Sink(taken="hang up") as sink:
        settings.MAILERS = {"default": sink.mailer}
        with pytest.raises(OSError):
            give()
        assert len(sink.received) == 1


@pytest.mark.parametrize("address", ["a@b.example\r\nBcc: all@paper.example", "no address", "ünï@b.example"])
def test_an_address_that_cannot_be_written_is_refused(settings: Settings, address: str) -> None:
    with Sink() as sink:
        settings.MAILERS = {"default": sink.mailer}
        mailer = mailers["default"]
        mailer.open()
        with pytest.raises(Refused):
            hand_over(mailer, EmailMultiAlternatives("A day", "Words", "news@paper.example", [address]))
        mailer.close()
        assert sink.received == []
