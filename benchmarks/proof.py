"""Proof that no stored response was used: caches are watched, and a page must show a change made a moment ago."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches

from articles.models import Article
from benchmarks.client import Reader
from benchmarks.pages import Page

# A benchmark story's address ends with its number.
_STORY = re.compile(r"/[a-z]+/[^/\"]+-(\d+)/")


class StoredAnswer(AssertionError):
    """A page did not show what the database says; the run is void."""


@dataclass(slots=True)
class Watch:
    """What was asked of Django's caches, and how often they knew it."""

    asked: int = 0
    hits: int = 0


@contextmanager
def watched_caches() -> Iterator[Watch]:
    """Count questions to every configured cache while the block runs."""
    watch = Watch()
    kinds = {type(caches[alias]) for alias in settings.CACHES}
    kept = [(kind, name, getattr(kind, name)) for kind in kinds for name in ("get", "get_many", "has_key")]
    for kind, name, method in kept:
        setattr(kind, name, _counting(method, watch))
    try:
        yield watch
    finally:
        for kind, name, method in kept:
            setattr(kind, name, method)


def _counting(method: Any, watch: Watch) -> Any:
    @wraps(method)
    def counted(*args: Any, **kwargs: Any) -> Any:
        found = method(*args, **kwargs)
        watch.asked += 1
        watch.hits += bool(found)
        return found

    return counted


def shows_changes(reader: Reader, page: Page) -> None:
    """Change the HTML of a story on the page, read it, take the change back, read again. Raises StoredAnswer."""
    address, token = page.addresses[0], secrets.token_hex(8)
    mark = f"<!--{token}-->"
    before = reader.get(address).body
    story = _STORY.search(before.decode())
    if story is None:
        return  # the index of topics and the 404 show no stories
    kept = (
        Article.objects.filter(pk=int(story[1]))
        .values("headline", "rendered", "card_html", "lead_html", "syndicated")
        .get()
    )
    rendered, syndicated = kept["rendered"], kept["syndicated"]
    changed = {
        "headline": f"{token} {kept['headline']}"[:200],
        "rendered": {**rendered, "heading": rendered["heading"] + mark, "byline": rendered["byline"] + mark},
        "card_html": kept["card_html"] + mark,
        "lead_html": kept["lead_html"] + mark,
        "syndicated": {**syndicated, "html": syndicated["html"] + mark},
    }
    # Committed and taken back by hand: the end of a request closes a connection that is inside a transaction.
    Article.objects.filter(pk=int(story[1])).update(**changed)
    try:
        if token.encode() not in reader.get(address).body:
            raise StoredAnswer(f"{page.name}: {address} did not show a change made just before.")
    finally:
        Article.objects.filter(pk=int(story[1])).update(**kept)
    if reader.get(address).body != before:
        raise StoredAnswer(f"{page.name}: {address} kept a change that was taken back.")
