"""Writing a row unless it is there already, in one statement, so that of many who try at once each knows its part."""

from collections.abc import Sequence
from functools import cache

from django.db import connections, models, router


def insert_once[Row: models.Model](rows: Sequence[Row], *, key: str) -> list[Row]:
    """Insert the rows whose unique field `key` (a field's name) is not taken; return those that were inserted.

    Somebody else's transaction that is inserting the same key is waited for. The rows returned have no primary key
    unless they brought one. Signals are not sent.
    """
    if not rows:
        return []
    meta = rows[0]._meta  # noqa: SLF001
    connection = connections[router.db_for_write(type(rows[0]))]
    fields = [field for field in meta.concrete_fields if not isinstance(field, models.AutoField)]
    name = connection.ops.quote_name
    one = f"({', '.join(['%s'] * len(fields))})"
    unique = name(next(str(field.column) for field in fields if field.name == key))
    statement = (
        f"INSERT INTO {name(meta.db_table)} ({', '.join(name(str(field.column)) for field in fields)}) "  # noqa: S608 - names are ours
        f"VALUES {', '.join([one] * len(rows))} ON CONFLICT ({unique}) DO NOTHING RETURNING {unique}"
    )
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        inserted = {row[0] for row in cursor.fetchall()}
    return [row for row in rows if getattr(row, key) in inserted]


def put_row(row: models.Model, *, key: str, fields: Sequence[str]) -> int:
    """Insert the row; where one with the same unique field `key` is there, give that one `fields`. Return its id.

    One statement, and no signals. Fields are named as attributes are (`gift_id`).
    """
    connection = connections[router.db_for_write(type(row))]
    columns = [field for field in row._meta.concrete_fields if not isinstance(field, models.AutoField)]  # noqa: SLF001
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in columns]
    with connection.cursor() as cursor:
        cursor.execute(_put_statement(type(row), key, tuple(fields)), values)
        return int(cursor.fetchone()[0])


@cache
def _put_statement(model: type[models.Model], key: str, fields: tuple[str, ...]) -> str:
    """Return what both dialects understand, in the double quotes of both."""
    meta = model._meta  # noqa: SLF001
    columns = [field for field in meta.concrete_fields if not isinstance(field, models.AutoField)]
    given = [field for field in columns if field.attname in fields]
    names = ", ".join(f'"{field.column}"' for field in columns)
    marks = ", ".join(["%s"] * len(columns))
    changes = ", ".join(f'"{field.column}" = excluded."{field.column}"' for field in given)
    return (
        f'INSERT INTO "{meta.db_table}" ({names}) VALUES ({marks}) '  # noqa: S608 - names are ours
        f'ON CONFLICT ("{key}") DO UPDATE SET {changes} RETURNING "{meta.pk.column}"'
    )
