import json
import re
from html import unescape
from typing import Any

import pytest
from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models

from press.pictures.tests.builders import make_row
from press.richtext.clean import LONGEST
from press.richtext.fields import BodyField, BodyFormField, BodyWidget


def options_of(html: str) -> dict[str, Any]:
    found = re.search(r'data-body-editor="([^"]*)"', html)
    assert found
    options: dict[str, Any] = json.loads(unescape(found[1]))
    return options


def test_the_form_cleans_what_was_sent() -> None:
    assert BodyFormField().clean("<p onclick=x>a\x00</p><script>x</script>") == "<p>a</p>"


def test_a_body_of_empty_paragraphs_counts_as_missing() -> None:
    with pytest.raises(ValidationError, match="required"):
        BodyFormField().clean("<p></p><p>&nbsp;</p>")


def test_too_long_a_text_is_answered_with_a_sentence() -> None:
    with pytest.raises(ValidationError, match="longer than 2 MB"):
        BodyFormField().clean("x" * (LONGEST + 1))


def test_the_model_field_cleans_too() -> None:
    assert BodyField().clean("<b>x</b>", None) == "<p><strong>x</strong></p>"
    with pytest.raises(ValidationError, match="longer than 2 MB"):
        BodyField().clean("x" * (LONGEST + 1), None)


def test_the_same_body_in_the_editor_s_words_is_no_change() -> None:
    stored = "<p>a</p>\n<ul><li>b</li></ul>"
    assert not BodyFormField().has_changed(stored, "<p>a</p><ul><li><p>b</p></li></ul><p></p>")
    assert BodyFormField().has_changed(stored, "<p>a</p><ul><li><p>c</p></li></ul>")


def test_the_admin_shows_the_editor() -> None:
    field = BodyField(blank=True).formfield(widget=AdminTextareaWidget)
    assert isinstance(field, BodyFormField)
    assert isinstance(field.widget, BodyWidget)


def test_the_form_is_sent_in_parts_so_that_arabic_does_not_grow_threefold() -> None:
    class Story(forms.Form):
        body = BodyFormField()

    assert Story().is_multipart()


def test_migrations_know_a_plain_text_field() -> None:
    field = BodyField(blank=True)
    field.set_attributes_from_name("body")
    assert field.deconstruct() == ("body", "django.db.models.TextField", [], {"blank": True})
    assert isinstance(field, models.TextField)


@pytest.mark.django_db
def test_the_editor_is_told_of_the_pictures_in_the_text() -> None:
    picture = make_row(photographer="Leila Sabban", alt="Nets")
    html = BodyWidget().render(
        "body", f'<figure data-picture="{picture.pk}"></figure><figure data-picture="999"></figure>'
    )
    options = options_of(html)
    assert options["chooser"] == "/admin/pictures/picture/chooser/"
    assert options["upload"] == "/admin/pictures/picture/add/"
    assert set(options["pictures"]) == {str(picture.pk)}
    assert options["pictures"][str(picture.pk)]["credit"] == "(Leila Sabban)"


def test_a_text_without_pictures_asks_the_database_nothing() -> None:
    assert options_of(BodyWidget().render("body", "<p>a</p>"))["pictures"] == {}


def test_an_address_that_is_not_there_leaves_the_button_out() -> None:
    class Bare(BodyWidget):
        chooser = "admin:nothing_of_this_name"

    assert options_of(Bare().render("body", ""))["chooser"] == ""
