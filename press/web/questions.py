"""Questions that pages ask at every request: a queryset is put into SQL once and asked many times with other values.

Django builds the SQL of a queryset anew each time, which costs a page more than the database's answer. A rule still
stands in one place, the queryset; only its values are left blank. Not for the desk, where a plain queryset is clearer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Blank(Expression):
    """A value that is filled in when the question is asked; its field says how the database takes it."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        # The blank stands for itself among the parameters until somebody asks.
        return "%s", (self,)


@dataclass(frozen=True, slots=True)
class Statement:
    """A question as a dialect puts it."""

    sql: str
    params: Sequence[Any]
    columns: list[Any]


class Question:
    """A `values_list()` queryset with blanks; compiled when it is first asked of each kind of database."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._statements: dict[str, Statement] = {}

    def ask(self, **values: Any) -> list[Sequence[Any]]:
        """Return the rows for these values of the blanks. One query."""
        connection = connections[DEFAULT_DB_ALIAS]
        put = self.put(connection)
        params = [_filled(param, values, connection) for param in put.params]
        with connection.cursor() as cursor:
            cursor.execute(put.sql, params)
            rows: list[Sequence[Any]] = cursor.fetchall()
        return self.converted(rows, connection)

    def put(self, connection: BaseDatabaseWrapper) -> Statement:
        """Return the question as this kind of database takes it."""
        put = self._statements.get(connection.vendor)
        if put is None:
            compiler = self._build().query.get_compiler(connection=connection)
            sql, params = compiler.as_sql()
            put = Statement(sql, params, [column[0] for column in compiler.select])
            self._statements[connection.vendor] = put
        return put

    def converted(self, rows: list[Sequence[Any]], connection: BaseDatabaseWrapper) -> list[Sequence[Any]]:
        """Turn what the database says into Python's values, as the ORM does: JSON, and dates on SQLite."""
        return _converted(rows, self.put(connection).columns, connection)


def _filled(param: Any, values: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
    if isinstance(param, Blank):
        return param.output_field.get_db_prep_value(values[param.name], connection)
    return param


def _converted(rows: list[Sequence[Any]], columns: list[Any], connection: BaseDatabaseWrapper) -> list[Sequence[Any]]:
    found = {
        place: (converters, column)
        for place, column in enumerate(columns)
        if (converters := connection.ops.get_db_converters(column) + column.get_db_converters(connection))
    }
    if not found:
        return rows
    converted = [list(row) for row in rows]
    for place, (converters, column) in found.items():
        for row in converted:
            for convert in converters:
                row[place] = convert(row[place], column, connection)
    return list(converted)
