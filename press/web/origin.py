"""Where a POST came from. Cached pages carry no token, so what they send is accepted when the browser says that one of
our own pages sent it. Forms of uncached pages carry Django's token instead.

https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from press.web.personal import refused

ELSEWHERE = "This click did not come from one of our own pages, so nothing was changed. Open the page here and click."


def is_from_our_pages(request: HttpRequest) -> bool:
    """Say whether the browser names one of our own pages as the sender; a request that says nothing does not."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    sender = request.headers.get("Origin") or _origin(request.headers.get("Referer", ""))
    return sender in {_origin(settings.SITE_URL), f"{request.scheme}://{request.get_host()}"}


def post_from_our_pages(
    view: Callable[Concatenate[HttpRequest, ...], HttpResponse],
) -> Callable[Concatenate[HttpRequest, ...], HttpResponse]:
    """Answer POSTs of our own pages; others get a 403 that says so."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_from_our_pages(request):
            return refused(request, ELSEWHERE, status=403)
        return view(request, *args, **kwargs)

    return checked


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
