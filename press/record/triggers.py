"""The triggers that refuse UPDATE, DELETE and TRUNCATE on append-only tables, in two dialects."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from press.record.models import AppendOnly

_REFUSE = "This row is written once"


def append_only_tables() -> list[str]:
    """Return the tables of every append-only model."""
    return sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, AppendOnly))  # noqa: SLF001


def install_all(using: str = "default", **_: Any) -> None:
    """Lay the triggers on every append-only table that exists; run after each migrate."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for statement in _shared(connection):
            cursor.execute(statement)
        for table in append_only_tables():
            if table in present:
                for statement in _laid(connection, table):
                    cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """Return the append-only tables whose triggers are not there."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        query = "SELECT tbl_name, count(*) FROM sqlite_master WHERE type='trigger' AND name LIKE 'once_%%' GROUP BY 1"
        complete = 2
    else:
        query = (
            "SELECT c.relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname LIKE 'once_%%' AND t.tgenabled <> 'D' GROUP BY 1"
        )
        complete = 2
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        cursor.execute(query, [])
        found = dict(cursor.fetchall())
    return [table for table in append_only_tables() if table in present and found.get(table, 0) < complete]


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Take the triggers off while the tests' database is emptied; nothing else may use this."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in append_only_tables():
            for statement in _lifted(connection, table):
                cursor.execute(statement)
    yield


def _shared(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return []
    return [
        (
            "CREATE OR REPLACE FUNCTION newsroom_written_once() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSE} (%).', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
        )
    ]


def _laid(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    name = connection.ops.quote_name
    if connection.vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {name(f'once_{verb.lower()}_{table}')} BEFORE {verb} ON {name(table)} "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        *_lifted(connection, table),
        (
            f"CREATE TRIGGER once_rows BEFORE UPDATE OR DELETE ON {name(table)} "
            "FOR EACH ROW EXECUTE FUNCTION newsroom_written_once()"
        ),
        (
            f"CREATE TRIGGER once_truncate BEFORE TRUNCATE ON {name(table)} "
            "FOR EACH STATEMENT EXECUTE FUNCTION newsroom_written_once()"
        ),
    ]


def _lifted(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    name = connection.ops.quote_name
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name(f'once_{verb}_{table}')}" for verb in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {trigger} ON {name(table)}" for trigger in ("once_rows", "once_truncate")]
