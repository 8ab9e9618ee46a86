"""Handing a mail over to the provider, and what its answer means: taken, refused for good, not now, or nobody knows."""

import smtplib
from contextlib import suppress
from typing import Any

from django.core.mail import EmailMessage

# What a mail server says when it is short of something that any mail needs (RFC 5321, 4.2.3); throttling among it.
_SHORT = frozenset({421, 452, 454})
_OF_THE_MAILBOX = "4.2."  # unless it is the reader's mailbox that is full (RFC 3463, 3.3)
# What a provider's API says of us and not of a mail, before it takes anything: a wrong key, an unpaid bill, a domain
# that it does not know, too much at once. It would take no other mail either, and somebody will mend it.
_OF_US = frozenset({401, 402, 403, 404, 408, 425, 429, 503})
# These tell nothing of a mail's metadata again, but its tags.
_BY_TAGS = frozenset({"MailerSend", "Postal"})


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
    _name_by_tags(mailer, mail)
    try:
        mailer.send_messages([mail])
    except Exception as error:
        meant = _meant(mailer, error)
        if meant is error:
            raise
        raise meant from error


def _name_by_tags(mailer: Any, mail: Any) -> None:
    metadata: dict[str, str] = getattr(mail, "metadata", {})
    if metadata and getattr(mailer, "esp_name", "") in _BY_TAGS:
        mail.tags = [f"{name}-{value}" for name, value in metadata.items()]
        del mail.metadata  # it is asked for even where it is empty


def _meant(mailer: Any, error: Exception) -> Exception:
    """Return what a mailer's error means for the mail; the error itself when the provider may have taken it."""
    may_have_gone = getattr(mailer, "may_have_gone", True)
    if isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused):
        return _meant_by_server(error, may_have_gone=may_have_gone)
    if isinstance(error, ValueError):  # an address or a header that cannot be written, a file that is gone
        return Refused(sentence(error))
    if getattr(mailer, "esp_name", None):
        return _answer_of_api(error)
    # What is written twice is there once, and what never began to go over the line is not there.
    if isinstance(error, OSError) and (getattr(mailer, "is_repeatable", False) or not may_have_gone):
        return NotNow(sentence(error), line_is_gone=True)
    return error


def _meant_by_server(
    error: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused, *, may_have_gone: bool
) -> Exception:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _answer(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPSenderRefused):  # it is about us, whatever the number
        return NotNow(_words(error.smtp_code, error.smtp_error), line_is_gone=True)
    if error.smtp_code < 400 and may_have_gone:
        return error  # what it said after the mail is no refusal (RFC 5321, 4.2.1)
    return _answer(error.smtp_code, error.smtp_error)


def sentence(error: Exception) -> str:
    """Return an error as one short line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def _answer(code: int, said: bytes | str) -> Refused | NotNow:
    """Return what a mail server's answer means: 5xx is for good, the rest for now (RFC 5321, 4.2.1)."""
    told = _words(code, said)
    if code >= 500:
        return Refused(told)
    return NotNow(told, line_is_gone=code in _SHORT and _OF_THE_MAILBOX not in told)


def _words(code: int, said: bytes | str) -> str:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"The mail server answered {code}: {words}"


def _answer_of_api(error: Exception) -> Exception:
    """Return what an error of django-anymail means; itself when the provider may have taken the mail."""
    from anymail import exceptions
    from requests.exceptions import ConnectTimeout

    if isinstance(error, ConnectTimeout) or _never_connected(error):
        return NotNow(sentence(error), line_is_gone=True)
    code = getattr(error, "status_code", None)
    if code in _OF_US:
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
