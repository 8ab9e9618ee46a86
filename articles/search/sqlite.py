"""Search on SQLite: two FTS5 tables beside SearchEntry, whose row ids are the stories'.

`articles_searchwords` is stemmed; `articles_searchheads` has the words that a story is looked up by, as they are.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from articles.search.asking import Asked, Term
from articles.search.dialect import NAMED, NEWEST, Entry, Where

_TABLES = ("articles_searchwords", "articles_searchheads")
_WRITE = (
    "INSERT OR REPLACE INTO articles_searchentry "
    "(article_id, published_at, category_id, topic_ids, author_ids, text) VALUES (%s, %s, %s, %s, %s, %s)"
)
# bm25() is the smaller the better, and below nothing; the head weighs ten times as much as the body.
_FOUND = (
    "WITH words AS MATERIALIZED (SELECT rowid AS article_id, bm25(articles_searchwords, 10.0, 3.0, 1.0) AS rank "
    "FROM articles_searchwords WHERE articles_searchwords MATCH %s), "
    "matched AS MATERIALIZED (SELECT e.article_id, e.published_at, words.rank FROM words "
    "JOIN articles_searchentry AS e ON e.article_id = words.article_id WHERE {where}), "
    "scored AS (SELECT article_id, "
    "-rank * (1 + 30 / (30 + julianday(%s) - julianday(published_at))) AS score FROM matched "
    "ORDER BY score DESC LIMIT {limit}) "
)


def write(entries: Sequence[Entry]) -> None:
    forget([entry.article_id for entry in entries])
    with connection.cursor() as cursor:
        cursor.executemany(
            _WRITE,
            [
                (
                    entry.article_id,
                    connection.ops.adapt_datetimefield_value(entry.published_at),
                    entry.category_id,
                    json.dumps(entry.topic_ids),
                    json.dumps(entry.author_ids),
                    entry.text,
                )
                for entry in entries
            ],
        )
        cursor.executemany(
            "INSERT INTO articles_searchwords (rowid, head, about, body) VALUES (%s, %s, %s, %s)",
            [(entry.article_id, entry.head, entry.about, entry.body) for entry in entries],
        )
        cursor.executemany(
            "INSERT INTO articles_searchheads (rowid, head) VALUES (%s, %s)",
            [(entry.article_id, entry.head) for entry in entries],
        )


def forget(article_ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", [(pk,) for pk in article_ids])  # noqa: S608


def ask(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def prepare() -> None:
    """FTS5 writes in batches anyway."""


def settle() -> None:
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608


def has_topic(topic_id: int) -> tuple[str, Any]:
    return "EXISTS (SELECT 1 FROM json_each(e.topic_ids) WHERE value = %s)", topic_id


def has_author(author_id: int) -> tuple[str, Any]:
    return "EXISTS (SELECT 1 FROM json_each(e.author_ids) WHERE value = %s)", author_id


def found(asked: Asked, where: Where, *, now: datetime) -> tuple[str, list[Any]]:
    moment = connection.ops.adapt_datetimefield_value(now)
    return _FOUND.format(where=where.sql, limit=NEWEST + NAMED), [_query(asked), *where.values, moment]


def each(column: str) -> str:
    return f"counted, json_each({column}) AS one"


def beginning(words: Sequence[str]) -> tuple[str, Any]:
    match = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
    return "e.article_id IN (SELECT rowid FROM articles_searchheads WHERE articles_searchheads MATCH %s)", match


def _query(asked: Asked) -> str:
    wanted = _terms(asked.terms, " OR " if asked.any_of_them else " AND ")
    return f"({wanted}) NOT ({_terms(asked.without, ' OR ')})" if asked.without else wanted


def _terms(terms: Sequence[Term], joined_by: str) -> str:
    # In quotes nothing is an operator, and the words hold letters and digits alone.
    return joined_by.join(f'"{" ".join(term.words)}"' for term in terms)
