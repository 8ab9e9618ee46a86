"""Redirects made by hand: how their addresses are written, and what a reader finds at an address without them."""

from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path

from articles.models import Redirect
from press.web import boundaries

LONGEST = 300  # characters of a path, decoded


def as_kept(path: str) -> str:
    """Return a decoded path as redirects keep it: with one slash at its end, or none after a file's name."""
    bare = path.rstrip("/")
    return bare if "." in bare.rpartition("/")[2] else f"{bare}/"


def sent_by_hand(path: str) -> str:
    """Return where an editor sends readers of `path` (decoded, as the request has it) on to, or nothing. One query."""
    if len(path) > LONGEST or "\x00" in path:
        return ""
    to = Redirect.objects.filter(path=as_kept(path)).values_list("to", flat=True).first()
    return str(escape_uri_path(to)) if to else ""


def found_at(path: str) -> tuple[int, str]:
    """Return the status with which the site answers readers of a decoded path today, and where it sends them on to.

    The site itself is asked, so that no kind of page is forgotten here. Redirects made by hand have no part in it.
    """
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    try:
        match = resolve(path)
        if not getattr(match.func, "is_public_page", False):
            return 200, ""  # the desk, or a probe
        with boundaries.noted():
            answer = match.func(request, *match.args, **match.kwargs)
    except (Resolver404, Http404):
        return 404, ""
    return answer.status_code, answer.get("Location", "")
