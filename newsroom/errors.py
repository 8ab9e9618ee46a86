"""Error pages. The 404 speaks the paper's words; the 500 stands alone: no tag, no query, no context."""

from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render as render_desk

from press.web.public import render

_FIVE_HUNDRED = (Path(settings.BASE_DIR) / "templates" / "500.html").read_text(encoding="utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: what was looked for, and where to go on."""
    message = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"message": message, "page": _head("Not found")}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: works without a database and without templates."""
    return HttpResponse(_FIVE_HUNDRED, status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: nothing of the request is repeated."""
    return HttpResponseBadRequest("<h1>This request could not be understood.</h1>")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: says which permission is missing, as the action that refused put it."""
    message = str(exception.args[0]) if exception.args else "Your role does not include this."
    # A public page has no user, so the desk's menu cannot be drawn for it.
    context = admin.site.each_context(request) if hasattr(request, "user") else {}
    return render_desk(request, "403.html", {**context, "message": message}, status=403)


def _head(title: str) -> dict[str, object]:
    return {"title": title, "noindex": True, "language": settings.LANGUAGE_CODE, "direction": "ltr"}
