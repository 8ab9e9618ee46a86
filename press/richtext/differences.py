"""How two versions of a text or of a few words differ, line by line, as one reads them. Which fields: the apps' own."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from press.richtext.render import plain_text

# Beyond these a comparison would take its time, and shows whole lines.
_LONGEST = 100_000  # words of one line times words of the other
_MOST_PAIRS = 900  # blocks of one passage times blocks of the other
_ALIKE = 0.4  # of their words, for two lines to be versions of one


class Piece(NamedTuple):
    """Words of a line, and whether they are what differs in it."""

    words: str
    differs: bool


class Line(NamedTuple):
    """A line that stands in one of two versions alone: “+” in the one compared, “-” in the one it is compared with."""

    sign: str
    pieces: list[Piece]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two versions differ."""

    label: str
    lines: list[Line]


def lines_that_differ(stands: str, other: str) -> list[Line]:
    """Return how `other` (“+”) differs from what `stands` (“-”), both a few words; nothing when they are the same."""
    return list(_pair(stands, other)) if stands != other else []


def blocks_that_differ(stands: str, other: str) -> list[Line]:
    """Return the blocks of two bodies that differ. They are stored a block a line, and compared as they are stored."""
    old, new = stands.split("\n"), other.split("\n")
    found: list[Line] = []
    for what, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            continue
        gone = [_block(html) for html in old[from_old:to_old] if html]
        come = [_block(html) for html in new[from_new:to_new] if html]
        for stood, came in _beside_each_other(gone, come):
            found += _pair(stood, came)
    return found


def _beside_each_other(gone: list[str], come: list[str]) -> Iterator[tuple[str | None, str | None]]:
    """Yield each block of the one with the first block of the other that says much the same, in their order."""
    rest = come
    for stood in gone:
        place = None
        if len(gone) * len(come) <= _MOST_PAIRS:
            place = next((at for at, came in enumerate(rest) if _is_much_the_same(stood, came)), None)
        if place is None:
            yield stood, None
        else:
            yield from ((None, came) for came in rest[:place])
            yield stood, rest[place]
            rest = rest[place + 1 :]
    yield from ((None, came) for came in rest)


def _block(html: str) -> str:
    """Return a block as one reads it."""
    words = " ".join(plain_text(html, captions=True).split("\n"))
    if html.startswith("<figure"):
        return f"[{'Picture' if 'data-picture' in html else 'Embed'}] {words}".strip()
    return words or ("[A line across]" if html.startswith("<hr") else "")


def _is_much_the_same(one: str, other: str) -> bool:
    old, new = one.split(" "), other.split(" ")
    if one == other or len(old) * len(new) > _LONGEST:
        return one == other
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _pair(stands: str | None, other: str | None) -> Iterator[Line]:
    """Yield a line of each version that has one, with the words marked in which they differ."""
    if stands is None or other is None or not _is_much_the_same(stands, other):
        for sign, whole in (("-", stands), ("+", other)):
            if whole is not None:
                yield Line(sign, [Piece(whole, False)])
        return
    if stands == other:
        yield Line("+", [Piece(other, False)], note="The words are the same; their form, a link or a picture differs.")
        return
    old, new = stands.split(" "), other.split(" ")
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    yield Line("-", [Piece(" ".join(old[a:b]), what != "equal") for what, a, b, _, _ in codes if a < b])
    yield Line("+", [Piece(" ".join(new[a:b]), what != "equal") for what, _, _, a, b in codes if a < b])
