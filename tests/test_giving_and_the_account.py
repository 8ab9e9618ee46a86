"""A person with an account who gave: what *Download my data* says, and what erasing the account forgets."""

import pytest

from accounts.account import actions as account
from accounts.models import User
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
    link = account.new_secret()
    wish = account.Wish.objects.create(
        person=cleo, what=account.Wish.What.ERASE, link=account.sealed("wish", link), asked_at=now(),
        expires_at=now() + account.LASTS,
    )  # fmt: skip
    account.confirm(wish, link)
    assert export_of(person) == {}
    assert Gift.objects.get().name == ""
