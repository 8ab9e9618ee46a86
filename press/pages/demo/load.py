"""Loading the demo paper's pages and promos; what is there already is left alone."""

import tomllib
from pathlib import Path

from press.pages.actions import write_page
from press.pages.models import Page, Promo
from press.pictures.models import Picture
from press.web.remember import forget_all


def load() -> None:
    """Write the pages and promos of pages.toml."""
    words = tomllib.loads(Path(__file__).with_name("pages.toml").read_text(encoding="utf-8"))
    for position, row in enumerate(words["page"]):
        if not Page.objects.filter(slug=row["slug"]).exists():
            write_page(Page(position=position, **row))
    for position, row in enumerate(words["promo"]):
        # A picture of the library is known by its file's name, which for the demo is its slug.
        picture = Picture.objects.filter(file_name=f"{row.pop('picture')}.jpg").first()
        Promo.objects.get_or_create(title=row["title"], defaults={**row, "position": position, "picture": picture})
    forget_all()
