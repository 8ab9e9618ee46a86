"""What is typed about passkeys and codes. What a script sends is checked where it is used."""

from typing import Any

from django import forms

from accounts.signin.secrets import digits

_CODE = {"autocomplete": "one-time-code", "class": "code-input", "dir": "ltr", "autocapitalize": "none"}


class SecondFactorForm(forms.Form):
    """Six digits of the app, or a recovery code."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Six digits of your authenticator app, or one of your recovery codes.",
        error_messages={"required": "Type the six digits that your app shows, or a recovery code."},
        widget=forms.TextInput({**_CODE, "spellcheck": "false"}),
    )


class AppCodeForm(forms.Form):
    """The first code of a new app, however it is grouped and in whichever script."""

    code = forms.CharField(
        label="The code that the app shows now",
        max_length=40,
        error_messages={"required": "Type the six digits that the app shows."},
        widget=forms.TextInput({**_CODE, "inputmode": "numeric"}),
    )

    def clean_code(self) -> Any:
        code = digits(self.cleaned_data["code"])
        if len(code) != 6:
            raise forms.ValidationError("The code has six digits. Type those that the app shows.")
        return code


class PasskeyNameForm(forms.Form):
    """What a passkey is called."""

    name = forms.CharField(
        label="A name for the passkey",
        max_length=60,
        error_messages={"required": "Give it a name by which you know it again."},
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
    )


def passkey_form(browser: str) -> PasskeyNameForm:
    """Return the form with the browser's name in it; the page may ask for the person's own name as well."""
    return PasskeyNameForm(initial={"name": browser}, auto_id="passkey_%s")
