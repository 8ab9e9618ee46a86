"""Search on PostgreSQL: tsvector columns beside SearchEntry, each with a GIN index.

`words` is stemmed and weighted; `heads` has the words that a story is looked up by, both stemmed and as they are.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from articles.search.asking import Asked, Term
from articles.search.dialect import NAMED, NEWEST, Entry, Where

# The words are folded already; in another alphabet than Latin the English stemmer leaves them alone.
_STEMMED = "to_tsvector('english', {})"
_COLUMNS = {
    "article_id": "bigint",
    "published_at": "timestamptz",
    "category_id": "bigint",
    "topic_ids": "integer[]",
    "author_ids": "integer[]",
    "text": "text",
    "head": "text",
    "about": "text",
    "body": "tsvector",
}
_ROW = f"({', '.join(f'%s::{kind}' for kind in _COLUMNS.values())})"
_VALUES = f"(VALUES {{rows}}) AS e({', '.join(_COLUMNS)})"
_FEW = 5  # entries a statement: of one with more than fifty values psycopg does not remember where they go
# What many entries are copied into first, as reading them out of a statement costs more than that. One a connection.
_MANY = (
    f"CREATE TEMPORARY TABLE IF NOT EXISTS search_writing ({', '.join(map(' '.join, _COLUMNS.items()))}) "
    "ON COMMIT DELETE ROWS; "
    "ALTER TABLE search_writing ALTER text SET STORAGE external, ALTER body SET STORAGE external"
)
_INDEXES = ("search_words", "search_heads")
# Sent in one message with the question, and so true for it alone. The planner does not count what it costs to read long
# vectors, and would sooner read all of them than the index; what it takes to compile a plan is never won back.
_BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; "
_WRITE = (
    "INSERT INTO articles_searchentry "
    "(article_id, published_at, category_id, topic_ids, author_ids, text, words, heads) "
    "SELECT article_id, published_at, category_id, topic_ids, author_ids, text, "
    "setweight(to_tsvector('english', head), 'A') || setweight(to_tsvector('english', about), 'B') || body, "
    "to_tsvector('english', head) || to_tsvector('simple', head) FROM {entries} "
    "ON CONFLICT (article_id) DO UPDATE SET published_at = EXCLUDED.published_at, category_id = EXCLUDED.category_id, "
    "topic_ids = EXCLUDED.topic_ids, author_ids = EXCLUDED.author_ids, text = EXCLUDED.text, words = EXCLUDED.words, "
    "heads = EXCLUDED.heads "
    # What says the same already is left alone: writing a row again costs more than reading it.
    "WHERE (articles_searchentry.published_at, articles_searchentry.category_id, articles_searchentry.topic_ids, "
    "articles_searchentry.author_ids, articles_searchentry.text, articles_searchentry.words, "
    "articles_searchentry.heads) "
    "IS DISTINCT FROM (EXCLUDED.published_at, EXCLUDED.category_id, EXCLUDED.topic_ids, EXCLUDED.author_ids, "
    "EXCLUDED.text, EXCLUDED.words, EXCLUDED.heads)"
)
# What PostgreSQL makes of a word: its lexeme, in quotes; nothing for a word that it leaves out; None when it parts it.
# A process that writes a story now and then learns few words, and the one that writes all of them ends.
_lexemes: dict[str, str | None] = {}
_ONE_LEXEME = re.compile(r"'[^'\\ ]+':1")
# Weighing reads a story's whole vector, so only candidates are weighed. The normal form 1 keeps long stories from
# winning by their length; a story of today weighs twice as much as one of long ago.
_FOUND = (
    "WITH matched AS MATERIALIZED ("
    "SELECT e.article_id, e.published_at FROM articles_searchentry AS e "
    "WHERE e.words @@ {query} AND {where}), "
    "candidates AS (SELECT article_id FROM (SELECT article_id FROM matched "
    "ORDER BY published_at DESC, article_id DESC LIMIT {newest}) AS newest "
    "UNION SELECT article_id FROM (SELECT e.article_id FROM articles_searchentry AS e "
    "WHERE e.heads @@ {wanted} AND {without} AND {where} "
    "ORDER BY e.published_at DESC, e.article_id DESC LIMIT {named}) AS named), "
    "scored AS (SELECT e.article_id, ts_rank('{{0.1, 0.3, 0.6, 1}}', e.words, {query}, 1) "
    "* (1 + 30 / (30 + EXTRACT(EPOCH FROM %s - e.published_at) / 86400)) AS score "
    "FROM candidates JOIN articles_searchentry AS e USING (article_id))"
)


def write(entries: Sequence[Entry]) -> None:
    rows = [
        (*_placed(entry), entry.text, entry.head, entry.about, body)
        for entry, body in zip(entries, vectors_of([entry.body for entry in entries]), strict=True)
    ]
    with connection.cursor() as cursor:
        if len(rows) <= _FEW:
            values = _VALUES.format(rows=", ".join([_ROW] * len(rows)))
            cursor.execute(_WRITE.format(entries=values), [value for row in rows for value in row])
            return
        with transaction.atomic():  # the table is emptied when it ends
            cursor.execute(_MANY)
            with cursor.copy("COPY search_writing FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute(_WRITE.format(entries="search_writing"))


def _placed(entry: Entry) -> tuple[Any, ...]:
    return entry.article_id, entry.published_at, entry.category_id, entry.topic_ids, entry.author_ids


def vectors_of(bodies: Sequence[str]) -> list[str]:
    """Return what `to_tsvector('english', …)` makes of these folded words, in its written form.

    Parsing and stemming a body takes PostgreSQL longer than all the rest of writing an entry, and few words of a paper
    are new: those alone are asked for, in one query.
    """
    words = [body.split() for body in bodies]
    _learn(set().union(*words))
    return [_vector_of(body, of_body) for body, of_body in zip(bodies, words, strict=True)]


def _vector_of(body: str, words: list[str]) -> str:
    lexemes = [_lexemes[word] for word in words]
    if None in lexemes:
        return _asked(f"SELECT {_STEMMED.format('%s')}::text", body)[0][0]  # type: ignore[no-any-return]
    # A lexeme may come twice: bringing its places together is quicker in PostgreSQL.
    return " ".join([f"{lexeme}:{place}" for place, lexeme in enumerate(lexemes, start=1) if lexeme])


def _learn(words: set[str]) -> None:
    if unknown := [*words - _lexemes.keys()]:
        statement = f"SELECT word, {_STEMMED.format('word')}::text FROM unnest(%s::text[]) AS word"  # noqa: S608 - ours
        for word, vector in _asked(statement, unknown):
            _lexemes[word] = vector[:-2] if _ONE_LEXEME.fullmatch(vector) else None if vector else ""


def _asked(statement: str, value: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])
        return list(cursor.fetchall())


def forget(article_ids: Sequence[int]) -> None:
    """The vectors are columns of the entry and go with it."""


def ask(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_BY_INDEX + statement, values)
        while cursor.nextset():  # past what the settings answer
            pass
        return list(cursor.fetchall())


def prepare() -> None:
    _collect_first(on=True)


def settle() -> None:
    _collect_first(on=False)
    with connection.cursor() as cursor:
        for index in _INDEXES:
            cursor.execute("SELECT gin_clean_pending_list(%s)", [index])
        cursor.execute("ANALYZE articles_searchentry")


def _collect_first(*, on: bool) -> None:
    """Let the indexes collect words before they sort them in: writing is faster and searching slower."""
    with connection.cursor() as cursor:
        for index in _INDEXES:
            cursor.execute(f"ALTER INDEX {index} SET (fastupdate = {'on' if on else 'off'})")


def has_topic(topic_id: int) -> tuple[str, Any]:
    return "%s = ANY(e.topic_ids)", topic_id


def has_author(author_id: int) -> tuple[str, Any]:
    return "%s = ANY(e.author_ids)", author_id


def found(asked: Asked, where: Where, *, now: datetime) -> tuple[str, list[Any]]:
    wanted, words = _terms(asked.terms, " || " if asked.any_of_them else " && ")
    without, unwanted = _terms(asked.without, " || ")
    whole = f"({wanted} && !!{without})" if without else wanted
    statement = _FOUND.format(
        query=whole,
        wanted=wanted,
        # What is unwanted may stand in the body alone.
        without=f"NOT e.words @@ {without}" if without else "true",
        where=where.sql,
        newest=NEWEST,
        named=NAMED,
    )
    both = [*words, *unwanted]
    return statement, [*both, *where.values, *both, *where.values, *both, now]


def each(column: str) -> str:
    return f"(SELECT unnest({column}) AS value FROM counted) AS one"  # noqa: S608 - a column of ours


def beginning(words: Sequence[str]) -> tuple[str, Any]:
    # The words are letters and digits alone, so nothing in them can be an operator.
    begun = " & ".join([*words[:-1], f"{words[-1]}:*"])
    return "e.heads @@ to_tsquery('simple', %s)", begun


def _terms(terms: Sequence[Term], joined_by: str) -> tuple[str, list[str]]:
    query = joined_by.join(["phraseto_tsquery('english', %s)"] * len(terms))
    return f"({query})" if query else "", [" ".join(term.words) for term in terms]
