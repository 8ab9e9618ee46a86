"""The paper's particulars."""

from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

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


def test_robots_is_the_text_that_editors_wrote_and_names_our_sitemaps(client: Client) -> None:
    write_masthead(robots="User-agent: *\nDisallow: /quiet/\n")
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /quiet/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        f"Sitemap: {settings.SITE_URL}/sitemap-news.xml",
    ]


def test_robots_is_left_alone_where_editors_named_a_sitemap(client: Client) -> None:
    text = "User-agent: *\r\nDisallow:\r\n\r\n sitemap : https://elsewhere.example/map.xml\r\n"
    write_masthead(robots=text)
    assert client.get("/robots.txt").content.decode() == text


def test_robots_without_a_word_of_editors_names_our_sitemaps(client: Client) -> None:
    write_masthead(robots="")
    assert client.get("/robots.txt").text.startswith("Sitemap: ")


def test_publisher_chooses_whole_stories_or_deks_for_feeds(client: Client, pia: Any) -> None:
    assert particulars().feeds_full_text
    write_masthead(name="Bay")
    client.force_login(pia)
    form = reverse("admin:masthead_masthead_change", args=[1])
    client.post(form, {"name": "Bay"})
    assert not particulars().feeds_full_text
    client.post(form, {"name": "Bay", "feeds_full_text": "on"})
    assert particulars().feeds_full_text


def test_only_addresses_of_the_web_become_links() -> None:
    write_masthead(social_links="Our Mastodon https://social.example/@bay\nBad javascript:alert(1)\nNoaddress\n")
    assert particulars().social_links == [{"name": "Our Mastodon", "url": "https://social.example/@bay"}]


@pytest.mark.parametrize(
    "line", ["broken line", "https://social.example/@bay", "Bay ftp://files.example/", "Bay https://"]
)
def test_a_line_that_makes_no_link_is_named_and_nothing_is_changed(client: Client, pia: Any, line: str) -> None:
    write_masthead(name="Bay")
    client.force_login(pia)
    links = f"Our Mastodon https://social.example/@bay\r\n\r\n{line}"
    form = reverse("admin:masthead_masthead_change", args=[1])
    said = client.post(form, {"name": "Cape", "social_links": links}).text
    assert f"This is none: “{line}”." in said
    assert Masthead.objects.get().name == "Bay"


def test_there_is_one_masthead() -> None:
    write_masthead(name="One")
    with pytest.raises(IntegrityError), transaction.atomic():
        Masthead.objects.create(pk=2, name="Two")
