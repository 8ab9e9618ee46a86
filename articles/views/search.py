"""Search: the page of results, and what is suggested while one types. The rules of finding are articles.search's."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date

from articles.models import Author, Topic
from articles.moved import topic_that_stood_at
from articles.page import list_page
from articles.river import report_next_story
from articles.search.asking import read
from articles.search.engine import Narrowed
from articles.search.missed import note_missed
from articles.search.results import named_facets, results_of, suggestions_for, topics_near
from press.web.public import public_page, render

_NARROWED_BY = ("topic", "author", "from", "to")


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """What was found, the best first."""
    typed = " ".join(request.GET.get("q", "").split())[:1000]
    given = {name: request.GET[name][:200] for name in _NARROWED_BY if request.GET.get(name)}
    narrowed, kept, missing = _narrowed(given)
    asked = read(typed)
    results = results_of(asked, narrowed, page=_page_number(request))
    if asked and not results.total and not kept:
        note_missed(asked, on=timezone.localdate())
    report_next_story()
    page = {**list_page(request, title="Search", description="Everything we have published."), "noindex": True}
    context = {
        "page": page,
        "typed": typed,
        "asked": asked,
        "results": results,
        "kept": kept,
        "missing": missing,
        "facets": named_facets(results.facets, url=lambda by: _url(typed, kept | by)),
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


def _narrowed(given: dict[str, str]) -> tuple[Narrowed, dict[str, str], list[str]]:
    """Return what to narrow by, the parameters that do, and the ones that name nothing we have."""
    topic = _topic(given["topic"]) if "topic" in given else None
    author = Author.objects.filter(slug=given["author"]).values("pk").first() if "author" in given else None
    days = {name: _day(given.get(name, "")) for name in ("from", "to")}
    known = {"topic": topic, "author": author, **days}
    narrowed = Narrowed(
        category_id=topic.pk if topic and topic.is_category else None,
        topic_id=topic.pk if topic and not topic.is_category else None,
        author_id=author["pk"] if author else None,
        since=days["from"],
        until=days["to"],
    )
    return (
        narrowed,
        {name: value for name, value in given.items() if known[name]},
        [value for name, value in given.items() if not known[name]],
    )


def _topic(slug: str) -> Topic | None:
    return Topic.objects.filter(slug=slug).first() or topic_that_stood_at(slug)


def _day(typed: str) -> date | None:
    try:
        day = parse_date(typed)
    except ValueError:
        return None
    return day if day and 1800 <= day.year <= 2200 else None


def _page_number(request: HttpRequest) -> int:
    digits = request.GET.get("page", "")[:12]
    return max(1, int(digits)) if digits.isascii() and digits.isdigit() else 1


def _url(typed: str, by: dict[str, str], *, page: int = 1) -> str:
    parameters: dict[str, Any] = {"q": typed, **by}
    return "/search/?" + urlencode(parameters | ({"page": page} if page > 1 else {}))
