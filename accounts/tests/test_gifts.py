"""A reader who is signed in comes to their gifts without another mail, if the address is proved to be theirs."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.mailbox import sign_in
from donations.models import Donor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_leaves_at_once")]


@pytest.fixture
def donor(cleo: User) -> Donor:
    return Donor.objects.create(name="Cleo Marsh", email="Cleo@Paper.example")


def test_signed_in_reader_comes_to_the_gifts_of_the_same_address(client: Client, cleo: User, donor: Donor) -> None:
    sign_in(client, cleo.email)
    page = client.post("/accounts/gifts/", follow=True)
    assert page.redirect_chain[0][0].startswith("/donate/manage/")
    assert "Cleo Marsh" in page.text


def test_reader_who_never_gave_is_told_so(client: Client, cleo: User) -> None:
    sign_in(client, cleo.email)
    assert "No gift has come" in client.post("/accounts/gifts/", follow=True).text


def test_password_proves_no_address(client: Client, ben: User) -> None:
    Donor.objects.create(name="Somebody", email=ben.email)
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/accounts/gifts/")["Location"] == "/donate/manage/"


def test_nobody_signed_in_is_asked_to_sign_in(client: Client, donor: Donor) -> None:
    assert client.post("/accounts/gifts/")["Location"].startswith("/accounts/sign-in/")
