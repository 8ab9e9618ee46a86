"""SMTP, told apart by the one moment that counts: whether the mail itself had begun to go over the line."""

import re
import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from press.mail.address import is_plain

# An address behind a name without odd signs.
_NAMED = re.compile(r"[A-Za-z0-9 ]+ <([^<>]*)>")


class _Marking:
    """Notes when the mail itself is sent, so that a line that broke before it leaves nothing uncertain."""

    has_begun = False

    def mail(self, *args: Any, **kwargs: Any) -> Any:
        self.has_begun = False
        return super().mail(*args, **kwargs)  # type: ignore[misc] # smtplib.SMTP comes after it

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the mail. Where no line begins with a dot nothing is to be doubled, which smtplib looks for by a pattern
        that takes longer than the rest of its work.
        """
        self.has_begun = True
        line: Any = self
        if not isinstance(msg, bytes) or b"\n." in msg or msg.startswith(b"."):
            return _taken(super().data(msg))  # type: ignore[misc] # smtplib.SMTP comes after it
        line.putcmd("data")
        code, said = line.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, said)
        line.send(msg + (b".\r\n" if msg.endswith(b"\r\n") else b"\r\n.\r\n"))
        return _taken(line.getreply())


def _taken(answer: tuple[int, bytes]) -> tuple[int, bytes]:
    """Return 250 for any 2xx: smtplib takes every other number for a refusal, and the mail would be sent again."""
    code, said = answer
    return (250 if 200 <= code < 300 else code), said


class _Line(_Marking, smtplib.SMTP):
    pass


class _SecretLine(_Marking, smtplib.SMTP_SSL):
    pass


class SmtpMailer(EmailBackend):
    """Django's own, which also knows whether the mail that failed may have been taken."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SecretLine if self.use_ssl else _Line

    def prep_address(self, address: str, force_ascii: bool = True) -> str:
        """Return what Django does, at once where there is nothing to do: its parser takes longer than the sending."""
        bare = _NAMED.sub(r"\1", str(address))
        return bare if is_plain(bare) else super().prep_address(address, force_ascii)

    @property
    def may_have_gone(self) -> bool:
        """Whether the last mail had begun to go over the line."""
        return bool(getattr(self.connection, "has_begun", False))

    @property
    def is_open(self) -> bool:
        """Whether the line still stands: smtplib drops its socket when the server hangs up."""
        return self.connection is not None and getattr(self.connection, "sock", None) is not None
