"""Pages that are lists of stories: a category, a topic, an author, and the index of all topics."""

from typing import Any

from django.db.models import SlugField
from django.http import Http404, HttpRequest, HttpResponse

from articles import river, schema
from articles.index import topic_index
from articles.menu import category_at
from articles.models import Author, Topic
from articles.page import list_page
from articles.views.moved import moved_category, moved_topic, no_topic
from press.pictures.markup import shown_html
from press.web import paging
from press.web.public import public_page, render
from press.web.questions import Blank, Question

_TOPIC_COLUMNS = ("id", "name", "slug", "description")
_TOPIC = Question(lambda: Topic.objects.topics().filter(slug=Blank("slug", SlugField())).values_list(*_TOPIC_COLUMNS))


@public_page
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of one category, newest first."""
    found = category_at(slug)
    if found is None:
        return moved_category(request, slug)
    return _list(
        request, "articles/category.html", {"category": found}, found["id"], found["name"], found["description"]
    )


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories under one topic, newest first."""
    found = _TOPIC.ask(slug=slug)
    if not found:
        return moved_topic(request, slug)
    row = dict(zip(_TOPIC_COLUMNS, found[0], strict=True))
    return _list(request, "articles/topic.html", {"topic": row}, row["id"], row["name"], row["description"])


@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything under one byline, newest first."""
    found = Author.objects.select_related("photo").filter(slug=slug).first()
    if found is None:
        raise Http404("Nobody writes for us at this address.")
    stories = _read(request, lambda before: river.of_author(found.pk, before=before))
    who = {
        "id": found.pk,
        "name": found.name,
        "slug": found.slug,
        "role_label": found.role_label,
        "bio": found.bio,
        "photo": shown_html(found.photo, crop="square", role="thumb"),
    }
    page = list_page(request, title=found.name, description=found.bio, jsonld=schema.author(found))
    context = {"page": page, "author": who, "cards": stories.cards, "older_url": _older(request, stories)}
    return render(request, "articles/author.html", context)


@public_page
def topics(request: HttpRequest) -> HttpResponse:
    """“Browse Categories and Topics”: all of them, with what was written about each in the last 30 days."""
    title, description = "Browse Categories and Topics", "Everything we write about, in one index."
    jsonld = schema.collection(title, request.path, description)
    page = list_page(request, title=title, description=description, jsonld=jsonld)
    return render(request, "articles/topics.html", {"page": page, **topic_index()})


def _list(
    request: HttpRequest, template: str, about: dict[str, Any], topic_id: int, title: str, description: str
) -> HttpResponse:
    stories = _read(request, lambda before: river.of_topic(topic_id, before=before))
    if "topic" in about and not stories.lead and not stories.cards:
        # A category is curated and may wait for its first story; a topic's name may tell of a draft.
        raise no_topic()
    jsonld = schema.collection(title, request.path, description)
    page = list_page(request, title=title, description=description, jsonld=jsonld)
    context = {
        **about,
        "page": page,
        "lead": stories.lead,
        "cards": stories.cards,
        "older_url": _older(request, stories),
    }
    return render(request, template, context)


def _read(request: HttpRequest, ask: Any) -> river.River:
    try:
        return ask(request.GET.get("before", ""))  # type: ignore[no-any-return]
    except paging.DamagedCursor as damaged:
        raise Http404(str(damaged)) from None


def _older(request: HttpRequest, stories: river.River) -> str:
    return f"{request.path}?before={stories.older}" if stories.older else ""
