"""One page that editors wrote."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import Truncator

from press.pages.models import Page
from press.richtext.render import plain_text
from press.web.public import public_page, render


@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """About, Terms of Use and their like."""
    row = Page.objects.filter(slug=slug).values("title", "rendered").first()
    if row is None:
        raise Http404("No page stands at this address.")
    head = {
        "title": row["title"],
        "description": Truncator(plain_text(row["rendered"])).chars(180),
        "canonical": settings.SITE_URL + request.path,
        "og_type": "website",
        "image": None,
        "language": settings.LANGUAGE_CODE,
        "direction": "ltr",
        "jsonld": "",
        "noindex": False,
    }
    return render(request, "pages/page.html", {"page": head, "title": row["title"], "body": row["rendered"]})
