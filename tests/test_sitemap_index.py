"""Whoever begins at robots.txt finds every page of the paper, and no address that is not one."""

import re
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client

from press.web.tests.sitemap_rules import complaints, said
from tests.paper import PAGES, make_paper

pytestmark = pytest.mark.django_db

# Another form of a story, and what is not there any more. What asks not to be found is not named either.
NOT_NAMED = {"print", "missing", "retracted", "killed"}


def fetched(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert "Set-Cookie" not in answer
    content = answer.getvalue()
    assert complaints(content) == []
    return content


def named(client: Client) -> dict[str, str]:
    """Return every address that the index leads to, and when it changed."""
    files = [entry.address for entry in said(fetched(client, "/sitemap.xml"))]
    found = [entry for file in files for entry in said(fetched(client, file))]
    assert len({entry.address for entry in found}) == len(found), "an address stands in one file"
    return {entry.address: entry.changed for entry in found}


def test_robots_leads_to_the_index_and_to_the_news(client: Client) -> None:
    make_paper()
    text = client.get("/robots.txt").text
    assert re.findall(r"^Sitemap: (.*)$", text, re.MULTILINE) == [
        f"{settings.SITE_URL}/sitemap.xml",
        f"{settings.SITE_URL}/sitemap-news.xml",
    ]
    assert len(said(fetched(client, "/sitemap-news.xml"))) == 10


def test_every_page_of_the_paper_is_in_a_sitemap(client: Client) -> None:
    make_paper()
    lasting = {address for name, address in PAGES.items() if name not in NOT_NAMED}
    wanted = {address for address in lasting if 'name="robots" content="noindex"' not in client.get(address).text}
    assert len(wanted) > 7
    paths = {unquote(address.removeprefix(settings.SITE_URL)) for address in named(client)}
    assert wanted - paths == set()
    assert {PAGES[name] for name in NOT_NAMED} & paths == set()


def test_every_address_in_a_sitemap_is_a_page_that_calls_itself_so(client: Client) -> None:
    make_paper()
    for address, changed in named(client).items():
        page = client.get(address)
        assert page.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in page.text
        assert "noindex" not in page.text
        assert changed, address


def test_file_is_as_new_in_the_index_as_the_newest_it_names(client: Client) -> None:
    make_paper()
    for file in said(fetched(client, "/sitemap.xml")):
        assert file.changed == max(entry.changed for entry in said(fetched(client, file.address)))
