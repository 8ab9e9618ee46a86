"""Mail at the desk, for the operator: what became of it, and the one decision about what nobody knows."""

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest

from press.mail.models import Letter
from press.mail.outbox import send_again


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin[Letter]):
    """Nothing is typed here, and the words of a mail are not shown: they may hold a way to sign in."""

    list_display = ["subject", "to", "state", "made_at", "sent_at", "tries"]
    list_filter = ["state", "message"]
    search_fields = ["to"]
    ordering = ["-made_at", "-pk"]
    readonly_fields = ["subject", "to", "message", "state", "tries", "made_at", "due_at", "sent_at", "trouble"]
    fields = tuple(readonly_fields)
    actions = ["send_once_more"]

    @admin.action(description="Send once more")
    def send_once_more(self, request: HttpRequest, letters: models.QuerySet[Letter]) -> None:
        asked = sum(send_again(letter) for letter in letters)
        left = len(letters) - asked
        self.message_user(request, f"{asked} sent once more.", messages.SUCCESS)
        if left:
            why = "they went out, are on their way, or are too old to be of use"
            self.message_user(request, f"{left} left alone: {why}.", messages.WARNING)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        return False
