"""A story's page, its print view, and what stands at the address of a story that moved, was retracted or killed."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone

from articles.beside import beside
from articles.models import Article, OldAddress
from articles.river import report_next_story
from press.web import boundaries
from press.web.public import public_page, render

Status = Article.Status


@public_page
def article(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """One story."""
    return _answer(request, category, slug, template="articles/article.html")


@public_page
def print_view(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """One story alone, for paper."""
    return _answer(request, category, slug, template="articles/print.html", suffix="print/")


def page_context(rendered: dict[str, Any]) -> dict[str, Any]:
    """Return what templates/articles/article.html takes, from what was rendered on save."""
    story = dict(rendered["story"])
    story["published"] = timezone.localtime(datetime.fromisoformat(story["published_iso"]))
    story["updated"] = (
        timezone.localtime(datetime.fromisoformat(story["updated_iso"])) if story["updated_iso"] else None
    )
    return {**rendered, "story": story}


def _answer(request: HttpRequest, category: str, slug: str, *, template: str, suffix: str = "") -> HttpResponse:
    row = (
        Article.objects.filter(category__slug=category, slug=slug)
        .values("pk", "status", "published_at", "rendered", "retraction", "category_id", "category__name")
        .first()
    )
    if row is None:
        return _moved(category, slug, suffix)
    if row["status"] == Status.KILLED:
        return render(request, "410.html", {}, status=410)
    if row["status"] == Status.RETRACTED:
        context = {**page_context(row["rendered"]), "notice": row["retraction"]}
        return render(request, "articles/retracted.html", context)
    if row["status"] != Status.PUBLISHED:
        raise Http404("No story stands at this address.")
    if row["published_at"] and row["published_at"] > timezone.now():
        boundaries.report(row["published_at"])
        raise Http404("No story stands at this address.")
    context = page_context(row["rendered"])
    if not suffix:
        context |= beside(dict(row), topic_ids=row["rendered"]["topic_ids"])
    report_next_story()
    return render(request, template, context)


def _moved(category: str, slug: str, suffix: str) -> HttpResponse:
    forwarding = (
        OldAddress.objects.filter(category_slug=category, slug=slug).select_related("article__category").first()
    )
    if forwarding is None or forwarding.article.status not in {Status.PUBLISHED, Status.RETRACTED, Status.KILLED}:
        raise Http404("No story stands at this address.")
    if forwarding.article.is_waiting:
        raise Http404("No story stands at this address.")
    return HttpResponsePermanentRedirect(forwarding.article.get_absolute_url() + suffix)
