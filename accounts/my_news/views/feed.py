"""My News as RSS and JSON Feed, at an address that only its reader knows; the account's page makes and changes it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.my_news.feed import followed_by_secret, stories_of
from articles.feeds import jsonfeed, rss
from articles.feeds.about import about
from press.masthead.actions import particulars
from press.web.personal import personal_page

_FORMS: dict[str, Any] = {"rss": rss, "json": jsonfeed}


@require_safe
@personal_page
def feed(request: HttpRequest, secret: str, form: str) -> HttpResponse:
    """The newest of what its reader follows, for whoever knows the address: a program has no cookie. Three queries."""
    follows = followed_by_secret(secret)
    if follows is None:
        raise Http404("No feed stands at this address any more. Its reader finds today's on the page of their account.")
    written = _FORMS[form]
    stories = stories_of(follows, written.KEY, whole=particulars().feeds_full_text)
    said = about(page="/my-news/", feed=request.path, name=_("My News"))
    response = HttpResponse(written.feed(said, stories), content_type=written.CONTENT_TYPE)
    set_response_etag(response)
    # No cache may keep it, but a program that has it already need not fetch it again.
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
