"""Email addresses as people type them."""

import re
from contextlib import suppress
from typing import Any

from django import forms
from django.utils.encoding import punycode

_PLAIN = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")


def written(address: str) -> str:
    """Return an address as it is kept and looked up: in small letters, its domain as mail servers know it."""
    local, at, domain = address.strip().lower().rpartition("@")
    with suppress(UnicodeError):
        domain = punycode(domain)
    return f"{local}{at}{domain}"


def is_plain(address: str) -> bool:
    """Say whether an address may stand in an envelope or a header as it is (RFC 5321, 4.1.2)."""
    return _PLAIN.fullmatch(address) is not None


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
        found = written(address)
        # In quotes one mailbox has many spellings (RFC 5321, 4.1.2), of which one may be on a list.
        if found and not is_plain(found):
            raise forms.ValidationError("Mail cannot reach this address: before the @ stand plain letters only.")
        return found
