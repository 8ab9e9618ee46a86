"""How our calls to Stripe travel: connections kept open by urllib3, and no longer a wait than somebody waits for.

The library comes with a client for `requests`, which spends more of the processor on a call than all else of it.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import stripe
import urllib3

# Seconds to be connected, and to wait for a word.
PATIENCE = (3.05, 8.0)
_CONNECTIONS = 10  # kept open by one process

_ends: ContextVar[float | None] = ContextVar("when nobody waits for Stripe any longer", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Wait for all calls inside together no longer than that; then they fail as if Stripe could not be reached.

    Who waits already for less time is not made to wait longer.
    """
    ends, already = time.monotonic() + seconds, _ends.get()
    token = _ends.set(ends if already is None else min(ends, already))
    try:
        yield
    finally:
        _ends.reset(token)


class Wire(stripe.HTTPClient):
    """Carries the library's requests. Whether a failed one is sent again is for the library to decide."""

    name = "urllib3"

    def __init__(self, base: str) -> None:
        super().__init__()
        self._pool = _pool_to(base)

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_usage: Any
    ) -> tuple[Any, int, Mapping[str, str]]:
        """Send one request; return body, status and headers. Raises stripe.APIConnectionError."""
        try:
            answer = self._pool.urlopen(
                method.upper(),
                url,
                body=post_data,
                headers=headers,
                timeout=_timeout(),
                retries=False,
                redirect=False,
            )
        except urllib3.exceptions.SSLError as error:
            raise stripe.APIConnectionError(f"Stripe's certificate is not to be trusted: {error}") from error
        except urllib3.exceptions.HTTPError as error:
            raise stripe.APIConnectionError(f"Stripe cannot be reached: {error}", should_retry=True) from error
        return answer.data, answer.status, answer.headers

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._pool.clear()


def _timeout() -> urllib3.Timeout:
    connect, read = PATIENCE
    ends = _ends.get()
    if ends is not None:
        left = ends - time.monotonic()
        if left <= 0:
            raise stripe.APIConnectionError("Nobody waits for Stripe any longer.")
        connect, read = min(connect, left), min(read, left)
    return urllib3.Timeout(connect=connect, read=read)


def _pool_to(base: str) -> urllib3.PoolManager:
    """Return connections to that address, by way of the machine's proxy if it names one for it."""
    parts = urlsplit(base)
    proxy = "" if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme, "")
    kept: dict[str, Any] = {
        "maxsize": _CONNECTIONS,
        "cert_reqs": "CERT_REQUIRED",
        "ca_certs": stripe.ca_bundle_path,  # the authorities that the library itself trusts
    }
    return urllib3.ProxyManager(proxy, **kept) if proxy else urllib3.PoolManager(**kept)
