"""Where the sandbox keeps its objects: one SQLite file, one connection, one lock. What they mean is not known here."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Thing = dict[str, Any]  # one of Stripe's objects; keys that begin with _ are the sandbox's own and never leave it

VERSION = 1  # of what is kept. An older store is thrown away: it is play money
_TABLES = """
CREATE TABLE thing (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX thing_kind ON thing (kind, seq);
CREATE TABLE delivery (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, endpoint TEXT NOT NULL, state TEXT NOT NULL,
    due REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0, said TEXT NOT NULL DEFAULT ''
);
CREATE INDEX delivery_event ON delivery (event);
CREATE INDEX delivery_due ON delivery (state, due);
CREATE TABLE answer (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, request TEXT NOT NULL
);
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Store:
    """Every access is inside `transaction()`, which is also the lock: what happens in the sandbox happens in turn."""

    def __init__(self, path: str) -> None:
        self.lock = threading.RLock()
        self._depth = 0
        self.was_thrown_away = False
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._database = self._open(path)
        if self._version() not in {0, VERSION}:
            self.was_thrown_away = True
            self._database.close()
            for suffix in ("", "-wal", "-shm"):
                Path(path + suffix).unlink(missing_ok=True)
            self._database = self._open(path)
        if self._version() == 0:
            self._database.executescript(f"{_TABLES} PRAGMA user_version = {VERSION};")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the lock; what is done inside is kept whole or not at all. May be entered again from within."""
        with self.lock:
            if self._depth == 0:
                self._database.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._database.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._database.execute("COMMIT")

    def execute(self, statement: str, *values: object) -> list[Any]:
        with self.lock:
            return self._database.execute(statement, values).fetchall()

    def get(self, number: str) -> Thing | None:
        rows = self.execute("SELECT body FROM thing WHERE id = ?", number)
        return json.loads(rows[0][0]) if rows else None

    def put(self, thing: Thing) -> None:
        self.execute(
            "INSERT INTO thing (id, kind, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            *(thing["id"], thing["object"], json.dumps(thing)),
        )

    def remove(self, number: str) -> None:
        self.execute("DELETE FROM thing WHERE id = ?", number)

    def each(self, kind: str, **equal: object) -> list[Thing]:
        """Return the things of a kind whose fields have these values, the newest first. `a__b` looks inside `a`."""
        where = "".join(f" AND {_field(name)} IS ?" for name in equal)
        return self._select(f"kind = ?{where} ORDER BY seq DESC", kind, *equal.values())

    def due(self, kind: str, field: str, moment: int, **equal: object) -> list[Thing]:
        """Return the things of a kind whose time in `field` has come, the oldest first."""
        where = "".join(f" AND {_field(name)} IS ?" for name in equal)
        return self._select(f"kind = ? AND {_field(field)} <= ?{where} ORDER BY seq", kind, moment, *equal.values())

    def _select(self, where: str, *values: object) -> list[Thing]:
        rows = self.execute(f"SELECT body FROM thing WHERE {where}", *values)  # noqa: S608 - of our own field names
        return [json.loads(row[0]) for row in rows]

    def note(self, name: str, otherwise: Any = None) -> Any:
        rows = self.execute("SELECT value FROM note WHERE name = ?", name)
        return json.loads(rows[0][0]) if rows else otherwise

    def write_down(self, name: str, value: object) -> None:
        self.execute("INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)", name, json.dumps(value))

    def empty(self) -> None:
        """Forget everything, as when the file is new."""
        with self.transaction():
            for table in ("thing", "delivery", "answer", "note"):
                self.execute(f"DELETE FROM {table}")  # noqa: S608

    def close(self) -> None:
        with self.lock:
            self._database.close()

    def _open(self, path: str) -> sqlite3.Connection:
        database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = OFF")
        return database

    def _version(self) -> int:
        return int(self._database.execute("PRAGMA user_version").fetchone()[0])


def _field(name: str) -> str:
    return f"json_extract(body, '$.{name.replace('__', '.')}')"
