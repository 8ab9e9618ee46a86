"""Email addresses as people type them, and the person each belongs to."""

from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower

from accounts.models import User


class AddressField(forms.EmailField):
    """An address in small letters. Mail goes to exactly what is looked up, so that no letter that only becomes
    another's when it is made small (the Kelvin sign, a k) opens somebody else's account.
    """

    default_error_messages = {
        "required": "Type your email address.",
        "invalid": "This is no email address: it looks like name@example.org.",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Email address")
        super().__init__(max_length=254, error_messages={"max_length": "This is too long for an address."}, **kwargs)
        self.widget.attrs |= {"autocomplete": "email", "spellcheck": "false", "dir": "ltr"}

    def to_python(self, value: Any) -> Any:
        return (super().to_python(value) or "").lower()

    def clean(self, value: Any) -> str:
        address: str = super().clean(value)
        if not address.rpartition("@")[0].isascii():
            raise forms.ValidationError("Mail cannot reach this address: before the @ stand plain letters only.")
        return address


def person_at(address: str) -> User | None:
    """Return whose address this is (given in small letters)."""
    # The index is over the small letters; Django's iexact would ask for the large ones.
    return User.objects.annotate(small=Lower("email")).filter(small=address).first()


def person_or_new(address: str) -> User:
    """Return whose address this is; a new person at their first sign-in, also when two tabs do it at once."""
    person = person_at(address)
    if person is None:
        try:
            with transaction.atomic():
                return User.objects.create_user(address)
        except IntegrityError:
            person = person_at(address)
            assert person, "the address was taken a moment ago"
    return person
