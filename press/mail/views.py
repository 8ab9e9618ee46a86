"""`/dev/mail/`: in DEBUG, the mail that the embedded mailer wrote. Anywhere else there is nothing at this address."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate
from urllib.parse import quote

from django.conf import settings
from django.core.mail import mailers
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from press.mail.files import FileMailer

# The mail's own styles and pictures are shown; its links open in the whole window.
_SANDBOX = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["*", "data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}
_NEWEST = 200


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the embedded mailer."""

    name: str
    at: datetime
    subject: str
    to: str
    text: str
    html: str
    attached: tuple[str, ...] = ()


def _in_debug(view: Callable[Concatenate[HttpRequest, ...], HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(require_safe(answer))


@_in_debug
def mail_list(request: HttpRequest) -> HttpResponse:
    """All mail, the newest first."""
    return render(request, "mail/mail_list.html", {"letters": [_read(path) for path in _newest_first()[:_NEWEST]]})


@_in_debug
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: its text, and its HTML in a frame of its own."""
    return render(request, "mail/mail.html", {"letter": _find(name)})


@_in_debug
@csp_override(_SANDBOX)
@xframe_options_sameorigin
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a mail, as a mail program shows it: without scripts, and a stranger to our pages."""
    return HttpResponse(re.sub(r"(?i)<head>", '<head><base target="_top">', _find(name).html, count=1))


@_in_debug
def mail_attached(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """A file that came along with a mail, as the browser shows or saves it."""
    _find(name)
    for place, part in enumerate(_attachments(name)):
        if place == number:
            disposition = f'inline; filename="{quote(part.get_filename() or "file")}"'
            kind = part.get_content_type()
            return HttpResponse(part.get_content(), content_type=kind, headers={"Content-Disposition": disposition})
    raise Http404


def _attachments(name: str) -> list[EmailMessage]:
    paths = [path for path in _newest_first() if path.stem == name]
    return list(_parsed(paths[0]).iter_attachments()) if paths else []


def _parsed(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def _newest_first() -> list[Path]:
    folders = {
        mailer.folder for mailer in (mailers[alias] for alias in settings.MAILERS) if isinstance(mailer, FileMailer)
    }
    files = [path for folder in folders for path in folder.glob("*.eml")]
    return sorted(files, key=lambda path: path.stat().st_mtime_ns, reverse=True)


def _find(name: str) -> Written:
    for path in _newest_first():
        if path.stem == name:
            return _read(path)
    raise Http404


def _read(path: Path) -> Written:
    message = _parsed(path)
    return Written(
        name=path.stem,
        at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        subject=str(message["Subject"]),
        to=str(message["To"]),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        attached=tuple(part.get_filename() or "file" for part in message.iter_attachments()),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
