"""Writing many rows fast, into the benchmark's own databases only: COPY on PostgreSQL, executemany on SQLite."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from django.core.management.color import no_style
from django.db import connection
from django.db.models import JSONField, Model


class Table:
    """A model's table, filled with rows that say only what differs from the model's defaults."""

    def __init__(self, model: type[Model], *columns: str) -> None:
        blank = model()
        fields: Any = model._meta.concrete_fields  # noqa: SLF001 - Django's documented introspection
        self.model, self.columns = model, columns
        self.rest = {f.column: _plain(f, getattr(blank, f.attname)) for f in fields if f.column not in columns}
        self.rows: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        """Keep a row, its values in the order of the columns given at first, until `write`."""
        self.rows.append((*values, *self.rest.values()))

    def write(self) -> None:
        """Write what was added and forget it."""
        table, names = self.model._meta.db_table, [*self.columns, *self.rest]  # noqa: SLF001
        listed = ", ".join(connection.ops.quote_name(name) for name in names)
        if connection.vendor == "postgresql":
            # Django's cursor hands through psycopg's own `copy`, which django-stubs does not know.
            with connection.cursor() as cursor, cast("Any", cursor).copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in self.rows:
                    copy.write_row(row)
        else:
            holes = ", ".join(["%s"] * len(names))
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {table} ({listed}) VALUES ({holes})", list(map(_for_sqlite, self.rows))
                )
        self.rows.clear()


def set_sequences(models: Iterable[type[Model]]) -> None:
    """Let the next row of each table follow the highest id that was written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _plain(field: Any, value: Any) -> Any:
    return json.dumps(value) if isinstance(field, JSONField) else value


def _for_sqlite(row: Sequence[Any]) -> list[Any]:
    return [connection.ops.adapt_datetimefield_value(v) if isinstance(v, datetime) else v for v in row]
