"""What a page tells search engines and share cards."""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from articles.actions.withdraw import retract
from articles.tests.builders import make_article, make_author, make_editor
from press.masthead.actions import write_masthead
from press.pictures.tests.builders import make_picture

pytestmark = pytest.mark.django_db


def told(client: Client, address: str) -> list[dict[str, Any]]:
    """Return the JSON-LD of a page, in its order."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).text, re.DOTALL)
    return [json.loads(script) for script in scripts]


def meta(client: Client, address: str) -> dict[str, str]:
    pairs = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', client.get(address).text)
    return dict(pairs)


def test_story_tells_who_wrote_it_when_and_for_whom(client: Client) -> None:
    write_masthead(
        name="The Bay Courier", publisher="Bay Courier Trust", social_links="Posts https://social.example/bay"
    )
    leila = make_author("Leila Sabban")
    story = make_article("Ferry Sails Again", authors=[leila], dek="The first in a month.", lead_picture_id=picture())
    article, paper = told(client, story.get_absolute_url())
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == "Ferry Sails Again"
    assert [(a["name"], a["url"]) for a in article["author"]] == [("Leila Sabban", url(leila.get_absolute_url()))]
    assert article["datePublished"] == timezone.localtime(story.published_at).isoformat(timespec="minutes")
    assert article["image"][0].endswith(".jpg")
    assert article["publisher"]["@id"] == paper["@id"]
    assert (paper["@type"], paper["name"]) == ("NewsMediaOrganization", "The Bay Courier")
    assert (paper["legalName"], paper["sameAs"]) == ("Bay Courier Trust", ["https://social.example/bay"])


def test_opinion_is_told_as_opinion(client: Client) -> None:
    assert told(client, make_article(kind="op-ed").get_absolute_url())[0]["@type"] == "OpinionNewsArticle"


def test_share_card_has_headline_dek_picture_and_the_papers_name(client: Client) -> None:
    write_masthead(name="The Bay Courier")
    story = make_article("Ferry Sails Again", dek="The first in a month.", lead_picture_id=picture())
    tags = meta(client, story.get_absolute_url())
    assert tags["og:site_name"] == "The Bay Courier"
    assert (tags["og:type"], tags["og:title"]) == ("article", "Ferry Sails Again")
    assert tags["description"] == tags["og:description"] == "The first in a month."
    assert tags["og:url"] == url(story.get_absolute_url())
    assert tags["og:image:alt"] == "A boat."
    assert tags["twitter:card"] == "summary_large_image"


def test_new_name_of_the_paper_is_true_on_stories_rendered_before(client: Client) -> None:
    write_masthead(name="The Old Courier")
    story = make_article()
    write_masthead(name="The New Courier")
    page = client.get(story.get_absolute_url()).text
    assert "The New Courier" in page
    assert "The Old Courier" not in page


def test_headline_cannot_close_the_element_it_stands_in(client: Client) -> None:
    story = make_article("</script><script>alert(1)</script>", slug="closing")
    assert "<script>alert" not in client.get(story.get_absolute_url()).text
    assert told(client, story.get_absolute_url())[0]["headline"] == "</script><script>alert(1)</script>"


def test_retracted_story_tells_nothing_but_that(client: Client) -> None:
    story = make_article("Withdrawn", dek="What was claimed.", lead_picture_id=picture())
    retract(story, by=make_editor(), why="The document was forged.")
    tags = meta(client, story.get_absolute_url())
    assert tags["description"] == "The document was forged."
    assert "og:image" not in tags
    assert [item["@type"] for item in told(client, story.get_absolute_url())] == ["NewsMediaOrganization"]


def picture() -> int:
    return make_picture(caption="A boat.", alt="A boat.", photographer="Ilan Vardy").pk


def url(path: str) -> str:
    return str(settings.SITE_URL) + path
