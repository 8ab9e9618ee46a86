"""Typed readers of the environment: each returns a sound value or stops the start with one clear sentence.

Only reading and refusing belongs here; what a setting means stands beside it in settings.py.
"""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

# Providers that django-anymail speaks to over HTTP (amazon_ses needs boto3, which is not installed).
PROVIDERS = frozenset(
    {
        *("brevo", "mailersend", "mailgun", "mailjet", "mailtrap", "mandrill", "postal"),
        *("postmark", "resend", "scaleway", "sparkpost", "unisender_go"),
    }
)
# By which they sign what they tell afterwards; these are the webhooks' and no mailer's.
PROVING = frozenset({"webhook_signing_key", "signing_secret", "webhook_key"})

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


def number(name: str, default: int, *, at_least: int = 0, at_most: int) -> int:
    """Return a whole number."""
    value = text(name, default)
    if not value.isascii() or not value.isdecimal() or not at_least <= int(value) <= at_most:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number from {at_least} to {at_most}.")
    return int(value)


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


def currency(name: str, default: str) -> str:
    """Return the code of a currency (ISO 4217)."""
    value = text(name, default).upper()
    if len(value) != 3 or not value.isascii() or not value.isalpha():
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be three letters, such as USD.")
    return value


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


def mailer(name: str, folder: Path, otherwise: str = "") -> dict[str, Any]:
    """Return Django's description of a mailer: a folder (the default), smtp:// or smtps://.

    `otherwise` names the setting that is meant when this one is not set. smtp:// asks for STARTTLS, except on this
    machine or with ?starttls=no: a password must not travel in the clear because somebody forgot a word. A provider of
    django-anymail is named as the scheme, its options as the query: mailgun://?api_key=…&sender_domain=….
    """
    value = text(name, "") or (text(otherwise, "") if otherwise else "") or f"file://{folder}"
    try:
        parts = urlsplit(value)
        port, options = parts.port, dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError:
        parts, port, options = urlsplit(""), None, {}
    if parts.scheme == "file" and not parts.netloc and parts.path != "/" and not parts.query:
        return {"BACKEND": "press.mail.files.FileMailer", "OPTIONS": {"folder": Path(unquote(parts.path))}}
    if (
        parts.scheme in {"smtp", "smtps"}
        and parts.hostname
        and parts.path in {"", "/"}
        and not {*options} - {"starttls"}
    ):
        secure = options.get("starttls", "no" if parts.hostname in {"localhost", "127.0.0.1", "::1"} else "yes")
        server = {
            "host": parts.hostname,
            "port": port,
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and secure != "no",
            "timeout": 10,
        }
        return {"BACKEND": "press.mail.smtp.SmtpMailer", "OPTIONS": server}
    if parts.scheme in PROVIDERS and not parts.netloc and parts.path in {"", "/"} and options:
        keys = {key: word for key, word in options.items() if key not in PROVING}
        return {"BACKEND": f"anymail.backends.{parts.scheme}.EmailBackend", "OPTIONS": {"timeout": 10, **keys}}
    # The value is not repeated: it may hold a password.
    raise ImproperlyConfigured(
        f"{name} is not understood; write smtps://user:password@host, smtp://host, file:///folder, or a provider with"
        " its options, such as postmark://?server_token=…."
    )


def provings(*names: str) -> dict[str, str]:
    """Return, as django-anymail names them, the keys by which the providers of these settings sign what they tell."""
    found: dict[str, str] = {}
    for name in names:
        parts = urlsplit(text(name, ""))
        if parts.scheme in PROVIDERS:
            keys = {key: word for key, word in parse_qsl(parts.query) if key in PROVING}
            found |= {f"{parts.scheme}_{key}".upper(): word for key, word in keys.items()}
    return found


def address(name: str, default: str) -> str:
    """Return an email address, without a name."""
    value = text(name, default)
    try:
        if value != default:
            validate_email(value)
    except ValidationError:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be an address such as news@example.org.") from None
    return value


def host_of(url: str) -> str:
    """Return the host of an address, without `www.`; of a machine that has only a number, localhost."""
    host = (urlsplit(url).hostname or "localhost").removeprefix("www.")
    return "localhost" if host.replace(".", "").isdigit() or ":" in host else host


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Return a comma-separated list of addresses and networks."""
    try:
        return [ip_network(word) for word in words(name)]
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not understood; write networks such as 10.0.0.0/8.") from None
