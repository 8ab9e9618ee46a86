"""A PostgreSQL server of its own for a test run: in a temporary folder, on a free port of 127.0.0.1, gone afterwards.

Usage: python -m tools.postgres COMMAND [ARGUMENTS] runs a command with DATABASE_URL naming it.
"""

import locale
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools import distribution

HOW_TO_GET_ONE = "Debian: apt-get install postgresql; macOS: brew install postgresql@17"
_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/pgsql/bin",
)
# A server whose data are thrown away need not wait for the disk.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


def find() -> Path | None:
    """Return the folder with initdb and postgres: what the PATH names, else the newest of the usual places."""
    on_path = [Path(found).resolve().parent for name in ("initdb", "pg_ctl") if (found := shutil.which(name))]
    usual = [folder for pattern in _FOLDERS for folder in Path("/").glob(pattern[1:])]
    usual.sort(key=lambda folder: [int(part) for part in _digits(folder)], reverse=True)
    for folder in (*on_path, *usual):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def bring() -> Path | None:
    """Return that folder; as root on Debian install the distribution's server when there is none."""
    return find() or (find() if distribution.install("postgresql") else None)


def version(binaries: Path) -> str:
    """Return the server's version, such as 15.19."""
    return subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[2]


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Start a server, yield the DATABASE_URL of an empty database in it, stop it and remove its folder."""
    # Root's own TMPDIR may be closed to the user that root steps down to.
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-", dir="/tmp" if os.geteuid() == 0 else None))  # noqa: S108
    try:
        owner = _owner(folder)
        password = secrets.token_hex(16)
        (folder / "password").write_text(password, encoding="ascii")
        (folder / "password").chmod(0o644)
        _make(binaries, folder, owner)
        port = _free_port()
        server = _start(binaries, folder, port, owner)
        try:
            _wait(server, folder, port)
            yield f"postgres://newsroom:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGQUIT)  # at once, without the checkpoint that a server worth keeping makes
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> dict[str, Any]:
    """Return who runs the server, as arguments for subprocess: initdb refuses root, so root steps down."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, person.pw_uid, person.pw_gid)
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    sys.exit("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as.")


def _make(binaries: Path, folder: Path, owner: dict[str, Any]) -> None:
    options = {"pgdata": folder / "data", "pwfile": folder / "password", "username": "newsroom", "encoding": "UTF8"}
    options |= {"auth": "scram-sha-256", "locale": _locale()}
    command = [f"--{name}={value}" for name, value in options.items()]
    made = subprocess.run(
        [str(binaries / "initdb"), "--no-sync", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **owner,
    )
    if made.returncode:
        sys.exit(f"initdb failed:\n{made.stdout}{made.stderr}")


def _start(binaries: Path, folder: Path, port: int, owner: dict[str, Any]) -> "subprocess.Popen[bytes]":
    settings = {**_FAST, "listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": str(folder)}
    command = [
        str(binaries / "postgres"),
        "-D",
        str(folder / "data"),
        *(f"--{key}={settings[key]}" for key in settings),
    ]
    with (folder / "log").open("wb") as log:
        # A session of its own: Ctrl-C reaches the tests, which still need the server to end well.
        return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **owner)


def _wait(server: "subprocess.Popen[bytes]", folder: Path, port: int, seconds: int = 60) -> None:
    for _ in range(seconds * 10):
        if server.poll() is not None:
            break
        status = folder / "data" / "postmaster.pid"
        if status.exists() and status.read_text(encoding="utf-8").rstrip().endswith("ready"):
            return
        time.sleep(0.1)
    sys.exit(
        f"PostgreSQL did not start on port {port}:\n{(folder / 'log').read_text(encoding='utf-8', errors='replace')}"
    )


def _locale() -> str:
    """Return a UTF-8 locale of this machine, as `lower()` and sorting should know more than ASCII."""
    for name in ("C.UTF-8", "en_US.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        return name
    return "C"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _digits(folder: Path) -> list[str]:
    return "".join(sign if sign.isdigit() else " " for sign in str(folder)).split()


def main(command: list[str]) -> int:
    binaries = bring()
    if binaries is None:
        sys.exit(f"No PostgreSQL server is installed here. {HOW_TO_GET_ONE}.")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    with cluster(binaries) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
