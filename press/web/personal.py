"""The personal response: a page, or an answer to a click, that is one reader's own. Nobody may store it.

It is rendered by the public engine all the same: what it knows of the reader is handed to it by the view.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

from press.web.public import PUBLIC_CSP, render

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def personal_page(view: View) -> View:
    """Mark a view as one reader's own: its answers, refusals among them, are kept by no cache."""

    @wraps(view)
    def unstored(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404 as missing:
            context = {"message": str(missing), "page": head("Not found")}
            response = render(request, "404.html", context, status=404)
        response["Cache-Control"] = "no-store"
        response["Content-Security-Policy"] = PUBLIC_CSP
        return response

    return unstored


def refused(request: HttpRequest, message: str, *, status: int) -> HttpResponse:
    """Answer what we do not do, in a sentence that says what was kept and what to do; a script gets it as JSON."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"message": message}, status=status)
    return render(request, "refused.html", {"message": message, "page": head("Nothing was changed")}, status=status)


def head(title: str) -> dict[str, Any]:
    """Return the `page` that templates/base.html takes, for a page that search engines have no business with."""
    return {"title": title, "noindex": True, "language": settings.LANGUAGE_CODE, "direction": "ltr"}


def way_back(request: HttpRequest, *, otherwise: str) -> str:
    """Return the address of ours to which a click leads back: the form's `next`, or the page that the browser names."""
    return own_address(request, request.POST.get("next") or request.headers.get("Referer", ""), otherwise=otherwise)


def own_address(request: HttpRequest, typed: str, *, otherwise: str) -> str:
    """Return the path and query of an address of ours, without its fragment; `otherwise` for any other's."""
    hosts = {request.get_host(), urlsplit(settings.SITE_URL).netloc}
    if len(typed) > 2000 or not url_has_allowed_host_and_scheme(typed, hosts):
        return otherwise
    parts = urlsplit(typed)
    # “http://ours//elsewhere” would become “//elsewhere”, which is an address of another host.
    if not parts.path.startswith("/") or parts.path.startswith("//"):
        return otherwise
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
