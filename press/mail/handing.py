"""Handing a mail over to the provider, and what its answer means: taken, refused for good, not now, or nobody knows."""

import smtplib
from contextlib import suppress
from typing import Any

from django.core.mail import EmailMessage

_BUSY = frozenset({429, 503})  # a provider's API says so before it takes anything


class Refused(Exception):
    """The provider will never take this mail."""


class NotNow(Exception):
    """The provider did not take this mail, and may take it later. `line_is_gone`: it would take no other either."""

    def __init__(self, sentence: str, *, line_is_gone: bool = False) -> None:
        super().__init__(sentence)
        self.line_is_gone = line_is_gone


def open_line(mailer: Any) -> None:
    """Open the way to the provider, or go on with the one that is open. Raises NotNow."""
    if not getattr(mailer, "is_open", True):
        close_line(mailer)
    try:
        mailer.open()
    except (OSError, smtplib.SMTPException) as error:
        raise NotNow(sentence(error), line_is_gone=True) from error


def close_line(mailer: Any) -> None:
    """Close the way to the provider, whatever state it is in."""
    with suppress(OSError, smtplib.SMTPException):
        mailer.close()


def hand_over(mailer: Any, mail: EmailMessage) -> None:
    """Give a mail to the provider, whose line is open. Raises Refused, NotNow; any other error leaves it unknown
    whether the provider has taken the mail.
    """
    try:
        mailer.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refusal:
        code, said = next(iter(refusal.recipients.values()))
        raise _answer(code, said) from refusal
    except smtplib.SMTPResponseException as refusal:
        if refusal.smtp_code < 400 and getattr(mailer, "may_have_gone", True):
            raise  # what it said after the mail is no refusal (RFC 5321, 4.2.1)
        raise _answer(refusal.smtp_code, refusal.smtp_error) from refusal
    except ValueError as error:  # an address or a header that cannot be written, a file that is gone
        raise Refused(sentence(error)) from error
    except OSError as error:
        if getattr(mailer, "esp_name", None):
            raise _answer_of_api(error) from error
        # What is written twice is there once, and what never began to go over the line is not there.
        if getattr(mailer, "is_repeatable", False) or not getattr(mailer, "may_have_gone", True):
            raise NotNow(sentence(error), line_is_gone=True) from error
        raise
    except Exception as error:
        if getattr(mailer, "esp_name", None):
            raise _answer_of_api(error) from error
        raise


def sentence(error: Exception) -> str:
    """Return an error as one short line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def _answer(code: int, said: bytes | str) -> Refused | NotNow:
    """Return what a mail server's answer means: 5xx is for good, the rest for now (RFC 5321, 4.2.1)."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    told = f"The mail server answered {code}: {words}"
    return Refused(told) if code >= 500 else NotNow(told, line_is_gone=code == 421)


def _answer_of_api(error: Exception) -> Exception:
    """Return what an error of django-anymail means; itself when the provider may have taken the mail."""
    from anymail import exceptions
    from requests.exceptions import ConnectTimeout

    if isinstance(error, ConnectTimeout) or _never_connected(error):
        return NotNow(sentence(error), line_is_gone=True)
    code = getattr(error, "status_code", None)
    if code in _BUSY:
        return NotNow(sentence(error), line_is_gone=True)
    if code in {401, 403}:  # a key that is wrong is wrong for every mail, and somebody will mend it
        return NotNow(sentence(error), line_is_gone=True)
    never = (
        exceptions.AnymailRecipientsRefused,
        exceptions.AnymailSerializationError,
        exceptions.AnymailUnsupportedFeature,
        exceptions.AnymailInvalidAddress,
    )
    if isinstance(error, never) or (isinstance(code, int) and 400 <= code < 500):
        return Refused(sentence(error))
    return error


def _never_connected(error: Exception) -> bool:
    """Say whether requests failed before anything was sent: no such host, nobody there."""
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    cause = error.__cause__ or error
    reason = getattr(cause.args[0] if cause.args else None, "reason", None)
    return isinstance(reason, (NewConnectionError, ConnectTimeoutError))
