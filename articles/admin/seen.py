"""The desk's own pages about one story: preview, correction, retraction, kill. Its versions are in versions.py."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from articles.actions import withdraw as actions
from articles.actions.publish import CannotMove
from articles.beside import beside
from articles.models import Article, Correction
from articles.rendering import render_story
from press.web import boundaries
from press.web.public import render

VERBS = {
    "correct": (
        "correct_article",
        "Add a correction",
        "What was wrong, and what is right. Readers see it over the story, with its date.",
    ),
    "retract": (
        "retract_article",
        "Retract",
        "Why the story is withdrawn. Its address stays and shows this text instead.",
    ),
    "kill": ("kill_article", "Kill", "Why it must go. Readers get “gone”; colleagues read this in the history."),
}

# What is said over the preview of a story that readers do not see any more, or never did.
GONE = {
    Article.Status.KILLED: "This story was killed: at its address readers read that it is gone.",
    Article.Status.SPIKED: "This story was spiked: readers have never seen it.",
}


class NoteForm(forms.Form):
    """The note of a correction, a retraction or a kill."""

    kind = forms.ChoiceField(choices=Correction.Kind.choices, required=False)
    note = forms.CharField(widget=forms.Textarea({"rows": 4}), max_length=2000)


def offers(story: Article, person: Any) -> list[dict[str, str]]:
    """Return what may be done to a story that readers have seen."""
    verbs = {Article.Status.PUBLISHED: ["correct", "retract", "kill"], Article.Status.RETRACTED: ["correct", "kill"]}
    offered = verbs.get(Article.Status(story.status), []) if not story.is_waiting else ["kill"]
    return [
        {"words": VERBS[verb][1] + "…", "url": reverse("admin:articles_article_withdraw", args=[story.pk, verb])}
        for verb in offered
        if person.has_perm(f"articles.{VERBS[verb][0]}")
    ]


@never_cache
@xframe_options_sameorigin
@csp_override({**settings.SECURE_CSP, "frame-ancestors": ["'self'"]})  # the desk frames it beside a locked story
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The story as readers will see it, whatever its state; never stored by any cache."""
    story = story_of(request, pk)
    boundaries.start()
    # What is kept for readers stays as it is: looking changes nothing, and a killed story stays empty.
    with transaction.atomic():
        render_story(story)  # a draft's masthead, pictures and neighbours may have changed since it was saved
        transaction.set_rollback(True)
    context = dict(story.rendered)
    row = {
        "pk": story.pk,
        "category_id": story.category_id,
        "category__name": story.category.name if story.category else "",
        "published_at": story.published_at or timezone.now(),
        "rendered": story.rendered,
    }
    if story.category_id:
        context |= beside(row, topic_ids=story.rendered["topic_ids"])
    context["article_id"] = story.pk
    context["page"] = {**context["page"], "noindex": True}
    # In the form's own frame a way back would open the form in itself; what is followed there takes the whole window.
    context["is_framed"] = "framed" in request.GET
    context["desk_url"] = "" if context["is_framed"] else reverse("admin:articles_article_change", args=[story.pk])
    if story.status in GONE:
        context |= {"desk_words": GONE[Article.Status(story.status)], "share": ""}
    response = render(request, "articles/article.html", context)
    response["Cache-Control"] = "no-store"
    return response


def withdraw(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask for the note, and confirm once: correct, retract or kill."""
    if verb not in VERBS:
        raise Http404
    story = story_of(request, pk)
    permission, title, explained = VERBS[verb]
    if not request.user.has_perm(f"articles.{permission}"):
        raise PermissionDenied(f"Your role does not include “{title.lower()}”.")
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _do(verb, story, form.cleaned_data, by=request.user)
        except (CannotMove, actions.NoteMissing) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                {
                    "correct": "The note stands on the story.",
                    "retract": "Retracted.",
                    "kill": "Killed: gone everywhere, for good.",
                }[verb],
            )
            return redirect("admin:articles_article_change", story.pk)
    return story_page(request, story, "withdraw", {"title": title, "verb": verb, "explained": explained, "form": form})


def _do(verb: str, story: Article, said: dict[str, Any], *, by: Any) -> None:
    if verb == "correct":
        actions.correct(story, by=by, text=said["note"], kind=said["kind"] or Correction.Kind.CORRECTION)
    elif verb == "retract":
        actions.retract(story, by=by, why=said["note"])
    else:
        actions.kill(story, by=by, why=said["note"])


def story_of(request: HttpRequest, pk: int) -> Article:
    """Return the story, if this person may open it; else it is missing."""
    stories = Article.objects.visible_to(request.user).select_related("category", "lead_picture")
    return get_object_or_404(stories, pk=pk)


def story_page(request: HttpRequest, story: Article, template: str, context: dict[str, Any]) -> HttpResponse:
    """Answer with one of the desk's pages about a story."""
    context = {**site.each_context(request), "opts": Article._meta, "story": story, "original": story, **context}  # noqa: SLF001
    return TemplateResponse(request, f"admin/articles/article/{template}.html", context)
