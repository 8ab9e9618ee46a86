"""The part of an address that editors type. Whether it is free is asked elsewhere: roots.py, and the apps' actions."""

from typing import Any

from django import forms
from django.utils.text import slugify


class AddressField(forms.SlugField):
    """Makes a good address of what is typed, as “Harbour board!!” becomes harbour-board, instead of refusing it."""

    default_validators = []

    def __init__(self, *, allow_unicode: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allow_unicode = allow_unicode

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value))
        address = slugify(typed, allow_unicode=self.allow_unicode).strip("-_")
        if typed and not address:
            raise forms.ValidationError(
                f"Nothing is left of the address “{typed}” without its signs. Use letters or digits."
            )
        return address
