"""Feeds of the paper, a category, a topic and an author, each as RSS, Atom and JSON Feed."""

from collections.abc import Sequence
from typing import Any

from django.db.models import SlugField
from django.http import Http404, HttpRequest, HttpResponse

from articles.feeds import atom, jsonfeed, rss
from articles.feeds.about import about
from articles.feeds.newest import Kind, newest
from articles.menu import category_at
from articles.models import Author, Topic
from articles.views.moved import moved_category, moved_topic
from press.masthead.actions import particulars
from press.web.public import public_page
from press.web.questions import Blank, Question

# By the last word of the address; RSS stands at /feed/ itself.
_FORMS = {"": rss, "atom": atom, "json": jsonfeed}

_SLUG = Blank("slug", SlugField())
_TOPIC = Question(lambda: Topic.objects.topics().filter(slug=_SLUG).values_list("pk", "name", "description"))
_AUTHOR = Question(lambda: Author.objects.filter(slug=_SLUG).values_list("pk", "name", "bio"))


@public_page
def paper(request: HttpRequest, form: str = "") -> HttpResponse:
    """The newest of everything."""
    return _feed(request, form, "paper")


@public_page
def category(request: HttpRequest, slug: str, form: str = "") -> HttpResponse:
    """The newest of a category."""
    found = category_at(slug)
    if found is None:
        return moved_category(request, slug, _rest(form))
    return _feed(request, form, "topic", (found["id"], found["name"], found["description"]))


@public_page
def topic(request: HttpRequest, slug: str, form: str = "") -> HttpResponse:
    """The newest on a topic. One without stories is missing, as its page is: its name may tell of a draft."""
    found = _TOPIC.ask(slug=slug)
    if not found:
        return moved_topic(request, slug, _rest(form))
    return _feed(request, form, "topic", found[0], may_be_empty=False)


@public_page
def author(request: HttpRequest, slug: str, form: str = "") -> HttpResponse:
    """The newest under one byline."""
    found = _AUTHOR.ask(slug=slug)
    if not found:
        raise Http404("Nobody writes for us at this address.")
    return _feed(request, form, "author", found[0])


def _feed(
    request: HttpRequest, form: str, kind: Kind, owner: Sequence[Any] = (0, "", ""), *, may_be_empty: bool = True
) -> HttpResponse:
    written, whole = _FORMS[form], particulars().feeds_full_text
    pk, name, description = owner
    stories = newest(kind, written.KEY, owner=pk, whole=whole)
    if not stories and not may_be_empty:
        raise Http404("We have no stories about this yet.")
    page = request.path.removesuffix(_rest(form))
    said = about(page=page, feed=request.path, name=name, description=description)
    return HttpResponse(written.feed(said, stories), content_type=written.CONTENT_TYPE)


def _rest(form: str) -> str:
    return f"feed/{form}/" if form else "feed/"
