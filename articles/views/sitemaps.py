"""Sitemaps of stories, topics and authors, and of the news; see articles/sitemaps.py. newsroom has the index of all."""

from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from articles import sitemaps
from articles.river import report_next_story
from press.web import boundaries
from press.web.public import public_page
from press.web.sitemaps import streamed, whole


@public_page
def shelf(request: HttpRequest, name: str, number: int) -> StreamingHttpResponse:
    """One file of stories, topics or authors."""
    now = timezone.now()
    report_next_story(now)
    boundaries.report(boundaries.next_midnight(now))  # rights in pictures end with a day
    found = sitemaps.SHELVES[name].read(number, now) if name in sitemaps.SHELVES else iter(())
    # The first entry is read before the answer begins: an empty file is missing, and a failing one a failure.
    first = next(found, None)
    if first is None:
        raise Http404("We have no sitemap of this number.")
    return streamed(chain([first], found))


@public_page
def news(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days."""
    now = timezone.now()
    report_next_story(now)
    return whole(sitemaps.news(now))
