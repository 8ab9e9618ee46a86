"""How two versions of a story differ, field by field, as one reads it. What is done about it is for the pages."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils.formats import date_format

from articles.actions.write import WORDS
from articles.admin.words import moment_words
from articles.models import Article, Author, Topic
from press.pictures.models import Picture
from press.richtext.render import plain_text

Words = Mapping[str, Any]  # as articles.actions.write.words_of returns them, or a form that was filled in

# Beyond these a comparison would take its time, and shows whole lines.
_LONGEST = 100_000  # words of one line times words of the other
_MOST_PAIRS = 900  # blocks of one passage times blocks of the other
_ALIKE = 0.4  # of their words, for two lines to be versions of one

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")

# In the order of the form: the writing, then what is decided about it.
FIELDS = ("headline", "dek", "body", "topics", "bylines", *(n for n in WORDS if n not in {"headline", "dek", "body"}))
_CALLED = {
    "body": "text",
    "topics": "topics",
    "bylines": "bylines",
    "translated_country": "country of the translated paper",
    "translated_on": "date of the translated paper",
}


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


def label_of(name: str) -> str:
    """Return what the desk calls a field."""
    return _CALLED.get(name) or str(_field(name).verbose_name)


def differences(stands: Words, other: Words) -> list[Difference]:
    """Return the fields that both have and in which `other` (“+”) differs from what `stands` (“-”)."""
    found = []
    for name in FIELDS:
        if name not in stands or name not in other or stands[name] == other[name]:
            continue
        if name == "body":
            lines = list(_blocks_that_differ(stands[name], other[name]))
        else:
            old, new = (_shown(name, words[name]) for words in (stands, other))
            lines = list(_pair(old, new)) if old != new else []
        if lines:
            found.append(Difference(label_of(name), lines))
    return found


def what_changed(before: Words, after: Words) -> list[str]:
    """Return what a save changed, in few words and without asking the database: “headline”, “text (+12 −3 words)”."""
    changed = [name for name in FIELDS if before.get(name) != after.get(name)]
    return [_text_changed(before["body"], after["body"]) if name == "body" else label_of(name) for name in changed]


def _text_changed(before: str, after: str) -> str:
    old, new = (Counter(_WORD.findall(plain_text(body, captions=True))) for body in (before, after))
    # Counted, not aligned: a paragraph that moved is neither added nor removed, and a long text costs no more.
    counts = [f"{sign}{count}" for sign, count in (("+", (new - old).total()), ("−", (old - new).total())) if count]
    return f"text ({' '.join(counts)} words)" if counts else "text (no word added or removed)"


def _blocks_that_differ(stands: str, other: str) -> Iterator[Line]:
    """Yield the blocks of two bodies that differ. They are stored a block a line, and compared as they are stored."""
    old, new = stands.split("\n"), other.split("\n")
    for what, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            continue
        gone = [_block(html) for html in old[from_old:to_old] if html]
        come = [_block(html) for html in new[from_new:to_new] if html]
        for stood, came in _beside_each_other(gone, come):
            yield from _pair(stood, came)


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


def _shown(name: str, value: Any) -> str:
    """Return a field's value as one reads it."""
    if value in (None, "", []):
        return ""
    if name in _SHOWN:
        return _SHOWN[name](value)
    field = _field(name)
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)


def _field(name: str) -> Any:
    return Article._meta.get_field(name)  # noqa: SLF001 - Django's documented introspection


def _named(ids: list[int]) -> str:
    names = dict(Author.objects.filter(pk__in=ids).values_list("pk", "name"))
    return ", ".join(names.get(pk, "an author who is gone") for pk in ids)


def _moment(value: Any) -> str:
    return moment_words(_field("publish_at").to_python(value))


_SHOWN: dict[str, Callable[[Any], str]] = {
    "topics": lambda names: ", ".join(sorted(names, key=str.casefold)),
    "bylines": _named,
    "category_id": lambda pk: str(Topic.objects.filter(pk=pk).first() or "a category that is gone"),
    "lead_picture_id": lambda pk: str(Picture.objects.filter(pk=pk).first() or "a picture that is gone"),
    "translated_on": lambda day: date_format(_field("translated_on").to_python(day), "F j, Y"),
    "publish_at": _moment,
    "embargo_until": _moment,
}
