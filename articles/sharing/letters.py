"""Setting type for share cards: which characters can be drawn, how wide a line is, where a headline breaks.

Pillow joins letters and orders lines that run both ways by Raqm, which looks for the system's FriBiDi.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from PIL import ImageDraw, ImageFont, features

SERIF, SANS, SANS_BOLD = "card-serif-bold", "card-sans", "card-sans-bold"
_FOLDER = Path(__file__).parent / "fonts"
_HARD_SPACE = "\u00a0"
_JOINERS = "\u200c\u200d\u200e\u200f"  # and marks of direction; unseen, they shape and order what is beside them


class CannotDraw(ValueError):
    """The words have letters that no font of ours has; the story keeps its plain picture."""


class CannotShape(OSError):
    """The words run right to left, and this machine has no FriBiDi to order them."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How words are written: in which face and size, which way, by the rules of which language.

    Without a direction the words decide it themselves, as with `dir="auto"`.
    """

    face: str
    size: int
    direction: str | None = None
    language: str | None = None

    def width(self, text: str) -> float:
        return _font(self.face, self.size).getlength(text, **self._rules())

    def write(
        self, canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, *, ink: str, from_right: bool
    ) -> None:
        """Write one line whose baseline begins at `at` or, `from_right`, ends there."""
        anchor = "rs" if from_right else "ls"
        canvas.text(at, text, fill=ink, font=_font(self.face, self.size), anchor=anchor, **self._rules())

    def _rules(self) -> dict[str, Any]:
        return {"direction": self.direction, "language": self.language} if can_shape() else {}


@cache
def can_shape() -> bool:
    """Whether Arabic and Hebrew can be drawn on this machine."""
    return bool(features.check_feature("raqm"))


def drawable(text: str, face: str) -> str:
    """Return what of `text` can be drawn: emoji and controls are left out, unknown letters lose their marks.

    Raises CannotDraw for a letter or a number that the face lacks, CannotShape where it could only be drawn wrongly.
    """
    known = _characters(face)
    letters = "".join(_drawn(letter, known) for letter in unicodedata.normalize("NFC", text))
    if not can_shape() and any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in letters):
        raise CannotShape("Arabic and Hebrew need FriBiDi (Debian: libfribidi0, Homebrew: fribidi).")
    return " ".join(word for word in letters.split(" ") if word.strip(_JOINERS))


def _drawn(letter: str, known: frozenset[int]) -> str:
    """Return what is printed for a character, which may be nothing."""
    kind = unicodedata.category(letter)
    if letter.isspace() or kind == "Cc":
        return _HARD_SPACE if letter in {_HARD_SPACE, "\u202f"} else " "
    if kind == "Cf" and letter not in _JOINERS:
        return ""
    return letter if ord(letter) in known else _stand_in(letter, kind, known)


def _stand_in(letter: str, kind: str, known: frozenset[int]) -> str:
    """Return what is printed for a character that the face lacks: its plain form, nothing for a symbol."""
    for form in ("NFKC", "NFKD"):
        parts = [part for part in unicodedata.normalize(form, letter) if not unicodedata.combining(part)]
        if parts and all(ord(part) in known for part in parts):
            return "".join(parts)
    if kind[0] in "LN":
        raise CannotDraw(f"No font for share cards has the letter {letter!r}.")
    return "-" if kind == "Pd" else ""


@cache
def _characters(face: str) -> frozenset[int]:
    """Return the code points that a face has, as fonts/join.py wrote them down."""
    lines = (_FOLDER / f"{face}.txt").read_text().split()
    ranges = ([int(end, 16) for end in line.split("-")] for line in lines)
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


@lru_cache(maxsize=64)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if can_shape() else ImageFont.Layout.BASIC
    return ImageFont.truetype(_FOLDER / f"{face}.woff2", size, layout_engine=engine)


def balanced(text: str, hand: Hand, *, width: float, most: int) -> list[str] | None:
    """Return `text` in as few lines as it needs, as even as they can be; None when `most` lines cannot hold it."""
    words = text.split(" ")
    if max(map(hand.width, words)) > width:
        return None
    count = len(_filled(words, hand, width))
    return _even(words, hand, width=width, count=count) if count <= most else None


def _even(words: Sequence[str], hand: Hand, *, width: float, count: int) -> list[str]:
    """Return `words` in `count` lines such that the squares of what they leave empty are least in sum."""
    # The best way to set the words from each one on in so many lines: what is left empty, and the lines.
    best: dict[tuple[int, int], tuple[float, list[str]]] = {(len(words), 0): (0.0, [])}
    for lines in range(1, count + 1):
        for first in range(len(words)):
            found: tuple[float, list[str]] | None = None
            for last in range(first + 1, len(words) + 1):
                line = " ".join(words[first:last])
                empty = width - hand.width(line)
                if empty < 0:
                    break
                rest = best.get((last, lines - 1))
                if rest and (found is None or empty**2 + rest[0] < found[0]):
                    found = empty**2 + rest[0], [line, *rest[1]]
            if found:
                best[first, lines] = found
    return best[0, count][1]


def cut(text: str, hand: Hand, *, width: float, most: int) -> list[str]:
    """Return as much of `text` as `most` lines hold, with an ellipsis where something is left out."""
    words = [piece for word in text.split(" ") for piece in _pieces(word, hand, width)]
    lines = _filled(words, hand, width)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while " " in last and hand.width(last + "…") > width:
        last = last.rpartition(" ")[0]
    while hand.width(last + "…") > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,;:–—-") + "…"]


def _filled(words: Sequence[str], hand: Hand, width: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if hand.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(word: str, hand: Hand, width: float) -> Iterator[str]:
    """Break a word that is wider than the column into pieces about as long, between letters and never before a mark."""
    whole = hand.width(word)
    if whole <= width:
        yield word
        return
    # A little room, since a piece ends with a letter: the last one must not be a single letter.
    enough = min(width, whole / ceil(whole * 1.08 / width) * 1.08)
    piece = ""
    for letter in word:
        if piece and not unicodedata.combining(letter) and hand.width(piece + letter) > enough:
            yield piece
            piece = ""
        piece += letter
    yield piece
