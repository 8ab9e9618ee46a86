"""What readers searched for in vain, as a list to read: it may be the next story, or a topic's missing name."""

from django.contrib import admin
from django.http import HttpRequest

from articles.models import MissedSearch


@admin.register(MissedSearch)
class MissedSearchAdmin(admin.ModelAdmin[MissedSearch]):
    list_display = ["words", "times", "last_on"]
    list_display_links = None
    ordering = ["-times", "-last_on", "words"]
    search_fields = ["words"]
    date_hierarchy = "last_on"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: MissedSearch | None = None) -> bool:
        return False
