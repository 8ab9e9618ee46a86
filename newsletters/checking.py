"""What is looked at before an edition goes: what must not be, and what an editor may decide to send all the same."""

import ipaddress
import re
import socket
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin, urlsplit
from wsgiref.util import setup_testing_defaults

import urllib3
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from articles.models import Article, Topic
from newsletters.letter.sheet import LEAVE, PREFERENCES, Sheet
from newsletters.models import Edition
from newsletters.wishes import Wishes

LARGEST = 102 * 1024  # bytes: Gmail cuts off what is longer, with the link to unsubscribe in it
MOST_LINKS = 40
PATIENCE = 5.0  # seconds for each link
_REDIRECTS = 3
_LINK = re.compile(r'href="(https?://[^"]+)"')
_NO_HEAD = frozenset({403, 404, 405, 501})  # some servers answer a HEAD so and a GET with the page

Asks = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. `must`: it is not sent before this is mended."""

    words: str
    must: bool = False


def findings(edition: Edition, *, at: datetime, send_at: datetime | None = None) -> list[Finding]:
    """Return what was found, the worst first; asks every link, which may take some seconds.

    `send_at` is when it is to go: a story that is scheduled may be live by then.
    """
    sheet = Sheet(edition, at=at, counted=False)
    largest = sheet.letter(str(Wishes(frozenset(Topic.objects.categories().values_list("pk", flat=True)))))
    found = [
        *_words(edition),
        *_stories(edition, send_at or at),
        *_enough(edition, sheet),
        *_form(largest.html, largest.text),
        *_pictures(edition),
        *_links(largest.html, sheet),
    ]
    return sorted(found, key=lambda one: not one.must)


def _words(edition: Edition) -> list[Finding]:
    found = []
    if not edition.subject.strip():
        found.append(Finding("There is no subject.", must=True))
    if not edition.preheader.strip():
        found.append(Finding("There is no preheader; inboxes show the newsletter’s promise in its place."))
    return found


def _stories(edition: Edition, send_at: datetime) -> list[Finding]:
    stories = [place.article for place in edition.places.select_related("article").order_by("position", "pk")]
    if not stories:
        return [Finding("There is no story in it.", must=True)]
    return [
        Finding(f"“{story.headline}” {_why_not(story)}. Take it out, or send later.", must=True)
        for story in stories
        if story.status != Article.Status.PUBLISHED or not story.published_at or story.published_at > send_at
    ]


def _enough(edition: Edition, sheet: Sheet) -> list[Finding]:
    least, told = edition.newsletter.minimum, len(sheet.stories)
    if not told or told >= least:
        return []
    return [
        Finding(
            f"{edition.newsletter} goes out from {least} stories on, and this has {told}: who has not as many with"
            " those of their own gets no mail."
        )
    ]


def _why_not(story: Article) -> str:
    if story.status == Article.Status.PUBLISHED:
        return "is not live by then: it is under an embargo" if story.is_embargoed else "is not live by then"
    return f"is {story.get_status_display().lower()}, so readers cannot open it"


def _form(html: str, text: str) -> list[Finding]:
    found = []
    size = len(html.encode())
    if size > LARGEST:
        found.append(
            Finding(
                f"It is {size // 1024} KB long for some readers, and Gmail cuts off what is over 102 KB.", must=True
            )
        )
    if not all(mark in form for mark in (LEAVE, PREFERENCES) for form in (html, text)):
        found.append(Finding("The way to unsubscribe is missing from the template of the letter.", must=True))
    return found


def _pictures(edition: Edition) -> list[Finding]:
    found = []
    for place in edition.places.select_related("article__lead_picture").order_by("position", "pk"):
        picture, headline = place.article.lead_picture, place.article.headline
        if picture is None:
            continue
        if not picture.goes_out:
            found.append(Finding(f"The picture of “{headline}” may not go into mail; the story is told without it."))
            continue
        if not picture.alt.strip():
            found.append(Finding(f"The picture of “{headline}” has no description for readers who cannot see it."))
        if not picture.credit:
            found.append(Finding(f"The picture of “{headline}” has no credit."))
    return found


def _links(html: str, sheet: Sheet) -> list[Finding]:
    own = sheet.story_addresses()  # live, as only such are in it
    marks = (LEAVE, PREFERENCES)
    found = dict.fromkeys(unescape(link) for link in _LINK.findall(html) if not any(mark in link for mark in marks))
    online = settings.SITE_URL + sheet.edition.get_absolute_url()  # there once it is sent
    return dead_links([link for link in found if link not in own and link != online])


def dead_links(links: Collection[str], *, may_ask: Asks | None = None) -> list[Finding]:
    """Return a finding for each link that does not answer. What is ours is asked here, the rest over the network;
    `may_ask` says of which hosts (those that everybody can reach).
    """
    asked = list(links)[:MOST_LINKS]
    ours, theirs = [link for link in asked if _is_ours(link)], [link for link in asked if not _is_ours(link)]
    found = [Finding(f"Nothing answers at {link}.") for link in ours if not _answers_here(link)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = pool.map(lambda link: _trouble(link, may_ask or _is_public), theirs)
    found += [Finding(f"{link} {trouble}.") for link, trouble in zip(theirs, answers, strict=True) if trouble]
    if len(links) > MOST_LINKS:
        found.append(Finding(f"It has more than {MOST_LINKS} links; only the first were tried."))
    return found


def _is_ours(link: str) -> bool:
    return link == settings.SITE_URL or link.startswith(f"{settings.SITE_URL}/")


def _answers_here(link: str) -> bool:
    """Ask our own pages, without a network between: a site behind a proxy may not reach its own address."""
    parts = urlsplit(link)
    environ: dict[str, Any] = {
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1") or "/",
        "QUERY_STRING": parts.query,
        "HTTP_HOST": parts.netloc,
        "wsgi.url_scheme": parts.scheme,
    }
    setup_testing_defaults(environ)
    handler = BaseHandler()
    handler.load_middleware()
    return handler.get_response(WSGIRequest(environ)).status_code < 400


def _trouble(link: str, may_ask: Asks) -> str:
    """Return what is wrong with a link to somebody else's page, or nothing."""
    timeout = urllib3.Timeout(total=PATIENCE)
    try:
        with urllib3.PoolManager(retries=False, timeout=timeout) as pool:
            return _followed(pool, link, may_ask)
    except (urllib3.exceptions.HTTPError, ValueError):
        return "does not answer"


def _followed(pool: urllib3.PoolManager, link: str, may_ask: Asks) -> str:
    for _ in range(_REDIRECTS + 1):
        # By the parser of who connects: another might take another part of the address for the host.
        if not may_ask((urllib3.util.parse_url(link).host or "").strip("[]")):
            return "leads to no host that readers can reach"
        answer = _ask(pool, link)
        to = answer.get_redirect_location()
        if not to:
            return "" if answer.status < 400 else f"answers {answer.status}"
        link = urljoin(link, to)
    return "leads on and on"


def _ask(pool: urllib3.PoolManager, link: str) -> urllib3.BaseHTTPResponse:
    headers = {"User-Agent": f"newsroom ({settings.SITE_URL})"}
    answer = pool.request("HEAD", link, redirect=False, headers=headers)
    if answer.status not in _NO_HEAD:
        return answer
    answer = pool.request("GET", link, redirect=False, headers=headers, preload_content=False)
    answer.release_conn()
    return answer


def _is_public(host: str) -> bool:
    """Say whether a host is one of the open network: an editor's link is no way into our own."""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_global
    try:
        found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(ipaddress.ip_address(str(one[4][0]).split("%")[0]).is_global for one in found)
