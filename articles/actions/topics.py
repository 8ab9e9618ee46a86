"""Making, naming and renaming categories and topics. Merging them is in merging.py beside this."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import reduce
from itertools import batched
from operator import or_

from django.db import transaction
from django.db.models import Q

from articles.actions.listing import relist
from articles.models import Article, FormerSlug, Topic
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


def trouble_with_slug(slug: str, *, of: Topic) -> str:
    """Return why `slug` cannot be that of the category or topic `of`, as a sentence, or nothing."""
    if not of.is_category and slug in RESERVED_BELOW:
        return f"“{slug}” is an address the site itself uses. Choose another one."
    if other := Topic.objects.filter(slug=slug).exclude(pk=of.pk).first():
        return f"“{other}” stands at {other.get_absolute_url()}. Choose another address."
    former = FormerSlug.objects.filter(slug=slug).select_related("topic").first()
    is_own = former is not None and former.topic_id == of.pk
    if former and former.topic.is_category and not is_own:
        return f"/{slug}/ sends readers on to “{former.topic}” and its stories. Choose another address."
    if of.is_category:
        try:
            roots.check(slug, instead_of=slug if is_own else _slug_of(of))
        except roots.WordTaken as taken:
            return str(taken)
    return ""


def write_category(category: Topic) -> Topic:
    """Save a category and claim its word at the root.

    When the slug changes, the old word stays claimed: it sends readers on to the category, and what stands below it
    to the story, for good. So no other category, page or topic can be called so. Raises CannotRename, roots.WordTaken.
    """
    with transaction.atomic():
        category.kind = Topic.Kind.CATEGORY
        stood = _locked(category)
        category.slug = category.slug or (stood.slug if stood else category.slugify(category.name))
        if trouble := trouble_with_slug(category.slug, of=category):
            raise CannotRename(trouble)
        is_own = FormerSlug.objects.filter(slug=category.slug, topic_id=category.pk).exists()
        if not is_own and not (stood and stood.slug == category.slug):
            roots.claim(category.slug, owner="category")
        _save(category, stood)
    forget_all()
    return category


def write_topic(topic: Topic) -> Topic:
    """Save a topic; stories under it print its new name, and its old slug sends readers on to the new one.

    A topic may be given a slug that another topic had before: who makes it on purpose means the new one. A slug made
    from the name steps aside instead, as nobody looked at it. Raises CannotRename.
    """
    topic.name = topic_name(topic.name)
    if trouble := trouble_with(topic.name, of=topic):
        raise CannotRename(trouble)
    with transaction.atomic():
        stood = _locked(topic)
        topic.slug = topic.slug or (stood.slug if stood else _free_slug(topic.name))
        if trouble := trouble_with_slug(topic.slug, of=topic):
            raise CannotRename(trouble)
        _save(topic, stood)
    return topic


def make_topics(names: Iterable[str]) -> None:
    """Make those topics of which a former address of another stands in the way; taggit makes the rest by name alone."""
    called = {Topic().slugify(name): name for name in names}
    for slug in FormerSlug.objects.filter(slug__in=called).values_list("slug", flat=True):
        name = called[slug]
        if not Topic.objects.filter(name__iexact=name).exists():
            Topic.objects.get_or_create(name=name, defaults={"slug": _free_slug(name)})


def name_now(name: str) -> str:
    """Return what the topic once called `name` is called now, or `name` when no topic was."""
    if Topic.objects.filter(name__iexact=name).exists():
        return name
    slug = Topic().slugify(name)
    now = Topic.objects.topics().filter(Q(slug=slug) | Q(former_slugs__slug=slug)).values_list("name", flat=True)
    return now.first() or name


def hold_topics(names: Collection[str]) -> list[str]:
    """Keep the topics of these names from being merged until the transaction ends; return what they are called then.

    A merging that is under way is waited for, or a story would be put under a topic that is gone when it is saved.
    """
    called = reduce(or_, (Q(name__iexact=name) for name in names), Q(pk=None))
    topics = Topic.objects.topics().filter(called)
    before = dict(topics.values_list("name", "pk"))
    held = set(topics.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    gone = {name.casefold() for name, pk in before.items() if pk not in held}
    return [name_now(name) if name.casefold() in gone else name for name in names]


def stories_under(topic: Topic) -> list[int]:
    """Return the ids of the stories under a topic or category, locked until the transaction ends, in the order in
    which everybody locks several.
    """
    under = {"category": topic} if topic.is_category else {"tagged__tag": topic}
    stories = Article.objects.select_for_update(of=("self",)).filter(**under)
    return list(stories.order_by("pk").values_list("pk", flat=True))


def in_turn(ids: Iterable[int]) -> Iterator[Article]:
    """Fetch stories a hundred at a time, as their texts are long."""
    for some in batched(ids, 100):
        yield from Article.objects.select_related("category", "lead_picture").filter(pk__in=some).order_by("pk")


def print_anew(ids: Iterable[int]) -> None:
    """List and render stories again, whose category or topic has another name or address now."""
    for story in in_turn(ids):
        relist(story)
        if story.status != Article.Status.KILLED:
            render_story(story)


def _locked(topic: Topic) -> Topic | None:
    """Return a topic as it is stored, locked until the transaction ends; nothing for a new one."""
    if topic.pk is None:
        return None
    stood = Topic.objects.select_for_update().filter(pk=topic.pk).first()
    if stood is None:
        raise CannotRename("Somebody merged it into another one meanwhile. Nothing was changed.")
    return stood


def _save(topic: Topic, stood: Topic | None) -> None:
    """Save a category or topic, remember the slug it had, and print it anew where it is printed."""
    topic.save()
    FormerSlug.objects.filter(slug=topic.slug).delete()
    if stood is None:
        return
    if stood.slug != topic.slug:
        FormerSlug.objects.update_or_create(slug=stood.slug, defaults={"topic": topic})
    if (stood.name, stood.slug) != (topic.name, topic.slug):
        print_anew(stories_under(topic))


def _slug_of(topic: Topic) -> str:
    stored = Topic.objects.filter(pk=topic.pk).first()
    return str(stored.slug) if stored else ""


def _free_slug(name: str) -> str:
    made: str = Topic().slugify(name)[:95]
    candidate, count = made, 1
    while Topic.objects.filter(slug=candidate).exists() or FormerSlug.objects.filter(slug=candidate).exists():
        count += 1
        candidate = f"{made}-{count}"
    return candidate
