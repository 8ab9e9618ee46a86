"""How two versions of a story differ, field by field, as one reads it. What is done about it is for the pages."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import date_format

from articles.actions.write import WORDS
from articles.admin.words import moment_words
from articles.models import Article, Author, Topic
from press.pictures.models import Picture
from press.richtext.differences import Difference, blocks_that_differ, lines_that_differ
from press.richtext.render import plain_text

Words = Mapping[str, Any]  # as articles.actions.write.words_of returns them, or a form that was filled in

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
            lines = blocks_that_differ(stands[name], other[name])
        else:
            lines = lines_that_differ(_shown(name, stands[name]), _shown(name, other[name]))
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
