"""What a page tells search engines and share cards."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from articles.actions.withdraw import retract
from articles.tests.builders import make_article, make_author, make_editor
from press.masthead.actions import write_masthead
from press.pictures.tests.builders import make_picture
from press.web.tests.jsonld_rules import told, told_as

pytestmark = pytest.mark.django_db


def meta(client: Client, address: str) -> dict[str, str]:
    pairs = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', client.get(address).text)
    return dict(pairs)


def test_story_tells_who_wrote_it_when_and_for_whom(client: Client) -> None:
    write_masthead(
        name="The Bay Courier", publisher="Bay Courier Trust", social_links="Posts https://social.example/bay"
    )
    leila = make_author("Leila Sabban")
    story = make_article("Ferry Sails Again", authors=[leila], dek="The first in a month.", lead_picture_id=picture())
    page = client.get(story.get_absolute_url()).text
    article, paper = told_as("NewsArticle", page), told_as("NewsMediaOrganization", page)
    assert article["headline"] == "Ferry Sails Again"
    assert [(a["name"], a["url"]) for a in article["author"]] == [("Leila Sabban", url(leila.get_absolute_url()))]
    assert article["datePublished"] == timezone.localtime(story.published_at).isoformat(timespec="minutes")
    assert article["image"]["url"].endswith(".jpg")
    assert article["publisher"]["@id"] == paper["@id"]
    assert paper["name"] == told_as("WebSite", page)["name"] == "The Bay Courier"
    assert (paper["legalName"], paper["sameAs"]) == ("Bay Courier Trust", ["https://social.example/bay"])


def test_opinion_is_told_as_opinion(client: Client) -> None:
    assert told_as("OpinionNewsArticle", client.get(make_article(kind="op-ed").get_absolute_url()).text)


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
    page = client.get(story.get_absolute_url()).text
    assert "<script>alert" not in page
    assert told_as("NewsArticle", page)["headline"] == "</script><script>alert(1)</script>"


def test_retracted_story_tells_nothing_but_that(client: Client) -> None:
    story = make_article("Withdrawn", dek="What was claimed.", lead_picture_id=picture())
    retract(story, by=make_editor(), why="The document was forged.")
    tags = meta(client, story.get_absolute_url())
    assert tags["description"] == "The document was forged."
    assert "og:image" not in tags
    page = client.get(story.get_absolute_url()).text
    assert [item["@type"] for item in told(page)] == ["NewsMediaOrganization", "WebSite"]


def picture() -> int:
    return make_picture(caption="A boat.", alt="A boat.", photographer="Ilan Vardy").pk


def url(path: str) -> str:
    return str(settings.SITE_URL) + path


def test_print_page_ends_with_the_address_in_one_line(client: Client) -> None:
    write_masthead(name="The Bay Courier", postal_address="14 Lantern Row,\r\n\r\n Port Sarra \nRepublic of Sarra")
    foot = client.get(f"{make_article().get_absolute_url()}print/").text
    assert "The Bay Courier, 14 Lantern Row, Port Sarra, Republic of Sarra</p>" in foot
