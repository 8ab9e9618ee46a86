"""A story's page, its print view, and what stands at the address of a story that moved, was retracted or killed."""

from datetime import datetime
from typing import Any

from django.db.models import SlugField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.beside import beside
from articles.models import Article
from articles.river import NOW, next_story
from articles.views.moved import moved_story, no_story
from press.web import boundaries
from press.web.public import public_page, render
from press.web.questions import Blank, Question

Status = Article.Status

_COLUMNS = ("pk", "status", "published_at", "rendered", "retraction", "category_id", "category__name")
_STORY = Question(
    lambda: Article.objects.filter(
        category__slug=Blank("category", SlugField()), slug=Blank("slug", SlugField())
    ).values_list(*_COLUMNS, next_story(NOW))
)


@public_page
def article(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """One story."""
    return _answer(request, category, slug, template="articles/article.html")


@public_page
def print_view(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """One story alone, for paper."""
    return _answer(request, category, slug, template="articles/print.html", suffix="print/")


def _answer(request: HttpRequest, category: str, slug: str, *, template: str, suffix: str = "") -> HttpResponse:
    now = timezone.now()
    found = _STORY.ask(category=category, slug=slug, now=now)
    if not found:
        return moved_story(request, category, slug, suffix)
    row, next_change = dict(zip(_COLUMNS, found[0], strict=False)), found[0][-1]
    if row["status"] == Status.KILLED:
        return render(request, "410.html", {}, status=410)
    if row["status"] == Status.RETRACTED:
        context = {**row["rendered"], "notice": row["retraction"], "date": _withdrawn_on(row["rendered"])}
        return render(request, "articles/retracted.html", context)
    if row["status"] != Status.PUBLISHED:
        return moved_story(request, category, slug, suffix)
    if row["published_at"] and row["published_at"] > now:
        raise no_story()
    context = row["rendered"]
    if not suffix:
        context |= {"article_id": row["pk"]} | beside(row, topic_ids=row["rendered"]["topic_ids"])
    boundaries.report(next_change, now=now)
    return render(request, template, context)


def _withdrawn_on(rendered: dict[str, Any]) -> datetime | None:
    updated = rendered["story"]["updated_iso"]
    return timezone.localtime(datetime.fromisoformat(updated)) if updated else None
