"""Sitemaps: the files in which a site names its addresses to search engines. Which they are belongs to the desks.

They are written here and not by django.contrib.sitemaps, which makes a whole file in memory before it sends any of it.
https://www.sitemaps.org/protocol.html and, for pictures and news, the extensions named below.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from itertools import batched
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.encoding import iri_to_uri

from press.web.xml import element, one_line

MOST = 50_000  # entries a file
MOST_BYTES = 50 * 1024 * 1024  # a file before it is compressed
# With this much an entry a full file stays within its bytes; only the words about a picture could take more.
_FAIR_SHARE = (MOST_BYTES - 1024) // MOST
_AT_ONCE = 500  # entries written to the reader in one go

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CORE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = (
    f"{_XML}<urlset {_CORE}"
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
).encode()
_FOOT = b"</urlset>\n"
_TYPE = "application/xml; charset=utf-8"


class Picture(NamedTuple):
    """A picture of a page, by its whole address.

    Google reads the address alone since 2022; others still read the caption and the licence, which
    http://www.google.com/schemas/sitemap-image/1.1 has kept.
    """

    url: str
    caption: str = ""
    licence: str = ""  # the address of the page that says it


class News(NamedTuple):
    """A page that is news; https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap."""

    paper: str
    language: str
    published: datetime
    title: str


class Entry(NamedTuple):
    """One address of ours."""

    path: str
    changed: datetime | None = None  # when what readers see of it changed last
    picture: Picture | None = None
    news: News | None = None


class File(NamedTuple):
    """One sitemap, as the index of them names it."""

    path: str
    changed: datetime | None = None


def streamed(entries: Iterable[Entry]) -> StreamingHttpResponse:
    """Answer with a file of entries that are read while it is sent."""
    return StreamingHttpResponse(_document(entries), content_type=_TYPE)


def whole(entries: Iterable[Entry]) -> HttpResponse:
    """Answer with a short file, made at once: it has a tag, so whoever asks often is told that nothing changed."""
    return HttpResponse(b"".join(_document(entries)), content_type=_TYPE)


def index(files: Iterable[File]) -> HttpResponse:
    """Answer with the list of all files."""
    parts = (f"<sitemap>{_address(file.path)}{_changed(file.changed)}</sitemap>\n" for file in files)
    return HttpResponse(f"{_XML}<sitemapindex {_CORE}>\n{''.join(parts)}</sitemapindex>\n", content_type=_TYPE)


def _document(entries: Iterable[Entry]) -> Iterator[bytes]:
    yield _HEAD
    for some in batched(entries, _AT_ONCE):
        yield b"".join(map(_url, some))
    yield _FOOT


def _url(entry: Entry) -> bytes:
    written = _written(entry)
    if entry.picture and len(written) > _FAIR_SHARE:
        written = _written(entry._replace(picture=Picture(entry.picture.url)))
    return written


def _written(entry: Entry) -> bytes:
    """Return the element, its parts in the order that the schemas ask for."""
    parts = ["<url>", _address(entry.path), _changed(entry.changed)]
    if picture := entry.picture:
        parts += ["<image:image>", _line("image:loc", picture.url)]
        parts += [_line("image:caption", picture.caption)] if picture.caption else []
        parts += [_line("image:license", picture.licence)] if picture.licence else []
        parts += ["</image:image>"]
    if news := entry.news:
        parts += ["<news:news><news:publication>", _line("news:name", news.paper)]
        parts += [_line("news:language", news.language), "</news:publication>"]
        parts += [_line("news:publication_date", news.published.isoformat(timespec="seconds"))]
        parts += [_line("news:title", news.title), "</news:news>"]
    return "".join([*parts, "</url>\n"]).encode()


def _address(path: str) -> str:
    return f"<loc>{escape(settings.SITE_URL + iri_to_uri(path))}</loc>"


def _changed(moment: datetime | None) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""


def _line(name: str, words: str) -> str:
    return element(name, one_line(words))
