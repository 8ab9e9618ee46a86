"""A person with an account who gave: what *Download my data* says, and what erasing the account forgets."""

import pytest

from accounts.account import actions as account
from accounts.models import User, Wish
from donations.actions.people import export_of
from donations.models import Gift
from donations.sandbox.testing import Sandbox
from donations.tests.builders import bring, give, now
from press.web.secrets import new_secret, sealed

pytestmark = pytest.mark.django_db


def test_account_tells_and_erases_what_giving_keeps(sandbox: Sandbox, cleo: User) -> None:
    give(sandbox, name="Cleo", email=cleo.email)
    bring(sandbox)
    (gift,) = account.exported(cleo)["giving"]["gifts"]
    assert (gift["amount"], gift["name"], gift["state"]) == (6000, "Cleo", "received")
    person = cleo.email
    link, at = new_secret(), now()
    kept = {"link": sealed("accounts.wish", link), "asked_at": at, "expires_at": at + account.LASTS}
    wish = Wish.objects.create(person=cleo, what=Wish.What.ERASE, **kept)
    account.confirm(wish, link)
    assert export_of(person) == {}
    assert Gift.objects.get().name == ""
