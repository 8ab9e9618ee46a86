"""The pages of My News: the reader's own page, and the strip that stands on the front page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.my_news import reader, rows
from accounts.my_news.naming import Named, named
from accounts.my_news.news import STRIP, news_of, suggestions
from articles.menu import category_menu
from press.web import paging
from press.web.personal import head, personal_page
from press.web.public import render


@require_safe
@personal_page
def my_news(request: HttpRequest) -> HttpResponse:
    """What the reader follows, newest first; the chooser, when nothing is followed yet."""
    now = timezone.now()
    before = reader.follows_of(request)
    follows, things = named(before)
    follows = follows.visited(now) if follows else follows
    only = _only(request, things)
    try:
        news = news_of(follows, things, only=only, before=request.GET.get("before", ""), at=now)
    except paging.DamagedCursor as damaged:
        raise Http404(str(damaged)) from None
    query = f"only={only.key}&" if only else ""
    context = {
        "page": head("My News"),
        "things": bool(things),
        "only": bool(only),
        "signed_in": request.user.is_authenticated,
        "filters": rows.filters(things, only),
        "followed": rows.followed(things),
        "items": news.items,
        "older_url": f"{request.path}?{query}before={news.older}" if news.older else "",
        "suggestions": suggestions(follows),
        "categories": [item for item in category_menu() if item["id"] not in follows.topics | follows.muted],
    }
    response = render(request, "my_news/my_news.html", context)
    reader.keep_if_changed(request, response, follows, before=before)
    return response


@require_safe
@personal_page
def strip(request: HttpRequest) -> HttpResponse:
    """The five newest, as a fragment for the front page; nothing for who follows nothing."""
    now = timezone.now()
    follows, things = named(reader.follows_of(request))
    news = news_of(follows, things, limit=STRIP, at=now)
    if not news.items:
        return HttpResponse(status=204)
    return render(request, "my_news/my_news.html#strip", {"items": news.items})


def _only(request: HttpRequest, things: list[Named]) -> Named | None:
    """Return the one followed thing that the reader narrows the page to; one that is not followed narrows nothing."""
    return next((thing for thing in things if thing.key == request.GET.get("only")), None)
