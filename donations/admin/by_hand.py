"""The pages on which the office writes down a cheque, a transfer, stock or a thing, and takes a mistaken entry back."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from donations.actions import by_hand
from donations.actions.by_hand import CannotEnter, CannotReverse, Entered
from donations.actions.donors import donor_with, donors_called
from donations.actions.policy import is_real
from donations.admin.deeds import deed_page, require_may
from donations.links import form_word, new_form_token
from donations.models import Appeal, Donor, Gift
from donations.money import NotAnAmount, is_known, parse_any, plain
from press.mail.address import AddressField
from press.web.moments import DayInput

_NEW = "new"
_KINDS = [(kind.value, str(kind.label).capitalize()) for kind in Gift.Kind if kind != Gift.Kind.ONLINE]


class EnterForm(forms.Form):
    """What is known of a gift that came by other ways. A name that we know already is asked about once."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=200)
    kind = forms.ChoiceField(label="How it came", choices=_KINDS)
    amount = forms.CharField(
        max_length=20, help_text="Of stock or a thing: what you estimate it is worth. Its receipt tells no value."
    )
    currency = forms.CharField(max_length=3, help_text="Three letters, such as USD.")
    received_on = forms.DateField(
        label="Received on", widget=DayInput, error_messages={"invalid": "Write the day as 2026-11-24."}
    )
    described = forms.CharField(
        label="What was given",
        required=False,
        max_length=200,
        help_text="Of stock or a thing, as the receipt names it.",
    )
    reference = forms.CharField(
        required=False, max_length=80, help_text="The cheque's number, or what the transfer says."
    )
    name = forms.CharField(label="Who gave", required=False, max_length=160)
    email = AddressField(required=False, help_text="May be empty: the receipt is printed then.")
    donor = forms.ChoiceField(label="Is it one of these?", required=False, widget=forms.RadioSelect)
    postal_address = forms.CharField(
        required=False, max_length=500, widget=forms.Textarea({"rows": 3}), help_text="For the receipt."
    )
    appeal = forms.ModelChoiceField(Appeal.objects.order_by("title"), required=False, empty_label="None")
    tribute = forms.ChoiceField(label="Dedicated", required=False, choices=[("", "To nobody"), *Gift.Tribute.choices])
    tribute_name = forms.CharField(label="To whom", required=False, max_length=160)
    anonymous = forms.BooleanField(label="The name is never printed", required=False)
    words = forms.CharField(
        label="For our history",
        required=False,
        max_length=300,
        help_text="One line that colleagues read. No names: it cannot be changed.",
    )

    def __init__(self, data: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.chosen: Donor | None = None
        self.alike = self._alike(str(self["name"].value() or ""), str(self["email"].value() or ""))
        choices = self.fields["donor"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [*((str(one.pk), _told(one)) for one in self.alike), (_NEW, "Nobody of these: a new donor")]
        if not self.alike:
            del self.fields["donor"]

    def _alike(self, name: str, email: str) -> list[Donor]:
        """Whose name it may be; who has the address is known without asking."""
        wanted = str(self["donor"].value() or "")
        named = donors_called(name) if not donor_with(email.lower()) else Donor.objects.none()
        chosen = Donor.objects.filter(pk=wanted, erased_at=None) if wanted.isascii() and wanted.isdecimal() else named
        ids = [*named.values_list("pk", flat=True)[:8], *chosen.values_list("pk", flat=True)[:8]]
        found = Donor.objects.filter(pk__in=ids).annotate(given=Count("gifts"), last=Max("gifts__received_at"))
        return list(found.order_by("name", "pk"))

    def clean_currency(self) -> str:
        currency = self.cleaned_data["currency"].upper()
        if not is_known(currency):
            raise forms.ValidationError("Write the three letters of a currency, such as USD.")
        return str(currency)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "amount" in said and "currency" in said:
            try:
                said["amount"] = parse_any(said["amount"], said["currency"])
            except NotAnAmount as no:
                self.add_error("amount", str(no))
        if bool(said.get("tribute")) != bool(said.get("tribute_name", "").strip()):
            self.add_error("tribute_name", "Give both the kind of dedication and the name, or neither.")
        choice = said.get("donor", "")
        if self.alike and not choice and "donor" not in self.errors:
            self.add_error("donor", "We know this name. Choose the donor, or say that it is a new one.")
        self.chosen = next((one for one in self.alike if str(one.pk) == choice), None)
        return said

    def entered(self) -> Entered:
        said = self.cleaned_data
        names = ("kind", "amount", "currency", "received_on", "described", "reference", "name", "email")
        more = ("postal_address", "tribute", "tribute_name", "anonymous")
        return Entered(**{name: said[name] for name in names + more}, appeal_id=said["appeal"] and said["appeal"].pk)


class ReverseForm(forms.Form):
    """Why a gift does not stand."""

    reason = forms.CharField(
        label="Why it does not stand",
        max_length=200,
        help_text="A sentence that the donor reads: “The cheque came back.” It cannot be changed.",
    )


def enter(request: HttpRequest) -> HttpResponse:
    """Write a gift down."""
    require_may(request, "enter_gift")
    # The second of two clicks would find the donor that the first has made, and ask who it is.
    known = Gift.objects.filter(form_token=form_word(request.POST.get("token", ""))).first()
    if known:
        messages.info(request, _thanks(known))
        return redirect("admin:donations_gift_change", known.pk)
    form = EnterForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            gift = by_hand.enter_gift(
                form.entered(),
                token=form_word(form.cleaned_data["token"]),
                by=request.user,
                donor=form.chosen,
                words=form.cleaned_data["words"],
            )
        except CannotEnter as no:
            form.add_error(no.field, str(no))
        else:
            messages.success(request, _thanks(gift))
            return redirect("admin:donations_gift_change", gift.pk)
    explained = ["A gift, its place in the books and its receipt are written down at once, and not edited afterwards."]
    explained += [] if is_real() else ["This site plays with test money, so the gift and its receipt are tests too."]
    return deed_page(
        request,
        Gift,
        "Enter a gift",
        form,
        explained=explained,
        button="Write the gift down",
        back=reverse("admin:donations_gift_changelist"),
        back_words="Gifts",
    )


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Reverse a mistaken entry, and lead to the form for the right one."""
    require_may(request, "enter_gift")
    gift = get_object_or_404(Gift, pk=pk)
    form = ReverseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            by_hand.reverse_gift(gift, reason=form.cleaned_data["reason"], by=request.user)
        except CannotReverse as no:
            form.add_error("reason", str(no))
        else:
            messages.success(request, "Reversed: the books say so today, and the receipt is void. Enter it again here.")
            return redirect(f"{reverse('admin:donations_gift_enter')}?like={gift.pk}")
    return deed_page(
        request,
        Gift,
        "Reverse a mistaken entry",
        form,
        explained=[
            "An opposite entry of today takes the gift out of the sums; what was written stays in the books.",
            "A notice that the receipt is void takes its place, and is mailed if there is an address.",
        ],
        may_not=by_hand.why_not_reverse(gift),
        button="Reverse it",
        back=reverse("admin:donations_gift_change", args=[gift.pk]),
        back_words="The gift",
    )


def _initial(request: HttpRequest) -> dict[str, Any]:
    """Begin with a gift that was reversed, or with a donor; else with today."""
    found: dict[str, Any] = {
        "token": new_form_token(),
        "currency": settings.DEFAULT_CURRENCY,
        "received_on": timezone.localdate(),
    }
    like, donor = request.GET.get("like", ""), request.GET.get("donor", "")
    if like.isascii() and like.isdecimal() and (gift := Gift.objects.filter(pk=like, erased_at=None).first()):
        same = ("kind", "currency", "described", "reference", "name", "email", "postal_address", "tribute")
        found |= {name: getattr(gift, name) for name in (*same, "tribute_name", "anonymous")}
        found |= {"amount": plain(gift.amount, gift.currency), "appeal": gift.appeal_id, "donor": gift.donor_id}
        found |= {"received_on": timezone.localdate(gift.received_at or gift.made_at)}
    elif donor.isascii() and donor.isdecimal() and (known := Donor.objects.filter(pk=donor, erased_at=None).first()):
        found |= {"name": known.name, "email": known.email, "postal_address": known.postal_address, "donor": known.pk}
    return found


def _told(donor: Any) -> str:
    last = f"last on {timezone.localdate(donor.last):%Y-%m-%d}" if donor.last else ""
    count = f"{donor.given} gift{'' if donor.given == 1 else 's'}"
    return ", ".join(filter(None, (donor.name, donor.email, donor.postal_address.replace("\n", " "), count, last)))


def _thanks(gift: Gift) -> str:
    address = gift.email or (gift.donor.email if gift.donor else "")
    paper = f"its receipt is mailed to {address}" if address else "there is no address, so print its receipt"
    return f"The gift of {gift.donor} is written down, and {paper}."
