"""The links of an edition: each address once, counted by a redirect of ours that knows no reader."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.conf import settings

from newsletters.models import Edition, EditionLink

Go = Callable[[str], str]
_LONGEST = 1000  # bytes: characters of EditionLink.address, and more than an index entry holds of other scripts


def plain(address: str) -> str:
    """Return an address as it is: for previews, tests, and newsletters that count nothing."""
    return address


class Counted:
    """The addresses of an edition by the keys of their redirects, made when they are first asked for."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._keys = dict(EditionLink.objects.filter(edition=edition).values_list("address", "key"))

    def prepare(self, addresses: Iterable[str]) -> None:
        """Make what is missing of these at once; of two workers that do, both get the same keys."""
        missing = [one for one in dict.fromkeys(addresses) if one not in self._keys and _is_countable(one)]
        if not missing:
            return
        rows = [EditionLink(edition=self._edition, address=address) for address in missing]
        EditionLink.objects.bulk_create(rows, ignore_conflicts=True)
        found = EditionLink.objects.filter(edition=self._edition, address__in=missing)
        self._keys.update(found.values_list("address", "key"))

    def __call__(self, address: str) -> str:
        """Return where a reader goes to come to an address; what is no page of the web, or too long, is left."""
        if not _is_countable(address):
            return address
        self.prepare([address])
        return f"{settings.SITE_URL}/newsletters/go/{self._keys[address]}/"


def _is_countable(address: str) -> bool:
    try:
        is_page = urlsplit(address).scheme in {"http", "https"} and bool(urlsplit(address).hostname)
    except ValueError:  # half an address of the sixth version
        return False
    return is_page and len(address.encode()) <= _LONGEST
