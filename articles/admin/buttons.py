"""The buttons under a story: what may be done with it next, in the editor's words.

Django's form actions declare them and check the permission; ours are pressed as submit buttons that save first,
so that nothing typed is lost (docs/decisions).
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypedDict

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.actions import publish as desk
from articles.admin.words import lack_words, moment_words
from articles.models import Article

FORM = ActionLocation.CHANGE_FORM
Status = Article.Status

# Which buttons a story in a given state has, most likely first.
OFFERED: dict[str, list[str]] = {
    Status.DRAFT: ["publish_story", "submit_story", "approve_story", "spike_story"],
    Status.SUBMITTED: ["publish_story", "approve_story", "send_back_story", "spike_story"],
    Status.APPROVED: ["publish_story", "send_back_story", "spike_story"],
    Status.PUBLISHED: ["unpublish_story"],
    Status.SPIKED: ["unspike_story"],
}


# What is said when it is done: a sentence, or a function of the story before and after.
Done = str | Callable[[Article, Article], str]

# What brings a story nearer to print is offered in the accent; what takes it back is a plain button.
FORWARD = {"publish_story", "submit_story", "approve_story", "unspike_story"}

BUTTONS = tuple(dict.fromkeys(name for names in OFFERED.values() for name in names))


class Button(TypedDict):
    """A button as the template prints it."""

    name: str
    words: str
    first: bool
    drops: bool  # takes the story away from its way to print


def buttons_for(story: Article, allowed: set[str]) -> list[Button]:
    """Return the buttons of a story for somebody who may press `allowed`."""
    offered = OFFERED.get(story.status, [])
    if story.is_waiting:
        offered = ["publish_story", *offered]  # at once, or by another plan
    names = [name for name in offered if name in allowed]
    if story.pk is None and "spike_story" in names:
        names.remove("spike_story")  # what was never written is not dropped
    if "publish_story" in allowed and "submit_story" in names:
        names.remove("submit_story")  # who may publish need not submit to themselves
    return [
        Button(name=name, words=_words(name, story), first=index == 0 and name in FORWARD, drops=name == "spike_story")
        for index, name in enumerate(names)
    ]


def _words(name: str, story: Article) -> str:
    now = timezone.now()
    if name == "publish_story":
        planned = story.planned_for(now)
        return "Save and publish now" if planned == now else f"Save and schedule for {moment_words(planned)}"
    if name == "unpublish_story":
        return "Save and unpublish" if story.is_live else "Save and take off the schedule"
    return {
        "submit_story": "Save and submit to the editors",
        "approve_story": "Save and approve",
        "send_back_story": "Save and send back to the writer",
        "spike_story": "Save and spike",
        "unspike_story": "Take up again",
    }[name]


def _published(before: Article, after: Article) -> str:
    assert after.published_at
    when = moment_words(after.published_at)
    if after.is_waiting:
        return f"Scheduled: readers will see it at {when}."
    if before.published_at == after.published_at:
        return f"Published again: readers can see it now, under the date it had before, {when}."
    return "Published: readers can see it now."


def _taken_back(before: Article, after: Article) -> str:
    if after.published_at is None:
        return "Taken off the schedule. Readers see nothing of it until it is published or scheduled again."
    return (
        "Unpublished: it is back on the desk. Readers who come to its address now read that there is no such page. "
        "Publish it again to bring it back: its address and its date are kept."
    )


class StoryButtons:
    """The form actions of ArticleAdmin."""

    def _do(self, request: HttpRequest, queryset: QuerySet[Article], action: Any, done: Done) -> None:
        for story in queryset:
            try:
                after = action(story, by=request.user)
            except desk.CannotPublish as refused:
                reasons = format_html_join(" ", "{}", ((lack_words(lack),) for lack in refused.reasons))
                messages.warning(request, format_html("The story is saved, but not published yet. {}", reasons))
            except desk.ReasonMissing as refused:
                messages.warning(request, f"The story is saved, but not sent back yet. {refused}")
            except (desk.CannotMove, PermissionDenied) as refused:
                messages.warning(request, str(refused))
            else:
                messages.success(request, done if isinstance(done, str) else done(story, after))

    @admin.action(description="Publish", permissions=["publish"], location=FORM)
    def publish_story(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._do(request, queryset, desk.publish, _published)

    @admin.action(description="Submit", permissions=["submit"], location=FORM)
    def submit_story(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._do(request, queryset, desk.submit, "Submitted. The editors have it now.")

    @admin.action(description="Approve", permissions=["approve"], location=FORM)
    def approve_story(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._do(request, queryset, desk.approve, "Approved. It is ready to be published.")

    @admin.action(description="Send back", permissions=["approve"], location=FORM)
    def send_back_story(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        send_back = partial(desk.send_back, why=request.POST.get("_why", ""))
        self._do(request, queryset, send_back, "Sent back: its writer reads on Today what you wrote.")

    @admin.action(description="Spike", permissions=["approve"], location=FORM)
    def spike_story(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._do(request, queryset, desk.spike, "Spiked. It stays in the list of stories, under “spiked”.")

    @admin.action(description="Take up again", permissions=["approve"], location=FORM)
    def unspike_story(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._do(request, queryset, desk.unspike, "Back on the desk, as a draft.")

    @admin.action(description="Unpublish", permissions=["publish"], location=FORM)
    def unpublish_story(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._do(request, queryset, desk.unpublish, _taken_back)
