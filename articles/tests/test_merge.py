"""The top-N merge answers as the plain ORM would, list by list, on either database."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from articles.merge import Branch, newest_of
from articles.models import Article, TaggedArticle, Topic
from articles.tests.builders import make_article, make_category, make_topic

pytestmark = pytest.mark.django_db

LISTS = 3
# Minutes from now: few enough for many stories of the same moment, some of them still ahead.
MINUTES = some.integers(-4, 2)
STORIES = some.lists(some.tuples(MINUTES, some.sets(some.integers(0, LISTS - 1)), some.booleans()), max_size=14)
BRANCHES = some.lists(
    some.tuples(some.none() | some.integers(0, LISTS), some.integers(1, 6), some.none() | MINUTES), max_size=7
)


def put(stories: list[tuple[int, set[int], bool]], now: datetime) -> list[int]:
    """Write these stories and return the ids of their lists; one more list has none."""
    category = Topic.objects.create(name="Category", slug="category", kind="category", icon="world")
    topics = [Topic.objects.create(name=f"List {number}", slug=f"list-{number}") for number in range(LISTS + 1)]
    for number, (minutes, lists, listed) in enumerate(stories):
        at = now + timedelta(minutes=minutes)
        status = Article.Status.PUBLISHED if listed else Article.Status.RETRACTED
        story = Article.objects.create(category=category, slug=f"story-{number}", status=status, published_at=at)
        for place in lists:
            TaggedArticle.objects.create(
                content_object=story, tag=topics[place], listed=listed, published_at=story.published_at
            )
    return [topic.pk for topic in topics]


def plainly(branch: Branch, now: datetime) -> list[int]:
    """Answer one branch by the ORM."""
    if branch.topic_id is None:
        stories = Article.objects.live(now).newest_first()
        stories = stories.filter(published_at__lt=branch.before) if branch.before else stories
        return list(stories.values_list("pk", flat=True)[: branch.limit])
    rows = TaggedArticle.objects.filter(tag=branch.topic_id, listed=True, published_at__lte=now)
    rows = rows.filter(published_at__lt=branch.before) if branch.before else rows
    newest = rows.order_by("-published_at", "-content_object_id")
    return list(newest.values_list("content_object_id", flat=True)[: branch.limit])


@settings(deadline=None, max_examples=60)
@given(stories=STORIES, asked=BRANCHES)
def test_merge_answers_each_list_as_a_query_of_its_own_would(
    stories: list[tuple[int, set[int], bool]], asked: list[tuple[int | None, int, int | None]]
) -> None:
    now = timezone.now()
    with transaction.atomic():
        lists = put(stories, now)
        branches = [
            Branch(
                None if place is None else lists[place],
                limit,
                before=None if before is None else now + timedelta(minutes=before),
            )
            for place, limit, before in asked
        ]
        found = newest_of(branches, at=now)
        answered = [[f.article_id for f in found if f.branch == number] for number in range(len(branches))]
        assert answered == [plainly(branch, now) for branch in branches]
        assert [f.branch for f in found] == sorted(f.branch for f in found)
        transaction.set_rollback(True)


def test_story_published_a_microsecond_before_is_before() -> None:
    moment = timezone.now() - timedelta(hours=1)
    category = make_category()
    earlier = make_article("Earlier", at=moment - timedelta(microseconds=1), category=category)
    make_article("The Same Moment", at=moment, category=category)
    assert [f.article_id for f in newest_of([Branch(category.pk, 5, before=moment)])] == [earlier.pk]


def test_any_number_of_lists_is_one_query_and_none_is_none() -> None:
    with CaptureQueriesContext(connection) as captured:
        newest_of([Branch(make_topic().pk, 3), Branch(None, 3), Branch(make_topic().pk, 1)][:0])
        asked = len(captured)
        newest_of([Branch(1, 3), Branch(None, 3), Branch(2, 1)])
    assert len(captured) == asked + 1
