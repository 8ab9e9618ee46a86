"""What every page asks for: site settings, menu, links at the foot, promos. One statement answers all such questions.

Each belongs to who knows its table, and none of them knows the others. The answers are remembered together for a few
seconds, as press.web.remember says, so a page that finds none of them pays for one question and not for four.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from press.web.questions import Question
from press.web.remember import remembered_as

Rows = list[Sequence[Any]]

_every: "list[Standing[Any]]" = []
_ON_POSTGRESQL = "(SELECT json_agg(json_build_array({columns}))::text FROM ({sql}) AS answer({columns}))"
# Neither dialect sorts what an aggregate function sees unless the rows come sorted, as they do here.
_ON_SQLITE = (
    "(WITH answer({columns}) AS ({sql}) SELECT json_group_array(json_array({columns})) FROM (SELECT * FROM answer))"
)
# How JSON writes what it has no form for.
_FROM_TEXT: dict[str, Callable[[str], Any]] = {
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
}


class Standing[Answer]:
    """A question that is asked together with all others: a `values_list()` queryset, and what is made of its rows."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]], make: Callable[[Rows], Answer]) -> None:
        self.question = Question(build)
        self._make = make
        _every.append(self)

    def answer(self) -> Answer:
        """Return the answer, at most five seconds old. One query for all standing questions, where there is any."""
        rows, made = remembered_as("standing", _ask_all)
        if self not in made:
            made[self] = self._make(rows[self])
        return made[self]  # type: ignore[no-any-return]


def _ask_all() -> tuple[dict[Standing[Any], Rows], dict[Standing[Any], Any]]:
    """Return the rows of every question, and an empty place for what is made of them."""
    connection = connections[DEFAULT_DB_ALIAS]
    form = _ON_POSTGRESQL if connection.vendor == "postgresql" else _ON_SQLITE
    parts: list[str] = []
    values: list[Any] = []
    for standing in _every:
        put = standing.question.put(connection)
        columns = ", ".join(f"column{number}" for number in range(len(put.columns)))
        parts.append(form.format(columns=columns, sql=put.sql))
        values += put.params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        found = cursor.fetchone()
    texts = zip(_every, found, strict=True)
    return {standing: _read(standing.question, json.loads(text or "[]"), connection) for standing, text in texts}, {}


def _read(question: Question, rows: Rows, connection: BaseDatabaseWrapper) -> Rows:
    if connection.vendor != "postgresql":
        return question.converted(rows, connection)  # SQLite's JSON holds what its columns hold
    kinds = [column.output_field.get_internal_type() for column in question.put(connection).columns]
    readers = [_FROM_TEXT.get(kind, lambda value: value) for kind in kinds]
    return [
        [read(value) if value is not None else None for read, value in zip(readers, row, strict=True)] for row in rows
    ]
