"""The index of all sitemaps, and the file of what is no list of very many: pages of the site, newsletters."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.river import report_next_story
from articles.sitemaps import SHELVES, fixed
from newsletters import sitemaps as newsletters_sitemaps
from press.pages import sitemaps as pages_sitemaps
from press.web.public import public_page
from press.web.sitemaps import Entry, File, whole
from press.web.sitemaps import index as answer


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Every file, with the moment at which something in it changed last. News have a file of their own."""
    now = timezone.now()
    report_next_story(now)
    alone = _alone(now)
    newest = max((entry.changed for entry in alone if entry.changed), default=None)
    many = [file for shelf in SHELVES.values() for file in shelf.files(now)]
    return answer([File("/sitemap-pages.xml", newest), *many])


@public_page
def pages(request: HttpRequest) -> HttpResponse:
    """The front page, the index of topics, the pages that editors wrote, and newsletters with their editions."""
    now = timezone.now()
    report_next_story(now)
    return whole(_alone(now))


def _alone(now: datetime) -> list[Entry]:
    return [*fixed(now), *pages_sitemaps.entries(), *newsletters_sitemaps.entries()]
