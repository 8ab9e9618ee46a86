"""Search: the page of results, and what is suggested while one types. The rules of finding are articles.search's."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from articles.models import Author, TaggedArticle, Topic
from articles.moved import topic_that_stood_at
from articles.page import list_page
from articles.river import report_next_story
from articles.search.asking import read
from articles.search.engine import Narrowed
from articles.search.missed import note_missed
from articles.search.results import named_facets, results_of, suggestions_for, topics_near
from press.web.public import public_page, render

_NARROWED_BY = ("category", "topic", "author", "from", "to")


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """What was found, the best first."""
    typed = " ".join(request.GET.get("q", "").split())[:1000]
    given = {name: request.GET[name][:200] for name in _NARROWED_BY if request.GET.get(name)}
    chosen = _chosen(given)
    kept = {name: given[name] for name in chosen}
    asked, narrowed = read(typed), _narrowed(chosen)
    results = results_of(asked, narrowed, page=_page_number(request))
    if asked and not results.total and not given and "page" not in request.GET:
        note_missed(typed, asked, on=timezone.localdate())
    report_next_story()
    page = {**list_page(request, title="Search", description="Everything we have published."), "noindex": True}
    context = {
        "page": page,
        "typed": typed,
        "asked": asked,
        "results": results,
        "kept": kept,
        "missing": [value for name, value in given.items() if name not in chosen],
        "chosen": [
            {"name": _shown(choice), "url": _url(typed, {by: kept[by] for by in kept if by != name})}
            for name, choice in chosen.items()
        ],
        "facets": named_facets(results.facets, narrowed, url=_narrowing(_url(typed, kept))),
        "topics": topics_near(asked) if asked and not results.total else [],
        "without_url": _url(typed, {}),
        "any_url": _url(" OR ".join(typed.split()), {}),
        "next_url": _url(typed, kept, page=results.page + 1) if results.page < results.pages else "",
        "previous_url": _url(typed, kept, page=results.page - 1) if results.page > 1 else "",
    }
    return render(request, "articles/search.html", context)


@public_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """Up to five places to go, for what is typed so far: a fragment of HTML that any cache may keep."""
    typed = " ".join(request.GET.get("q", "").split())[:60]
    report_next_story()
    return render(request, "articles/search.html#suggestions", {"suggestions": suggestions_for(typed)})


def _chosen(given: dict[str, str]) -> dict[str, Topic | Author | date]:
    """Return what the parameters name, without those that name nothing a reader may know of."""
    author = Author.objects.filter(slug=given["author"]).first() if "author" in given else None
    found = {
        "category": _topic(given.get("category", "")),
        "topic": _topic(given.get("topic", "")),
        "author": author,
        "from": _day(given.get("from", "")),
        "to": _day(given.get("to", "")),
    }
    return {name: choice for name in given if (choice := found[name])}


def _narrowed(chosen: dict[str, Any]) -> Narrowed:
    topics = [chosen[name] for name in ("category", "topic") if name in chosen]
    return Narrowed(
        category_id=next((topic.pk for topic in topics if topic.is_category), None),
        topic_id=next((topic.pk for topic in topics if not topic.is_category), None),
        author_id=chosen["author"].pk if "author" in chosen else None,
        since=chosen.get("from"),
        until=chosen.get("to"),
    )


def _topic(slug: str) -> Topic | None:
    """Return the category, or the topic that a live story is about: the name of another may tell of a draft."""
    topic = (Topic.objects.filter(slug=slug).first() or topic_that_stood_at(slug)) if slug else None
    if topic is None or topic.is_category:
        return topic
    live = TaggedArticle.objects.filter(tag=topic, listed=True, published_at__lte=timezone.now())
    return topic if live.exists() else None


def _shown(choice: Topic | Author | date) -> str:
    return date_format(choice) if isinstance(choice, date) else choice.name


def _day(typed: str) -> date | None:
    try:
        day = parse_date(typed)
    except ValueError:
        return None
    return day if day and 1800 <= day.year <= 2200 else None


def _page_number(request: HttpRequest) -> int:
    digits = request.GET.get("page", "")[:12]
    return max(1, int(digits)) if digits.isascii() and digits.isdigit() else 1


def _narrowing(address: str) -> Callable[[str, str], str]:
    """Return what makes of this search's address the one that is narrowed by a facet more."""

    def narrowed(facet: str, value: str) -> str:
        if facet == "year":
            return f"{address}&from={value}-01-01&to={value}-12-31"
        return f"{address}&{facet}={quote_plus(value)}"

    return narrowed


def _url(typed: str, by: dict[str, str], *, page: int = 1) -> str:
    parameters: dict[str, Any] = {"q": typed, **by}
    return "/search/?" + urlencode(parameters | ({"page": page} if page > 1 else {}))
