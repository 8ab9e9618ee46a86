"""The body as a field of a model and of a form, and the editor that stands in its place on the page.

The form field cleans, so that an editor sees what will be stored; actions clean again, as they serve importers too.
"""

import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Media
from django.forms.widgets import Script
from django.urls import NoReverseMatch, reverse

from press.richtext.clean import LONGEST, BodyTooLong, clean
from press.richtext.library import pictures_in_the_editor

_PICTURES = re.compile(r'data-picture="([1-9][0-9]{0,17})"')


class BodyWidget(forms.Textarea):
    """A text area that static/richtext/editor.js turns into the editor.

    Its script imports the Tiptap bundle of django_prose_editor by a relative path, so that no import map, which would
    be an inline script, is needed.
    """

    # As text, 2 MB of Arabic would be 12 MB of percent signs; as multipart it is 2 MB.
    needs_multipart_form = True
    # Names of addresses: the library as JSON, and where files are added to it. Without them there is no picture button.
    chooser = "admin:pictures_picture_chooser"
    upload = "admin:pictures_picture_add"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        options = {
            "chooser": _address(self.chooser),
            "upload": _address(self.upload),
            "pictures": pictures_in_the_editor({int(found) for found in _PICTURES.findall(str(value or ""))}),
            "longest": LONGEST,
        }
        own = {"data-body-editor": json.dumps(options), "rows": 20, "class": "body-source"}
        return super().get_context(name, value, own | (attrs or {}))

    def use_required_attribute(self, _initial: Any) -> bool:
        return False  # the browser cannot point at a hidden text area

    @property
    def media(self) -> Media:
        script = Script("richtext/editor.js", type="module")
        return Media(css={"all": ["richtext/editor.css"]}, js=[script])  # type: ignore[list-item] # Django takes both


class BodyFormField(forms.CharField):
    """Cleans what was sent; too long a text is answered with a sentence."""

    widget = BodyWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value: Any) -> str:
        try:
            return clean(super().to_python(value) or "")
        except BodyTooLong as error:
            raise ValidationError(str(error), code="too_long") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as stored: the editor writes the same body in other words."""
        try:
            return clean(initial or "") != clean(data or "")
        except BodyTooLong:
            return True


class BodyField(models.TextField[str, str]):
    """HTML as `clean()` returns it. In migrations it is a plain text field."""

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        try:
            return clean(str(super().clean(value, model_instance) or ""))
        except BodyTooLong as error:
            raise ValidationError(str(error), code="too_long") from None

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", list(args), kwargs

    def formfield(self, **kwargs: Any) -> Any:
        widget = kwargs.get("widget", BodyWidget)
        is_editor = isinstance(widget, BodyWidget) or (isinstance(widget, type) and issubclass(widget, BodyWidget))
        # The admin would put its own text area here.
        return super().formfield(
            **{**kwargs, "form_class": BodyFormField, "widget": widget if is_editor else BodyWidget, "max_length": None}
        )


def _address(name: str) -> str:
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""
