"""Editions at the desk: proposed, written, and on to be seen, tested and sent (preview.py, deeds.py, report.py)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from articles.admin.words import moment_short, state_mark
from donations.models import Appeal
from newsletters.actions.propose import propose, write_edition
from newsletters.admin import deeds, preview, report
from newsletters.admin.differences import differences, words_of
from newsletters.admin.stories import StoriesField
from newsletters.models import Edition, Newsletter
from press.pages.models import Promo
from press.richtext.differences import Difference
from press.richtext.fields import BodyFormField
from press.web.moments import DayInput

State = Edition.State
_MEANWHILE = (
    "Somebody saved this edition at %s, after you opened it, so yours is not kept yet. Nothing of it was lost: it"
    " stands below as you typed it, with what differs marked. Take over what you want to keep; saving once more puts"
    " yours in the place of theirs."
)
_GONE = (
    "This edition has gone out while you wrote, so nothing below is kept in it. Copy what you still need from here;"
    " what became of it stands under Editions."
)


class EditionForm(forms.ModelForm[Edition]):
    """What an editor writes of an edition."""

    date = forms.DateField(widget=DayInput, help_text="The day it is of; tomorrow's can be made today.")
    introduction = BodyFormField(
        required=False, help_text="Some words of the editor, before the stories. May be empty."
    )
    lineup = StoriesField(label="Stories", required=False, help_text="The first leads. Drag them, or use the arrows.")
    promos = forms.ModelMultipleChoiceField(
        Promo.objects.order_by("position", "pk"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seen_version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    differences: Sequence[Difference] = ()  # from what a colleague saved meanwhile

    class Meta:
        model = Edition
        fields = ["subject", "preheader", "introduction", "appeal", "date"]
        widgets: ClassVar = {
            "subject": forms.TextInput({"class": "vTextField", "maxlength": 150}),
            "preheader": forms.TextInput({"class": "vTextField", "maxlength": 200}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = self.instance
        appeals: Any = self.fields["appeal"]
        appeals.widget = forms.Select()  # without the admin's ways to make or change one from here
        appeals.queryset = Appeal.objects.first_choice_first()
        appeals.empty_label = "None"
        if edition.pk:
            self.initial["seen_version"] = edition.version
            self.initial["lineup"] = words_of(edition)["lineup"]
            self.initial["promos"] = list(edition.promos.values_list("pk", flat=True))

    def clean(self) -> dict[str, Any]:
        """Tell of a colleague's change beside what was typed; the admin's transaction holds the row till it is kept."""
        cleaned = super().clean() or self.cleaned_data
        known = Edition.objects.select_for_update().get(pk=self.instance.pk)
        if not known.is_writable:
            raise forms.ValidationError(_GONE)
        if known.version != cleaned.get("seen_version"):
            self.differences = differences(words_of(known), cleaned)
            # Whoever presses once more has been told.
            told: Any = self.data
            self.data = told = told.copy()
            told["seen_version"] = known.version
            raise forms.ValidationError(_MEANWHILE % moment_short(known.saved_at))
        return cleaned


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin[Edition]):
    form = EditionForm
    change_form_template = "admin/newsletters/edition/change_form.html"
    change_list_template = "admin/newsletters/edition/change_list.html"
    list_display = ["title", "subject", "state_shown", "when"]
    list_filter = ["newsletter", "state"]
    list_select_related = ["newsletter"]
    ordering = ["-date", "-number", "-pk"]
    actions = None  # of many at once there is nothing to do
    fieldsets = [
        (None, {"fields": ["subject", "preheader", "introduction"]}),
        ("Stories", {"fields": ["lineup"]}),
        ("From the paper", {"fields": ["appeal", "promos"]}),
        ("Day", {"fields": ["date"]}),
        (None, {"fields": ["seen_version"], "classes": ["edition-hidden"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        at = "newsletters_edition_{}".format
        own = [
            path("propose/", view(require_POST(self.propose)), name=at("propose")),
            path("<int:pk>/preview/", view(require_safe(preview.page)), name=at("preview")),
            path("<int:pk>/preview/letter/", view(require_safe(preview.letter)), name=at("letter")),
            path("<int:pk>/test/", view(require_POST(preview.test)), name=at("test")),
            path("<int:pk>/send/", view(deeds.send), name=at("send")),
            path("<int:pk>/deed/", view(require_POST(deeds.deed)), name=at("deed")),
            path("<int:pk>/report/", view(require_safe(report.page)), name=at("report")),
        ]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        # An edition proposes itself; the list has the button for it.
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        # One that made itself would make itself again at the next minute; it is held instead.
        if obj is not None and (not obj.is_writable or obj.newsletter.is_automatic):
            return False
        return super().has_delete_permission(request, obj)

    @admin.display(description="edition", ordering="date")
    def title(self, edition: Edition) -> str:
        return str(edition)

    @admin.display(description="state")
    def state_shown(self, edition: Edition) -> SafeString:
        return state_mark(edition.get_state_display())

    @admin.display(description="goes out")
    def when(self, edition: Edition) -> str:
        moment = edition.released_at or edition.send_at
        return moment_short(moment) if moment else "—"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        may = request.user.has_perm("newsletters.add_edition")
        todays = Edition.objects.filter(newsletter=OuterRef("pk"), date=timezone.localdate())
        gone = Exists(todays.released()) & ~Exists(todays.writable())
        offered = list(Newsletter.objects.in_order().annotate(has_gone=gone)) if may else []
        return super().changelist_view(request, {"newsletters": offered, **(extra_context or {})})

    def propose(self, request: HttpRequest) -> HttpResponse:
        """Open today's edition, and make it when there is none that can be written."""
        number = request.POST.get("newsletter", "")
        newsletter = get_object_or_404(Newsletter, pk=number if number.isascii() and number.isdecimal() else 0)
        now = timezone.now()
        todays = newsletter.editions.writable().filter(date=timezone.localdate(now))
        edition = todays.newest_first().first()
        if edition is None:
            edition = propose(newsletter, by=request.user, at=now)
            if edition.number > 1:
                messages.info(request, "One of today has gone already; this is another, with what is new since.")
        return HttpResponseRedirect(reverse("admin:newsletters_edition_change", args=[edition.pk]))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the form; what has gone out has a report in its place."""
        edition = self.get_object(request, object_id)
        if edition is not None and not edition.is_writable:
            if request.method == "POST":
                messages.error(request, "It is being sent already, so nothing of it was changed.")
            return HttpResponseRedirect(reverse("admin:newsletters_edition_report", args=[edition.pk]))
        may_send = request.user.has_perm("newsletters.send_edition")
        context = {"may_send": may_send, "show_save_and_continue": False, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: Edition, form: Any, change: bool) -> None:
        said = form.cleaned_data
        write_edition(
            obj,
            by=request.user,
            stories=said["lineup"],
            promos=said["promos"],
            day=said["date"],
            seen_version=said["seen_version"],
            at=timezone.now(),
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        pass  # the action keeps stories and promos

    def response_change(self, request: HttpRequest, obj: Edition) -> HttpResponse:
        """Go where the pressed button leads; each of them has saved first."""
        for button in ("preview", "send"):
            if f"_{button}" in request.POST:
                return HttpResponseRedirect(reverse(f"admin:newsletters_edition_{button}", args=[obj.pk]))
        messages.success(request, "Saved. Nothing is sent before you say so." if not obj.send_at else "Saved.")
        return HttpResponseRedirect(reverse("admin:newsletters_edition_change", args=[obj.pk]))
