"""The public response: what marks a view as public, how its template is rendered, which headers it leaves with.

The rules are idea 1 of docs/architecture.md. What a page says belongs to the desks.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.template import loader
from django.utils import timezone
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from press.web import boundaries, compression

# Seconds that a shared cache may keep a page: fresh, stale while it fetches anew, stale when we are down.
FRESH = 300
FRESH_MISSING = 30  # an address that is missing may be published by hand at any moment
STALE_WHILE_REVALIDATE = 30
STALE_IF_ERROR = 86_400

PublicView = Callable[Concatenate[HttpRequest, ...], HttpResponse]

_MEDIA_HOST = "" if settings.MEDIA_BASE_URL.startswith("/") else " " + "/".join(settings.MEDIA_BASE_URL.split("/")[:3])
PUBLIC_CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        f"img-src 'self'{_MEDIA_HOST}",
        f"font-src 'self'{_MEDIA_HOST}",
        "connect-src 'self'",
        "frame-src " + " ".join(settings.EMBED_HOSTS),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def public_page[Answer: (HttpResponse, StreamingHttpResponse)](
    view: Callable[Concatenate[HttpRequest, ...], Answer],
) -> Callable[Concatenate[HttpRequest, ...], Answer]:
    """Mark a view as public: answered above session and auth, cached by anyone, GET and HEAD only."""
    safe = require_safe(view)

    @wraps(view)
    def safe_only(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        return safe(request, *args, **kwargs)

    safe_only.is_public_page = True  # type: ignore[attr-defined]
    return safe_only


def render(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Render with the public engine, which knows no user, message or token."""
    return HttpResponse(loader.render_to_string(template, context, request, using="public"), status=status)


def cache_control(now: datetime, *, at_most: int = FRESH) -> str:
    """Return the lifetime of a page made at `now`: nothing outlives the next change that was reported."""
    change = boundaries.next_change()
    left = max(0, int((change - now).total_seconds())) if change else FRESH + STALE_IF_ERROR
    fresh = min(at_most, left)
    parts = ["public", "max-age=0", f"s-maxage={fresh}"]
    if left > fresh:
        parts.append(f"stale-while-revalidate={min(STALE_WHILE_REVALIDATE, left - fresh)}")
        parts.append(f"stale-if-error={min(STALE_IF_ERROR, left - fresh)}")
    return ", ".join(parts)


def _lifetime(status: int) -> str:
    if status >= 500:
        return "no-store"
    return cache_control(timezone.now(), at_most=FRESH if status in {200, 301, 410} else FRESH_MISSING)


def finish[Answer: (HttpResponse, StreamingHttpResponse)](request: HttpRequest, response: Answer) -> Answer:
    """Give a public response its headers, its ETag and, for who asks, its compressed bytes.

    What is streamed is compressed as it goes and has no ETag, as its bytes are not known before they are sent; who
    asks for the head alone starts no stream.
    """
    if "Cache-Control" not in response:
        response["Cache-Control"] = _lifetime(response.status_code)
    response["Content-Security-Policy"] = PUBLIC_CSP
    response["X-Frame-Options"] = "DENY"
    response["Vary"] = "Accept-Encoding"
    accepted = request.headers.get("Accept-Encoding", "")
    if isinstance(response, StreamingHttpResponse):
        takes_gzip = compression.takes_gzip(accepted)
        if takes_gzip:
            response["Content-Encoding"] = "gzip"
        if request.method == "HEAD":
            response.streaming_content = ()
        elif takes_gzip:
            response.streaming_content = compression.gzipped(iter(response))
        return response
    if response.status_code != 200:
        return response
    # One weak tag for all forms: they say the same, and a proxy may compress on its own.
    etag = f'W/"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
    if _is_known(etag, request.headers.get("If-None-Match", "")):
        unchanged = HttpResponseNotModified()
        for name in ("Cache-Control", "Content-Security-Policy", "Vary"):
            unchanged[name] = response[name]
        unchanged["ETag"] = etag
        return unchanged
    response["ETag"] = etag
    coding = compression.coding_for(accepted)
    if coding and len(response.content) > 200:
        response.content = compression.packed(response.content, coding)
        response["Content-Encoding"] = coding
    response["Content-Length"] = str(len(response.content))
    return response


def _is_known(etag: str, if_none_match: str) -> bool:
    """Compare weakly (RFC 9110, 13.1.2): a proxy may have made our tag a strong one."""
    known = {tag.removeprefix("W/") for tag in parse_etags(if_none_match)}
    return "*" in known or etag.removeprefix("W/") in known
