"""A person with an account who gave: what *Download my data* says, and what erasing the account forgets."""

import pytest

from accounts.account import actions as account
from accounts.account.models import Wish
from accounts.models import User
from accounts.signin.secrets import new_secret, sealed
from donations.actions.people import export_of
from donations.models import Gift
from donations.sandbox.testing import Sandbox
from donations.tests.builders import bring, give, now

pytestmark = pytest.mark.django_db


def test_account_tells_and_erases_what_giving_keeps(sandbox: Sandbox, cleo: User) -> None:
    give(sandbox, name="Cleo", email=cleo.email)
    bring(sandbox)
    (gift,) = account.exported(cleo)["giving"]["gifts"]
    assert (gift["amount"], gift["name"], gift["state"]) == (6000, "Cleo", "received")
    person = cleo.email
    link = new_secret()
    wish = Wish.objects.create(
        person=cleo, what=Wish.What.ERASE, link=sealed("wish", link), asked_at=now(),
        expires_at=now() + account.LASTS,
    )  # fmt: skip
    account.confirm(wish, link)
    assert export_of(person) == {}
    assert Gift.objects.get().name == ""
