"""robots.txt, as editors wrote it."""

from django.http import HttpRequest, HttpResponse

from press.masthead.actions import particulars
from press.web.public import public_page


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may do."""
    return HttpResponse(particulars().robots, content_type="text/plain; charset=utf-8")
