"""The site settings at the desk: one row, no list."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from press.masthead.models import Masthead
from press.web.remember import forget_all


@admin.register(Masthead)
class MastheadAdmin(admin.ModelAdmin[Masthead]):
    fieldsets = [
        (None, {"fields": ["name", "strapline", "logo"]}),
        ("The organisation", {"fields": ["publisher", "postal_address", "tax_number", "social_links"]}),
        ("For crawlers", {"fields": ["robots"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Masthead | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        Masthead.objects.get_or_create(pk=1)
        return redirect(reverse("admin:masthead_masthead_change", args=[1]))

    def save_model(self, request: HttpRequest, obj: Masthead, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        forget_all()
