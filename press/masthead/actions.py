"""Reading and changing the site settings."""

from dataclasses import dataclass, field

from django.core.files.storage import default_storage
from django.db import transaction

from press.masthead.models import Masthead
from press.web.remember import forget_all, remembered


@dataclass(frozen=True, slots=True)
class Particulars:
    """The site settings as plain words, made for templates."""

    name: str
    strapline: str
    publisher: str
    logo_url: str
    postal_address: str
    tax_number: str
    robots: str
    social_links: list[dict[str, str]] = field(default_factory=list)


def write_masthead(**fields: str) -> Masthead:
    """Change the site settings; keyword arguments are the model's fields."""
    with transaction.atomic():
        masthead, _ = Masthead.objects.update_or_create(pk=1, defaults=fields)
    forget_all()
    return masthead


@remembered
def particulars() -> Particulars:
    """Return the site settings, at most five seconds old."""
    masthead = Masthead.objects.filter(pk=1).first() or Masthead()
    links = (line.rsplit(maxsplit=1) for line in masthead.social_links.splitlines() if line.strip())
    return Particulars(
        name=masthead.name,
        strapline=masthead.strapline,
        publisher=masthead.publisher or masthead.name,
        logo_url=default_storage.url(masthead.logo.name) if masthead.logo else "",
        postal_address=masthead.postal_address,
        tax_number=masthead.tax_number,
        robots=masthead.robots,
        social_links=[
            {"name": words[0], "url": words[1]}
            for words in links
            if len(words) > 1 and words[1].startswith(("https://", "http://"))
        ],
    )
