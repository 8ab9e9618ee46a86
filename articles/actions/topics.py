"""Making and changing categories and topics."""

import unicodedata

from django.db import transaction

from articles.models import Article, Topic
from articles.rendering import render_story
from press.web import roots
from press.web.remember import forget_all
from press.web.roots import RESERVED_BELOW

# What parts one name from the next where several are typed in one field: Latin, Arabic, ideographic.
COMMAS = ",;،؛、，\n"


class CannotRename(ValueError):
    """The topic cannot be changed like this; the message tells the editor why."""


def topic_name(typed: str) -> str:
    """Return a name as it is kept: single spaces, no invisible marks (two topics must not look the same)."""
    return " ".join("".join(sign for sign in typed if unicodedata.category(sign) != "Cf").split())


def trouble_with(name: str, *, of: Topic | None = None) -> str:
    """Return why `name` cannot be the name of a topic (or of the topic `of`), as a sentence, or nothing."""
    slug = Topic().slugify(name)
    if len(name) > 100 or not slug:
        return f"“{name[:40]}” cannot be a topic: a topic has letters or digits, up to 100 characters."
    if any(comma in name for comma in COMMAS):
        return f"“{name}” has a comma, which parts one topic from the next. Write it without."
    if slug in RESERVED_BELOW:
        return f"“{name}” would stand at an address the site itself uses. Choose another name."
    if Topic.objects.categories().filter(name__iexact=name).exclude(pk=of.pk if of and of.pk else 0).exists():
        return f"“{name}” is a category. Choose it as the story's category, or name a narrower topic."
    return ""


def write_category(category: Topic) -> Topic:
    """Save a category and claim its word at the root. Its address never changes once it has one.

    Raises roots.WordTaken, CannotRename.
    """
    with transaction.atomic():
        category.kind = Topic.Kind.CATEGORY
        stood = Topic.objects.filter(pk=category.pk).values_list("slug", "name").first() if category.pk else None
        if stood and stood[0] != category.slug:
            raise CannotRename("A category keeps its address: every story in it has one below it.")
        if not category.slug:
            category.slug = category.slugify(category.name)
        roots.claim(category.slug, owner="category", instead_of=stood[0] if stood else "")
        category.save()
        if stood and stood[1] != category.name:
            _render_all_under(category)
    forget_all()
    return category


def write_topic(topic: Topic) -> Topic:
    """Save a topic; stories under it print its new name. Raises CannotRename."""
    topic.name = topic_name(topic.name)
    if trouble := trouble_with(topic.name, of=topic):
        raise CannotRename(trouble)
    with transaction.atomic():
        renamed = topic.pk and not Topic.objects.filter(pk=topic.pk, name=topic.name).exists()
        topic.save()
        if renamed:
            _render_all_under(topic)
    return topic


def _render_all_under(topic: Topic) -> None:
    for article in Article.objects.filter(tagged__tag=topic).exclude(status=Article.Status.KILLED):
        render_story(article)
