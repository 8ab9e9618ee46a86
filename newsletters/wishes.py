"""What a reader wants of a newsletter, as one text: the same for the same wishes, so that readers share a rendering."""

import hashlib
from dataclasses import dataclass

_ONLY = "only"


@dataclass(frozen=True, slots=True)
class Wishes:
    """The topics (categories too) and authors that a reader wants, and whether nothing else."""

    topics: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()
    only: bool = False

    def __bool__(self) -> bool:
        return bool(self.topics or self.authors)

    def __str__(self) -> str:
        parts = [_ONLY] if self.only and self else []
        parts += [f"t{pk}" for pk in sorted(self.topics)] + [f"a{pk}" for pk in sorted(self.authors)]
        return " ".join(parts)


def key_of(text: str) -> str:
    """Return wishes in sixteen letters, by which deliveries are put in order; nothing for none."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest() if text else ""


def read(text: str) -> Wishes:
    """Return the wishes that `str()` wrote."""
    parts = text.split()
    topics = frozenset(int(part[1:]) for part in parts if part.startswith("t"))
    authors = frozenset(int(part[1:]) for part in parts if part.startswith("a"))
    return Wishes(topics, authors, only=_ONLY in parts)
