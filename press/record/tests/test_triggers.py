"""Rows that are written once are guarded by the database itself. The apps' own tests try to break each promise."""

import pytest
from django.core.management import call_command

from press.record import triggers
from press.record.checks import triggers_are_laid
from press.record.models import AppendOnly

pytestmark = pytest.mark.django_db


def test_every_append_only_table_is_guarded() -> None:
    assert triggers.append_only_tables()
    assert triggers.missing() == []


def test_missing_trigger_is_told_by_the_check_and_laid_by_migrate() -> None:
    table = triggers.append_only_tables()[0]
    with triggers.lifted():
        assert table in triggers.missing()
        assert {error.id for error in triggers_are_laid(databases=["default"])} == {"record.W001"}
    call_command("migrate", verbosity=0, skip_checks=False)  # as an operator runs it: checks first
    assert triggers.missing() == []


def test_laying_them_twice_changes_nothing() -> None:
    triggers.install_all()
    triggers.install_all()
    assert triggers.missing() == []


def test_no_append_only_row_points_at_a_row_that_may_go() -> None:
    from django.apps import apps

    for model in apps.get_models():
        if issubclass(model, AppendOnly):
            assert not [field.name for field in model._meta.concrete_fields if field.is_relation], model
