"""What the pages tell search engines keeps the rules, fits together, and is as much as is recommended."""

import pytest
from django.test import Client

from press.masthead.actions import write_masthead
from press.web.tests import jsonld_rules as rules
from tests.paper import PAGES, make_paper

# What a page tells of itself; the paper and its site are told on each.
KINDS: dict[str, list[str | list[str]]] = {
    "front": [],
    "category": ["CollectionPage", "BreadcrumbList"],
    "topic": ["CollectionPage", "BreadcrumbList"],
    "topics": ["CollectionPage", "BreadcrumbList"],
    "author": [["ProfilePage", "CollectionPage"], "BreadcrumbList"],
    "article": ["NewsArticle", "BreadcrumbList"],
    "arabic": ["NewsArticle", "BreadcrumbList"],
    "page": ["AboutPage", "BreadcrumbList"],
    "missing": [],
    "retracted": [],
    "killed": [],
}


@pytest.fixture
def pages(db: None, client: Client) -> dict[str, str]:
    """Every page of the paper, by its name."""
    make_paper()
    write_masthead(publisher="Bay Courier Trust", social_links="Posts https://social.example/@bay")
    return {name: client.get(PAGES[name]).text for name in KINDS}


def test_every_page_tells_what_it_is_by_the_rules(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        assert (name, rules.complaints(html)) == (name, [])
        assert [node["@type"] for node in rules.told(html)] == [*KINDS[name], "NewsMediaOrganization", "WebSite"]


def test_what_a_page_names_is_told_at_its_own_address_too(client: Client, pages: dict[str, str]) -> None:
    named = {name for html in pages.values() for name in rules.names(html) | rules.pointed_at(html)}
    assert len(named) > len(pages)
    for name in named:
        assert name in rules.names(client.get(rules.page_of(name)).text), name


def test_every_step_of_a_trail_is_a_page(client: Client, pages: dict[str, str]) -> None:
    told = [node for html in pages.values() for node in rules.told(html)]
    steps = [step for node in told for step in node.get("itemListElement", [])]
    for address in {step["item"] for step in steps}:
        assert client.get(address).status_code == 200, address


def test_story_tells_everything_that_is_recommended(pages: dict[str, str]) -> None:
    # The paper of these tests has no logo.
    assert rules.wanting(pages["article"]) == ["NewsMediaOrganization.logo"]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ('{"@type": "Poem", "name": "x"}', "There is no type"),
        ('{"@type": "Person"}', "Person has no name."),
        ('{"@type": "Person", "name": ""}', "name cannot be ''"),
        ('{"@type": "Person", "name": "Leila", "headline": "x"}', "cannot have headline"),
        ('{"@type": "Person", "name": "Leila", "url": "/authors/leila/"}', "url cannot be '/authors/leila/'"),
        ('{"@type": "Person", "@id": "#leila", "name": "Leila"}', "no whole address"),
        ('{"@type": "CorrectionComment", "text": "x", "datePublished": "2026-11-23T12:00"}', "datePublished cannot be"),
        ('{"@type": "Country", "name": "x", "image": {"@type": "Person", "name": "x"}}', "image cannot be"),
        ('{"@type": "BreadcrumbList", "itemListElement": []}', "two steps"),
    ],
)
def test_the_rules_notice_what_breaks_them(told: str, sentence: str) -> None:
    told = told.replace("{", '{"@context": "https://schema.org", ', 1)
    said = rules.complaints(f'<script type="application/ld+json">{told}</script>')
    assert sentence in " ".join(said)
