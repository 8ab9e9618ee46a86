"""The groups at the desk, and what each app lets them do. Each app contributes a table of its own, so that none needs
to know another's; after every migrate each group holds exactly what the tables say.
"""

from typing import Any

from django.apps import apps as installed
from django.db.models.signals import post_migrate

REPORTER, EDITOR, PUBLISHER = "Reporter", "Editor", "Publisher"

# By role, the codenames of permissions by app label: {"Editor": {"pages": "add_page change_page"}}.
Table = dict[str, dict[str, str]]
_tables: dict[str, Table] = {}


def contribute(name: str, table: Table) -> None:
    """Add an app's table; said in its `ready()`."""
    _tables[name] = table
    post_migrate.connect(set_up_roles, dispatch_uid="press.roles")


def wanted(role: str) -> set[tuple[str, str]]:
    """Return the permissions of a role, as (app label, codename)."""
    return {
        (label, codename)
        for table in _tables.values()
        for label, codenames in table.get(role, {}).items()
        for codename in codenames.split()
    }


def set_up_roles(**_: Any) -> None:
    """Give each group exactly the permissions of the tables; what a newsroom adds belongs in a group of its own."""
    Group = installed.get_model("auth", "Group")
    Permission = installed.get_model("auth", "Permission")
    known = {
        (label, codename): pk
        for pk, label, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    for role in (REPORTER, EDITOR, PUBLISHER):
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set([known[key] for key in wanted(role) if key in known])
