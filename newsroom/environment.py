"""Typed readers of the environment: each returns a sound value or stops the start with one clear sentence.

Only reading and refusing belongs here; what a setting means stands beside it in settings.py.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

# What a newcomer may leave out; outside DEBUG these have no safe default.
_MISSING = object()


def read_env_file(path: Path) -> None:
    """Take `.env` into the environment; what the environment already says wins."""
    if path.is_file():
        environ.Env.read_env(str(path), overwrite=False)


def text(name: str, default: object = _MISSING, *, needed_for: str = "") -> str:
    """Return NAME, or the content of the file that NAME_FILE names (for secrets kept outside the environment)."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {file}, which cannot be read: {error.strerror}.") from None
    value = os.environ.get(name)
    if value is not None and value.strip():
        return value.strip()
    if default is _MISSING:
        why = f" {needed_for}" if needed_for else ""
        raise ImproperlyConfigured(f"{name} is not set.{why} Set it in the environment or in .env.")
    return str(default)


def switch(name: str, *, default: bool) -> bool:
    """Return a yes-or-no setting."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; it must be true or false.")


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def site_url(name: str, default: object = _MISSING) -> str:
    """Return an absolute http(s) address without a path or a slash at its end."""
    value = text(name, default, needed_for="Pages, feeds and mail print absolute addresses made from it.").rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must look like https://www.example.org.")
    return value


def time_zone(name: str, default: str) -> str:
    """Return a zone of the IANA database."""
    value = text(name, default)
    if value not in available_timezones():
        raise ImproperlyConfigured(f"{name} is {value!r}, which is no time zone; write one such as Europe/Athens.")
    return ZoneInfo(value).key


def folder(name: str, default: Path) -> Path:
    """Return the folder where files are kept."""
    value = text(name, default)
    if "://" in value and not value.startswith("file://"):
        raise ImproperlyConfigured(f"{name} is {value!r}; this version keeps files in a folder: give a path.")
    return Path(value.removeprefix("file://")).resolve()


def database(name: str, default: str) -> dict[str, object]:
    """Return Django's description of the database named by a URL; SQLite or PostgreSQL."""
    value = text(name, default)
    try:
        config: dict[str, object] = dict(environ.Env.db_url_config(value))
    except (ValueError, ImproperlyConfigured):
        config = {}
    engine = config.get("ENGINE", "")
    if engine == "django.db.backends.sqlite3":
        # Readers never wait for a writer (WAL), and a writer takes its lock at the start of its
        # transaction, so that two editors wait for each other instead of failing half-way.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
        Path(str(config["NAME"])).parent.mkdir(parents=True, exist_ok=True)
        return config
    if engine == "django.db.backends.postgresql":
        config.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
        return config
    raise ImproperlyConfigured(f"{name} is not understood; write postgres://user:password@host/name or sqlite:///path.")
