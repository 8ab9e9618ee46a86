"""Every provider that MAIL_URL can name is handed an edition, and is told whose mail it is."""

import re
from contextlib import suppress
from urllib.parse import unquote_plus

import pytest
from django.core.mail import mailers
from django.utils import timezone
from pytest_django import Settings

from articles.tests.builders import make_article
from newsletters.letter.addressed import Envelope, Reader
from newsletters.letter.sheet import Sheet
from newsletters.tests.builders import make_edition
from newsroom.environment import PROVIDERS
from press.mail.handing import hand_over
from press.mail.tests.provider import Provider

pytestmark = pytest.mark.django_db

_KEYS = {"mailgun": ["api_key", "sender_domain"], "mailjet": ["api_key", "secret_key"], "postmark": ["server_token"]}
_KEYS |= {"mailersend": ["api_token"], "mailtrap": ["api_token"], "scaleway": ["secret_key", "project_id"]}


@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_every_provider_is_told_whose_mail_it_is(settings: Settings, name: str) -> None:
    edition = make_edition(make_article())
    letter = Sheet(edition, at=timezone.now()).letter("")
    reader = Reader("cleo@reader.example", "preferences", "leave", delivery=77)
    with Provider() as provider:
        options = dict.fromkeys(_KEYS.get(name, ["api_key"]), "x.example") | {"api_url": provider.url}
        bulk = {"BACKEND": f"anymail.backends.{name}.EmailBackend", "OPTIONS": options}
        settings.MAILERS = {**settings.MAILERS, "bulk": bulk}
        mail = Envelope(letter, edition.newsletter, edition.pk).address(reader, at=timezone.now())
        with suppress(Exception):  # what it answers is Postmark's
            hand_over(mailers["bulk"], mail)
    said = unquote_plus(*provider.said)
    assert "cleo@reader.example" in said
    assert re.search(r"delivery\W{1,20}77", said)
