"""Answers public pages before anything personal is even loaded."""

import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.handlers.exception import get_exception_response, response_for_exception
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, get_resolver
from django.utils.http import escape_leading_slashes

from press.web import boundaries, public

logger = logging.getLogger(__name__)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class PublicPagesMiddleware:
    """Resolve the address; answer a view marked `@public_page`, and an unknown address, there and then.

    The rest (the desk, probes) goes on to session, auth and messages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.resolver = get_resolver(settings.ROOT_URLCONF)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        boundaries.start()
        request.get_host()  # a forged Host must not reach an answer that any cache may keep
        if "%00" in request.META.get("QUERY_STRING", ""):  # PostgreSQL refuses NUL, and no address of ours has one
            raise BadRequest("The address has a NUL in its query.")
        if _CONTROL.search(request.path_info):
            return self._missing(request)
        try:
            match = self.resolver.resolve(request.path_info)
        except Resolver404:
            slashed = _with_slash(request)
            if slashed and _resolves(self.resolver, request.path_info + "/"):
                return public.finish(request, HttpResponsePermanentRedirect(slashed))
            return self._missing(request)
        if not getattr(match.func, "is_public_page", False):
            return self.get_response(request)
        request.resolver_match = match
        return self._public(request, lambda: match.func(request, *match.args, **match.kwargs))

    def _missing(self, request: HttpRequest) -> HttpResponse:
        return self._public(request, _nothing)

    def _public(self, request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
        try:
            response = answer()
        except Http404 as missing:
            # The paper's own page in DEBUG as well: whoever makes it looks first where readers are sent on by hand.
            response = get_exception_response(request, self.resolver, 404, missing)
        except Exception as error:  # every view's errors become pages here, as in Django's own handler
            if not isinstance(error, PermissionDenied | SuspiciousOperation):
                logger.exception("A public page failed: %s", request.path)
            response = response_for_exception(request, error)
        return public.finish(request, response)


def _nothing() -> HttpResponse:
    raise Http404("Nothing stands at this address.")


def _with_slash(request: HttpRequest) -> str:
    """Return the address with a slash at its end (and its query), or nothing when it has one."""
    if request.path_info.endswith("/") or request.method not in {"GET", "HEAD"}:
        return ""
    return escape_leading_slashes(request.get_full_path(force_append_slash=True))


def _resolves(resolver: object, path: str) -> bool:
    try:
        resolver.resolve(path)  # type: ignore[attr-defined]
    except Resolver404:
        return False
    return True
