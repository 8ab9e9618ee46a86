"""What is typed on a donor's page."""

from django import forms

from press.mail.address import AddressField


class AskForm(forms.Form):
    """Whose gifts."""

    email = AddressField(help_text="The one you gave when you made your gift.")
