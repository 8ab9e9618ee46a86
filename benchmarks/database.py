"""The benchmark's own databases, one an edition and size, always named `newsroom_bench_…`; no other is written to."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

LOCAL = "postgres://postgres@127.0.0.1:5432/postgres"
ROOT = Path(__file__).resolve().parent.parent
# Whatever shapes the rows: when any of it changes, the edition is made anew.
_SHAPES = (
    "*/migrations/*.py",
    "articles/feeds/*.py",
    "articles/models/*.py",
    "articles/rendering.py",
    "articles/schema.py",
    "articles/demo/stories/*.html",
    "benchmarks/edition.py",
    "benchmarks/many.py",
    "benchmarks/stamps.py",
    "benchmarks/words.py",
    "press/*/migrations/*.py",
    "press/pictures/markup.py",
    "press/pictures/renditions.py",
    "press/richtext/*.py",
    "press/web/jsonld.py",
    "templates/components/*.html",
)
_MARKER = "benchmark_edition"
# A whole paper, or stories without bodies in any number, of which My News is made.
Edition = Literal["paper", "many"]


@dataclass(frozen=True, slots=True)
class Server:
    """Where the databases are: an address on a PostgreSQL server, or nothing, which means SQLite files."""

    url: str = ""

    @contextmanager
    def database(self, edition: Edition, stories: int) -> Iterator[str]:
        """Yield the DATABASE_URL of the edition of that size, held against other benchmarks meanwhile.

        On PostgreSQL an empty database is made where there is none. Exits when another benchmark is using it.
        """
        name = f"newsroom_bench_{stories}" if edition == "paper" else f"newsroom_bench_{edition}_{stories}"
        if not self.url:
            yield f"sqlite:///{ROOT / 'var' / 'bench' / name}.sqlite3"
            return
        with psycopg.connect(self.url, autocommit=True) as connection:
            held = connection.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name]).fetchone()
            if held != (True,):
                raise SystemExit(f"Another benchmark is using {name} on this server.")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
                connection.execute(create.format(sql.Identifier(name)))
            # All the work of a query is then done, and counted, in the one backend.
            alter = sql.SQL("ALTER DATABASE {} SET max_parallel_workers_per_gather = 0")
            connection.execute(alter.format(sql.Identifier(name)))
            yield urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))


@contextmanager
def server(wanted: str) -> Iterator[Server]:
    """Yield the server to use: the one wanted, one that runs on this machine, one started for the run, or SQLite."""
    if wanted.startswith("sqlite"):
        yield Server()
        return
    for url in filter(None, (wanted, os.environ.get("DATABASE_URL", ""), LOCAL if not wanted else "")):
        if url.startswith("postgres") and _answers(url):
            yield Server(url)
            return
        if wanted:
            raise SystemExit(f"No PostgreSQL answers at {wanted}.")
    from tools import postgres

    binaries = postgres.find()
    if binaries is None:
        print(f"There is no PostgreSQL here, so this measures SQLite. {postgres.HOW_TO_GET_ONE}.")
        yield Server()
        return
    with postgres.cluster(binaries) as url:
        yield Server(url)


def has_edition(stories: int) -> bool:
    """Say whether the database Django is connected to holds the edition of that size, made by this code."""
    from django.db import connection

    with connection.cursor() as cursor:
        if _MARKER not in connection.introspection.table_names(cursor):
            return False
        cursor.execute(f"SELECT stories, fingerprint FROM {_MARKER}")
        return bool(cursor.fetchone() == (stories, _fingerprint()))


def make_edition(edition: Edition, stories: int, *, say: Callable[[str], None]) -> None:
    """Empty the benchmark's database Django is connected to, lay the tables and fill them."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.edition import fill
    from benchmarks.many import fill_many

    name = Path(str(connection.settings_dict["NAME"]))
    assert name.name.startswith("newsroom_bench_"), name
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    else:
        connection.close()
        for ending in ("", "-wal", "-shm"):
            name.with_name(name.name + ending).unlink(missing_ok=True)
    call_command("migrate", verbosity=0)
    (fill if edition == "paper" else fill_many)(stories, say=say)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {_MARKER} (stories integer, fingerprint text)")
        cursor.execute(f"INSERT INTO {_MARKER} VALUES (%s, %s)", [stories, _fingerprint()])


def _fingerprint() -> str:
    files = sorted(path for pattern in _SHAPES for path in ROOT.glob(pattern))
    return hashlib.sha256(json.dumps([path.read_text(encoding="utf-8") for path in files]).encode()).hexdigest()


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True
