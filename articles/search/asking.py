"""Reading what was typed into the search box: words, "phrases", -words and OR; anything else is only a sign.

Whatever is typed is a search: quotes that do not close, operators without words, ten kilobytes of text. What is left
out is told to the reader.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from articles.search.fold import words_of

LONGEST = 200  # characters that are read
MOST = 12  # words and phrases that are looked for
_LONGEST_WORD = 100  # letters; PostgreSQL refuses a word of 2 KB

# Words that stand in nearly every English story; the list of the Snowball stemmer, https://snowballstem.org.
COMMON = frozenset((Path(__file__).parent / "common_words.txt").read_text(encoding="ascii").split())
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that must follow one another."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for: all of the terms (any of them, with OR), and none of `without`."""

    terms: tuple[Term, ...]
    without: tuple[Term, ...] = ()
    any_of_them: bool = False
    was_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def is_plain(self) -> bool:
        """Whether it is words alone: no phrase, nothing to leave out, no OR."""
        return bool(self) and not self.without and not self.any_of_them and all(len(t.words) == 1 for t in self.terms)

    @property
    def words(self) -> str:
        """The words alone, folded, in their order."""
        return " ".join(word for term in self.terms for word in term.words)


def read(typed: str) -> Asked:
    """Return what `typed` looks for; nothing when only signs, common words or words to leave out were typed."""
    text = typed[:LONGEST].translate(_QUOTES)
    if len(typed) > LONGEST:
        text = text.rpartition(" ")[0] or text  # half a word would find nothing
    wanted: list[Term] = []
    without: list[Term] = []
    either = any_of_them = False
    for piece in _PIECE.finditer(text):
        if piece["word"] == "OR":
            either = bool(wanted)
            continue
        said = words_of(piece["phrase"] if piece["phrase"] is not None else piece["word"])
        if words := tuple(word[:_LONGEST_WORD] for word in said if word not in COMMON):
            (without if piece["minus"] else wanted).append(Term(words))
            any_of_them = any_of_them or (either and not piece["minus"])
    terms = tuple(dict.fromkeys(wanted))
    cut = len(typed) > LONGEST or len(terms) > MOST
    return Asked(terms[:MOST], tuple(dict.fromkeys(without))[:MOST], any_of_them and len(terms) > 1, cut)
