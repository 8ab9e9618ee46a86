"""What one reader follows, as a value: read from a cookie or from rows, changed by making another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, NamedTuple

from accounts.my_news.packing import Damaged, pack, unpack

MOST = 300  # things that one reader follows; in the cookie they take 1.3 KB at ids of seven figures
_VISIT = 30  # minutes
_SALT = "my-news.follows"

Change = Literal["follow", "unfollow", "mute", "unmute"]


class TooMany(ValueError):
    """The reader follows as much as we keep."""


class Thing(NamedTuple):
    """What can be followed: a topic (categories among them) or an author."""

    kind: Literal["topic", "author"]
    pk: int
    name: str
    formerly: frozenset[int] = frozenset()  # topics that became part of it, which a cookie may name still


@dataclass(frozen=True, slots=True)
class Follows:
    """Ids of what a reader follows; the muted are followed and kept out of My News. Visits are minutes since 1970."""

    topics: frozenset[int] = frozenset()
    muted: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()
    visit: int = 0  # when the reader's current visit to My News began
    visit_before: int = 0  # when the one before it began; what was published since is new

    def __len__(self) -> int:
        return len(self.topics) + len(self.muted) + len(self.authors)

    def changed(self, change: Change, thing: Thing) -> "Follows":
        """Return what is followed after a click; the same click twice changes nothing more. Raises TooMany."""
        new = self._after(change, thing)
        if len(new) > MOST and len(new) > len(self):
            raise TooMany(
                f"You follow {MOST} things, which is as many as we can keep for one reader. "
                "All of them are kept. To follow another, first leave one of them on My News."
            )
        return new

    def _after(self, change: Change, thing: Thing) -> "Follows":
        one = {thing.pk}
        if thing.kind == "author":
            return replace(self, authors=self.authors - one if change == "unfollow" else self.authors | one)
        was_muted = bool(self.muted & {thing.pk, *thing.formerly})
        topics, muted = self.topics - one - thing.formerly, self.muted - one - thing.formerly
        if change == "unfollow":
            return replace(self, topics=topics, muted=muted)
        if change == "mute" or (change == "follow" and was_muted):
            return replace(self, topics=topics, muted=muted | one)
        return replace(self, topics=topics | one, muted=muted)

    def visited(self, at: datetime) -> "Follows":
        """Return it with a visit at this moment; looking again within half an hour is the same visit."""
        now = int(at.timestamp() // 60)
        return self if now - self.visit < _VISIT else replace(self, visit=now, visit_before=self.visit)

    def as_text(self) -> str:
        """Return it as the cookie has it."""
        visits = (self.visit_before, max(self.visit, self.visit_before))
        return pack(visits, self.topics, self.muted, self.authors, salt=_SALT)

    @classmethod
    def from_text(cls, text: str) -> "Follows":
        """Return what a cookie says; nothing is followed when it was not made by us."""
        try:
            visits, topics, muted, authors = unpack(text, salt=_SALT)
            visit_before, visit = visits
        except (Damaged, ValueError):
            return cls()
        return cls(frozenset(topics), frozenset(muted), frozenset(authors), visit, visit_before)

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[int | None, int | None, bool]], *, visits: Sequence[int]) -> "Follows":
        """Return what an account's rows (topic, author, muted) say, and the visits of this session."""
        topics: set[int] = set()
        muted: set[int] = set()
        authors: set[int] = set()
        for topic, author, is_muted in rows:
            if author:
                authors.add(author)
            elif topic:
                (muted if is_muted else topics).add(topic)
        return cls(frozenset(topics), frozenset(muted), frozenset(authors), *visits)
