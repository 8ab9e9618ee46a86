"""What a provider's answer means for a mail: taken, never, later, or nobody knows."""

from collections.abc import Iterator

import pytest
from django.core.mail import EmailMultiAlternatives, mailers
from pytest_django import Settings

from press.mail.handing import NotNow, Refused, hand_over, open_line
from press.mail.tests.provider import Provider
from press.mail.tests.sink import Sink


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with Provider() as provider:
        options = {"server_token": "t", "api_url": provider.url, "timeout": 1}
        settings.MAILERS = {"default": {"BACKEND": "anymail.backends.postmark.EmailBackend", "OPTIONS": options}}
        yield provider


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


@pytest.mark.parametrize("code", [401, 402, 403, 404, 408, 425, 429, 503])
def test_what_a_provider_has_against_us_is_no_fault_of_the_mail(provider: Provider, code: int) -> None:
    provider.code, provider.body = code, "{}"
    with pytest.raises(NotNow) as trouble:
        give()
    assert trouble.value.line_is_gone


@pytest.mark.parametrize(
    ("answers", "is_about_us"),
    [
        ({"mail": "550 5.7.1 account suspended"}, True),
        ({"mail": "454 Throttling failure: Daily message quota exceeded"}, True),
        ({"taken": "452 4.3.1 insufficient system storage"}, True),
        ({"rcpt": "452 4.2.2 the mailbox is full"}, False),
        ({"rcpt": "451 4.7.1 greylisted"}, False),
    ],
)
def test_what_a_mail_server_lacks_for_any_mail_is_told_from_one_mailbox(
    settings: Settings, answers: dict[str, str], is_about_us: bool
) -> None:
    with Sink(**answers) as sink:
        settings.MAILERS = {"default": sink.mailer}
        with pytest.raises(NotNow) as trouble:
            give()
    assert trouble.value.line_is_gone == is_about_us


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
