"""Signing in at the desk with a password: tries are counted before the password is looked at."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm

from accounts.signin import actions
from press.web.limits import TooOften
from press.web.network import network_of


class DeskSignInForm(AdminAuthenticationForm):
    """Django's own form; too many tries are told, and the right password is of no use until the wait is over."""

    def clean(self) -> Any:
        address = self.cleaned_data.get("username")
        if address and self.request:
            try:
                actions.count_password_try(address.strip().lower(), network=network_of(self.request))
            except TooOften as limit:
                raise forms.ValidationError(
                    f"Too many tries to sign in. {limit} Your password was not looked at this time."
                ) from None
        return super().clean()
