"""The donate form: from what was typed to a Promise, or to a sentence beside each field. It reaches no network."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from donations import money
from donations.actions.policy import fixed_fee, policy
from donations.models import Appeal, Gift
from donations.models.appeal import PLACEMENTS
from donations.promise import Promise

OWN = "own"  # a pick that means: the amount typed beside it
_LARGEST_ID = 2**63 - 1


class GiveForm(forms.Form):
    """What a giver may send. All of it is optional but the sum, and that may be picked or typed.

    A pick (`pick-once`, `pick-month`, `pick-year`) is one of the appeal's suggestions, in its currency.
    """

    interval = forms.CharField(required=False, max_length=10)
    currency = forms.CharField(required=False, max_length=10)
    amount = forms.CharField(required=False, max_length=40)
    cover = forms.BooleanField(required=False)
    name = forms.CharField(required=False, max_length=160)
    email = forms.EmailField(
        required=False,
        error_messages={"invalid": gettext_lazy("Write an email address such as name@example.org, or leave it empty.")},
    )
    postal_address = forms.CharField(required=False, max_length=500)
    tribute = forms.CharField(required=False, max_length=10)
    tribute_name = forms.CharField(required=False, max_length=160)
    tribute_tell = forms.CharField(required=False, max_length=254)
    comment = forms.CharField(required=False, max_length=1000)
    anonymous = forms.BooleanField(required=False)
    wants_mail = forms.BooleanField(required=False)
    website = forms.CharField(required=False, max_length=200)  # for machines: people do not see it

    def __init__(self, data: Mapping[str, Any], *, appeal: Appeal | None) -> None:
        super().__init__(data)
        self.appeal = appeal

    def clean_interval(self) -> str:
        interval = self.cleaned_data["interval"] or Gift.Interval.ONCE
        if interval not in Gift.Interval.values:
            raise forms.ValidationError(gettext("Choose once, monthly or yearly."))
        return str(interval)

    def clean_currency(self) -> str:
        currency = self.cleaned_data["currency"].upper() or home_currency(self.appeal)
        if currency not in currencies(self.appeal):
            raise forms.ValidationError(gettext("Choose one of the currencies of the list."))
        return str(currency)

    def clean_tribute(self) -> str:
        tribute = self.cleaned_data["tribute"]
        if tribute and tribute not in Gift.Tribute.values:
            raise forms.ValidationError(gettext("Choose in honour or in memory, or neither."))
        return str(tribute)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("Leave this field empty: only machines fill it in."))
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("tribute") and not cleaned.get("tribute_name") and "tribute_name" not in self.errors:
            self.add_error("tribute_name", gettext("Write the name of whom the gift honours."))
        if "currency" in cleaned and "interval" in cleaned and "amount" in cleaned:
            try:
                cleaned["meant"] = money.parse(self._sum(cleaned), cleaned["currency"])
            except money.NotAnAmount as refusal:
                self.add_error("amount", str(refusal))
            else:
                self._require_room_for_the_fees(cleaned)
        return cleaned

    def _require_room_for_the_fees(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("cover") and covered(cleaned["meant"], cleaned["currency"]) > money.MOST:
            refusal = gettext(
                "With the fees covered this is more than can be given by card at once."
                " Give a little less, or do not cover the fees."
            )
            self.add_error("amount", refusal)

    def _sum(self, cleaned: dict[str, Any]) -> str:
        """Return the sum that was picked or typed, as text."""
        typed = str(cleaned["amount"])
        pick = str(self.data.get(f"pick-{cleaned['interval']}", ""))[:40]
        if pick in {"", OWN} or cleaned["currency"] != home_currency(self.appeal):
            if not typed and pick not in {"", OWN}:
                name = money.currency_name(cleaned["currency"], count=2)
                raise money.NotAnAmount(
                    gettext("The amounts above are in another currency. Type the sum you want to give in %(currency)s.")
                    % {"currency": name}
                )
            return typed
        if typed and typed.strip() != pick:
            raise money.NotAnAmount(
                gettext("You chose %(pick)s and also typed another amount. Choose “Another amount”, or empty this.")
                % {"pick": pick}
            )
        return pick

    def promise(self) -> Promise:
        """Return what is promised by a valid form."""
        said = self.cleaned_data
        meant, currency = said["meant"], said["currency"]
        placement = str(self.data.get("placement", ""))
        return Promise(
            amount=covered(meant, currency) if said["cover"] else meant,
            meant=meant,
            currency=currency,
            interval=said["interval"],
            appeal_id=self.appeal.pk if self.appeal else None,
            article_id=_number(str(self.data.get("article", ""))),
            placement=placement if placement in PLACEMENTS else "",
            name=said["name"],
            email=said["email"],
            postal_address=said["postal_address"].replace("\r\n", "\n"),
            tribute=said["tribute"],
            tribute_name=said["tribute_name"] if said["tribute"] else "",
            tribute_tell=said["tribute_tell"] if said["tribute"] else "",
            comment=said["comment"].replace("\r\n", "\n"),
            anonymous=said["anonymous"],
            wants_mail=said["wants_mail"],
        )


def covered(meant: int, currency: str) -> int:
    """Return what is charged so that `meant` arrives at the standard rate of the rules."""
    return money.cover(
        meant, currency, basis_points=policy().fee_basis_points, fixed=_in_steps(fixed_fee(currency), currency)
    )


def home_currency(appeal: Appeal | None) -> str:
    """Return the currency in which the page asks."""
    if appeal is not None:
        return appeal.currency
    return settings.DEFAULT_CURRENCY if money.is_known(settings.DEFAULT_CURRENCY) else "USD"


def currencies(appeal: Appeal | None) -> list[str]:
    """Return the currencies of the page, its own first."""
    return list(dict.fromkeys([home_currency(appeal), *money.OFFERED]))


def _in_steps(fee: int, currency: str) -> int:
    one = money.step(currency)
    return fee + -fee % one


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) < 20
    return int(text) if is_number and 0 < int(text) <= _LARGEST_ID else None
