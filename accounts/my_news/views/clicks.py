"""What a click on a plus, check or mute does: for the script the answer is the new state, without it the way back."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.my_news import reader
from accounts.my_news.follows import Change, Follows, TooMany
from accounts.my_news.state import state_of
from accounts.my_news.things import named_in
from press.web.origin import post_from_our_pages
from press.web.personal import personal_page, refused, way_back

HOME = "/my-news/"


@post_from_our_pages
@personal_page
def follow(request: HttpRequest) -> HttpResponse:
    """Follow; a cached button cannot know whether the reader does already, so twice is fine."""
    # The footer has a form of its own, so that nobody is led away from there.
    return _change(request, "follow", then="#followed-foot" if request.POST.get("place") == "foot" else "#followed")


@post_from_our_pages
@personal_page
def unfollow(request: HttpRequest) -> HttpResponse:
    """Follow no longer."""
    return _change(request, "unfollow")


@post_from_our_pages
@personal_page
def mute(request: HttpRequest) -> HttpResponse:
    """Keep a topic out of My News for now."""
    return _change(request, "mute")


@post_from_our_pages
@personal_page
def unmute(request: HttpRequest) -> HttpResponse:
    """Let a topic speak again."""
    return _change(request, "unmute")


@require_safe
@personal_page
def state(request: HttpRequest) -> HttpResponse:
    """Return what this reader follows and saved, for the icons of a cached page."""
    follows, saved = state_of(request)
    response = told(follows, saved=saved)
    reader.keep_if_changed(request, response, follows, before=follows)
    return response


def told(follows: Follows, **more: list[int]) -> HttpResponse:
    """Return what is followed as the script takes it: ids, as the buttons have them."""
    ids = {"topics": sorted(follows.topics | follows.muted), "authors": sorted(follows.authors), **more}
    return JsonResponse(ids, json_dumps_params={"separators": (",", ":")})


def _change(request: HttpRequest, what: Change, *, then: str = "") -> HttpResponse:
    thing = named_in(request.POST, live_only=what == "follow")
    try:
        follows = reader.change(request, what, thing)
    except TooMany as much:
        return refused(request, str(much), status=409)
    if request.headers.get("Accept") == "application/json":
        response = told(follows)
    else:
        address = way_back(request, otherwise=HOME)
        response = HttpResponse(status=303, headers={"Location": address + then})
    reader.keep(request, response, follows)
    return response
