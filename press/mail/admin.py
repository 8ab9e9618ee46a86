"""Mail at the desk, for the operator: what became of it, the one decision about what nobody knows, and which addresses
get none.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest

from press.mail.address import AddressField
from press.mail.models import Letter, Suppressed
from press.mail.outbox import send_again
from press.mail.suppression import allow, digest, suppress


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


class SuppressedForm(forms.ModelForm[Suppressed]):
    """An address to which nothing is to be sent."""

    address = AddressField()

    class Meta:
        model = Suppressed
        fields = ["address"]


@admin.register(Suppressed)
class SuppressedAdmin(admin.ModelAdmin[Suppressed]):
    """Which addresses get no mail, and why. Taking one off lets mail go there again, if the provider lets it."""

    form = SuppressedForm
    list_display = ["address_shown", "why", "told_by", "at"]
    list_filter = ["why"]
    search_fields = ["address"]
    ordering = ["-at", "pk"]

    @admin.display(description="address")
    def address_shown(self, row: Suppressed) -> str:
        return str(row)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Suppressed], search_term: str
    ) -> tuple[models.QuerySet[Suppressed], bool]:
        """Find an erased address too, when it is typed in full."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        return found | queryset.filter(digest=digest(search_term)), may_repeat

    def save_model(self, request: HttpRequest, obj: Suppressed, form: Any, change: bool) -> None:
        suppress(obj.address, why=Suppressed.Why.BY_HAND, told_by=str(request.user))
        obj.pk = digest(obj.address)

    def has_change_permission(self, request: HttpRequest, obj: Suppressed | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Suppressed]:
        return super().get_queryset(request).filter(allowed_at=None)

    def delete_model(self, request: HttpRequest, obj: Suppressed) -> None:
        allow(obj.pk)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Suppressed]) -> None:
        allow(*queryset.values_list("pk", flat=True))
