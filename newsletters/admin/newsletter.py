"""Newsletters at the desk: the titles, and when they go out."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.words import moment_short
from newsletters.actions.automatic import next_to_go, write_newsletter
from newsletters.models import Newsletter


@admin.register(Newsletter)
class NewsletterAdmin(admin.ModelAdmin[Newsletter]):
    list_display = ["name", "rhythm", "goes_out", "readers", "is_open", "position"]
    ordering = ["position", "pk"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "promise", "slug"]}),
        ("When", {"fields": ["rhythm", "send_at", "weekday", "is_automatic"]}),
        ("How", {"fields": ["minimum", "counts_clicks", "is_open", "position"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Newsletter]:
        stays = Q(subscriptions__left_at=None, subscriptions__subscriber__confirmed_at__isnull=False)
        return super().get_queryset(request).annotate(staying=Count("subscriptions", filter=stays))

    @admin.display(description="readers", ordering="staying")
    def readers(self, newsletter: Any) -> int:
        return int(newsletter.staying)

    @admin.display(description="goes out")
    def goes_out(self, newsletter: Newsletter) -> str:
        following = next_to_go(newsletter, timezone.now())
        if following is None:
            return "when an editor sends it"
        return f"{'' if newsletter.is_automatic else 'by hand, planned for '}{moment_short(following)}"

    def save_model(self, request: HttpRequest, obj: Newsletter, form: Any, change: bool) -> None:
        write_newsletter(obj, at=timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Newsletter | None = None) -> bool:
        return False  # close it instead: who read it keeps a way to leave
