"""What is typed on the account's page."""

from django import forms

from press.mail.address import AddressField


class NameForm(forms.Form):
    """A name, or none."""

    name = forms.CharField(label="Name", max_length=120, required=False)
    name.widget.attrs |= {"autocomplete": "name", "dir": "auto"}


class MoveForm(forms.Form):
    """The new address."""

    email = AddressField(label="New email address")
