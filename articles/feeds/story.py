"""The plain facts from which each form of feed is written, at two moments: a story's when it is saved, a list's when it
is read.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple


class Signed(NamedTuple):
    """An author."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Image:
    """The picture a story leads with, as a file that may go out; always a JPEG. The credit has no brackets."""

    url: str
    width: int
    height: int
    caption: str
    credit: str

    mime = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Story:
    """A story in plain words: no markup, no control characters, addresses absolute, moments aware."""

    id: str
    url: str
    title: str
    summary: str  # begins with its corrections
    authors: list[Signed]
    sections: list[str]  # its category, then its topics
    language: str
    published: datetime
    changed: datetime
    image: Image | None


@dataclass(frozen=True, slots=True)
class About:
    """The list that a feed tells of."""

    title: str
    description: str
    page: str  # the address of the list itself
    feed: str  # the address of this feed
    paper: str
    paper_url: str
    language: str
    icon: str
    logo: str  # nothing when the paper's name is set in type


class Told(NamedTuple):
    """A story in a feed: when it last changed, its ready entry, and what the feed carries of it as HTML."""

    changed: datetime
    entry: str
    html: str


def iso(moment: datetime) -> str:
    """Return a moment as Atom and JSON Feed write it (RFC 3339), the same wherever it is written."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
