"""One page that editors wrote."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import Truncator

from press.pages.models import Page
from press.richtext.render import plain_text
from press.web import jsonld
from press.web.public import public_page, render

# Pages about the paper itself, by address; the rest are pages and no more. https://schema.org/AboutPage
_KINDS = {"about": "AboutPage", "contact": "ContactPage"}


@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """About, Terms of Use and their like."""
    row = Page.objects.filter(slug=slug).values("title", "rendered", "saved_at").first()
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
        "jsonld": _told(slug, row["title"], row["saved_at"]),
        "noindex": False,
    }
    return render(request, "pages/page.html", {"page": head, "title": row["title"], "body": row["rendered"]})


def _told(slug: str, title: str, saved_at: datetime) -> str:
    kind, saved = _KINDS.get(slug, "WebPage"), timezone.localtime(saved_at).isoformat(timespec="minutes")
    about = {"about": {"@id": jsonld.PAPER_ID}} if kind != "WebPage" else {}
    return jsonld.page(kind, (title, f"/{slug}/"), dateModified=saved, **about)
