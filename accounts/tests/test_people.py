"""People who may sign in."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> User:
    person = User.objects.create_user("pia@example.org", "a long password", name="Pia", is_staff=True)
    person.groups.add(Group.objects.get(name="Publisher"))
    return person


@pytest.mark.parametrize("typed", ["ada@example.org", "ADA@example.org", "Ada@Example.org"])
def test_address_signs_in_in_any_case(typed: str) -> None:
    User.objects.create_user("Ada@example.org", "a long password")
    assert authenticate(username=typed, password="a long password")


def test_one_address_is_one_person() -> None:
    User.objects.create_user("ada@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ADA@example.org")


def test_publisher_adds_a_person_and_gives_a_role(client: Client, publisher: User) -> None:
    client.force_login(publisher)
    new = {
        "email": "new@example.org",
        "name": "Nur",
        "usable_password": "true",
        "password1": "a long pass word",
        "password2": "a long pass word",
    }
    assert client.post(reverse("admin:accounts_user_add"), new).status_code == 302
    nur = User.objects.get(email="new@example.org")
    role = Group.objects.get(name="Reporter")
    change = {"email": "new@example.org", "name": "Nur", "is_active": "on", "is_staff": "on", "groups": [role.pk]}
    assert client.post(reverse("admin:accounts_user_change", args=[nur.pk]), change).status_code == 302
    nur.refresh_from_db()
    assert nur.is_staff
    assert list(nur.groups.all()) == [role]


def test_publisher_cannot_make_an_operator(client: Client, publisher: User) -> None:
    client.force_login(publisher)
    change: dict[str, Any] = {
        "email": publisher.email,
        "name": "Pia",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
    }
    client.post(reverse("admin:accounts_user_change", args=[publisher.pk]), change)
    publisher.refresh_from_db()
    assert not publisher.is_superuser


def test_publisher_cannot_open_or_repassword_the_operator(client: Client, publisher: User) -> None:
    operator = User.objects.create_superuser("op@example.org", "the operator's own")
    client.force_login(publisher)
    for name in ("admin:accounts_user_change", "admin:auth_user_password_change"):
        answer = client.post(
            reverse(name, args=[operator.pk]), {"password1": "taken over now", "password2": "taken over now"}
        )
        assert answer.status_code in {302, 404}
    assert authenticate(username="op@example.org", password="the operator's own")


def test_nobody_deletes_people(client: Client, publisher: User) -> None:
    client.force_login(publisher)
    assert client.post(reverse("admin:accounts_user_delete", args=[publisher.pk]), {"post": "yes"}).status_code == 403
