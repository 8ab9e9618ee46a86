"""Builders of stories and what they need: each makes one thing, with a sound default for what a test does not say."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.actions.publish import publish
from articles.actions.topics import write_category
from articles.actions.write import write_story
from articles.models import Article, Author, Topic
from press.roles import EDITOR, PUBLISHER, REPORTER

_numbers = count(1)


def make_person(role: str | None = None, *, name: str = "") -> Any:
    """A person of the desk with that role, or a reader who may sign in and no more."""
    number = next(_numbers)
    people: Any = get_user_model().objects
    person = people.create_user(f"person{number}@example.org", name=name, is_staff=role is not None)
    if role:
        person.groups.add(Group.objects.get(name=role))
    return person


def make_reporter(name: str = "Ada") -> Any:
    return make_person(REPORTER, name=name)


def make_editor(name: str = "Ben") -> Any:
    return make_person(EDITOR, name=name)


def make_publisher(name: str = "Pia") -> Any:
    return make_person(PUBLISHER, name=name)


def make_category(name: str = "Politics", *, slug: str = "") -> Topic:
    """The category of that name, made when it is not there."""
    known = Topic.objects.categories().filter(name=name).first()
    return known or write_category(Topic(name=name, slug=slug, icon="politics", position=Topic.objects.count()))


def make_topic(name: str = "Water") -> Topic:
    return Topic.objects.get_or_create(name=name)[0]


def make_author(name: str = "Leila Sabban", **facts: Any) -> Author:
    known = Author.objects.filter(name=name).first()
    return known or Author.objects.create(name=name, slug=f"author-{next(_numbers)}", **facts)


def make_draft(
    headline: str = "Ferry Sails Again",
    *,
    by: Any = None,
    category: Topic | None = None,
    topics: Iterable[str] = (),
    authors: Iterable[Author] | None = None,
    at: datetime | None = None,
    **words: Any,
) -> Article:
    """A draft that lacks nothing for print."""
    signed = list(authors) if authors is not None else [make_author()]
    words = {
        "headline": headline,
        "body": "<p>The ferry to Ondra sailed on Tuesday.</p>",
        "category_id": (category or make_category()).pk,
        **words,
    }
    return write_story(
        Article(), by=by or make_editor(), at=at, words=words, topics=topics, bylines=[author.pk for author in signed]
    )


def make_article(
    headline: str = "Ferry Sails Again", *, at: datetime | None = None, by: Any = None, **parts: Any
) -> Article:
    """A story published at `at`: live for an hour when nothing is said; scheduled when `at` lies ahead."""
    by = by or make_editor()
    at = at or timezone.now() - timedelta(hours=1)
    ahead = at > timezone.now()
    if ahead:
        parts["publish_at"] = at
    draft = make_draft(headline, by=by, at=None if ahead else at, **parts)
    return publish(draft, by=by, at=None if ahead else at)
