"""What publishers decide about giving: one row, no list."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from donations.actions.policy import write_policy
from donations.models import Policy
from donations.money import is_known


class PolicyForm(forms.ModelForm[Policy]):
    """Refuses fees that no gift could bear, beside the field."""

    class Meta:
        model = Policy
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets say which

    def clean_fee_basis_points(self) -> int:
        rate: int = self.cleaned_data["fee_basis_points"]
        if rate > 2000:
            raise forms.ValidationError("That is more than 20 %. Write hundredths of a percent: 290 is 2.9 %.")
        return rate

    def clean_fee_fixed(self) -> dict[str, int]:
        fees = self.cleaned_data["fee_fixed"] or {}
        sound = isinstance(fees, dict) and all(
            is_known(currency) and type(fee) is int and 0 <= fee <= 1_000_000 for currency, fee in fees.items()
        )
        if not sound:
            raise forms.ValidationError('Write currencies and whole minor units, as in {"USD": 30, "EUR": 25}.')
        return dict(fees)


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin[Policy]):
    form = PolicyForm
    fieldsets = [
        (None, {"fields": ["is_open", "closed_message", "other_ways"]}),
        ("Covering the fees", {"fields": ["fee_basis_points", "fee_fixed"]}),
        ("Receipts", {"fields": ["no_goods_sentence", "keep_years"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Policy | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        Policy.objects.get_or_create(pk=1)
        return redirect(reverse("admin:donations_policy_change", args=[1]))

    def save_model(self, request: HttpRequest, obj: Policy, form: Any, change: bool) -> None:
        write_policy(obj)
