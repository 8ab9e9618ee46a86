"""How an edition that one editor saved differs from what another typed meanwhile."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html

from articles.models import Article
from newsletters.models import Edition
from press.richtext.differences import Difference, blocks_that_differ, lines_that_differ

Words = Mapping[str, Any]  # as words_of returns them, or the cleaned values of the form


def words_of(edition: Edition) -> dict[str, Any]:
    """Return what is written of an edition, as its form names and cleans it."""
    return {
        "subject": edition.subject,
        "preheader": edition.preheader,
        "introduction": edition.introduction,
        "lineup": list(edition.places.order_by("position", "pk").values_list("article_id", flat=True)),
        "appeal": edition.appeal,
        "promos": edition.promos.order_by("position", "pk"),
        "date": edition.date,
    }


def differences(stands: Words, other: Words) -> list[Difference]:
    """Return what of it differs, in the order of the form; a field with an error of its own is not among it."""
    found = []
    for name, stood in stands.items():
        if name in other:
            old, new = _shown(name, stood), _shown(name, other[name])
            if name == "lineup" and sorted(stood) == sorted(other[name]):  # only their order differs
                old, new = _numbered(old), _numbered(new)
            compare = blocks_that_differ if name in {"introduction", "lineup", "promos"} else lines_that_differ
            if lines := compare(old, new):
                found.append(Difference("stories" if name == "lineup" else name, lines))
    return found


def _shown(name: str, value: Any) -> str:
    """Return a value as one reads it; of several things each is a block of its own."""
    if name == "lineup":
        headlines = dict(Article.objects.filter(pk__in=value).values_list("pk", "headline"))
        return _blocks(headlines[pk] for pk in value if pk in headlines)
    if name == "promos":
        return _blocks(value)
    if name == "date":
        return date_format(value, "DATE_FORMAT")
    return str(value or "")


def _blocks(things: Any) -> str:
    return "\n".join(format_html("<p>{}</p>", str(thing)) for thing in things)


def _numbered(blocks: str) -> str:
    rows = enumerate(blocks.split("\n"), start=1)
    return "\n".join(row.replace("<p>", f"<p>{number}. ", 1) for number, row in rows)
