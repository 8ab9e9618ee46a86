"""Reading and changing the site settings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from press.masthead.logo import Logo, store_logo
from press.masthead.models import Masthead
from press.web.jsonld import PAPER_ID, SITE_ID, Node, graph, known
from press.web.remember import forget_all
from press.web.standing import Rows, Standing


@dataclass(frozen=True, slots=True)
class Particulars:
    """The site settings as plain words, made for templates."""

    name: str
    strapline: str
    publisher: str
    logo_url: str
    logo_width: int
    logo_height: int
    postal_address: str
    tax_number: str
    robots: str
    feeds_full_text: bool
    jsonld: str  # of the paper and its site, at which every page's own points
    social_links: list[dict[str, str]] = field(default_factory=list)

    @property
    def address_in_a_line(self) -> str:
        return _in_a_line(self.postal_address)


def write_masthead(*, logo: Logo | None = None, remove_logo: bool = False, **fields: Any) -> Masthead:
    """Change the site settings; other keyword arguments are the model's fields. A logo comes from read_logo()."""
    if logo:
        store_logo(logo)
        fields |= {"logo": logo.name, "logo_width": logo.width, "logo_height": logo.height}
    elif remove_logo:
        fields |= {"logo": "", "logo_width": 0, "logo_height": 0}
    with transaction.atomic():
        masthead, _ = Masthead.objects.update_or_create(pk=1, defaults=fields)
    forget_all()
    return masthead


def lines_without_link(social_links: str) -> list[str]:
    """Return the lines that are not a name, a space and an address of the web; they would be printed nowhere."""
    return [line for line, link in _links(social_links) if link is None]


def _links(social_links: str) -> Iterator[tuple[str, dict[str, str] | None]]:
    """Yield each line with the link it makes, or nothing."""
    for line in filter(None, map(str.strip, social_links.splitlines())):
        *name, url = line.rsplit(maxsplit=1)
        is_link = bool(name) and url.startswith(("https://", "http://")) and bool(urlsplit(url).netloc)
        yield line, {"name": name[0], "url": url} if is_link else None


def particulars() -> Particulars:
    """Return the site settings, at most five seconds old."""
    return _PARTICULARS.answer()


def _made_of(rows: Rows) -> Particulars:
    masthead = Masthead(**dict(zip(_COLUMNS, rows[0], strict=True))) if rows else Masthead()
    links = [link for _, link in _links(masthead.social_links) if link]
    logo_url = default_storage.url(masthead.logo.name) if masthead.logo else ""
    return Particulars(
        name=masthead.name,
        strapline=masthead.strapline,
        publisher=masthead.publisher or masthead.name,
        logo_url=logo_url,
        logo_width=masthead.logo_width,
        logo_height=masthead.logo_height,
        postal_address=masthead.postal_address,
        tax_number=masthead.tax_number,
        robots=masthead.robots,
        feeds_full_text=masthead.feeds_full_text,
        jsonld=graph(_organization(masthead, logo_url, links), _site(masthead)),
        social_links=links,
    )


_COLUMNS = [field.attname for field in Masthead._meta.concrete_fields]  # noqa: SLF001 - Django's documented introspection
_PARTICULARS = Standing(lambda: Masthead.objects.filter(pk=1).values_list(*_COLUMNS), _made_of)


def _organization(masthead: Masthead, logo_url: str, links: list[dict[str, str]]) -> Node:
    """https://developers.google.com/search/docs/appearance/structured-data/organization"""
    logo = known(
        type="ImageObject",
        url=urljoin(settings.SITE_URL, logo_url),
        width=masthead.logo_width,
        height=masthead.logo_height,
    )
    return known(
        type="NewsMediaOrganization",
        id=PAPER_ID,
        name=masthead.name,
        url=settings.SITE_URL + "/",
        logo=logo if logo_url else None,
        slogan=masthead.strapline,
        legalName=masthead.publisher,
        address=_in_a_line(masthead.postal_address),
        taxID=masthead.tax_number,
        sameAs=[link["url"] for link in links],
    )


def _in_a_line(postal_address: str) -> str:
    return ", ".join(filter(None, (line.strip(" ,") for line in postal_address.splitlines())))


def _site(masthead: Masthead) -> Node:
    """https://schema.org/WebSite, https://developers.google.com/search/docs/appearance/site-names"""
    return known(
        type="WebSite",
        id=SITE_ID,
        name=masthead.name,
        url=settings.SITE_URL + "/",
        inLanguage=settings.LANGUAGE_CODE,
        publisher={"@id": PAPER_ID},
    )
