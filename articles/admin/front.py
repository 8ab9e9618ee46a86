"""The front page at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import FrontSection, FrontSlot
from press.pictures.making import want_sooner
from press.pictures.models import Picture


@admin.register(FrontSection)
class FrontSectionAdmin(admin.ModelAdmin[FrontSection]):
    list_display = ["category", "arrangement", "stories", "position"]
    list_editable = ["arrangement", "stories", "position"]
    ordering = ["position", "pk"]


@admin.register(FrontSlot)
class FrontSlotAdmin(admin.ModelAdmin[FrontSlot]):
    list_display = ["article", "place", "section", "position", "starts_at", "ends_at", "shown"]
    list_editable = ["position"]
    list_filter = ["place"]
    autocomplete_fields = ["article"]
    ordering = ["place", "section", "position", "pk"]
    fields = ["article", "place", "section", "position", "starts_at", "ends_at", "may_repeat"]

    @admin.display(description="shown now", boolean=True)
    def shown(self, slot: FrontSlot) -> bool:
        return slot.is_current and slot.article.is_live

    def save_model(self, request: HttpRequest, obj: FrontSlot, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.article.lead_picture_id:
            want_sooner([obj.article.lead_picture_id], need=Picture.Need.FRONT)
