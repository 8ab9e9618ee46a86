"""People who may sign in."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, Permission
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


def test_a_new_person_gets_place_and_role_in_the_same_form(client: Client, publisher: User) -> None:
    client.force_login(publisher)
    page = client.get(reverse("admin:accounts_user_add")).text
    assert "checked" in page.split('name="is_staff"')[1].split(">")[0]
    for word in ("LDAP", "Password-based", "usable_password", " user "):
        assert word not in page
    role = Group.objects.get(name="Reporter")
    new = {"email": "new@example.org", "name": "Nur", "is_staff": "on", "groups": [role.pk]}
    typed = {"password1": "a long pass word", "password2": "a long pass word"}
    assert client.post(reverse("admin:accounts_user_add"), {**new, **typed}).status_code == 302
    nur = User.objects.get(email="new@example.org")
    assert (nur.is_staff, list(nur.groups.all())) == (True, [role])


def test_nothing_of_a_password_is_shown(client: Client, publisher: User) -> None:
    client.force_login(publisher)
    page = client.get(reverse("admin:accounts_user_change", args=[publisher.pk])).text
    assert "Nobody can read it" in page
    for word in ("algorithm", "iterations", "salt", publisher.password.split("$")[2][:6]):
        assert word not in page


def test_publisher_sets_somebodys_password_and_takes_none_away(client: Client, publisher: User) -> None:
    nur = User.objects.create_user("nur@example.org", "a long password")
    client.force_login(publisher)
    address = reverse("admin:auth_user_password_change", args=[nur.pk])
    assert "LDAP" not in client.get(address).text
    client.post(address, {"usable_password": "false"})
    assert authenticate(username="nur@example.org", password="a long password")
    client.post(address, {"password1": "another pass word", "password2": "another pass word"})
    assert authenticate(username="nur@example.org", password="another pass word")


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


@pytest.fixture
def treasurers() -> Group:
    group = Group.objects.create(name="Treasurers")
    group.permissions.add(Permission.objects.get(codename="delete_logentry"))
    return group


def _form_of(person: User, **changes: Any) -> dict[str, Any]:
    return {"email": person.email, "name": person.name, "is_active": "on", "is_staff": "on", **changes}


def test_publisher_joins_no_group_that_may_do_more_than_she(client: Client, publisher: User, treasurers: Group) -> None:
    client.force_login(publisher)
    change = reverse("admin:accounts_user_change", args=[publisher.pk])
    assert "Treasurers" not in client.get(change).text
    page = client.post(change, _form_of(publisher, groups=[treasurers.pk]))
    assert "is not one of the available choices" in page.text
    assert [group.name for group in publisher.groups.all()] == ["Publisher"]


@pytest.mark.parametrize("name", ["Reporter", "Editor", "Publisher"])
def test_publisher_gives_every_role_of_the_paper(client: Client, publisher: User, name: str) -> None:
    client.force_login(publisher)
    nur, role = User.objects.create_user("nur@example.org"), Group.objects.get(name=name)
    client.post(reverse("admin:accounts_user_change", args=[nur.pk]), _form_of(nur, groups=[role.pk]))
    assert list(nur.groups.all()) == [role]


@pytest.mark.parametrize("active", [True, False])
def test_publisher_changes_nobody_who_may_do_more_than_she(
    client: Client, publisher: User, treasurers: Group, *, active: bool
) -> None:
    tom = User.objects.create_user("tom@example.org", "Tom's own password", is_staff=True, is_active=active)
    tom.groups.add(treasurers)
    client.force_login(publisher)
    password = {"password1": "taken over now", "password2": "taken over now"}
    assert client.post(reverse("admin:auth_user_password_change", args=[tom.pk]), password).status_code == 403
    assert client.post(reverse("admin:accounts_user_change", args=[tom.pk]), _form_of(tom)).status_code == 403
    tom.refresh_from_db()
    assert (tom.is_active, list(tom.groups.all())) == (active, [treasurers])
    assert tom.check_password("Tom's own password")


def test_operator_gives_any_group(client: Client, treasurers: Group) -> None:
    operator = User.objects.create_superuser("op@example.org", "the operator's own")
    nur = User.objects.create_user("nur@example.org")
    client.force_login(operator)
    client.post(reverse("admin:accounts_user_change", args=[nur.pk]), _form_of(nur, groups=[treasurers.pk]))
    assert list(nur.groups.all()) == [treasurers]
