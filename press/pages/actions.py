"""Writing pages, and what every page shows of pages and promos."""

from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from press.pages.models import Page, Promo
from press.pages.signals import page_moved
from press.pictures.markup import shown_html
from press.pictures.models import Picture
from press.richtext.clean import clean
from press.richtext.library import placed_picture
from press.richtext.render import render
from press.web import boundaries, roots
from press.web.remember import forget_all
from press.web.standing import Rows, Standing


def write_page(page: Page, *, at: datetime | None = None) -> Page:
    """Save a page, claim its word at the root and remake its HTML. Raises roots.WordTaken."""
    with transaction.atomic():
        before = Page.objects.filter(pk=page.pk).values_list("slug", flat=True).first() if page.pk else None
        roots.claim(page.slug, owner="page", instead_of=before or "")
        page.saved_at = at or timezone.now()
        page.body = clean(page.body)
        page.rendered = render_page(page)
        page.save()
        if before and before != page.slug:
            page_moved.send(Page, old=f"/{before}/", new=page.get_absolute_url())
    forget_all()
    return page


def remove_page(page: Page) -> None:
    """Take a page away and give its word back."""
    with transaction.atomic():
        roots.release(page.slug, owner="page")
        page.delete()
    forget_all()


def render_page(page: Page) -> str:
    """Return the page's body as readers see it."""
    return "\n".join(render(page.body, picture_for=placed_picture))


class PageLink(TypedDict):
    """A page as the foot of every page links it."""

    title: str
    url: str


def page_links() -> list[PageLink]:
    """Return the pages linked at the foot, at most five seconds old."""
    return _LINKS.answer()


_LINKS = Standing(
    lambda: Page.objects.filter(in_footer=True).order_by("position", "title").values_list("title", "slug"),
    lambda rows: [PageLink(title=title, url=f"/{slug}/") for title, slug in rows],
)


class PromoShown(TypedDict):
    """A promo as templates/components/promo.html takes it."""

    title: str
    text: str
    url: str
    picture: str
    credit: str


def current_promos() -> list[PromoShown]:
    """Return the promos whose time it is, and report when that changes next."""
    now = timezone.now()
    for promo in _promos():
        for change in (promo.starts_at, promo.ends_at):
            boundaries.report(change, now=now)
    return [
        PromoShown(
            title=promo.title,
            text=promo.text,
            url=promo.link,
            picture=shown_html(promo.picture, crop="wide", role="card"),
            credit=promo.picture.credit if promo.picture and promo.picture.is_shown else "",
        )
        for promo in _promos()
        if promo.is_current
    ]


_PROMO = ("title", "text", "link", "starts_at", "ends_at")
_PICTURE = ("pk", "caption", "alt", "photographer", "agency", "via", "rights_expire", "renditions")


def _promos() -> list[Promo]:
    return _PROMOS.answer()


def _promos_of(rows: Rows) -> list[Promo]:
    return [
        Promo(
            **dict(zip(_PROMO, row, strict=False)),
            picture=Picture(**dict(zip(_PICTURE, row[len(_PROMO) :], strict=True))) if row[len(_PROMO)] else None,
        )
        for row in rows
    ]


_PROMOS = Standing(
    lambda: Promo.objects.order_by("position", "pk").values_list(*_PROMO, *(f"picture__{name}" for name in _PICTURE)),
    _promos_of,
)
