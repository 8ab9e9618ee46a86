"""The whole paper in one terminal, for trying it out and for working on it; a deployment starts each part by itself."""

import hashlib
import os
import secrets
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from articles.demo.people import EDITOR_EMAIL, EDITOR_PASSWORD
from articles.models import Article
from newsroom.health import migrations_are_applied
from newsroom.processes import Company
from press.mail.checks import FILES

HOST = "127.0.0.1"
HIGHEST_PORT = 65_535
SANDBOX_IS_AHEAD_BY = 12  # ports


class Command(BaseCommand):
    help = "Bring the database up to date, load the demo edition once, and run the site, a worker and, while no account\
 of Stripe's is set, its sandbox until Ctrl-C."
    requires_system_checks = []  # the site makes them as it starts
    _stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"), help="The site's port (PORT, else 8000).")
        parser.add_argument("--without-demo", action="store_true", help="Load no demo edition.")

    def handle(self, *, port: str, without_demo: bool, **_options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("run is for DEBUG only; docs/operations.md says how a paper is served to readers.")
        number = _free(port)
        sandbox = sandbox_url(number)
        if sandbox:
            _free(str(urlsplit(sandbox).port))
        try:
            self._prepare(without_demo=without_demo)
        except KeyboardInterrupt:
            raise CommandError("Stopped before the paper was ready; the next run goes on from here.") from None
        connection.close()
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._stop)
        with Company(self._line) as company:
            company.start(_programs(number, sandbox), _environment(number, sandbox))
            self._watch(company, number, sandbox)

    def _prepare(self, *, without_demo: bool) -> None:
        """Do what this database still wants. It is asked each time, as DATABASE_URL may name another one today."""
        demo = Path(settings.VAR_DIR) / "stamps" / f"demo-{_fingerprint()}"
        if not MigrationRecorder(connection).has_table():
            demo.unlink(missing_ok=True)
        if not migrations_are_applied():
            self._line("Bringing the database up to date.")
            call_command("migrate", verbosity=0)
        if not without_demo and demo_is_due(demo):
            demo.parent.mkdir(parents=True, exist_ok=True)
            demo.write_text("begun")
            self._line("Loading the demo edition.")
            call_command("demo", stdout=self.stdout)
            demo.write_text("done")

    def _stop(self, *_: object) -> None:
        # A plain flag: signals come in pairs (make's and the terminal's), and an Event would wait for its own lock.
        self._stopping = True

    def _watch(self, company: Company, port: int, sandbox: str) -> None:
        """Say where the paper is once it answers, then wait for Ctrl-C or for a program to end."""
        announced = False
        at_terminal = os.isatty(1)
        # A terminal that closes tells the program it started, which may be make, and make does not pass it on.
        while not self._stopping and os.isatty(1) == at_terminal:
            time.sleep(0.1)
            if ended := company.first_to_end():
                raise CommandError(f"The {ended[0]} ended by itself (exit code {ended[1]}), so everything was ended.")
            if not announced and _answers(port):
                announced = True
                self._announce(port, sandbox)
        self._line("Ending.")

    def _announce(self, port: int, sandbox: str) -> None:
        lines = [("The paper", f"http://{HOST}:{port}/"), ("The desk", f"http://{HOST}:{port}/admin/")]
        editor = get_user_model().objects.filter(email=EDITOR_EMAIL).first()
        if editor and editor.check_password(EDITOR_PASSWORD):
            lines.append(("Sign in as", f"{EDITOR_EMAIL} with the password: {EDITOR_PASSWORD}"))
        if settings.MAILERS["default"]["BACKEND"] == FILES:
            lines.append(("Mail goes to", f"a folder, and is read at http://{HOST}:{port}/dev/mail/"))
        if sandbox:
            lines.append(("Gifts go to", f"the sandbox, where nothing is charged: {sandbox}/"))
        self._line("\n" + "".join(f"  {name:<14}{what}\n" for name, what in lines) + "  Ctrl-C ends it all.\n")

    def _line(self, line: str) -> None:
        with suppress(OSError):  # the terminal may have been closed; what was started is to be ended all the same
            self.stdout.write(line)
            self.stdout.flush()


def demo_is_due(stamp: Path) -> bool:
    """Say whether the demo edition is still to be loaded, or to be finished after it was cut short."""
    if stamp.exists():
        return stamp.read_text() == "begun"
    return not Article.objects.exists()  # a paper with stories of its own gets none of ours


def _free(port: str) -> int:
    """Return the port as a number, after making sure that nobody listens there."""
    if not port.isdecimal() or not 0 < int(port) <= HIGHEST_PORT:
        raise CommandError(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except OSError as error:
            raise CommandError(
                f"Port {port} of {HOST} cannot be had ({error.strerror}); choose another, such as: make run PORT=8001."
            ) from None
    return int(port)


def sandbox_url(port: int) -> str:
    """Return where the stand-in for Stripe is to be: twelve doors on from the site, or where STRIPE_API_BASE says.

    Empty when gifts go elsewhere: to an account of Stripe's, or to something that is not of this machine.
    """
    if not settings.STRIPE_IS_SANDBOX:
        return ""
    given = any(os.environ.get(name) for name in ("STRIPE_API_BASE", "STRIPE_API_BASE_FILE"))
    beside = port + SANDBOX_IS_AHEAD_BY if port + SANDBOX_IS_AHEAD_BY <= HIGHEST_PORT else port - SANDBOX_IS_AHEAD_BY
    base = urlsplit(settings.STRIPE_API_BASE if given else f"http://{HOST}:{beside}")
    return base.geturl() if base.scheme == "http" and base.hostname == HOST and base.port else ""


def _programs(port: int, sandbox: str) -> dict[str, list[str]]:
    manage = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]
    # Django's own server: it takes up changed code and templates by itself, and answers each request in a thread.
    programs = {"site": [*manage, "runserver", f"{HOST}:{port}"], "worker": [*manage, "worker"]}
    if sandbox:
        webhook = f"http://{HOST}:{port}/stripe/webhook/"
        where = ["--port", str(urlsplit(sandbox).port), "--store", str(_sandbox_store()), "--webhook", webhook]
        programs["sandbox"] = [sys.executable, "-m", "donations.sandbox", *where]
    return programs


def _sandbox_store() -> Path:
    """Return where the sandbox keeps its play money: beside the paper's database, where that is a file."""
    name = Path(str(connection.settings_dict["NAME"]))
    folder = name.parent if connection.vendor == "sqlite" else Path(settings.VAR_DIR)
    return folder / "sandbox.sqlite3"


def _environment(port: int, sandbox: str) -> dict[str, str]:
    """Return the programs' environment; links lead to the port that was asked for, unless SITE_URL says more.

    The site and the sandbox share a secret, a new one in each run: events are signed when they leave.
    """
    told = {"SITE_URL": f"http://{HOST}:{port}", "DJANGO_RUNSERVER_HIDE_WARNING": "true", **os.environ}
    if sandbox:
        path = [
            str(settings.BASE_DIR),
            *filter(None, [os.environ.get("PYTHONPATH")]),
        ]  # we may be started from anywhere
        secret = settings.STRIPE_WEBHOOK_SECRET or f"whsec_{secrets.token_hex(24)}"
        told |= {"STRIPE_API_BASE": sandbox, "STRIPE_WEBHOOK_SECRET": secret, "PYTHONPATH": os.pathsep.join(path)}
    return told


def _fingerprint() -> str:
    place = "|".join(str(connection.settings_dict[name]) for name in ("ENGINE", "HOST", "PORT", "NAME"))
    return hashlib.sha256(place.encode()).hexdigest()[:12]


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
