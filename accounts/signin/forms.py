"""What is typed to sign in."""

from typing import Any

from django import forms

from accounts.signin.secrets import digits
from press.mail.address import AddressField


class AskForm(forms.Form):
    """An address."""

    email = AddressField()


class CodeForm(forms.Form):
    """Six digits, however they are grouped and in whichever script."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        error_messages={"required": "Type the six digits of the mail."},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-input", "dir": "ltr"}
        ),
    )

    def clean_code(self) -> Any:
        code = digits(self.cleaned_data["code"])
        if len(code) != 6:
            raise forms.ValidationError("The code has six digits. Type those of the newest mail.")
        return code
