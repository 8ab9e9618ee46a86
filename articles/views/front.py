"""The front page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.front import front_page
from articles.page import list_page
from articles.rendering import json_ld
from press.masthead.actions import particulars
from press.web.public import public_page, render


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The paper's first page."""
    paper = particulars()
    about = {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        "name": paper.name,
        "url": settings.SITE_URL + "/",
    }
    page = {**list_page(request, title=paper.name, description=paper.strapline), "jsonld": json_ld(about)}
    return render(request, "articles/front.html", {"page": page, **front_page()})
