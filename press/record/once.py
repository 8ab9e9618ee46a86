"""Writing a row unless it is there already, in one statement, so that of many who try at once each knows its part."""

from collections.abc import Sequence

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
