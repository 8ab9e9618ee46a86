"""What readers type to subscribe. What they choose afterwards is preferences.py's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from newsletters.actions.consent import LONGEST
from newsletters.models import Newsletter
from press.mail.address import AddressField

TRAP = 2.0  # seconds within which nobody reads a form and sends it
_FRESH = 24 * 3600.0
_SIGNER = Signer(salt="newsletters.form")


def new_token(page: str, *, at: datetime | None = None) -> str:
    """Return a token for a form that is shown at this moment; `page` is where its reader began."""
    return _SIGNER.sign_object({"at": (at or timezone.now()).timestamp(), "page": page[:LONGEST]})


def page_of(token: str) -> str:
    """Return where the reader of a form began, or nothing when the token is none of ours."""
    return str(_said(token).get("page", ""))


def is_from_a_person(typed: Any, *, at: datetime | None = None) -> bool:
    """Say whether we showed this form, long enough ago to be read, and the field that nobody sees is empty."""
    shown = _said(typed.get("token", "")).get("at")
    if shown is None or typed.get("website"):
        return False
    return TRAP <= (at or timezone.now()).timestamp() - float(shown) <= _FRESH


def _said(token: str) -> dict[str, Any]:
    try:
        return dict(_SIGNER.unsign_object(token[:1000]))
    except (BadSignature, ValueError):  # base64 and JSON of somebody else are ValueErrors
        return {}


class SubscribeForm(forms.Form):
    """An address, and which newsletters: a box that names none is about the first, a form of ours asks for one."""

    email = AddressField()
    newsletter = forms.ModelMultipleChoiceField(
        Newsletter.objects.open().in_order(),
        to_field_name="slug",
        label="Newsletters",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "There is no such newsletter (any more)."},
    )

    def clean_newsletter(self) -> list[Newsletter]:
        chosen = list(self.cleaned_data["newsletter"])
        if not chosen and self.data.get("token"):
            raise forms.ValidationError("Choose at least one.")
        return chosen

    def ticked(self, offered: Sequence[Newsletter]) -> list[str]:
        """Return the addresses of those that stand ticked when the form is shown."""
        sent = [str(slug) for slug in self["newsletter"].value() or []]
        return sent if sent or self.data.get("token") else [one.slug for one in offered[:1]]
