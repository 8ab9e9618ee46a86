"""Reading pages through the real WSGI application, in-process: every middleware, no socket of our own."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_to_bytes

HOST = "paper.example"
_ENVIRON = {
    "REQUEST_METHOD": "GET",
    "SERVER_NAME": HOST,
    "SERVER_PORT": "443",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "SCRIPT_NAME": "",
    "HTTP_HOST": HOST,
    "HTTP_USER_AGENT": "benchmark",
    "HTTP_ACCEPT": "text/html",
    "HTTP_X_FORWARDED_PROTO": "https",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "https",
    "wsgi.multithread": False,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Reader:
    """A reader without cookies who accepts no compression, so that CPU is the page's and not gzip's."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self.application = application

    def get(self, address: str) -> Answer:
        """Ask for an address (path and query) and close the request, as a server does."""
        started: list[Any] = []
        body = b"".join(self.parts(address, started))
        return Answer(int(started[0].split()[0]), dict(started[1]), body)

    def parts(self, address: str, started: list[Any] | None = None) -> Iterator[bytes]:
        """Yield an answer part by part, as a server sends it; `started` is filled with its status and headers."""
        path, _, query = address.partition("?")
        environ = {
            **_ENVIRON,
            # WSGI hands paths over as Latin-1 text of the bytes.
            "PATH_INFO": unquote_to_bytes(quote(path, safe="/%")).decode("latin-1"),
            "QUERY_STRING": query,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        into = [] if started is None else started
        parts = self.application(environ, lambda status, headers, _error=None: into.extend((status, headers)))
        try:
            yield from parts
        finally:
            parts.close()
