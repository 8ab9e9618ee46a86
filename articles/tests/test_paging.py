"""Paging by cursors: what readers see while the paper goes on."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from articles import river
from articles.models import Article, TaggedArticle, Topic
from articles.tests.builders import make_article, make_author, make_category
from press.web import paging

pytestmark = pytest.mark.django_db

DAMAGED = "This link to older stories is damaged. Start again from the newest ones."
_numbers = count(1)


def put(topic: Topic, moments: list[datetime]) -> list[int]:
    """Write a live story under the topic for each moment, fast; its card says its id. Return the ids."""
    stories = Article.objects.bulk_create(
        Article(category=topic, slug=f"story-{next(_numbers)}", status="published", published_at=at) for at in moments
    )
    for story in stories:
        story.card_html = story.lead_html = f"[{story.pk}]"
    Article.objects.bulk_update(stories, ["card_html", "lead_html"])
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=story, tag=topic, is_category=True, listed=True, published_at=story.published_at)
        for story in stories
    )
    return [story.pk for story in stories]


def seen_on(page: river.River) -> list[int]:
    return [int(card.strip("[]")) for card in [page.lead, *page.cards] if card]


@settings(deadline=None, max_examples=25)
@given(
    minutes=some.lists(some.integers(1, 30), min_size=15, max_size=65),
    arriving=some.lists(some.integers(0, 3), max_size=5),
    withdrawn=some.sets(some.integers(0, 64), max_size=6),
)
def test_older_pages_neither_repeat_nor_skip_while_stories_come_and_go(
    minutes: list[int], arriving: list[int], withdrawn: set[int]
) -> None:
    now = timezone.now()
    with transaction.atomic():
        topic = Topic.objects.create(name="Category", slug="category", kind="category", icon="world")
        there = put(topic, [now - timedelta(minutes=back) for back in minutes])
        page = river.of_topic(topic.pk)
        seen = seen_on(page)
        gone = {pk for place, pk in enumerate(there) if place in withdrawn}
        TaggedArticle.objects.filter(content_object__in=gone).update(listed=False)
        arrivals = iter(arriving)
        while page.older:
            put(topic, [timezone.now()] * next(arrivals, 0))
            page = river.of_topic(topic.pk, before=page.older)
            seen += seen_on(page)
        assert len(seen) == len(set(seen))
        assert set(seen) <= set(there)
        assert set(seen) | gone == set(there)
        newest_first = Article.objects.filter(pk__in=seen).newest_first().values_list("pk", flat=True)
        assert seen == list(newest_first)
        transaction.set_rollback(True)


def test_reader_walks_a_list_to_its_end(client: Client) -> None:
    author, category = make_author(), make_category()
    now = timezone.now()
    for number in range(1, 46):
        make_article(f"Story {number:02}", at=now - timedelta(hours=number), category=category, authors=[author])
    for address in ("/politics/", author.get_absolute_url()):
        headlines: list[str] = []
        following = address
        while following:
            text = client.get(following).text
            headlines += [word[:2] for word in text.split(">Story ")[1:]]
            _, _, rest = text.partition(f'href="{address}?before=')
            following = f"{address}?before={rest.partition('"')[0]}" if rest else ""
        assert headlines == [f"{number:02}" for number in range(1, 46)], address


@pytest.mark.parametrize(
    "damage",
    [
        lambda good: good[:-1],
        lambda good: good + "0",
        lambda good: good.replace(".", ""),
        lambda good: "." + good.partition(".")[2],
        lambda good: ("B" if good[0] != "B" else "C") + good[1:],
        lambda good: good.partition(".")[0] + ".0000000000",
        lambda _: "x",
        lambda _: ".",
        lambda _: "é.עברית",
        lambda _: "A" * 5000,
    ],
)
def test_damaged_cursor_is_answered_404_with_a_sentence(client: Client, damage: object) -> None:
    story = make_article()
    assert story.category
    assert story.published_at
    good = paging.write(paging.Cursor(story.published_at, story.pk), of=f"topic-{story.category.pk}")
    assert client.get("/politics/", {"before": good}).status_code == 200
    answer = client.get("/politics/", {"before": damage(good)})  # type: ignore[operator]
    assert answer.status_code == 404
    assert DAMAGED in answer.text


def test_cursor_of_another_list_is_answered_404(client: Client) -> None:
    author = make_author()
    make_article(authors=[author], topics=["Water"], category=make_category("Politics"))
    make_article(authors=[author], topics=["Water"], category=make_category("Culture"))
    place = paging.Cursor(timezone.now(), 1)
    lists = {"/politics/": f"topic-{make_category('Politics').pk}", author.get_absolute_url(): f"author-{author.pk}"}
    for address, own in lists.items():
        assert client.get(address, {"before": paging.write(place, of=own)}).status_code == 200
    for address in ("/culture/", "/topics/water/", *lists):
        for own in lists.values():
            if lists.get(address) != own:
                answer = client.get(address, {"before": paging.write(place, of=own)})
                assert (answer.status_code, DAMAGED in answer.text) == (404, True), address


def test_empty_and_unknown_parameters_are_ignored(client: Client) -> None:
    make_article()
    assert client.get("/politics/?before=&page=7&utm=x").content == client.get("/politics/").content


def test_page_past_the_last_story_says_that_there_are_none(client: Client) -> None:
    story = make_article()
    assert story.category
    before_all = paging.Cursor(timezone.now() - timedelta(days=9000), 1)
    answer = client.get("/politics/", {"before": paging.write(before_all, of=f"topic-{story.category.pk}")})
    assert answer.status_code == 200
    assert "No stories here yet." in answer.text
