"""Filtering the list of stories by what the clock makes of them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.models import Article, Topic


class StateFilter(admin.SimpleListFilter):
    """Live, scheduled and embargoed are asked of the clock; the rest is stored."""

    title = "state"
    template = "admin/articles/article/state_filter.html"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        stored = [status for status in Article.Status if status != Article.Status.PUBLISHED]
        return [
            ("live", "Live"),
            ("scheduled", "Scheduled"),
            ("embargoed", "Embargoed"),
            *((s.value, str(s.label)) for s in stored),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        by_clock = {"live": "live", "scheduled": "scheduled", "embargoed": "embargoed"}
        value = self.value()
        if value in by_clock:
            return getattr(queryset, by_clock[value])()  # type: ignore[no-any-return]
        return queryset.filter(status=value) if value else queryset


class CategoryFilter(admin.RelatedFieldListFilter):
    """The categories in the menu's order; a story without one is a draft, and found under that state."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        return list(Topic.objects.categories().in_menu_order().values_list("pk", "name"))

    @property
    def include_empty_choice(self) -> bool:
        return False
