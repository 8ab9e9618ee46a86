"""A story's history at the desk: who did what, what each saved version changed, how one differs, and restoring it."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from articles.actions.address import CannotSave
from articles.actions.write import STAYS, ChangedMeanwhile, restore, words_of
from articles.admin.differences import differences, what_changed
from articles.admin.seen import story_of, story_page
from articles.models import Article, HistoryEntry, Revision

PAGE = 50


def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what, and the saved versions with what each of them changed, the newest first, fifty a page."""
    story = story_of(request, pk)
    before = request.GET.get("before", "")
    newest = int(before) - 1 if before.isdecimal() and len(before) < 10 else story.version
    versions = list(_with_changes(story, newest))
    context = {
        "title": "History",
        "entries": HistoryEntry.objects.filter(article_id=story.pk).order_by("-made_at", "-pk"),
        "versions": versions[:PAGE],
        "older": versions[PAGE - 1]["version"].version if len(versions) > PAGE else None,
    }
    return story_page(request, story, "history", context)


def compare(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """One saved version beside the story as it stands, and the button that restores it."""
    story = story_of(request, pk)
    revision = get_object_or_404(story.revisions.select_related("saved_by"), version=version)
    # What restoring leaves as it is does not differ here.
    kept = {name: value for name, value in revision.words.items() if name not in STAYS}
    context = {
        "title": f"Version {version} beside the story as it stands",
        "version": revision,
        "differences": differences(words_of(story), kept),
        "may_restore": _may_restore(request, story),
    }
    return story_page(request, story, "compare", context)


@require_POST
def restore_version(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Write an earlier version again, as a new one."""
    story = story_of(request, pk)
    revision = get_object_or_404(story.revisions, version=version)
    seen = request.POST.get("seen_version", "")
    try:
        restore(story, to=revision, by=request.user, seen_version=int(seen) if seen.isdecimal() else None)
    except ChangedMeanwhile:
        messages.warning(request, "Somebody saved this story while you compared. Nothing was restored: compare anew.")
        return redirect("admin:articles_article_compare", story.pk, version)
    except CannotSave as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, f"Version {version} stands again, as a new version. The one before it is in the history."
        )
    return redirect("admin:articles_article_change", story.pk)


def _with_changes(story: Article, newest: int) -> Iterator[dict[str, Any]]:
    """Yield up to one version more than a page holds, from `newest` down, with what it changed; the texts pass by."""
    rows = story.revisions.select_related("saved_by").filter(version__lte=newest).order_by("-version")
    versions: Iterator[Revision | None] = iter([*rows[: PAGE + 2], None])
    for version, before in islice(pairwise(versions), PAGE + 1):
        assert version
        changed = what_changed(before.words, version.words) if before else []
        headline = version.words["headline"]
        yield {
            "version": version,
            "changed": changed,
            "headline": headline if before is None or before.words["headline"] != headline else "",
            "is_first": before is None,
            "stands": version.version == story.version,
        }


def _may_restore(request: HttpRequest, story: Article) -> bool:
    return site.get_model_admin(Article).has_change_permission(request, story)
