"""What the two databases' full-text indexes have in common for search, and which of them is ours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import connection

from articles.search.asking import Asked

NEWEST = 150  # of the stories that match so many of the newest are weighed …
NAMED = 150  # … and as many of the newest whose headline, topics or authors match, however old


@dataclass(frozen=True, slots=True)
class Entry:
    """A story's entry. The words are folded; `text` is as printed, for the lines that a result shows."""

    article_id: int
    published_at: datetime
    category_id: int
    topic_ids: list[int]
    author_ids: list[int]
    text: str
    head: str  # headline, eyebrow, and the names of category, topics and authors: what a story is looked up by
    about: str  # the dek and what else stands around the body
    body: str


@dataclass(slots=True)
class Where:
    """Conditions on an entry `e`, in SQL, and their values."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values += values

    @property
    def sql(self) -> str:
        return " AND ".join(self.conditions)


class Dialect(Protocol):
    """What articles.search asks of a database; the modules `postgresql` and `sqlite` are it."""

    def write(self, entries: Sequence[Entry]) -> None:
        """Write entries, in place of those of the same stories."""

    def forget(self, article_ids: Sequence[int]) -> None:
        """Take away what the index has besides the rows of SearchEntry."""

    def ask(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return the rows that answer a statement about entries."""

    def prepare(self) -> None:
        """Make the index ready for writing everything anew."""

    def settle(self) -> None:
        """Put the index in order after everything was written."""

    def has_topic(self, topic_id: int) -> tuple[str, Any]:
        """Return the condition that an entry is under a topic, and its value."""

    def has_author(self, author_id: int) -> tuple[str, Any]:
        """Return the condition that an entry is signed by an author, and its value."""

    def found(self, asked: Asked, where: Where, *, now: datetime) -> tuple[str, list[Any]]:
        """Return the head of a statement, with its values: the tables `matched` (all entries that match) and `scored`
        (`article_id` and `score`, the higher the better, of those worth showing).
        """

    def each(self, column: str) -> str:
        """Return the tables to count from: `one.value` is each id in a list column of each row of `counted`."""

    def beginning(self, words: Sequence[str]) -> tuple[str, Any]:
        """Return the condition that an entry's head has the words, the last of them only begun, and its value."""


def dialect() -> Dialect:
    """Return the dialect of our database."""
    from articles.search import postgresql, sqlite

    return postgresql if connection.vendor == "postgresql" else sqlite
