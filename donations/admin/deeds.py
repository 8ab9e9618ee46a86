"""What the deeds of the office have in common: one page with what it does, what is asked, and a button that says it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def may(request: HttpRequest, permission: str) -> bool:
    """Say whether who asks holds `donations.<permission>`."""
    return request.user.has_perm(f"donations.{permission}")


def require_may(request: HttpRequest, permission: str) -> None:
    """Raise PermissionDenied for who may not."""
    if not may(request, permission):
        raise PermissionDenied(f"Your role does not include “{permission.replace('_', ' ')}”.")


def deed_page(
    request: HttpRequest, model: type[models.Model], title: str, form: forms.Form, **context: Any
) -> HttpResponse:
    """Show the page; `context` is what templates/admin/donations/deed.html takes, or another `template`."""
    template = context.pop("template", "admin/donations/deed.html")
    found = {**admin.site.each_context(request), "title": title, "form": form, "opts": model._meta, **context}  # noqa: SLF001
    return TemplateResponse(request, template, found, status=422 if form.is_bound and form.errors else 200)
