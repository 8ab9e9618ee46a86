"""A text field that holds several names, with suggestions while one types; plain commas without JavaScript."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse_lazy

from articles.actions.topics import COMMAS, topic_name
from articles.models import Author


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


class BylinesField(forms.CharField):
    """Authors' names in order; each must be known."""

    def __init__(self, **kwargs: Any) -> None:
        widget = TokenInput(reverse_lazy("admin:articles_author_suggest"), new_allowed=False)
        super().__init__(widget=widget, required=False, **kwargs)

    def clean(self, value: Any) -> list[int]:
        names = split_names(super().clean(value))
        known = _authors(names)
        missing = [name for name in names if name.casefold() not in known]
        if missing:
            raise forms.ValidationError(
                f"No author is called {_quoted(missing)}. Add them under Authors first, or correct the name."
            )
        return [known[name.casefold()] for name in names]


def _authors(names: Iterable[str]) -> dict[str, int]:
    wanted = {name.casefold() for name in names}
    return {name.casefold(): pk for pk, name in Author.objects.values_list("pk", "name") if name.casefold() in wanted}


def _quoted(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
