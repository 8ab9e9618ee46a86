"""Making and changing categories and topics."""

from django.db import transaction

from articles.models import Article, Topic
from articles.rendering import render_story
from press.web import roots
from press.web.remember import forget_all


class CannotRename(ValueError):
    """The topic cannot be changed like this; the message tells the editor why."""


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
    """Save a topic; stories under it print its new name."""
    with transaction.atomic():
        renamed = topic.pk and not Topic.objects.filter(pk=topic.pk, name=topic.name).exists()
        topic.save()
        if renamed:
            _render_all_under(topic)
    return topic


def _render_all_under(topic: Topic) -> None:
    for article in Article.objects.filter(tagged__tag=topic).select_related("category", "lead_picture").iterator():
        render_story(article)
