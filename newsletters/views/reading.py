"""Editions online, and the counted way to what they link to. Public: the same for everyone, without a cookie."""

import re
from datetime import date

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.cards import cards_of
from articles.page import list_page
from newsletters.letter.lines import preheader_of, subject_of, withdrawn_headlines
from newsletters.models import Edition, EditionLink, Newsletter
from press.richtext.library import placed_picture
from press.richtext.render import plain_text
from press.richtext.render import render as render_body
from press.web import jsonld
from press.web.personal import personal_page
from press.web.public import public_page, render

SHOWN = 40
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-9]\d{1,3}))?")


@public_page
def newsletter(request: HttpRequest, slug: str) -> HttpResponse:
    """One newsletter: what it promises, and its latest editions."""
    found = Newsletter.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(gettext("There is no such newsletter."))
    editions = list(found.editions.online().newest_first().only("date", "number", "subject")[:SHOWN])
    withdrawn = withdrawn_headlines([edition.pk for edition in editions], at=timezone.now())
    rows = []
    for edition in editions:
        edition.newsletter = found
        rows.append({"edition": edition, "subject": subject_of(edition, withdrawn=withdrawn.get(edition.pk, ()))})
    page = list_page(request, title=found.name, description=found.promise, jsonld=_told(found.name, request.path))
    return render(request, "newsletters/newsletter.html", {"page": page, "newsletter": found, "editions": rows})


@public_page
def edition(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """One edition as it was sent, less what was withdrawn since."""
    named = _DAY.fullmatch(day)
    if named is None:
        raise Http404
    try:
        on = date.fromisoformat(named[1])
    except ValueError:  # the thirtieth of February
        raise Http404 from None
    released = Edition.objects.online().filter(newsletter__slug=slug, number=int(named[2] or 1), date=on)
    found = released.select_related("newsletter").first()
    if found is None:
        raise Http404(gettext("There is no such edition."))
    ids = list(found.places.order_by("position", "pk").values_list("article_id", flat=True))
    cards = cards_of(ids)
    withdrawn: list[str] = []
    if len(cards) < len(ids):
        withdrawn = withdrawn_headlines([found.pk], at=timezone.now()).get(found.pk, [])
    subject = subject_of(found, withdrawn=withdrawn)
    words = plain_text(found.introduction) or preheader_of(found, withdrawn=withdrawn) or found.newsletter.promise
    page = list_page(
        request, title=subject, description=Truncator(words).chars(180), jsonld=_told(subject, request.path)
    )
    context = {
        "page": page,
        "edition": found,
        "introduction": render_body(found.introduction, picture_for=placed_picture),
        "cards": [cards[pk].html for pk in ids if pk in cards],
    }
    return render(request, "newsletters/edition.html", context)


@personal_page
@require_safe
def go(request: HttpRequest, key: str) -> HttpResponse:
    """Lead on to what an edition links to, and count that it was opened; by whom is not known here."""
    link = (
        EditionLink.objects.filter(key=key).values_list("pk", "address", "edition__newsletter__counts_clicks").first()
    )
    if link is None:
        raise Http404(gettext("This link leads nowhere (any more)."))
    pk, address, counts = link
    if counts and request.method == "GET":
        EditionLink.objects.filter(pk=pk).update(clicks=F("clicks") + 1)
    return HttpResponseRedirect(address)


def _told(name: str, path: str) -> str:
    return jsonld.page("CollectionPage", (name, path))
