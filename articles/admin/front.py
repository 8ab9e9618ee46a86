"""The front page at the desk: each place with what stands there now and what is pinned to it, and its sections."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.actions import front as actions
from articles.admin.pins import PinForm, places
from articles.admin.words import moment_short, newsroom_zone, state_word, when_seen
from articles.models import Article, FrontSection, FrontSlot

FOUND = 8


@admin.register(FrontSection)
class FrontSectionAdmin(admin.ModelAdmin[FrontSection]):
    list_display = ["category", "arrangement", "stories", "position"]
    list_editable = ["arrangement", "stories", "position"]
    ordering = ["position", "pk"]


@admin.register(FrontSlot)
class FrontSlotAdmin(admin.ModelAdmin[FrontSlot]):
    """One page instead of a list and a form: pins are put on, moved and taken off where they stand."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="articles_frontslot_changelist"),
            path("stories/", view(require_safe(self.find_stories)), name="articles_frontslot_stories"),
            path("<int:pk>/move/", view(require_POST(self.move)), name="articles_frontslot_move"),
            path("<int:pk>/unpin/", view(require_POST(self.unpin)), name="articles_frontslot_unpin"),
            path("<int:pk>/change/", view(self.change_pin), name="articles_frontslot_change"),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        # The menu's "Add" would lead to a form of its own; pins are added on the page itself.
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the places; pin a story when one was sent."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Your role does not include the front page.")
        form = PinForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                slot = actions.pin(**form.pin(), by=request.user)
            except actions.CannotPin as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _pinned(slot))
                return redirect("admin:articles_frontslot_changelist")
        return self._page(request, "change_list", {"title": "Front page", "places": places(), "form": form})

    def change_pin(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give a pin another time."""
        slot = self._slot(request, pk)
        times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "may_repeat": slot.may_repeat}
        form = PinForm(request.POST or None, initial=times, only_times=True)
        if request.method == "POST" and form.is_valid():
            try:
                actions.change_pin(slot, by=request.user, **form.cleaned_data)
            except actions.CannotPin as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "The pin has its new time.")
                return redirect("admin:articles_frontslot_changelist")
        return self._page(request, "change_form", {"title": "When it stands there", "slot": slot, "form": form})

    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move a pin one step up or down."""
        actions.reorder(self._slot(request, pk), by=request.user, up=request.POST.get("step") == "up")
        return redirect(f"{reverse('admin:articles_frontslot_changelist')}#pin-{pk}")

    def unpin(self, request: HttpRequest, pk: int) -> HttpResponse:
        slot = self._slot(request, pk)
        actions.unpin(slot, by=request.user)
        messages.success(request, f"“{slot.article.headline}” is not pinned there any more.")
        return redirect("admin:articles_frontslot_changelist")

    def find_stories(self, request: HttpRequest) -> HttpResponse:
        """Answer static/desk/story-search.js: the newest stories whose headline holds `q`."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Your role does not include the front page.")
        words = request.GET.get("q", "").replace("\x00", "").split()[:8]
        gone = [Article.Status.RETRACTED, Article.Status.KILLED, Article.Status.SPIKED]
        holds = Q(*(Q(headline__icontains=word) for word in words))
        stories = Article.objects.visible_to(request.user).exclude(status__in=gone).filter(holds)
        stories = stories.only("headline", "status", "published_at", "embargo_until").order_by("-saved_at", "-pk")[
            :FOUND
        ]
        response = JsonResponse({"stories": [_found(story) for story in stories]})
        response["Cache-Control"] = "no-store"
        return response

    def _slot(self, request: HttpRequest, pk: int) -> FrontSlot:
        if not self.has_view_permission(request):
            raise PermissionDenied("Your role does not include the front page.")
        slots = FrontSlot.objects.select_related("article", "section__category")
        try:
            return get_object_or_404(slots, pk=pk)
        except Http404:
            raise Http404("This pin was taken off already.") from None

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        common = {**self.admin_site.each_context(request), "opts": self.opts, "zone": newsroom_zone()}
        return TemplateResponse(request, f"admin/articles/frontslot/{template}.html", {**common, **context})


def _found(story: Article) -> dict[str, Any]:
    return {"id": story.pk, "headline": story.headline, "state": state_word(story), "when": when_seen(story)}


def _pinned(slot: FrontSlot) -> str:
    story = slot.article
    until = f" until {moment_short(slot.ends_at)}" if slot.ends_at else ""
    if slot.starts_at and slot.starts_at > timezone.now():
        return f"“{story.headline}” is pinned, from {moment_short(slot.starts_at)}{until or ' on'}."
    if story.is_live:
        return f"“{story.headline}” stands on the front page now{f',{until}' if until else ''}."
    return f"“{story.headline}” is pinned and will stand there as soon as it is live{f',{until}' if until else ''}."
