"""Saving a story for later, and the page of what was saved."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.my_news.saved import keep, let_go, save, saved_by
from articles.cards import cards_of
from press.web.origin import post_from_our_pages
from press.web.personal import head, personal_page, way_back
from press.web.public import render

HOME = "/saved/"


@post_from_our_pages
@personal_page
def add(request: HttpRequest) -> HttpResponse:
    """Save a story; a cached button cannot know whether it is saved already, so twice is fine."""
    return _change(request, save, then="#kept")


@post_from_our_pages
@personal_page
def remove(request: HttpRequest) -> HttpResponse:
    """Save it no longer."""
    return _change(request, let_go)


@require_safe
@personal_page
def saved(request: HttpRequest) -> HttpResponse:
    """What the reader saved, the newest saved first; what was withdrawn since is left out. One query for a cookie."""
    ids = saved_by(request)
    cards = cards_of(ids)
    items = [{"id": pk, "headline": cards[pk].headline, "card": cards[pk].html} for pk in ids if pk in cards]
    return render(request, "my_news/saved.html", {"page": head("Saved Stories"), "items": items})


def _change(request: HttpRequest, change: Callable[[HttpRequest, int], list[int]], *, then: str = "") -> HttpResponse:
    ids = change(request, _article_id(request.POST.get("article", "")))
    response: HttpResponse
    if request.headers.get("Accept") == "application/json":
        response = JsonResponse({"saved": ids}, json_dumps_params={"separators": (",", ":")})
    else:
        address = way_back(request, otherwise=HOME)
        response = HttpResponse(status=303, headers={"Location": address + then})
    keep(request, response, ids)
    return response


def _article_id(typed: str) -> int:
    """Return the number that a button sends; one that no database could hold names nothing."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        raise Http404("This click named no story, so nothing was changed.")
    return int(typed)
