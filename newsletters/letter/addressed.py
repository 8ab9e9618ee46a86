"""A letter addressed to one reader, as any mailer takes it.

What is the same for all readers of a group is encoded once; for each reader two keys and a few headers are put in,
which costs a hundredth of what Python's email package takes for a mail of this size.
"""

import quopri
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailAlternative, EmailMultiAlternatives
from django.utils.crypto import salted_hmac

from newsletters.letter.sheet import LEAVE, PREFERENCES, Letter
from newsletters.models import Newsletter
from press.mail.address import is_plain
from press.mail.letters import sender

_MARKS = re.compile(f"({PREFERENCES}|{LEAVE})")
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_CRLF = b"\r\n"


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a letter goes, and the keys that stand in it."""

    address: str
    preferences: str
    leave: str
    delivery: int  # 0: a test

    def put_into(self, text: str) -> str:
        """Return a text with this reader's keys in place of the marks."""
        return text.replace(PREFERENCES, self.preferences).replace(LEAVE, self.leave)


class Envelope:
    """A letter encoded for a newsletter: `address` makes the mail to one reader of it."""

    def __init__(self, letter: Letter, newsletter: Newsletter, edition_id: int) -> None:
        self._letter = letter
        self._edition_id = edition_id
        self._sender = sender()
        self._list_id = f"<{newsletter.slug}.{_host()}>"
        self._boundary = f"=_{salted_hmac('newsletters.boundary', letter.html, algorithm='sha256').hexdigest()[:32]}"
        self._fixed = self._fixed_headers()
        self._body = _glued([
            *self._part("plain", letter.text),
            *self._part("html", letter.html),
            f"--{self._boundary}--\r\n".encode(),
        ])  # fmt: skip

    def address(self, reader: Reader, *, at: datetime) -> "Addressed":
        """Return the mail to a reader; the same Message-ID for the same delivery, however often it is made."""
        leave = f"{settings.SITE_URL}/newsletters/unsubscribe/{reader.leave}/?of={self._edition_id}"
        headers = {
            "Message-ID": message_id(reader.delivery or reader.address),
            "Date": format_datetime(at),
            "List-Id": self._list_id,
            # RFC 8058: a mail program's own button posts there, without a cookie and without a question.
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        mail = Addressed(self._letter.subject, "", self._sender, [reader.address], headers=headers)
        mail.letter, mail.reader = self._letter, reader
        mail.metadata = {"delivery": str(reader.delivery)}
        # Any other address goes the long way, by Python's email package.
        if is_plain(reader.address) and _KEY.fullmatch(reader.preferences) and _KEY.fullmatch(reader.leave):
            mail.ready = lambda: self._bytes(reader, headers)
        return mail

    def _bytes(self, reader: Reader, headers: dict[str, str]) -> bytes:
        own = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        keys = {PREFERENCES: reader.preferences.encode(), LEAVE: reader.leave.encode()}
        body = b"".join(keys[piece] if isinstance(piece, str) else piece for piece in self._body)
        return b"".join((f"To: {reader.address}\r\n{own}".encode(), self._fixed, body))

    def _fixed_headers(self) -> bytes:
        message = EmailMessage(policy=policy.SMTP)
        message["From"] = self._sender
        message["Subject"] = self._letter.subject
        kind = f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{self._boundary}"\r\n\r\n'
        return message.as_bytes().rstrip() + _CRLF + kind.encode()

    def _part(self, kind: str, text: str) -> list[bytes | str]:
        head = f"--{self._boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
        return [f"{head}Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode(), *_quoted(text), _CRLF]


class Addressed(EmailMultiAlternatives):
    """A mail whose bytes are ready, for mailers that want bytes; a provider's API reads its fields, made only then."""

    letter: Letter
    reader: Reader
    metadata: dict[str, str]  # what a provider tells again with each event of this mail
    ready: Callable[[], bytes] | None = None

    @property
    def body(self) -> str:
        return self.reader.put_into(self.letter.text)

    @body.setter
    def body(self, words: str) -> None:
        pass  # Django's own beginning of it

    @property
    def alternatives(self) -> list[Any]:
        return [EmailAlternative(self.reader.put_into(self.letter.html), "text/html")]

    @alternatives.setter
    def alternatives(self, none: list[Any]) -> None:
        pass  # Django's own beginning of it

    def message(self, *, policy: Any = policy.default) -> Any:
        if self.ready is None:
            return super().message(policy=policy)
        return _Bytes(self.ready(), self.extra_headers)


class _Bytes:
    """The little that mailers ask of a message."""

    def __init__(self, content: bytes, headers: dict[str, str]) -> None:
        self._content = content
        self._headers = headers

    def __getitem__(self, name: str) -> str | None:
        return self._headers.get(name)

    def as_bytes(self) -> bytes:
        return self._content


def message_id(delivery: int | str) -> str:
    """Return the Message-ID of a delivery, always the same; it tells nobody how many there are."""
    return f"<{salted_hmac('newsletters.delivery', str(delivery), algorithm='sha256').hexdigest()[:40]}@{_host()}>"


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _quoted(text: str) -> list[bytes | str]:
    """Return a text as quoted-printable (RFC 2045, 6.7), with the marks apart, each on a line of its own."""
    pieces: list[bytes | str] = []
    for piece in _MARKS.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        if _MARKS.fullmatch(piece):
            pieces += [b"=\r\n", piece, b"=\r\n"]
        elif piece:
            # A line that ends in a soft break may not end in a space, which quopri leaves to the end of a line.
            encoded = quopri.encodestring(piece.encode(), quotetabs=False).replace(b"\n", _CRLF)
            pieces.append(encoded)
    return pieces


def _glued(pieces: list[bytes | str]) -> list[bytes | str]:
    """Return the same with neighbouring bytes as one."""
    glued: list[bytes | str] = []
    for piece in pieces:
        if glued and isinstance(piece, bytes) and isinstance(glued[-1], bytes):
            glued[-1] += piece
        else:
            glued.append(piece)
    return glued
