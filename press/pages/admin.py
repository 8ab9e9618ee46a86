"""Pages and promos at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from press.pages import actions
from press.pages.models import Page, Promo
from press.pictures.admin.field import ChoosesPictures
from press.web import roots
from press.web.addresses import AddressField
from press.web.moments import MomentField, MomentInput
from press.web.remember import forget_all


class PageForm(forms.ModelForm[Page]):
    """Refuses an address that belongs to something else, beside the field."""

    class Meta:
        model = Page
        fields = ["title", "slug", "body", "in_footer", "position"]
        help_texts = {"slug": "As in /about/. If you change it, the old one leads to the new one."}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        try:
            roots.check(slug, instead_of=self.initial.get("slug", ""))
        except roots.WordTaken as taken:
            raise forms.ValidationError(str(taken)) from None
        return slug


@admin.register(Page)
class PageAdmin(admin.ModelAdmin[Page]):
    form = PageForm
    list_display = ["title", "address", "in_footer", "saved_at"]
    prepopulated_fields = {"slug": ["title"]}
    formfield_overrides = {models.SlugField: {"form_class": AddressField}}

    @admin.display(description="address")
    def address(self, page: Page) -> str:
        return page.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        actions.write_page(obj)

    def delete_model(self, request: HttpRequest, obj: Page) -> None:
        actions.remove_page(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        for page in queryset:
            actions.remove_page(page)


@admin.register(Promo)
class PromoAdmin(ChoosesPictures, admin.ModelAdmin[Promo]):
    formfield_overrides = {models.DateTimeField: {"form_class": MomentField, "widget": MomentInput}}
    list_display = ["title", "state", "starts_at", "ends_at", "position"]
    raw_id_fields = ["picture"]

    @admin.display(description="shown")
    def state(self, promo: Promo) -> str:
        if promo.is_current:
            return "now"
        return "later" if promo.starts_at and promo.starts_at > timezone.now() else "over"

    def save_model(self, request: HttpRequest, obj: Promo, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        forget_all()
