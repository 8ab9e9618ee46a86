"""Appeals at the desk: the form with its suggested amounts, and the preview of each placement at any date."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from donations import asking, money
from donations.actions import appeals as actions
from donations.models import Appeal, Suggestion
from donations.models.appeal import PLACEMENTS
from press.pictures.admin.field import ChoosesPictures
from press.web import boundaries
from press.web.moments import MomentField, MomentInput
from press.web.public import render


def _sum(typed: str, currency: str) -> int:
    try:
        return money.parse(typed, currency)
    except money.NotAnAmount as refusal:
        raise forms.ValidationError(str(refusal)) from None


class AppealForm(forms.ModelForm[Appeal]):
    """The goal is typed as a sum of money, and an address of the site's own is refused beside the field."""

    goal = forms.CharField(required=False, max_length=20, help_text="A sum such as 50000; empty for none.")

    class Meta:
        model = Appeal
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets say which

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.goal:
            self.initial["goal"] = money.plain(self.instance.goal, self.instance.currency)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        try:
            actions.check_address(slug)
        except actions.CannotAsk as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return slug

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed, currency = cleaned.get("goal", ""), cleaned.get("currency", "")
        cleaned["goal"] = None
        if typed and money.is_known(currency):
            try:
                cleaned["goal"] = _sum(typed, currency)
            except forms.ValidationError as refusal:
                self.add_error("goal", refusal)
        return cleaned


class SuggestionForm(forms.ModelForm[Suggestion]):
    """An amount typed as a sum in the appeal's currency."""

    amount = forms.CharField(max_length=20)

    class Meta:
        model = Suggestion
        fields = ["interval", "amount", "impact"]

    def __init__(self, *args: Any, currency: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency.upper()
        if self.instance.pk:
            self.initial["amount"] = money.plain(self.instance.amount, self.currency)

    def has_changed(self) -> bool:
        # The same figures are another sum once the appeal's currency is another.
        return bool(self.instance.pk) or super().has_changed()

    def clean_amount(self) -> int:
        if not money.is_known(self.currency):
            raise forms.ValidationError("Give the appeal a currency first.")
        return _sum(self.cleaned_data["amount"], self.currency)


class SuggestionFormSet(forms.BaseInlineFormSet[Suggestion, Appeal, SuggestionForm]):
    """Hands each row the appeal's currency as it has just been typed."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "currency": self.instance.currency}


class Suggestions(admin.StackedInline[Suggestion, Appeal]):
    model = Suggestion
    fields = [("interval", "amount", "impact")]
    form = SuggestionForm
    formset = SuggestionFormSet  # type: ignore[assignment] # of this form alone
    extra = 1
    ordering = ["interval", "amount"]
    verbose_name = "suggested amount"


@admin.register(Appeal)
class AppealAdmin(ChoosesPictures, admin.ModelAdmin[Appeal]):
    form = AppealForm
    inlines = [Suggestions]
    change_form_template = "admin/donations/appeal/change_form.html"
    formfield_overrides = {models.DateTimeField: {"form_class": MomentField, "widget": MomentInput}}
    list_display = ["title", "state", "places", "starts_at", "ends_at", "position"]
    ordering = ["is_default", "position", "pk"]
    prepopulated_fields = {"slug": ["title"]}
    raw_id_fields = ["picture"]
    fieldsets = [
        (None, {"fields": ["title", "message", "closing"]}),
        ("Picture", {"fields": ["picture", "caption"]}),
        ("When it is asked", {"fields": ["is_default", "starts_at", "ends_at", "position"]}),
        (
            "Where it stands",
            {"fields": ["at_article_end", "in_text_after", "on_front_page", "in_banner", "on_donate_page"]},
        ),
        ("Money", {"fields": ["currency", "goal", "shows_progress", "deadline"]}),
        ("Small print", {"fields": ["slug"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(require_safe(self.preview))
        return [path("preview/", preview, name="donations_appeal_preview"), *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"currency": settings.DEFAULT_CURRENCY, **super().get_changeform_initial_data(request)}

    @admin.display(description="asked")
    def state(self, appeal: Appeal) -> str:
        now = timezone.now()
        if appeal.is_in_season(now):
            return "when no other is" if appeal.is_default else "now"
        return "later" if appeal.starts_at and appeal.starts_at > now else "over"

    @admin.display(description="where")
    def places(self, appeal: Appeal) -> SafeString:
        words = ", ".join(words.lower() for placement, words in PLACEMENTS.items() if appeal.is_at(placement))
        url = f"{reverse('admin:donations_appeal_preview')}?appeal={appeal.pk}"
        return format_html('{} <a href="{}">Preview</a>', words or "nowhere", url)

    def save_model(self, request: HttpRequest, obj: Appeal, form: Any, change: bool) -> None:
        actions.write_appeal(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        actions.render_appeal(form.instance)

    def delete_model(self, request: HttpRequest, obj: Appeal) -> None:
        actions.remove_appeal(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Appeal]) -> None:
        for appeal in queryset:
            actions.remove_appeal(appeal)

    def preview(self, request: HttpRequest) -> HttpResponse:
        """Show each placement as readers see it at a moment, or one appeal wherever it is meant to stand."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Your role does not include appeals.")
        typed = request.GET.get("at", "")
        form = PreviewForm({"at": typed} if typed else None)
        at = form.cleaned_data["at"] if form.is_valid() else timezone.now()
        number = request.GET.get("appeal", "")
        chosen = get_object_or_404(Appeal, pk=number) if number.isascii() and number.isdecimal() else None
        boundaries.start()
        response = render(
            request,
            "donations/preview.html",
            {
                "page": {"title": "Preview", "noindex": True},
                "at": timezone.localtime(at),
                "trouble": form.errors.get("at", []),
                "chosen": chosen,
                "places": [{"name": name, "html": html} for name, html in _places(at, chosen)],
                "desk_url": reverse("admin:donations_appeal_changelist"),
            },
        )
        response["Cache-Control"] = "no-store"
        return response


class PreviewForm(forms.Form):
    """The moment to look at, as the browser's picker writes it."""

    at = forms.DateTimeField(
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"],
        error_messages={"invalid": "Write the moment as 2026-12-24T18:00."},
    )


def _places(at: Any, chosen: Appeal | None) -> list[tuple[str, str]]:
    places = []
    for placement, name in PLACEMENTS.items():
        if chosen is None:
            asked = asking.at(placement, at)
        else:
            asked = asking.with_progress([chosen])[0] if chosen.is_at(placement) else None
        places.append((name, asking.shown(asked, placement) if asked else ""))
    return places
