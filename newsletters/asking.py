"""Whether what a letter links to answers: our own pages are asked without a network between, others over it.

A host is looked up once, and what answers is that address: a name that is looked up twice could be a reader's the first
time and one of our own network the second.
"""

import ipaddress
import socket
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin, urlsplit
from wsgiref.util import setup_testing_defaults

import urllib3
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from urllib3.util import Url, parse_url

PATIENCE = 5.0  # seconds for each link
_AT_ONCE = 8
_REDIRECTS = 3
_ADDRESSES = 3  # of a host that are tried
_NO_HEAD = frozenset({403, 404, 405, 501})  # some servers answer a HEAD so and a GET with the page

AddressesOf = Callable[[str], list[str]]


class _NotForReaders(Exception):
    """A host that nobody outside can reach."""


def public_addresses(host: str) -> list[str]:
    """Return where a host is on the open network; nothing when any of it is not: a link is no way into our own."""
    with suppress(ValueError):
        return [host] if ipaddress.ip_address(host).is_global else []
    try:
        found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        return []
    addresses = list(dict.fromkeys(str(one[4][0]).split("%")[0] for one in found))
    return addresses if all(ipaddress.ip_address(one).is_global for one in addresses) else []


def dead_links(links: Collection[str], *, addresses_of: AddressesOf = public_addresses) -> list[str]:
    """Return a sentence for each link that leads nowhere, ours first; takes up to PATIENCE seconds for every eight."""
    ours, theirs = [link for link in links if _is_ours(link)], [link for link in links if not _is_ours(link)]
    found = [f"Nothing answers at {link}." for link in ours if not _answers_here(link)]
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        answers = pool.map(lambda link: _trouble(link, addresses_of), theirs)
    return found + [f"{link} {trouble}." for link, trouble in zip(theirs, answers, strict=True) if trouble]


def _is_ours(link: str) -> bool:
    return link == settings.SITE_URL or link.startswith(f"{settings.SITE_URL}/")


def _answers_here(link: str) -> bool:
    parts = urlsplit(link)
    environ: dict[str, Any] = {
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1") or "/",
        "QUERY_STRING": parts.query,
        "HTTP_HOST": parts.netloc,
        "wsgi.url_scheme": parts.scheme,
    }
    setup_testing_defaults(environ)
    handler = BaseHandler()
    handler.load_middleware()
    return handler.get_response(WSGIRequest(environ)).status_code < 400


def _trouble(link: str, addresses_of: AddressesOf) -> str:
    """Return what is wrong with a link to somebody else's page, or nothing."""
    until = monotonic() + PATIENCE
    try:
        for _ in range(_REDIRECTS + 1):
            status, to = _answer(link, addresses_of, until)
            if not to:
                return "" if status < 400 else f"answers {status}"
            link = urljoin(link, to)
    except _NotForReaders:
        return "leads to no host that readers can reach"
    except (urllib3.exceptions.HTTPError, ValueError):
        return "does not answer"
    return "leads on and on"


def _answer(link: str, addresses_of: AddressesOf, until: float) -> tuple[int, str]:
    """Return the status of a page, and where it leads on to, if it does."""
    url = parse_url(link)  # by the parser of who connects: another might take another part for the host
    addresses = addresses_of((url.host or "").strip("[]"))
    if not addresses:
        raise _NotForReaders
    *others, last = addresses[:_ADDRESSES]
    for address in others:
        with suppress(urllib3.exceptions.NewConnectionError):  # one of a family that this machine does not speak
            return _asked(url, address, until)
    return _asked(url, last, until)


def _asked(url: Url, address: str, until: float) -> tuple[int, str]:
    with _line(url, address, until) as line:
        headers = {"Host": url.netloc or "", "User-Agent": f"newsroom ({settings.SITE_URL})"}
        answer = line.request("HEAD", url.request_uri, redirect=False, headers=headers)
        if answer.status in _NO_HEAD:
            answer = line.request("GET", url.request_uri, redirect=False, headers=headers, preload_content=False)
            answer.release_conn()
        return answer.status, answer.get_redirect_location() or ""


def _line(url: Url, address: str, until: float) -> urllib3.HTTPConnectionPool:
    """Return a line to an address, on which the host of the link is spoken to, and must prove itself, by its name."""
    timeout = urllib3.Timeout(total=max(0.1, until - monotonic()))
    if url.scheme == "http":
        return urllib3.HTTPConnectionPool(address, url.port, timeout=timeout, retries=False)
    if url.scheme != "https":
        raise ValueError("Readers cannot open it.")
    host = (url.host or "").strip("[]")
    return urllib3.HTTPSConnectionPool(
        address, url.port, timeout=timeout, retries=False, server_hostname=host, assert_hostname=host
    )
