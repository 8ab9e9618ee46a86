"""Error pages. The 404 speaks the paper's words; the 500 stands alone: no tag, no query, no context."""

from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render as render_desk
from django.views.csrf import csrf_failure

from articles.redirects import sent_by_hand
from articles.views.moved import sent_on
from press.web.public import render

_FIVE_HUNDRED = (Path(settings.BASE_DIR) / "templates" / "500.html").read_text(encoding="utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: what was looked for, and where to go on; or the way there, where an editor sends readers on by hand.

    Everything that answers by itself was asked before, so such a redirect never hides a page.
    """
    # The desk has a user, and no redirects.
    if request.method in {"GET", "HEAD"} and not hasattr(request, "user") and (to := sent_by_hand(request.path_info)):
        return sent_on(request, to)
    message = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"message": message, "page": _head("Not found")}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: works without a database and without templates."""
    return HttpResponse(_FIVE_HUNDRED, status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: nothing of the request is repeated. 413: a text that is too long is still in the sender's browser."""
    if isinstance(exception, RequestDataTooBig):
        most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 1024 // 1024
        return render_desk(request, "413.html", {**_desk(request), "most": most}, status=413)
    return HttpResponseBadRequest("<h1>This request could not be understood.</h1>")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: says which permission is missing, as the action that refused put it."""
    message = str(exception.args[0]) if exception.args else "Your role does not include this."
    return render_desk(request, "403.html", {**_desk(request), "message": message}, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 to a form whose token is not this browser's (any more); the desk says it in its own words."""
    if request.path_info.startswith("/admin/"):
        return csrf_failure(request, reason)
    return render_desk(request, "403_csrf.html", {"back": request.path_info}, status=403)


def _desk(request: HttpRequest) -> dict[str, object]:
    """Return what the desk's menu needs; nothing on a public page, which has no user to draw it for."""
    return admin.site.each_context(request) if hasattr(request, "user") else {}


def _head(title: str) -> dict[str, object]:
    return {"title": title, "noindex": True, "language": settings.LANGUAGE_CODE, "direction": "ltr"}
