"""Who reads: with an account, by rows; without one, by the cookie. The pages of My News need not know which."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.models import Follow
from accounts.my_news import cookies
from accounts.my_news.follows import Change, Follows, Thing
from accounts.my_news.keeping import keep_change

_VISITS = "my_news_visits"  # of a reader with an account, in the session: each device has visits of its own


def follows_of(request: HttpRequest) -> Follows:
    """Return what the reader follows: no query for a cookie, one for an account beside the session's own."""
    user: Any = request.user
    if not user.is_authenticated:
        return Follows.from_text(request.COOKIES.get(cookies.FOLLOWS, ""))
    rows = Follow.objects.filter(user=user).values_list("topic_id", "author_id", "muted")
    return Follows.from_rows(rows, visits=request.session.get(_VISITS, (0, 0)))


def change(request: HttpRequest, what: Change, thing: Thing, *, at: datetime | None = None) -> Follows:
    """Return what the reader follows after a click. An account's rows are written; a cookie is left to `keep`.

    Raises TooMany.
    """
    follows = follows_of(request).changed(what, thing)
    if request.user.is_authenticated:
        keep_change(request.user, what, thing, at=at)
    return follows


def keep_if_changed(request: HttpRequest, response: HttpResponse, follows: Follows, *, before: Follows) -> None:
    """Write what reading changed: the visit, and topics that became part of others. A cookie that is not ours goes."""
    is_forged = cookies.FOLLOWS in request.COOKIES and not follows and not request.user.is_authenticated
    if follows != before or is_forged:
        keep(request, response, follows)


def keep(request: HttpRequest, response: HttpResponse, follows: Follows) -> None:
    """Write the reader's cookies, or the session's visits when there is an account."""
    if request.user.is_authenticated:
        visits = [follows.visit, follows.visit_before]
        if request.session.get(_VISITS, [0, 0]) != visits:
            request.session[_VISITS] = visits
        cookies.tell_of_person(response, there=True)
        return
    cookies.keep(request, response, follows=follows.as_text() if follows else "")
