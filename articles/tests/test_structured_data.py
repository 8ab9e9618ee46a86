"""What stories, lists and authors tell search engines, fact by fact; tests/test_structured_data.py has the rules."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.actions.topics import write_topic
from articles.actions.withdraw import correct
from articles.actions.write import write_story
from articles.models import Correction, Topic
from articles.tests.builders import make_article, make_author, make_category, make_draft, make_editor
from press.pages.actions import write_page
from press.pages.models import Page
from press.pictures.tests.builders import make_picture
from press.web.jsonld import PAPER_ID, SITE_ID
from press.web.tests.jsonld_rules import complaints, told, told_as

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    html = client.get(address).text
    assert complaints(html) == []
    return html


def story_told(client: Client, **parts: Any) -> dict[str, Any]:
    """Return what a story made of these parts tells of itself."""
    return told_as("NewsArticle", page(client, make_article(**parts).get_absolute_url()))


def trail(html: str) -> list[tuple[str, str]]:
    steps = told_as("BreadcrumbList", html)["itemListElement"]
    return [(step["name"], step["item"].removeprefix(settings.SITE_URL)) for step in steps]


def test_story_tells_its_section_topics_length_and_that_it_is_free(client: Client) -> None:
    story = story_told(client, topics=["Water", "Ports"], body="<p>One two.</p><p>Three.</p>", dateline="PORT SARRA")
    assert (story["articleSection"], story["keywords"]) == ("Politics", ["Water", "Ports"])
    assert (story["wordCount"], story["dateline"], story["isAccessibleForFree"]) == (3, "PORT SARRA", True)
    assert (story["publisher"], story["isPartOf"]) == ({"@id": PAPER_ID}, {"@id": SITE_ID})


def test_author_of_a_story_is_the_person_of_the_authors_page(client: Client) -> None:
    leila = make_author("Leila Sabban", bio="She reports from the harbour.")
    signed = story_told(client, authors=[leila])["author"][0]
    profile = told_as("ProfilePage", page(client, leila.get_absolute_url()))["mainEntity"]
    assert profile | signed == profile
    assert signed["url"] == settings.SITE_URL + leila.get_absolute_url()
    assert (profile["description"], profile["worksFor"]) == ("She reports from the harbour.", {"@id": PAPER_ID})


@pytest.mark.parametrize(
    ("role", "kind", "facts"),
    [
        ("staff", "Person", {"worksFor": {"@id": PAPER_ID}}),
        ("student", "Person", {"affiliation": {"@id": PAPER_ID}, "jobTitle": "Student"}),
        ("contributor", "Person", {"affiliation": {"@id": PAPER_ID}, "jobTitle": "Contributor"}),
        ("agency", "Organization", {}),
    ],
)
def test_who_signs_is_told_as_what_they_are(client: Client, role: str, kind: str, facts: dict[str, Any]) -> None:
    who = make_author("Anadolu", role=role)
    signed = story_told(client, authors=[who])["author"][0]
    profile = told_as("ProfilePage", page(client, who.get_absolute_url()))["mainEntity"]
    assert signed["@type"] == profile["@type"] == kind
    ties = {"worksFor", "affiliation", "jobTitle"}
    assert {name: value for name, value in profile.items() if name in ties} == facts


def test_photo_of_an_author_is_told_while_we_may_show_it(client: Client) -> None:
    photo = make_picture(photographer="Ilan Vardy")
    who = make_author(photo=photo)
    image = told_as("ProfilePage", page(client, who.get_absolute_url()))["mainEntity"]["image"]
    assert image["contentUrl"].endswith(".jpg")
    assert image["creditText"] == "Ilan Vardy"
    photo.rights_expire = date(2020, 1, 1)
    photo.save()
    assert "image" not in told_as("ProfilePage", page(client, who.get_absolute_url()))["mainEntity"]


def test_picture_is_told_with_who_made_it_and_its_licence(client: Client) -> None:
    terms = "https://creativecommons.org/licenses/by/4.0/"
    names: dict[str, Any] = {"photographer": "Ilan Vardy", "agency": "Anadolu Agency", "via": "Getty Images"}
    picture = make_picture(caption="The ferry leaves.", usage_terms=terms, **names)
    image = story_told(client, lead_picture_id=picture.pk)["image"]
    assert (image["caption"], image["license"]) == ("The ferry leaves.", terms)
    assert image["creditText"] == "Ilan Vardy/Anadolu Agency via Getty Images"
    assert [(maker["@type"], maker["name"]) for maker in image["creator"]] == [
        ("Person", "Ilan Vardy"),
        ("Organization", "Anadolu Agency"),
    ]


def test_storys_own_caption_is_told_and_terms_in_words_are_not(client: Client) -> None:
    picture = make_picture(caption="From the library.", photographer="Ilan Vardy", usage_terms="Paid 40, once.")
    image = story_told(client, lead_picture_id=picture.pk, lead_caption="Of this story.")["image"]
    assert image["caption"] == "Of this story."
    assert "license" not in image


def test_picture_is_not_told_when_our_rights_have_ended(client: Client) -> None:
    picture = make_picture(photographer="Ilan Vardy", rights_expire=date(2020, 1, 1))
    assert "image" not in story_told(client, lead_picture_id=picture.pk)


def test_corrections_are_told_in_their_order_and_an_update_is_none(client: Client) -> None:
    story, ben = make_article(), make_editor()
    correct(story, by=ben, text="It was Monday.")
    correct(story, by=ben, text="It holds 230.", kind=Correction.Kind.CLARIFICATION)
    correct(story, by=ben, text="The ferry is back.", kind=Correction.Kind.UPDATE)
    html = page(client, story.get_absolute_url())
    notes = told_as("NewsArticle", html)["correction"]
    assert [note["text"] for note in notes] == ["It was Monday.", "It holds 230."]
    made = timezone.localtime(Correction.objects.order_by("pk")[0].made_at).isoformat(timespec="minutes")
    assert (notes[0]["@type"], notes[0]["datePublished"]) == ("CorrectionComment", made)


def test_translated_opinion_tells_where_it_stood_first(client: Client) -> None:
    words: dict[str, Any] = {
        "translated_paper": "Al-Nahr",
        "translated_country": "Ishmar",
        "translated_on": date(2026, 11, 20),
    }
    story = make_article(kind="op-ed", **words)
    original = told_as("OpinionNewsArticle", page(client, story.get_absolute_url()))["translationOfWork"]
    assert (original["publisher"]["name"], original["countryOfOrigin"]["name"]) == ("Al-Nahr", "Ishmar")
    assert original["datePublished"] == "2026-11-20"


def test_trail_of_a_story_leads_through_its_category(client: Client) -> None:
    story = make_article("Ferry", category=make_category("Politics"))
    assert trail(page(client, story.get_absolute_url())) == [
        ("Front page", "/"),
        ("Politics", "/politics/"),
        ("Ferry", "/politics/ferry/"),
    ]


def test_trails_of_lists_and_pages(client: Client) -> None:
    leila = make_author("Leila Sabban")
    make_article(topics=["Water"], authors=[leila])
    write_page(Page(title="Privacy Policy", slug="privacy-policy"))
    address = leila.get_absolute_url()
    assert trail(page(client, "/topics/water/"))[1:] == [("Topics", "/topics/"), ("Water", "/topics/water/")]
    assert trail(page(client, "/politics/"))[1:] == [("Politics", "/politics/")]
    assert trail(page(client, address))[1:] == [("Leila Sabban", address)]
    assert trail(page(client, "/privacy-policy/"))[1:] == [("Privacy Policy", "/privacy-policy/")]
    assert told_as("WebPage", page(client, "/privacy-policy/"))["name"] == "Privacy Policy"


def test_list_tells_its_name_and_description(client: Client) -> None:
    make_article(topics=["Water"])
    write_topic(Topic.objects.get(name="Water"))
    Topic.objects.filter(name="Water").update(description="Rivers, wells and who owns them.")
    about = told_as("CollectionPage", page(client, "/topics/water/"))
    assert (about["name"], about["description"]) == ("Water", "Rivers, wells and who owns them.")


def test_addresses_in_other_scripts_are_told_as_they_are_sent(client: Client) -> None:
    story = story_told(client, headline="مياه", slug="مياه", language="ar", topics=["نهر"])
    assert story["url"].isascii()
    assert client.get(story["url"]).status_code == 200
    about = told_as("CollectionPage", page(client, "/topics/نهر/"))
    assert about["url"].isascii()
    assert about["name"] == "نهر"


@pytest.mark.parametrize("words", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "a\x0bb", '"}, {"'])
def test_hostile_words_stay_words(client: Client, words: str) -> None:
    leila = make_author(f"Leila {words}".replace(",", ""), bio=words)
    picture = make_picture(caption=words, photographer=words)
    story = make_article(words, slug="ferry", dek=words, authors=[leila], lead_picture_id=picture.pk, topics=["Water"])
    correct(story, by=make_editor(), text=words)
    html = page(client, story.get_absolute_url())
    assert told_as("NewsArticle", html)["headline"] == story.headline
    assert told_as("NewsArticle", html)["image"]["creditText"].split() == words.split()
    assert told_as("ProfilePage", page(client, leila.get_absolute_url()))["mainEntity"]["description"] == words


def test_changed_facts_are_told_at_once(client: Client) -> None:
    story = make_article("Ferry", topics=["Water"])
    write_story(story, by=make_editor(), words={"headline": "Boat"}, topics=["Ports"])
    now = told_as("NewsArticle", page(client, story.get_absolute_url()))
    assert (now["headline"], now["keywords"]) == ("Boat", ["Ports"])


def test_bare_draft_has_its_preview(client: Client) -> None:
    client.force_login(make_editor())
    draft = make_draft("Untold", category=None, category_id=None, authors=[])
    assert client.get(reverse("admin:articles_article_preview", args=[draft.pk])).status_code == 200


def test_paper_is_told_once_a_page(client: Client) -> None:
    kinds = [node["@type"] for node in told(page(client, make_article().get_absolute_url()))]
    assert kinds == ["NewsArticle", "BreadcrumbList", "NewsMediaOrganization", "WebSite"]
