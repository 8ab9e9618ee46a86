"""Renaming: a topic's, a category's and a story's old addresses lead readers to the new ones."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.actions.topics import CannotRename, write_category, write_topic
from articles.actions.withdraw import kill, retract
from articles.actions.write import restore, write_story
from articles.models import FormerSlug, OldAddress, Topic
from articles.tests.builders import make_article, make_category, make_draft, make_editor, make_reporter, make_topic
from press.pages.actions import write_page
from press.pages.models import Page
from press.web.roots import WordTaken

pytestmark = pytest.mark.django_db


def renamed(topic: Topic, *, slug: str = "", name: str = "") -> Topic:
    """Give a category or topic another slug or name, as an editor does."""
    topic = Topic.objects.get(pk=topic.pk)
    topic.slug, topic.name = slug or topic.slug, name or topic.name
    return write_category(topic) if topic.is_category else write_topic(topic)


def leads_to(client: Client, address: str) -> str:
    """Return where a permanent redirect leads."""
    answer = client.get(address)
    assert answer.status_code == 301, (address, answer.status_code)
    return str(answer["Location"])


# --- Topics ---


def test_renamed_topic_is_found_at_its_old_address_with_the_query(client: Client) -> None:
    make_article(topics=["Water"])
    renamed(make_topic("Water"), slug="drinking-water")
    assert leads_to(client, "/topics/water/?utm=x&y=%C3%A9") == "/topics/drinking-water/?utm=x&y=%C3%A9"
    assert client.get("/topics/drinking-water/").status_code == 200


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
def test_feeds_move_with_their_topic_and_category(client: Client, form: str) -> None:
    make_article(topics=["Water"])
    renamed(make_topic("Water"), slug="rain")
    renamed(make_category("Politics"), slug="nation")
    assert leads_to(client, f"/topics/water/feed/{form}?x=1") == f"/topics/rain/feed/{form}?x=1"
    assert leads_to(client, f"/politics/feed/{form}") == f"/nation/feed/{form}"
    assert client.get(f"/topics/rain/feed/{form}").status_code == 200


def test_redirect_is_a_public_answer_with_a_short_life(client: Client) -> None:
    make_article(topics=["Water"])
    renamed(make_topic("Water"), slug="drinking-water")
    answer = client.head("/topics/water/")
    assert answer.status_code == 301
    assert "public" in answer["Cache-Control"]
    assert "s-maxage=30" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"]
    assert not answer.cookies


def test_new_name_leaves_the_address_as_it_is(client: Client) -> None:
    story = make_article(topics=["Water"])
    renamed(make_topic("Water"), name="Drinking Water")
    assert client.get("/topics/water/").status_code == 200
    assert "Drinking Water" in client.get(story.get_absolute_url()).text
    assert not FormerSlug.objects.exists()


def test_stories_link_to_the_new_address(client: Client) -> None:
    story = make_article(topics=["Water"])
    renamed(make_topic("Water"), slug="drinking-water")
    page = client.get(story.get_absolute_url()).text
    assert "/topics/drinking-water/" in page
    assert "/topics/water/" not in page


def test_twice_renamed_topic_is_found_in_one_step(client: Client) -> None:
    make_article(topics=["Water"])
    renamed(make_topic("Water"), slug="second")
    renamed(make_topic("Water"), slug="third")
    assert leads_to(client, "/topics/water/") == leads_to(client, "/topics/second/") == "/topics/third/"


def test_slug_given_back_to_its_topic_leads_nowhere_else(client: Client) -> None:
    make_article(topics=["Water"])
    renamed(make_topic("Water"), slug="second")
    renamed(make_topic("Water"), slug="water")
    assert client.get("/topics/water/").status_code == 200
    assert leads_to(client, "/topics/second/") == "/topics/water/"
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["second"]


def test_topic_made_on_purpose_takes_a_slug_that_another_had(client: Client) -> None:
    make_article(topics=["Water"])
    renamed(make_topic("Water"), name="Rain", slug="rain")
    write_topic(Topic(name="Water", slug="water"))
    make_article("Another", topics=["Water"])
    assert client.get("/topics/water/").status_code == 200
    assert not FormerSlug.objects.exists()


def test_topic_made_in_passing_steps_aside(client: Client) -> None:
    make_article(topics=["Water"])
    renamed(make_topic("Water"), name="Rain", slug="rain")
    make_article("Another", topics=["Water"])
    assert leads_to(client, "/topics/water/") == "/topics/rain/"
    assert client.get("/topics/water-2/").status_code == 200


def test_slug_made_from_the_name_steps_aside_too() -> None:
    renamed(make_topic("Water"), name="Rain", slug="rain")
    assert write_topic(Topic(name="Water")).slug == "water-2"


def test_old_address_of_a_topic_without_live_stories_tells_nothing(client: Client, time_machine: Any) -> None:
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    time_machine.move_to(noon, tick=False)
    make_article(topics=["Secret"], at=noon + timedelta(seconds=10))
    renamed(make_topic("Secret"), slug="open")
    answer = client.get("/topics/secret/")
    assert answer.status_code == 404
    assert "s-maxage=10" in answer["Cache-Control"]


def test_topic_in_arabic_is_renamed_like_any_other(client: Client) -> None:
    make_article(topics=["مياه"])
    renamed(make_topic("مياه"), slug="أنهار")
    assert client.get("/topics/مياه/", follow=True).status_code == 200


@pytest.mark.parametrize("slug", ["feed", "ports", "politics", "nation"])
def test_slug_that_belongs_to_something_else_is_refused(slug: str) -> None:
    make_topic("Ports")
    renamed(make_category("Politics"), slug="nation")
    with pytest.raises(CannotRename):
        renamed(make_topic("Water"), slug=slug)
    assert make_topic("Water").slug == "water"


def test_category_takes_a_former_slug_of_a_topic_and_its_readers(client: Client) -> None:
    make_article(topics=["Water"])
    renamed(make_topic("Water"), name="Rain", slug="rain")
    make_category("Water", slug="water")
    assert leads_to(client, "/topics/water/") == "/water/"
    renamed(make_category("Water"), slug="sea")
    assert leads_to(client, "/topics/water/") == leads_to(client, "/water/") == "/sea/"


def test_topic_that_was_merged_meanwhile_is_not_made_again() -> None:
    topic = make_topic("Water")
    Topic.objects.filter(pk=topic.pk).delete()
    with pytest.raises(CannotRename, match="merged"):
        write_topic(topic)
    assert not Topic.objects.exists()


# --- The desk's older texts ---


def test_restored_version_calls_a_renamed_topic_by_its_new_name() -> None:
    ben, story = make_editor(), make_article(topics=["Water"])
    renamed(make_topic("Water"), name="Rain", slug="rain")
    assert list(restore(story, to=story.revisions.get(version=1), by=ben).topics.names()) == ["Rain"]


def test_form_opened_before_the_renaming_brings_no_old_name_back() -> None:
    story = make_article(topics=["Water", "Ports"])
    renamed(make_topic("Water"), name="Rain")
    renamed(make_topic("Ports"), name="Harbours", slug="harbours")
    write_story(story, by=make_editor(), words={}, topics=["Water", "Ports"])
    assert sorted(story.topics.names()) == ["Harbours", "Rain"]


# --- Categories ---


def test_renamed_category_leads_its_readers_and_those_of_its_stories(client: Client) -> None:
    make_article("Ferry")
    renamed(make_category("Politics"), slug="nation")
    assert leads_to(client, "/politics/?before=x") == "/nation/?before=x"
    assert leads_to(client, "/politics/ferry/?utm=x") == "/nation/ferry/?utm=x"
    assert leads_to(client, "/politics/ferry/print/") == "/nation/ferry/print/"
    assert client.get("/nation/ferry/").status_code == 200
    assert client.get("/nation/").status_code == 200


def test_everything_links_to_the_new_address_of_a_category(client: Client) -> None:
    make_article("Ferry")
    make_article("Boat")
    renamed(make_category("Politics"), slug="nation")
    for address in ("/nation/ferry/", "/nation/", "/", "/topics/"):
        assert "/politics/" not in client.get(address).text, address


def test_withdrawn_stories_answer_at_the_new_address(client: Client) -> None:
    ben = make_editor()
    retract(make_article("Withdrawn"), by=ben, why="It was forged.")
    kill(make_article("Killed"), by=ben, why="A court ordered it.")
    renamed(make_category("Politics"), slug="nation")
    assert "It was forged." in client.get("/politics/withdrawn/", follow=True).text
    assert client.get("/politics/killed/", follow=True).status_code == 410


def test_unseen_stories_have_no_old_address(client: Client) -> None:
    make_draft("Draft")
    make_article("Later", at=timezone.now() + timedelta(hours=1))
    renamed(make_category("Politics"), slug="nation")
    for slug in ("draft", "later", "nothing"):
        assert client.get(f"/politics/{slug}/").status_code == 404


def test_story_that_moved_before_its_category_was_renamed_is_found(client: Client) -> None:
    story = make_article("Ferry")
    write_story(story, by=make_editor(), words={"slug": "boat"})
    renamed(make_category("Politics"), slug="nation")
    for address in ("/politics/ferry/", "/politics/boat/"):
        assert client.get(address, follow=True).redirect_chain == [("/nation/boat/", 301)], address


def test_story_that_moved_between_two_names_of_its_category_is_found(client: Client) -> None:
    story = make_article("Ferry")
    renamed(make_category("Politics"), slug="nation")
    write_story(story, by=make_editor(), words={"slug": "boat"})
    renamed(make_category("Politics"), slug="country")
    for address in ("/politics/ferry/", "/nation/ferry/", "/nation/boat/"):
        assert client.get(address, follow=True).redirect_chain == [("/country/boat/", 301)], address


def test_story_that_left_for_another_category_is_found_after_both_were_renamed(client: Client) -> None:
    story = make_article("Ferry")
    write_story(story, by=make_editor(), words={"category_id": make_category("Health").pk})
    renamed(make_category("Politics"), slug="nation")
    renamed(make_category("Health"), slug="medicine")
    assert leads_to(client, "/politics/ferry/") == leads_to(client, "/health/ferry/") == "/medicine/ferry/"


def test_new_story_takes_no_address_that_another_left_under_the_categorys_old_name() -> None:
    story = make_article("Ferry")
    write_story(story, by=make_editor(), words={"slug": "boat"})
    renamed(make_category("Politics"), slug="nation")
    assert make_draft("Ferry").slug == "ferry-2"
    assert OldAddress.objects.get().article == story


def test_category_may_have_its_old_address_back(client: Client) -> None:
    make_article("Ferry")
    renamed(make_category("Politics"), slug="nation")
    renamed(make_category("Politics"), slug="politics")
    assert client.get("/politics/ferry/").status_code == 200
    assert leads_to(client, "/nation/ferry/") == "/politics/ferry/"
    assert leads_to(client, "/nation/") == "/politics/"


def test_old_word_of_a_category_is_nobody_elses() -> None:
    renamed(make_category("Politics"), slug="nation")
    with pytest.raises(WordTaken):
        write_page(Page(title="Politics", slug="politics"))
    with pytest.raises(CannotRename, match="“Politics” and its stories"):
        make_category("Party Politics", slug="politics")
    with pytest.raises(CannotRename, match="“Politics” and its stories"):
        write_topic(Topic(name="Politicking", slug="politics"))


def test_word_of_a_page_is_refused_to_a_category() -> None:
    write_page(Page(title="About", slug="about"))
    for slug in ("about", "admin"):
        with pytest.raises(CannotRename):
            renamed(make_category("Politics"), slug=slug)
    assert make_category("Politics").slug == "politics"


# --- The form ---


def sent(topic: Topic, **words: str) -> dict[str, Any]:
    kept = {"name": topic.name, "slug": topic.slug, "icon": topic.icon, "description": "", "position": topic.position}
    return {**kept, **words}


def test_editor_changes_a_slug_in_the_form_and_sees_what_leads_there(client: Client, ben: Any) -> None:
    client.force_login(ben)
    for topic, base in ((make_topic("Water"), "/topics/"), (make_category("Politics"), "/")):
        page = reverse(f"admin:articles_{topic.kind}_change", args=[topic.pk])
        assert "addresses that lead here" not in client.get(page).text.lower()
        assert client.post(page, sent(topic, slug="sea" + topic.slug)).status_code == 302
        assert f"{base}{topic.slug}/" in client.get(page).text


def test_form_says_what_stands_in_the_way_and_keeps_what_was_typed(client: Client, ben: Any) -> None:
    client.force_login(ben)
    topic, _ports = make_topic("Water"), make_topic("Ports")
    answer = client.post(
        reverse("admin:articles_topic_change", args=[topic.pk]), sent(topic, slug="ports", description="Typed.")
    )
    assert "“Ports” stands at /topics/ports/." in answer.text
    assert "Typed." in answer.text


def test_reporter_renames_nothing(client: Client) -> None:
    client.force_login(make_reporter())
    topic = make_topic("Water")
    answer = client.post(reverse("admin:articles_topic_change", args=[topic.pk]), sent(topic, slug="rain"))
    assert answer.status_code == 403
    assert client.get(reverse("admin:articles_topic_change", args=[topic.pk])).status_code == 200
