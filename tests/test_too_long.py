"""A text that is larger than the site takes."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from articles.tests.builders import make_draft

pytestmark = pytest.mark.django_db


def test_a_text_that_is_too_long_is_answered_with_what_to_do_and_changes_nothing(client: Client, ben: Any) -> None:
    story = make_draft("Ferry Sails", by=ben)
    client.force_login(ben)
    body = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)

    form = {"headline": "Changed", "body": body}
    answer = client.post(
        reverse("admin:articles_article_change", args=[story.pk]),
        "&".join(f"{name}={value}" for name, value in form.items()),
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 413
    assert "larger than 4 MB, so nothing was saved" in answer.text
    assert "press its Back button" in answer.text
    assert 'class="errornote"' in answer.text  # or static/richtext/keep.js would take the text for saved
    assert 'class="desk-menu"' in answer.text
    assert "xxxx" not in answer.text
    story.refresh_from_db()
    assert story.headline == "Ferry Sails"


def test_a_stranger_is_told_too() -> None:
    body = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = Client().post(reverse("admin:login"), f"username={body}", "application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "desk-menu" not in answer.text


def test_a_request_that_makes_no_sense_is_a_plain_400(client: Client) -> None:
    assert client.get("/?x=%00").text == "<h1>This request could not be understood.</h1>"
