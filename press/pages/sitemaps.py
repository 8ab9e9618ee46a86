"""Pages as sitemaps name them."""

from press.pages.models import Page
from press.web.remember import remembered
from press.web.sitemaps import Entry

TERMS = "terms-of-use"  # a fixed address of the site, once editors have written the page


def entries() -> list[Entry]:
    """Return every page, in the order of the foot."""
    pages = Page.objects.order_by("position", "title").values_list("slug", "saved_at")
    return [Entry(f"/{slug}/", saved_at) for slug, saved_at in pages]


@remembered
def terms_path() -> str:
    """Return the path of the paper's terms of use, at most five seconds old, or nothing while there are none."""
    return f"/{TERMS}/" if Page.objects.filter(slug=TERMS).exists() else ""
