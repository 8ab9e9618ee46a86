"""The lines of a story that a result shows: where the words stand, with each of them marked."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from snowballstemmer import stemmer

from articles.search.asking import Asked
from articles.search.fold import words_of

AROUND = 220  # characters of the story, more or less
_BEFORE = 50  # of them before the first word that is marked

_WORD = re.compile(r"\w(?:[\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f]|[\"'׳״’](?=\w))*")
_REST = re.compile(r"\w*")
_REST = re.compile(r"\w*")
_english = stemmer("english")


def lines_of(text: str, asked: Asked) -> SafeString:
    """Return about `AROUND` characters of a story's plain text, from its first stretch that has most of the words.

    All of it is escaped; the only markup is `<mark>` around the words.
    """
    matches = list(_matches(text, asked))
    begin, end = _stretch(text, matches)
    parts, at = ["… " if begin else ""], begin
    for left, right in matches:
        if at <= left and right <= end:
            parts += [escape(text[at:left]), "<mark>", escape(text[left:right]), "</mark>"]
            at = right
    return mark_safe("".join([*parts, escape(text[at:end]), " …" if end < len(text) else ""]))  # noqa: S308 - escaped


def _stretch(text: str, matches: list[tuple[int, int]]) -> tuple[int, int]:
    starts = [left for left, _ in matches]
    first, most = starts[0] if starts else 0, 0
    for place, start in enumerate(starts):
        within = bisect_left(starts, start + AROUND - _BEFORE) - place
        if within > most:
            first, most = start, within
    begin = text.find(" ", first - _BEFORE) + 1 if first > _BEFORE else 0
    end = len(text) if begin + AROUND >= len(text) else text.rfind(" ", begin + AROUND // 2, begin + AROUND)
    return min(begin, first), end if end > 0 else begin + AROUND


def _matches(text: str, asked: Asked) -> Iterator[tuple[int, int]]:
    stems = frozenset(_stem(word) for term in asked.terms for word in term.words)
    for left, right in _likely(text, stems):
        if any(_stem(word) in stems for word in _folded(text[left:right])):
            yield left, right


def _likely(text: str, stems: frozenset[str]) -> Iterable[tuple[int, int]]:
    """Return what words of the text are worth a look: a story has hundreds, and folding each would take too long."""
    if not all(stem.isascii() for stem in stems):
        return (found.span() for found in _WORD.finditer(text))
    # A stemmer changes the ends of words. A plain search for their beginnings is ten times as fast as a pattern.
    beginnings = {stem[:3] for stem in stems}
    lowered = text.lower()
    if len(lowered) != len(text):  # as of the Turkish İ, whose small form is two signs
        lowered = "".join([small if len(small := sign.lower()) == 1 else sign for sign in text])
    starts = sorted({at for beginning in beginnings for at in _begins(lowered, beginning)})
    return [(at, _REST.match(text, at).end()) for at in starts]  # type: ignore[union-attr]  # it matches nothing as well


def _begins(lowered: str, beginning: str) -> Iterator[int]:
    at = lowered.find(beginning)
    while at >= 0:
        if not at or not (lowered[at - 1].isalnum() or lowered[at - 1] == "_"):
            yield at
        at = lowered.find(beginning, at + 1)


@lru_cache(maxsize=20_000)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(words_of(word))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    stem: str = _english.stemWord(word)
    return stem
