"""The paper's particulars."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from press.masthead.actions import particulars, write_masthead
from press.masthead.models import Masthead

pytestmark = pytest.mark.django_db


def test_name_and_address_are_printed_on_every_page(client: Client) -> None:
    write_masthead(name="The Bay Courier", postal_address="14 Lantern Row\nPort Sarra", tax_number="40-7719-3")
    page = client.get("/").text
    assert "The Bay Courier" in page
    assert "14 Lantern Row" in page
    assert "40-7719-3" in page


def test_paper_without_settings_has_a_page_too(client: Client) -> None:
    assert client.get("/").status_code == 200


def test_robots_is_the_text_that_editors_wrote(client: Client) -> None:
    write_masthead(robots="User-agent: *\nDisallow: /quiet/\n")
    answer = client.get("/robots.txt")
    assert answer.text == "User-agent: *\nDisallow: /quiet/\n"
    assert answer["Content-Type"].startswith("text/plain")


def test_only_addresses_of_the_web_become_links() -> None:
    write_masthead(social_links="Our Mastodon https://social.example/@bay\nBad javascript:alert(1)\nNoaddress\n")
    assert particulars().social_links == [{"name": "Our Mastodon", "url": "https://social.example/@bay"}]


def test_there_is_one_masthead() -> None:
    write_masthead(name="One")
    with pytest.raises(IntegrityError), transaction.atomic():
        Masthead.objects.create(pk=2, name="Two")
