"""What pages and promos do when a picture changes."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from press.pages.actions import write_page
from press.pages.models import Page, Promo
from press.pictures.signals import picture_changed
from press.pictures.usage import Use, where_used
from press.richtext.render import placed_figures
from press.web.remember import forget_all


def _pages_with(picture_id: int) -> Iterator[Page]:
    """Pages are few, so their bodies are read; a story's figures have rows of their own."""
    for page in Page.objects.filter(body__contains=f'data-picture="{picture_id}"'):
        if any(figure.picture_id == picture_id for figure in placed_figures(page.body)):
            yield page


@receiver(picture_changed, dispatch_uid="pages.picture_changed")
def render_where_the_picture_stands(picture_id: int, **_: Any) -> None:
    """Remake the pages that show the picture; promos are read anew."""
    for page in _pages_with(picture_id):
        write_page(page, at=page.saved_at)
    forget_all()


@where_used
def pages_and_promos(picture_id: int) -> Iterator[Use]:
    """Tell the library which pages and promos show a picture."""
    for page in _pages_with(picture_id):
        yield Use(page.title, reverse("admin:pages_page_change", args=[page.pk]), public=True)
    for promo in Promo.objects.filter(picture_id=picture_id):
        yield Use(promo.title, reverse("admin:pages_promo_change", args=[promo.pk]), public=promo.is_current)
