"""A text field that holds several names, with suggestions while one types; plain commas without JavaScript."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.urls import reverse_lazy

from articles.actions.topics import COMMAS, topic_name
from articles.models import Author, Topic


def split_names(text: str) -> list[str]:
    """Return the names of a comma-separated text (Latin, Arabic or ideographic commas), in order, once each."""
    for comma in COMMAS:
        text = text.replace(comma, ",")
    return list(dict.fromkeys(name for part in text.split(",") if (name := topic_name(part))))


class TokenInput(forms.TextInput):
    """The widget; static/desk/tokens.js turns it into chips with suggestions from `source`."""

    def __init__(self, source: Any, *, new_allowed: bool) -> None:
        super().__init__(
            {
                "data-tokens": source,
                "data-new": "yes" if new_allowed else "no",
                "autocomplete": "off",
                "class": "vTextField",
            }
        )


class TopicsField(forms.CharField):
    """Topic names; new ones are made when the story is saved."""

    def __init__(self, **kwargs: Any) -> None:
        widget = TokenInput(reverse_lazy("admin:articles_topic_suggest"), new_allowed=True)
        super().__init__(widget=widget, required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        return split_names(super().clean(value))


class OneTopicField(forms.CharField):
    """The name of one topic that there is; cleaned, the topic itself."""

    def __init__(self, **kwargs: Any) -> None:
        widget = TokenInput(reverse_lazy("admin:articles_topic_suggest"), new_allowed=False)
        widget.attrs |= {"data-most": "1", "data-noun": "topic"}
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> Topic | None:
        names = split_names(super().clean(value))
        if not names:
            return None
        if len(names) > 1:
            raise forms.ValidationError("Name one topic. Several can become part of it, but not it of several.")
        topic = Topic.objects.topics().filter(name__iexact=names[0]).first()
        if topic is None:
            raise forms.ValidationError(f"No topic is called {_quoted(names)}. Correct the name.")
        return topic


class Signed(NamedTuple):
    """The authors of a byline in order, by their ids, and the names that no author has."""

    known: list[int]
    unknown: list[str]


class BylinesField(forms.CharField):
    """Authors' names in order; cleaned, a Signed. Whether an unknown name may wait is the form's question."""

    def __init__(self, **kwargs: Any) -> None:
        widget = TokenInput(reverse_lazy("admin:articles_author_suggest"), new_allowed=False)
        super().__init__(widget=widget, required=False, **kwargs)

    def clean(self, value: Any) -> Signed:
        return signed_by(super().clean(value))


def signed_by(text: str) -> Signed:
    """Return whom the names of a comma-separated text mean."""
    names = split_names(text)
    known = _authors(names)
    unknown = [name for name in names if name.casefold() not in known]
    return Signed([known[name.casefold()] for name in names if name.casefold() in known], unknown)


def unknown_words(names: list[str]) -> str:
    """Return what is said of names that no author has."""
    return f"No author is called {_quoted(names)}."


def _authors(names: Iterable[str]) -> dict[str, int]:
    wanted = {name.casefold() for name in names}
    return {name.casefold(): pk for pk, name in Author.objects.values_list("pk", "name") if name.casefold() in wanted}


def _quoted(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
