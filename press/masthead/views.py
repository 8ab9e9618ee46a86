"""robots.txt, as editors wrote it."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from press.masthead.actions import particulars
from press.web.public import public_page

# Fixed addresses of the site; what stands there belongs to the floors above.
_SITEMAPS = ("/sitemap.xml", "/sitemap-news.xml")
_NAMES_ONE = re.compile(r"^\s*sitemap\s*:", re.IGNORECASE | re.MULTILINE)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may do, and where our sitemaps are: named at the end, unless an editor named any."""
    text = particulars().robots
    if not _NAMES_ONE.search(text):
        lines = "".join(f"Sitemap: {settings.SITE_URL}{path}\n" for path in _SITEMAPS)
        text = f"{text.rstrip()}\n\n{lines}".lstrip()
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
