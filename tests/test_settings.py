"""A missing or malformed setting stops the start with one clear sentence; what may be left out has a safe default."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from newsroom import environment as env
from tools import environment

pytestmark = pytest.mark.once

SOUND = {
    "SECRET_KEY": "as long as it is secret, which this one is not any more " * 2,
    "SITE_URL": "https://paper.example",
    "ALLOWED_HOSTS": "paper.example,www.paper.example",
}


def start(**given: str) -> "subprocess.CompletedProcess[str]":
    """Read the settings as a fresh process does, and print those that the tests ask about."""
    names = ["DEBUG", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "MEDIA_URL", "TIME_ZONE", "SECOND_FACTOR_REQUIRED"]
    asked = f"import json; from newsroom import settings as s; print(json.dumps({{n: getattr(s, n) for n in {names}}}))"
    return subprocess.run(
        [sys.executable, "-c", asked],
        cwd=settings.BASE_DIR,
        env=environment.only(**given),
        capture_output=True,
        text=True,
        check=False,
    )


def refusal(**given: str) -> str:
    """Return the last line that a refused start prints: the sentence."""
    done = start(**given)
    assert done.returncode != 0, done.stdout
    return done.stderr.strip().splitlines()[-1].removeprefix("django.core.exceptions.ImproperlyConfigured: ")


def test_sound_settings_start_with_debug_off() -> None:
    done = start(**SOUND)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["DEBUG"] is False
    assert said["ALLOWED_HOSTS"] == ["paper.example", "www.paper.example"]
    assert said["MEDIA_URL"] == "/media/"
    assert said["SECOND_FACTOR_REQUIRED"] is True


def test_debug_needs_nothing_else() -> None:
    said = json.loads(start(DEBUG="true").stdout)
    assert said["DEBUG"] is True
    assert said["SECOND_FACTOR_REQUIRED"] is False
    assert said["SITE_URL"] == "http://127.0.0.1:8000"
    assert said["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]


@pytest.mark.parametrize("name", list(SOUND))
@pytest.mark.parametrize("given", [None, "", "   "])
def test_what_readers_depend_on_is_required_outside_debug(name: str, given: str | None) -> None:
    rest = {key: value for key, value in SOUND.items() if key != name} | ({} if given is None else {name: given})
    sentence = refusal(**rest)
    assert sentence.startswith(f"{name} is not set.")
    assert sentence.endswith("Set it in the environment or in .env.")


NO_MAILER = (
    "is not understood; write smtps://user:password@host, smtp://host, file:///folder, or a provider with its options,"
    " such as postmark://?server_token=…."
)
MALFORMED = [
    ("DEBUG", "perhaps", "DEBUG is 'perhaps'; it must be true or false."),
    ("SITE_URL", "paper.example", "SITE_URL is 'paper.example'; it must look like https://www.example.org."),
    (
        "SITE_URL",
        "ftp://paper.example",
        "SITE_URL is 'ftp://paper.example'; it must look like https://www.example.org.",
    ),
    (
        "SITE_URL",
        "https://a.example/b",
        "SITE_URL is 'https://a.example/b'; it must look like https://www.example.org.",
    ),
    (
        "TIME_ZONE",
        "Mars/Olympus",
        "TIME_ZONE is 'Mars/Olympus', which is no time zone; write one such as Europe/Athens.",
    ),
    (
        "STORAGE_URL",
        "gopher://files",
        "STORAGE_URL is 'gopher://files'; this version keeps files in a folder: give a path.",
    ),
    (
        "DATABASE_URL",
        "oracle://u:p@h/n",
        "DATABASE_URL is not understood; write postgres://user:password@host/name or sqlite:///path.",
    ),
    (
        "DATABASE_URL",
        "my database",
        "DATABASE_URL is not understood; write postgres://user:password@host/name or sqlite:///path.",
    ),
    (
        "MAIL_URL",
        "smtp://user:open-sesame@host?tls=maybe",
        f"MAIL_URL {NO_MAILER}",
    ),
    (
        "BULK_MAIL_URL",
        "pigeon://post",
        f"BULK_MAIL_URL {NO_MAILER}",
    ),
    (
        "BULK_MAIL_RATE",
        "fast",
        "BULK_MAIL_RATE is 'fast'; it must be a whole number from 0 to 10000.",
    ),
    (
        "MAIL_FROM",
        "The Courier",
        "MAIL_FROM is 'The Courier'; it must be an address such as news@example.org.",
    ),
    (
        "TRUSTED_PROXIES",
        "proxy",
        "TRUSTED_PROXIES is not understood; write networks such as 10.0.0.0/8.",
    ),
    (
        "TRUST_X_FORWARDED_PROTO",
        "2",
        "TRUST_X_FORWARDED_PROTO is '2'; it must be true or false.",
    ),
]


@pytest.mark.parametrize(("name", "value", "sentence"), MALFORMED)
def test_a_malformed_value_stops_the_start_with_a_sentence(name: str, value: str, sentence: str) -> None:
    assert refusal(**SOUND | {name: value}) == sentence


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtps://ada:p%40ss@mail.example", None, True, False),
        ("smtp://ada:p%40ss@mail.example:2525", 2525, False, True),
        ("smtp://ada:p%40ss@mail.example?starttls=no", None, False, False),
        ("smtp://ada:p%40ss@127.0.0.1:1025", 1025, False, False),
    ],
)
def test_a_mail_server_is_spoken_to_in_secret_unless_it_is_this_machine(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int | None, *, ssl: bool, tls: bool
) -> None:
    monkeypatch.setenv("MAIL_URL", url)
    monkeypatch.delenv("BULK_MAIL_URL", raising=False)
    for mailer in (env.mailer("MAIL_URL", Path("mail")), env.mailer("BULK_MAIL_URL", Path("mail"), "MAIL_URL")):
        options = mailer["OPTIONS"]
        assert (options["port"], options["use_ssl"], options["use_tls"]) == (port, ssl, tls)
        assert (options["username"], options["password"]) == ("ada", "p@ss")


def test_a_provider_is_one_setting_and_its_signing_key_is_no_mailers(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "mailgun://?api_key=k&sender_domain=mg.paper.example&webhook_signing_key=s"
    monkeypatch.setenv("BULK_MAIL_URL", url)
    mailer = env.mailer("BULK_MAIL_URL", Path("mail"), "MAIL_URL")
    assert mailer["BACKEND"] == "anymail.backends.mailgun.EmailBackend"
    assert mailer["OPTIONS"] == {"timeout": 10, "api_key": "k", "sender_domain": "mg.paper.example"}
    assert env.provings("MAIL_URL", "BULK_MAIL_URL") == {"MAILGUN_WEBHOOK_SIGNING_KEY": "s"}


def test_a_database_password_is_not_repeated_in_the_refusal() -> None:
    done = start(**SOUND | {"DATABASE_URL": "oracle://user:open-sesame@host/name"})
    assert "open-sesame" not in done.stderr


def test_a_secret_is_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("kept outside the environment, with a newline at its end\n", encoding="utf-8")
    rest = {key: value for key, value in SOUND.items() if key != "SECRET_KEY"}
    said = json.loads(start(**rest, SECRET_KEY_FILE=str(file)).stdout)
    assert said["SECRET_KEY"] == "kept outside the environment, with a newline at its end"


def test_a_named_file_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    rest = {key: value for key, value in SOUND.items() if key != "SECRET_KEY"}
    sentence = refusal(**rest, SECRET_KEY_FILE=str(tmp_path / "none"))
    assert sentence == f"SECRET_KEY_FILE names {tmp_path / 'none'}, which cannot be read: No such file or directory."


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("DEBUG=true\nTIME_ZONE=Europe/Athens\n", encoding="utf-8")
    said = json.loads(start(ENV_FILE=str(file), DEBUG="false", **SOUND).stdout)
    assert (said["DEBUG"], said["TIME_ZONE"]) == (False, "Europe/Athens")
