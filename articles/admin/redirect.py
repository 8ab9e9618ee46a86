"""Redirects made by hand at the desk."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest

from articles.actions.redirects import CannotRedirect, checked, write_redirect
from articles.admin.words import moment_short
from articles.models import Redirect
from articles.redirects import found_at


class RedirectForm(forms.ModelForm[Redirect]):
    """Refuses what would never be used, would lead away from the paper, or in a circle, beside the field."""

    # As it is pasted, with percent signs, an address is longer than what is kept of it.
    path = forms.CharField(
        label="From",
        max_length=3000,
        widget=forms.TextInput({"class": "vTextField", "dir": "ltr"}),
        help_text="An old address, as in /old/address/. What follows a “?” is not looked at.",
    )
    to = forms.CharField(
        label="To",
        max_length=3000,
        widget=forms.TextInput({"class": "vTextField", "dir": "ltr"}),
        help_text="An address of ours, as in /politics/new-address/.",
    )

    class Meta:
        model = Redirect
        fields = ["path", "to"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"path", "to"} <= cleaned.keys():
            try:
                # The admin's view runs in a transaction, so nobody else changes redirects until this one is saved.
                cleaned["path"], cleaned["to"] = checked(cleaned["path"], cleaned["to"], of=self.instance)
            except CannotRedirect as refused:
                self.add_error(refused.field, str(refused))
        return cleaned


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin[Redirect]):
    form = RedirectForm
    list_display = ["path", "to", "made"]
    search_fields = ["path", "to"]
    ordering = ["path"]

    @admin.display(description="made", ordering="made_at")
    def made(self, redirect: Redirect) -> str:
        return moment_short(redirect.made_at)

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: bool) -> None:
        led_here = sorted(Redirect.objects.filter(to=obj.path).exclude(pk=obj.pk).values_list("path", flat=True))
        write_redirect(obj, by=request.user)
        if led_here:
            them = ", ".join(led_here[:5]) + (f" and {len(led_here) - 5} more" if led_here[5:] else "")
            said = f"Readers of {them}, who were sent to {obj.path}, are now sent straight to {obj.to}."
            messages.info(request, said)
        if found_at(obj.to)[0] == 404:
            messages.warning(request, f"Nothing stands at {obj.to} yet, so readers who are sent there find nothing.")
