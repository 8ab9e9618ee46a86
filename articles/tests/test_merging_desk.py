"""Merging at the desk: named in the form or chosen in the list, looked at before it is done, refused in sentences."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Topic
from articles.tests.builders import make_article, make_category, make_reporter, make_topic

pytestmark = pytest.mark.django_db
MERGE = "/admin/articles/topic/merge/"


@pytest.fixture
def desk(client: Client, ben: Any) -> Client:
    client.force_login(ben)
    return client


def sent(topic: Topic, **words: Any) -> dict[str, Any]:
    return {"name": topic.name, "slug": topic.slug, "description": topic.description, **words}


def test_form_saves_and_shows_what_merging_will_do_without_doing_it(desk: Client) -> None:
    make_article(topics=["Rain"])
    make_article(topics=["Rain", "Water"])
    rain = make_topic("Rain")
    page = reverse("admin:articles_topic_change", args=[rain.pk])
    answer = desk.post(page, sent(rain, description="Typed.", merge_into="water", _merge="1"), follow=True)
    assert answer.redirect_chain == [(f"{MERGE}?topic={rain.pk}&into=water", 302)]
    assert "2 stories come under <bdi>“Water”</bdi>; 1 of them stands there already" in answer.text
    assert "/topics/rain/" in answer.text
    assert Topic.objects.get(pk=rain.pk).description == "Typed."


def test_confirmed_merging_is_done_and_told(desk: Client) -> None:
    make_article(topics=["Rain"])
    water, rain = make_topic("Water"), make_topic("Rain")
    answer = desk.post(MERGE, {"topic": [rain.pk], "into": "Water"}, follow=True)
    assert "“Rain” is part of “Water” now, with 1 story." in answer.text
    assert answer.redirect_chain == [(reverse("admin:articles_topic_change", args=[water.pk]), 302)]
    again = desk.post(MERGE, {"topic": [rain.pk], "into": "Water"}, follow=True)
    assert "may be merged already" in again.text


def test_several_of_the_list_become_part_of_one_of_them(desk: Client) -> None:
    topics = [make_topic(name) for name in ("Water", "Rain", "Showers")]
    chosen = {"action": "merge_selected", "_selected_action": [topic.pk for topic in topics]}
    page = desk.post(reverse("admin:articles_topic_changelist"), chosen, follow=True)
    assert page.redirect_chain[0][0].startswith(MERGE)
    seen = desk.get(page.redirect_chain[0][0] + "&into=Water")
    assert "“Water”</bdi> becomes" not in seen.text
    desk.post(MERGE, {"topic": [topic.pk for topic in topics], "into": "Water"})
    assert list(Topic.objects.values_list("name", flat=True)) == ["Water"]


@pytest.mark.parametrize(
    ("into", "said"),
    [
        ("Rain", "cannot become part of itself"),
        ("Nothing", "No topic is called “Nothing”"),
        ("Water, Ports", "Name one topic"),
        ("Politics", "No topic is called “Politics”"),
        ("", "This field is required"),
    ],
)
def test_page_says_why_it_cannot_be_merged_and_keeps_what_was_typed(desk: Client, into: str, said: str) -> None:
    make_topic("Water"), make_topic("Ports"), make_category("Politics")
    for ask in (desk.get, desk.post):
        answer = ask(MERGE, {"topic": str(make_topic("Rain").pk), "into": into})
        assert said in answer.text
        assert f'value="{into}"' in answer.text or not into
    assert Topic.objects.topics().count() == 3


def test_form_without_a_name_to_merge_into_asks_for_one(desk: Client) -> None:
    rain = make_topic("Rain")
    answer = desk.post(reverse("admin:articles_topic_change", args=[rain.pk]), sent(rain, merge_into="", _merge="1"))
    assert "Choose into which one it goes." in answer.text


def test_categories_are_merged_at_the_desk_and_the_trail_stands_with_them(desk: Client) -> None:
    make_article("Ferry", category=make_category("Ports"))
    politics, ports = make_category("Politics"), make_category("Ports")
    page = reverse("admin:articles_category_merge")
    seen = desk.get(page, {"topic": str(ports.pk), "into": "Politics"})
    assert "Each gets an address below" in seen.text
    assert desk.post(page, {"topic": ports.pk, "into": "Politics"}).status_code == 302
    assert "Merged “Ports”" in desk.get(reverse("admin:articles_category_history", args=[politics.pk])).text


def test_reporter_finds_no_way_to_merge(client: Client) -> None:
    client.force_login(make_reporter())
    water, rain = make_topic("Water"), make_topic("Rain")
    assert "Merge into" not in client.get(reverse("admin:articles_topic_change", args=[water.pk])).text
    for ask in (client.get, client.post):
        assert ask(MERGE, {"topic": str(rain.pk), "into": "Water"}).status_code == 403


def test_page_survives_what_nobody_chose(desk: Client) -> None:
    for query in ("", "?topic=x", f"?topic={'9' * 40}", "?topic=-1&topic=0"):
        assert desk.get(MERGE + query).status_code == 302
