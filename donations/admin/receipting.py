"""The page on which a receipt is voided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from donations.actions.receipts import CannotVoidReceipt, Printed, void_receipt, why_not_void
from donations.admin.deeds import deed_page, require_may
from donations.models import Gift, Receipt
from donations.money import NotAnAmount, parse_any, plain


class VoidForm(forms.Form):
    """Why, and what the corrected receipt is to say."""

    reason = forms.CharField(
        label="Why it is void",
        max_length=200,
        help_text="A sentence that the donor reads: “Your name was misspelt.” It cannot be changed.",
    )
    name = forms.CharField(label="Received from", required=False, max_length=160)
    postal_address = forms.CharField(required=False, max_length=500, widget=forms.Textarea({"rows": 3}))
    goods = forms.CharField(
        label="Given in return", required=False, max_length=200, help_text="A ticket, a book. Empty for nothing."
    )
    goods_value = forms.CharField(
        label="Its value", required=False, max_length=20, help_text="In good faith, in the gift's currency."
    )

    def __init__(self, data: Any, *, gift: Gift) -> None:
        worth = plain(gift.goods_value, gift.currency) if gift.goods_value else ""
        known = {"name": gift.name, "postal_address": gift.postal_address, "goods": gift.goods, "goods_value": worth}
        super().__init__(data, initial=known)
        self.currency = gift.currency

    def clean_goods_value(self) -> int:
        typed = self.cleaned_data["goods_value"]
        try:
            return parse_any(typed, self.currency) if typed.strip() else 0
        except NotAnAmount as no:
            raise forms.ValidationError(str(no)) from None

    def printed(self) -> Printed:
        said = self.cleaned_data
        return Printed(said["name"], said["postal_address"], said["goods"].strip(), said["goods_value"])


def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why and what is to stand there instead, and issue the corrected receipt."""
    require_may(request, "void_receipt")
    receipt = get_object_or_404(Receipt, pk=pk)
    form = VoidForm(request.POST or None, gift=get_object_or_404(Gift, pk=receipt.gift_id))
    if request.method == "POST" and form.is_valid():
        try:
            corrected = void_receipt(
                receipt, reason=form.cleaned_data["reason"], by=request.user, printed=form.printed()
            )
        except CannotVoidReceipt as no:
            form.add_error(None, str(no))
        else:
            mailed = (
                f"It is mailed to {corrected.paper.to}." if corrected.paper.to else "There is no address: print it."
            )
            messages.success(
                request, f"No. {receipt.number} is void, and No. {corrected.number} takes its place. {mailed}"
            )
            return redirect("admin:donations_receipt_change", corrected.pk)
    return deed_page(
        request,
        Receipt,
        f"Void receipt No. {receipt.number}",
        form,
        explained=[
            "A corrected receipt with a number of its own takes its place and says that this one is void.",
            "This one, and its PDF, stay in the books as they are.",
        ],
        may_not=why_not_void(receipt),
        button="Void it and issue a corrected one",
        back=reverse("admin:donations_receipt_change", args=[receipt.pk]),
        back_words=f"No. {receipt.number}",
    )
