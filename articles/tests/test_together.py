"""The newest of many topics and authors together are what one plain query would find, on either database."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from articles.models import Article, Author, Byline, TaggedArticle, Topic
from articles.together import newest_together, statement
from press.web.paging import Cursor

pytestmark = pytest.mark.django_db

LISTS = 3
PLACES = some.sets(some.integers(0, LISTS - 1))
# Minutes from now: few enough for many stories of the same moment, some of them still ahead.
STORIES = some.lists(some.tuples(some.integers(-4, 2), PLACES, PLACES, some.booleans()), max_size=20)


def put(stories: list[tuple[int, set[int], set[int], bool]], now: datetime) -> tuple[list[int], list[int]]:
    """Write these stories and return the ids of the topics and authors."""
    category = Topic.objects.create(name="Category", slug="category", kind="category", icon="world")
    topics = [Topic.objects.create(name=f"List {number}", slug=f"list-{number}") for number in range(LISTS)]
    authors = [Author.objects.create(name=f"Author {number}", slug=f"author-{number}") for number in range(LISTS)]
    for number, (minutes, of_topics, of_authors, listed) in enumerate(stories):
        at = now + timedelta(minutes=minutes)
        status = Article.Status.PUBLISHED if listed else Article.Status.RETRACTED
        story = Article.objects.create(category=category, slug=f"story-{number}", status=status, published_at=at)
        for place in of_topics:
            TaggedArticle.objects.create(content_object=story, tag=topics[place], listed=listed, published_at=at)
        for place in of_authors:
            Byline.objects.create(article=story, author=authors[place], listed=listed, published_at=at)
    return [topic.pk for topic in topics], [author.pk for author in authors]


@settings(deadline=None, max_examples=40)
@given(stories=STORIES, asked=PLACES, of=PLACES, limit=some.integers(1, 4))
def test_pages_have_every_story_once_in_order_with_its_reasons(
    stories: list[tuple[int, set[int], set[int], bool]], asked: set[int], of: set[int], limit: int
) -> None:
    now = timezone.now()
    with transaction.atomic():
        all_topics, all_authors = put(stories, now)
        topics, authors = {all_topics[place] for place in asked}, {all_authors[place] for place in of}
        wanted = list(
            Article.objects.live(now)
            .filter(Q(tagged__tag__in=topics) | Q(bylines__author__in=authors))
            .distinct()
            .newest_first()
        )
        seen = []
        cursor = None
        while found := newest_together(topics, authors, limit=limit, before=cursor, at=now):
            seen += found
            cursor = Cursor(found[-1].published_at, found[-1].article_id)
        assert [(story.article_id, story.published_at) for story in seen] == [(s.pk, s.published_at) for s in wanted]
        for story in seen:
            of_story = TaggedArticle.objects.filter(content_object=story.article_id, tag__in=topics)
            assert set(story.topics) == set(of_story.values_list("tag", flat=True))
            signed = Byline.objects.filter(article=story.article_id, author__in=authors)
            assert set(story.authors) == set(signed.values_list("author", flat=True))
        transaction.set_rollback(True)


def test_three_hundred_lists_are_one_query_and_none_are_none() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert newest_together(range(1, 201), range(1, 101), limit=21) == []
        assert newest_together([], [], limit=21) == []
    assert len(asked) == 1


# --- What it reads ----------------------------------------------------------------------------------------------------

PAGE = 21


def put_many(topics: list[Topic], stories: int, now: datetime) -> None:
    """Write so many more live stories that are each of all these topics, and let the database count them."""
    category = Topic.objects.categories().get()
    first = Article.objects.count()
    ages = [timedelta(minutes=first + number) for number in range(stories)]
    articles = Article.objects.bulk_create(
        Article(category=category, slug=f"s-{first + number}", status="published", published_at=now - age)
        for number, age in enumerate(ages)
    )
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=story, tag=topic, listed=True, published_at=story.published_at)
        for story in articles
        for topic in topics
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_taggedarticle")


def reading(topics: list[int], now: datetime) -> int:
    """Return how much the database reads for a page: rows on PostgreSQL, steps of its machine on SQLite."""
    sql, values = statement(topics, limit=PAGE, at=now)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", values)
            told = cursor.fetchone()[0]
            return scanned((json.loads(told) if isinstance(told, str) else told)[0]["Plan"])
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        connection.connection.set_progress_handler(count, 1)
        try:
            cursor.execute(sql, values)
            cursor.fetchall()
        finally:
            connection.connection.set_progress_handler(None, 1)
        return steps


def scanned(plan: dict[str, Any]) -> int:
    """Return how many rows of tables and indexes a plan's nodes went through."""
    below = sum(scanned(part) for part in plan.get("Plans", []))
    if "Relation Name" not in plan:
        return below
    return below + int((plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"])


def test_page_reads_no_more_when_there_are_ten_times_the_stories() -> None:
    now = timezone.now()
    Topic.objects.create(name="Category", slug="category", kind="category", icon="world")
    topics = Topic.objects.bulk_create(Topic(name=f"List {number}", slug=f"list-{number}") for number in range(50))
    ids = [topic.pk for topic in topics]
    put_many(topics, 40, now)
    few = reading(ids, now)
    put_many(topics, 360, now)
    many = reading(ids, now)
    assert len(newest_together(ids, limit=PAGE, at=now)) == PAGE
    assert many <= few * 1.1
    if connection.vendor == "postgresql":
        assert many <= len(ids) * PAGE
