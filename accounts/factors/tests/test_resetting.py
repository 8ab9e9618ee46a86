"""Who lost phone and codes is let in again by a colleague or at the command line, and it is written down by whom."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.factors.tests.devices import Device
from accounts.factors.tests.doors import add_passkey, desk_is_open, set_up_app, type_password
from accounts.models import AuthenticatorApp, FactorReset, Passkey, RecoveryCode, User
from press.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def bens(client: Client, ben: User) -> Client:
    """Ben's browser; he has an app, a passkey and codes."""
    type_password(client, ben)
    set_up_app(client)
    add_passkey(client, Device())
    return client


@pytest.fixture
def pias(pia: User) -> Client:
    """Pia's browser; she publishes."""
    client = Client()
    type_password(client, pia)
    set_up_app(client)
    return client


def reset(client: Client, *people: User) -> Any:
    chosen = {"action": "reset_second_factor", "_selected_action": [person.pk for person in people]}
    return client.post("/admin/accounts/user/", chosen, follow=True)


def test_publisher_resets_a_colleague_who_then_sets_up_anew(bens: Client, pias: Client, ben: User, pia: User) -> None:
    assert "has no second factor any more" in reset(pias, ben).text
    assert not desk_is_open(bens)
    for model in (AuthenticatorApp, Passkey, RecoveryCode):
        assert not model.objects.filter(person=ben).exists()
    written = FactorReset.objects.get()
    assert (written.person_id, written.made_by_id, written.made_by) == (ben.pk, pia.pk, "Pia")
    assert LogEntry.objects.get().object_id == str(ben.pk)
    letter = Letter.objects.get(message="accounts/factor_reset")
    assert letter.to == ben.email
    assert "It was done by Pia." in letter.text
    assert type_password(bens, ben).status_code == 302
    assert not desk_is_open(bens)
    set_up_app(bens)
    assert desk_is_open(bens)
    page = pias.get(f"/admin/accounts/user/{ben.pk}/change/").text
    assert "by Pia" in page


def test_reset_is_written_once(bens: Client, pias: Client, ben: User) -> None:
    reset(pias, ben)
    with pytest.raises(DatabaseError), transaction.atomic():
        FactorReset.objects.update(made_by="nobody")


def test_nobody_resets_who_holds_more(bens: Client, pias: Client, ben: User) -> None:
    treasurers = Group.objects.create(name="Treasurer")
    treasurers.permissions.add(Permission.objects.get(codename="delete_session"))
    ben.groups.add(treasurers)
    assert "may do more than you" in reset(pias, ben).text
    operator = User.objects.create_superuser("op@paper.example", "the operator's own")
    AuthenticatorApp.objects.create(person=operator, secret="x", last_step=0)
    reset(pias, operator)
    assert AuthenticatorApp.objects.count() == 3
    assert not FactorReset.objects.exists()


def test_nobody_resets_themselves_and_who_has_nothing_is_told(pias: Client, pia: User, cleo: User) -> None:
    assert "changed on your account" in reset(pias, pia).text
    assert "has no second factor and no passkey" in reset(pias, cleo).text
    assert desk_is_open(pias)


def test_editors_see_no_people(bens: Client, pia: User) -> None:
    assert reset(bens, pia).status_code == 403


def test_operator_resets_at_the_command_line(bens: Client, ben: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("reset_second_factor", f" {ben.email.upper()} ")
    assert "has been sent a mail" in capsys.readouterr().out
    assert not desk_is_open(bens)
    written = FactorReset.objects.get()
    assert written.made_by_id is None
    assert written.made_by.endswith(", at the command line")
    with pytest.raises(CommandError, match="no second factor"):
        call_command("reset_second_factor", ben.email)
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("reset_second_factor", "nobody@paper.example")


def test_list_says_who_has_one_at_no_query_each(bens: Client, pias: Client, django_assert_max_num_queries: Any) -> None:
    User.objects.bulk_create(User(email=f"n{number}@paper.example") for number in range(30))
    with django_assert_max_num_queries(12):
        page = pias.get("/admin/accounts/user/").text
    assert page.count('alt="True"') >= 4
