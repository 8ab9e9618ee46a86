"""The system check that an append-only table is guarded by its triggers."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import Tags, register
from django.core.checks import Warning as Caution
from django.db import DatabaseError

from press.record.triggers import missing


@register(Tags.database)
def triggers_are_laid(databases: Sequence[str] | None = None, **_: Any) -> list[Caution]:
    """record.W001: someone took the triggers off, or a restore left them out.

    A warning, because an error would stop `migrate`, which lays them anew; `check --fail-level WARNING` stops at it.
    """
    try:
        tables = [table for alias in databases or () for table in missing(alias)]
    except DatabaseError:  # no database yet
        return []
    return [
        Caution(
            f"The append-only table {table} is not guarded against changes.",
            hint="Run manage.py migrate: it lays the triggers anew.",
            id="record.W001",
        )
        for table in tables
    ]
