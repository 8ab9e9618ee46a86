"""The pages on which the office gives a payment back: the sum, then what will happen, then it is done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from donations.actions import refunds
from donations.actions.refunds import REASONS, CannotRefund
from donations.admin.deeds import deed_page, require_may
from donations.admin.reading import Table, link, moment_short
from donations.models import Charge, Gift
from donations.money import money, plain

_OF_CARD = {"card": "to the card it came from, which takes five to ten days as a rule"}
_OTHERWISE = "to the account it came from"


class RefundForm(forms.Form):
    """What goes back, and why. `place` and `confirmed` are the second step's."""

    amount = forms.CharField(max_length=20, help_text="All that is left, or a part of it.")
    reason = forms.ChoiceField(label="Why", choices=list(REASONS.items()))
    words = forms.CharField(
        label="For our history",
        required=False,
        max_length=300,
        help_text="One line that colleagues read. No names: it cannot be changed.",
    )
    place = forms.IntegerField(required=False, min_value=0, max_value=10_000, widget=forms.HiddenInput)


def refundable(gift: Gift) -> list[tuple[Charge, str]]:
    """Return the payments of a gift of which something is left, with how much that is."""
    found = [(charge, refunds.left_of(charge).amount) for charge in gift.charges.prefetch_related("refunds")]
    return [(charge, money(left, charge.currency)) for charge, left in found if left]


def refunds_of(charge: Charge) -> Table:
    """Return what went back of a payment."""
    rows = [
        [
            link(refund, moment_short(refund.created_at)),
            (money(refund.amount, refund.currency), ""),
            (refund.status, ""),
            (REASONS.get(refund.reason, refund.reason), ""),
        ]
        for refund in charge.refunds.order_by("created_at", "pk")
    ]
    return Table("Given back", ["When", "Amount", "Status", "Why"], rows)


def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the sum, say what will happen, do it."""
    require_may(request, "refund_charge")
    charge = get_object_or_404(Charge.objects.select_related("gift__donor", "gift__plan"), pk=pk)
    left = refunds.left_of(charge)
    form = RefundForm(request.POST or None, initial={"amount": plain(left.amount, charge.currency)})
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        said = form.cleaned_data
        try:
            if "confirmed" in request.POST and said["place"] is not None:
                return _done(request, charge, said)
            amount = refunds.amount_to_refund(charge, said["amount"])
        except CannotRefund as no:
            form.add_error("amount", str(no))
        else:
            return _page(request, charge, form, sum=money(amount, charge.currency), sentences=_what(charge, amount))
    return _page(request, charge, form)


def _done(request: HttpRequest, charge: Charge, said: dict[str, Any]) -> HttpResponse:
    order = refunds.refund(
        charge, said["amount"], place=said["place"], by=request.user, reason=said["reason"], words=said["words"]
    )
    whole, part = money(charge.amount, charge.currency), money(order.amount, charge.currency)
    messages.success(request, f"{part} of {whole} goes back to {_giver(charge.gift)}.")
    return redirect("admin:donations_charge_change", charge.pk)


def _what(charge: Charge, amount: int) -> list[str]:
    """Return what will happen, a sentence each."""
    gift, left = charge.gift, refunds.left_of(charge)
    stays = left.amount - amount
    part, whole = money(amount, charge.currency), money(charge.amount, charge.currency)
    sentences = [
        f"{part} of {whole} goes back to {_giver(gift)}, {_OF_CARD.get(charge.method, _OTHERWISE)}.",
        f"{money(stays, charge.currency)} of it stays." if stays else "Nothing of it stays.",
        "Stripe does not return its fee.",
    ]
    address = gift.email or (gift.donor.email if gift.donor else "")
    paper = "A corrected receipt" if stays else "A notice that the receipt is void"
    sentences.append(f"{paper} is mailed to {address}." if address else f"{paper} is written; there is no address.")
    if gift.plan and gift.plan.ended_at is None:
        sentences.append("The standing gift goes on.")
    if not charge.livemode:
        sentences.append("This is a test: no money moves.")
    return sentences


def _giver(gift: Gift) -> str:
    return str(gift.donor or gift.name or gift.email or "the giver")


def _page(request: HttpRequest, charge: Charge, form: RefundForm, **more: Any) -> HttpResponse:
    left = refunds.left_of(charge)
    return deed_page(
        request,
        Charge,
        "Give back",
        form,
        template="admin/donations/refund.html",
        charge=charge,
        left=money(left.amount, charge.currency) if left.amount else "",
        place=left.place,
        back=reverse("admin:donations_charge_change", args=[charge.pk]),
        **more,
    )
