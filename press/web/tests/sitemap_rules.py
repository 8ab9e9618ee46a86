"""The rules of sitemaps, and whether a file keeps them.

https://www.sitemaps.org/protocol.html, its schemas (/schemas/sitemap/0.9/sitemap.xsd and siteindex.xsd), and those of
the two extensions at http://www.google.com/schemas/, which say in what order the parts stand.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from defusedxml.ElementTree import fromstring
from django.conf import settings

_CORE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
# In the order of the schemas, and whether it must be there.
_URL = {f"{_CORE}loc": True, f"{_CORE}lastmod": False, f"{_IMAGE}image": False, f"{_NEWS}news": False}
_PARTS = {
    f"{_CORE}url": _URL,
    f"{_CORE}sitemap": {f"{_CORE}loc": True, f"{_CORE}lastmod": False},
    f"{_IMAGE}image": {f"{_IMAGE}loc": True, f"{_IMAGE}caption": False, f"{_IMAGE}license": False},
    f"{_NEWS}news": {f"{_NEWS}publication": True, f"{_NEWS}publication_date": True, f"{_NEWS}title": True},
    f"{_NEWS}publication": {f"{_NEWS}name": True, f"{_NEWS}language": True},
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)")  # https://www.w3.org/TR/NOTE-datetime
_ADDRESS = re.compile(r"https?://[^/\s]+/[!-~]*")
_WORDS: dict[str, Any] = {
    f"{_CORE}loc": re.compile(re.escape(settings.SITE_URL) + r"/[!-~]*"),
    f"{_CORE}lastmod": _MOMENT,
    f"{_IMAGE}loc": _ADDRESS,
    f"{_IMAGE}license": _ADDRESS,
    f"{_IMAGE}caption": re.compile(r"\S.*"),
    f"{_NEWS}name": re.compile(r"\S.*"),
    f"{_NEWS}title": re.compile(r"\S.*"),
    f"{_NEWS}language": re.compile(r"[a-z]{2,3}"),
    f"{_NEWS}publication_date": _MOMENT,
}


class Said(NamedTuple):
    """What a file says of one address; words that it does not say are empty."""

    address: str
    changed: str
    picture: str
    caption: str
    licence: str
    language: str
    title: str
    paper: str
    published: str


def said(content: bytes) -> list[Said]:
    """Return the entries of a file, or the files of an index."""
    places = ("{0}loc", "{0}lastmod", "{1}image/{1}loc", "{1}image/{1}caption", "{1}image/{1}license")
    news = ("{2}publication/{2}language", "{2}title", "{2}publication/{2}name", "{2}publication_date")
    paths = [path.format(_CORE, _IMAGE, _NEWS) for path in (*places, *("{2}news/" + path for path in news))]
    return [Said(*(entry.findtext(path, "") for path in paths)) for entry in fromstring(content)]


def complaints(content: bytes) -> list[str]:
    """Return which rules a file breaks, as sentences; `content` is the file as it is before it is compressed."""
    return list(_complaints(content))


def _complaints(content: bytes) -> Iterator[str]:
    root = fromstring(content)
    if not content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>'):
        yield "It does not begin with its declaration."
    if root.tag not in {f"{_CORE}urlset", f"{_CORE}sitemapindex"}:
        yield f"{root.tag} is no sitemap."
    if len(content) > 50 * 1024 * 1024:
        yield f"{len(content)} bytes are too many."
    if len(root) > 50_000:
        yield f"{len(root)} entries are too many."
    child = f"{_CORE}url" if root.tag == f"{_CORE}urlset" else f"{_CORE}sitemap"
    for entry in root:
        yield from _of_element(entry) if entry.tag == child else [f"{entry.tag} stands in {root.tag}."]
    addresses = [entry.findtext(f"{_CORE}loc", "") for entry in root]
    yield from (f"{address} is longer than an address may be." for address in addresses if len(address) >= 2048)
    yield from (f"{address} stands in it twice." for address in {a for a in addresses if addresses.count(a) > 1})


def _of_element(element: Any) -> Iterator[str]:
    parts = _PARTS.get(element.tag)
    if parts is None:
        words = element.text or ""
        if not _WORDS[element.tag].fullmatch(words):
            yield f"{element.tag} cannot be “{words}”."
        return
    found = [part.tag for part in element]
    if unknown := [tag for tag in found if tag not in parts]:
        yield f"{element.tag} has {unknown}."
        return
    if found != sorted(set(found), key=list(parts).index):
        yield f"{element.tag} has its parts twice or out of order: {found}."
    yield from (f"{element.tag} has no {tag}." for tag, needed in parts.items() if needed and tag not in found)
    for part in element:
        yield from _of_element(part)
