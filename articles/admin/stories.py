"""The list of stories: state by the clock, the headline wide, a constant number of queries."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.filters import CategoryFilter, StateFilter
from articles.admin.words import moment_short, state_mark, state_word, when_seen
from articles.models import Article


class LeanList(ChangeList):
    """Leaves the texts in the database: a list of fifty stories would fetch them for nothing."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        found = super().get_queryset(request, exclude_parameters)
        return found.defer("body", "rendered", "card_html", "lead_html").prefetch_related("bylines__author")


class StoryList(admin.ModelAdmin[Article]):
    """The part of ArticleAdmin that lists."""

    change_list_template = "admin/articles/article/change_list.html"
    list_display = ["headline_shown", "state", "category", "signed", "when", "saved"]
    list_filter = [StateFilter, ("category", CategoryFilter), "kind", "language"]
    search_fields = ["headline", "dek", "bylines__author__name"]
    list_select_related = ["category"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # counting forty thousand stories ten times, for every look at the list
    ordering = ["-saved_at", "-pk"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return LeanList

    @admin.display(description="story", ordering="headline")
    def headline_shown(self, story: Article) -> SafeString:
        return format_html('<span class="story-title" dir="auto" lang="{}">{}</span>', story.language, story.headline)

    @admin.display(description="state")
    def state(self, story: Article) -> SafeString:
        return state_mark(state_word(story))

    @admin.display(description="by")
    def signed(self, story: Article) -> str:
        return ", ".join(str(line.author) for line in sorted(story.bylines.all(), key=lambda line: line.position))

    @admin.display(description="category")
    def section(self, story: Article) -> str:
        """The category as plain text: Django would link it, for those too who may not open it."""
        return story.category.name if story.category else ""

    @admin.display(description="readers see it", ordering="published_at")
    def when(self, story: Article) -> str:
        return when_seen(story) or "—"

    @admin.display(description="saved", ordering="saved_at")
    def saved(self, story: Article) -> str:
        return moment_short(story.saved_at)
