"""Choosing one picture of the library in another thing's form: a story's lead, a promo, an author's photo.

static/desk/picture-field.js opens the library over the form; without it, Django's own raw id and look-up link do.
"""

from typing import Any

from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.db import models
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from press.pictures.markup import thumbnail_url
from press.pictures.models import Picture


class PictureInput(ForeignKeyRawIdWidget):
    """The number of a picture, shown as the picture with its caption and credit."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = Picture.objects.filter(pk=value).first() if str(value or "").isdecimal() else None
        return render_to_string(
            "admin/desk/picture_field.html",
            {
                "number": SafeString(super().render(name, value, attrs, renderer)),
                "picture": chosen,
                "thumb": thumbnail_url(chosen) if chosen else "",
                "chooser": reverse("admin:pictures_picture_chooser"),
                "upload": reverse("admin:pictures_picture_add"),
            },
        )

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        return "", ""  # the picture itself stands there

    @property
    def media(self) -> Media:
        script = Script("desk/picture-field.js", type="module")
        return Media(css={"all": ["richtext/editor.css", "desk/pictures.css"]}, js=[script])  # type: ignore[list-item] # Django takes both


class ChoosesPictures:
    """For a ModelAdmin whose pictures stand in `raw_id_fields`: each gets the widget above."""

    admin_site: Any

    def formfield_for_foreignkey(self, db_field: models.ForeignKey[Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.remote_field.model is Picture:
            kwargs.setdefault("widget", PictureInput(db_field.remote_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
