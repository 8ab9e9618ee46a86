"""Runs all tests on SQLite, and again on PostgreSQL where there is one; the closing lines count them per database.

Usage: python -m tools.test [PYTEST ARGUMENTS]. PostgreSQL is the server that DATABASE_URL names (in the environment or
in `.env`), else a private one in a temporary folder. Tests of a browser, and those that make a database of their own,
run once, with SQLite.
"""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree as ET

from newsroom.environment import read_env_file
from tools import browser, environment, postgres

ROOT = Path(__file__).resolve().parent.parent
IN_CI = bool(os.environ.get("CI"))
PYTEST = [sys.executable, "-m", "pytest", "--numprocesses=auto", "--maxprocesses=8", "--dist=worksteal"]
NO_TESTS = 5  # pytest's exit code when what was asked for matches nothing


@dataclass
class Outcome:
    """What one run over one database said."""

    database: str
    code: int
    counts: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        if not self.counts or self.code not in {0, 1, NO_TESTS}:
            return f"{self.database}: the tests did not finish (pytest ended with {self.code})"
        wrong = self.counts["failures"] + self.counts["errors"]
        passed = self.counts["tests"] - wrong - self.counts["skipped"]
        return f"{self.database}: {passed} passed, {wrong} failed" + (
            f", {self.counts['skipped']} skipped" if self.counts["skipped"] else ""
        )


def main(arguments: list[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    chromium = browser.bring()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-tests-")))
        settings = {"STORAGE_URL": str(folder / "media"), "CHROMIUM": chromium or ""}
        url = _postgres(stack)
        outcomes = [_run("SQLite", f"sqlite:///{folder / 'newsroom.sqlite3'}", arguments, folder, settings)]
        if url and outcomes[0].code in {0, 1, NO_TESTS}:
            arguments = ["-m", "not browser and not once", *arguments]
            outcomes.append(_run("PostgreSQL", url, arguments, folder, settings))
    return _conclude(outcomes, url)


def _postgres(stack: ExitStack) -> str | None:
    """Return the address of a PostgreSQL to test on: a named one, else a private one that ends with `stack`."""
    read_env_file(ROOT / ".env")
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith(("postgres", "pgsql")):
        return named
    binaries = postgres.bring()
    if binaries is None:
        return None
    print(f"Starting a private PostgreSQL {postgres.version(binaries)}.", flush=True)
    return stack.enter_context(postgres.cluster(binaries))


def _run(database: str, url: str, arguments: list[str], folder: Path, settings: dict[str, str]) -> Outcome:
    print(f"\nTesting on {database}.", flush=True)
    report = folder / f"{database}.xml"
    command = [*PYTEST, f"--junit-xml={report}", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment.development(DATABASE_URL=url, **settings)) as pytest:
        try:
            while True:
                try:
                    code = pytest.wait()
                    break
                except KeyboardInterrupt:  # the terminal told pytest too, which now ends by itself
                    continue
        except SystemExit:  # told to leave: as at Ctrl-C pytest takes its workers along
            pytest.send_signal(signal.SIGINT)
            raise
    suite = ET.parse(report).getroot().find("testsuite") if report.exists() else None  # noqa: S314 - pytest wrote it
    counts = (
        {} if suite is None else {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
    )
    return Outcome(database, code, counts)


def _conclude(outcomes: list[Outcome], url: str | None) -> int:
    """Print the closing lines; return the exit code of the whole."""
    print()
    ran = [outcome for outcome in outcomes if outcome.code != NO_TESTS]
    for outcome in ran:
        print(outcome)
    if not ran:
        print("No test matches that.")
    if url is None:
        word = "PostgreSQL is missing" if IN_CI else "Not tested on PostgreSQL, which is not installed"
        print(f"{word}. {postgres.HOW_TO_GET_ONE}.")
    complete = url is not None or not IN_CI
    return 0 if ran and complete and all(outcome.code == 0 for outcome in ran) else 1


def _leave(*_: object) -> NoReturn:
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
