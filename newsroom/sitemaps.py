"""The index of all sitemaps, and the file of what is no list of many: front page, index of topics, pages."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.river import report_next_story
from articles.sitemaps import SHELVES, fixed
from press.pages import sitemaps as pages_sitemaps
from press.web.public import public_page
from press.web.sitemaps import File, whole
from press.web.sitemaps import index as answer


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Every file, with the moment at which something in it changed last. News have a file of their own."""
    now = timezone.now()
    report_next_story(now)
    alone = [*fixed(now), *pages_sitemaps.entries()]
    newest = max((entry.changed for entry in alone if entry.changed), default=None)
    many = [file for shelf in SHELVES.values() for file in shelf.files(now)]
    return answer([File("/sitemap-pages.xml", newest), *many])


@public_page
def pages(request: HttpRequest) -> HttpResponse:
    """The front page, the index of topics and the pages that editors wrote."""
    now = timezone.now()
    report_next_story(now)
    return whole([*fixed(now), *pages_sitemaps.entries()])
