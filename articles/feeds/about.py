"""What a feed says of its list: the paper's own particulars beside the list's name and addresses."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.encoding import iri_to_uri

from articles.feeds.story import About
from press.masthead.actions import particulars


def about(*, page: str, feed: str, name: str = "", description: str = "") -> About:
    """Return what the feed at `feed` says of the list at `page`; the paper's own has no name but the paper's."""
    us = particulars()
    title = f"{name} | {us.name}" if name else us.name
    return About(
        title=title,
        description=description or us.strapline or title,
        page=_absolute(page),
        feed=_absolute(feed),
        paper=us.name,
        paper_url=_absolute("/"),
        language=settings.LANGUAGE_CODE,
        icon=_absolute(staticfiles_storage.url("icons/favicon.svg")),
        logo=_absolute(us.logo_url) if us.logo_url else "",
    )


def _absolute(address: str) -> str:
    return iri_to_uri(urljoin(settings.SITE_URL, address))
