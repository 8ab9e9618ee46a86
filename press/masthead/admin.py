"""The site settings at the desk: one row, no list."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from press.masthead.actions import lines_without_link, write_masthead
from press.masthead.logo import CannotUseLogo, Logo, read_logo
from press.masthead.models import Masthead


class LogoInput(AdminFileWidget):
    """Django gives it a legend, for the box that takes the logo off; then what the file is chosen with has no label."""

    use_fieldset = False


class MastheadForm(forms.ModelForm[Masthead]):
    """The settings; a new logo is read before anything of it is published."""

    new_logo: Logo | None = None

    class Meta:
        model = Masthead
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets say which
        widgets = {"logo": LogoInput}

    def clean_logo(self) -> Any:
        upload = self.cleaned_data["logo"]
        if isinstance(upload, UploadedFile):
            try:
                self.new_logo = read_logo(upload)
            except CannotUseLogo as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return upload

    def clean_social_links(self) -> str:
        typed: str = self.cleaned_data["social_links"]
        if wrong := lines_without_link(typed):
            lines = ", ".join(f"“{line}”" for line in wrong)
            raise forms.ValidationError(
                f"Write a name, a space and an address that begins with https:// on each line. This is none: {lines}."
            )
        return typed


@admin.register(Masthead)
class MastheadAdmin(admin.ModelAdmin[Masthead]):
    form = MastheadForm
    fieldsets = [
        (None, {"fields": ["name", "strapline", "logo"]}),
        ("The organisation", {"fields": ["publisher", "postal_address", "tax_number", "social_links"]}),
        (
            "For programs that read us",
            {
                "fields": ["feeds_full_text", "robots"],
                "description": "The addresses of our sitemaps are added to robots.txt, unless a line of it names one.",
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Masthead | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        Masthead.objects.get_or_create(pk=1)
        return redirect(reverse("admin:masthead_masthead_change", args=[1]))

    def save_model(self, request: HttpRequest, obj: Masthead, form: Any, change: bool) -> None:
        words = {name: value for name, value in form.cleaned_data.items() if name != "logo"}
        write_masthead(logo=form.new_logo, remove_logo=form.cleaned_data.get("logo") is False, **words)
