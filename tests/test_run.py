"""`manage.py run`: the site and its worker start together, and whatever ends one of them leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings

from tools import environment

pytestmark = [pytest.mark.once, pytest.mark.timeout(300)]

Running = tuple["subprocess.Popen[str]", int, Path]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of a paper with an empty, migrated database."""
    folder = tmp_path_factory.mktemp("paper")
    env = environment.development(
        DATABASE_URL=f"sqlite:///{folder / 'paper.sqlite3'}", STORAGE_URL=str(folder / "media")
    )
    subprocess.run([sys.executable, manage(), "migrate", "--verbosity=0"], cwd=folder, env=env, check=True)
    return env


def manage() -> str:
    return str(settings.BASE_DIR / "manage.py")


@contextmanager
def running(paper: dict[str, str], folder: Path, *, terminal: int | None = None) -> Iterator[Running]:
    """Start the paper from a folder that is not the checkout, and wait until it says where it is (or, told to a
    terminal, until it answers).
    """
    port, log = free_port(), folder / "log"
    with log.open("w") as file:
        command = [sys.executable, manage(), "run", "--without-demo"]
        env, out = paper | {"PORT": str(port)}, file if terminal is None else terminal
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=out, text=True)
    said = (lambda: "Ctrl-C" in log.read_text()) if terminal is None else (lambda: answers(port))
    try:
        until(lambda: said() or process.poll() is not None, log=log)
        yield process, port, log
    finally:
        everyone = [process.pid, *children(process.pid)]
        for pid in everyone:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """Return a port that is free, as is the one that the sandbox takes beside it."""
    while True:
        with socket.socket() as probe, socket.socket() as beside:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
            with suppress(OSError, OverflowError):
                beside.bind(("127.0.0.1", port + 12))
                return port


def children(of: int) -> list[int]:
    """Return the process numbers of everything that a process started, at any depth."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines())}
    found = [of]
    for known in found:
        found += [pid for pid, parent in parents.items() if parent == known]
    return found[1:]


def alive(pids: list[int]) -> list[int]:
    """Return those that still run; a process that ended and waits to be noticed does not."""
    command = ["ps", "-o", "pid=,stat=", "-p", ",".join(map(str, pids))]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return [int(pid) for pid, state in (line.split() for line in listed.splitlines()) if not state.startswith("Z")]


def until(true: Callable[[], bool], *, log: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)


def page(port: int, path: str) -> tuple[int, bytes]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as response:
        return response.status, response.read()


def answers(port: int) -> bool:
    try:
        return page(port, "/healthz")[0] == 200
    except OSError:
        return False


def test_the_paper_its_desk_and_its_styles_are_served(paper: dict[str, str], tmp_path: Path) -> None:
    with running(paper, tmp_path) as (_process, port, _log):
        assert page(port, "/healthz") == (200, b"ok\n")
        status, front = page(port, "/")
        assert (status, b"<main" in front) == (200, True)
        assert page(port, "/admin/login/")[0] == 200
        assert page(port, "/static/css/base.css")[0] == 200


def test_the_worker_runs_beside_the_site(paper: dict[str, str], tmp_path: Path) -> None:
    with running(paper, tmp_path) as (_process, port, log):
        until(lambda: b'"worker_beat_age_seconds": null' not in page(port, "/readyz")[1], log=log)


def test_the_sandbox_stands_beside_the_site_and_its_events_reach_it(paper: dict[str, str], tmp_path: Path) -> None:
    with running(paper, tmp_path) as (_process, port, log):
        base = f"http://127.0.0.1:{port + 12}"
        assert f"the sandbox, where nothing is charged: {base}/" in log.read_text()
        until(lambda: b"nothing is charged" in page(port + 12, "/")[1], log=log)
        request = urllib.request.Request(f"{base}/v1/customers", b"", {"Authorization": "Bearer sk_test_sandbox"})
        with urllib.request.urlopen(request, timeout=20):
            until(lambda: "POST /stripe/webhook/" in log.read_text(), log=log)


def test_with_a_key_of_stripes_there_is_no_sandbox(paper: dict[str, str], tmp_path: Path) -> None:
    with running(paper | {"STRIPE_SECRET_KEY": "sk_test_ours"}, tmp_path) as (_process, port, log):
        assert "sandbox" not in log.read_text()
        with pytest.raises(OSError, match="refused"):
            page(port + 12, "/")


def test_the_sandbox_is_where_the_setting_says(paper: dict[str, str], tmp_path: Path) -> None:
    elsewhere = free_port()
    settings_of_it = {"STRIPE_API_BASE": f"http://127.0.0.1:{elsewhere}"}
    with running(paper | settings_of_it, tmp_path) as (_process, _port, log):
        until(lambda: f"The sandbox is at http://127.0.0.1:{elsewhere}/" in log.read_text(), log=log)


def test_lines_say_whose_they_are_and_where_the_paper_is(paper: dict[str, str], tmp_path: Path) -> None:
    with running(paper, tmp_path) as (_process, port, log):
        page(port, "/")
        until(lambda: "GET / HTTP" in log.read_text(), log=log)
        text = log.read_text()
        assert f"http://127.0.0.1:{port}/admin/" in text
        assert next(line for line in text.splitlines() if "GET / HTTP" in line).startswith("site    | ")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_however_it_ends_nothing_is_left_running(paper: dict[str, str], tmp_path: Path, number: signal.Signals) -> None:
    with running(paper, tmp_path) as (process, _port, log):
        started = children(process.pid)
        assert len(started) >= 5, "the site with its reloader, the worker, the sandbox and the minder"
        process.send_signal(number)
        code = process.wait(30)
        until(lambda: not alive(started), log=log)
        assert code == (-number if number == signal.SIGKILL else 0), log.read_text()


@pytest.mark.parametrize("told", [0, 20])
def test_a_closed_terminal_ends_it(paper: dict[str, str], tmp_path: Path, told: int) -> None:
    master, terminal = os.openpty()
    with running(paper, tmp_path, terminal=terminal) as (process, _port, log):
        os.close(terminal)
        started = children(process.pid)
        os.close(master)
        for _ in range(told):  # by the kernel, by make, by both, or by nobody
            process.send_signal(signal.SIGHUP)
        process.wait(30)
        until(lambda: not alive(started), log=log)


def test_when_one_ends_all_end_and_the_reason_is_said(paper: dict[str, str], tmp_path: Path) -> None:
    with running(paper, tmp_path) as (process, _port, log):
        started = children(process.pid)
        os.kill(worker_of(started), signal.SIGKILL)
        assert process.wait(30) == 1
        until(lambda: not alive(started), log=log)
        last = log.read_text().strip().splitlines()[-1]
        assert last == "CommandError: The worker ended by itself (exit code -9), so everything was ended."
        assert "Traceback" not in log.read_text()


def worker_of(pids: list[int]) -> int:
    listed = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,args="], capture_output=True, text=True, check=True).stdout
    lines = (line.strip().split(maxsplit=1) for line in listed.splitlines())
    return next(int(pid) for pid, words in lines if int(pid) in pids and words.endswith("manage.py worker"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"BULK_MAIL_RATE": "0.2"}, "A setting is wrong. BULK_MAIL_RATE is '0.2'; it must be a whole number"),
        ({"PORT": "eighty"}, "CommandError: PORT is 'eighty'; it must be a number from 1 to 65535."),
        (
            {"DEBUG": "false", "SITE_URL": "https://paper.example", "ALLOWED_HOSTS": "paper.example"},
            "run is for DEBUG only",
        ),
    ],
)
def test_what_it_cannot_serve_it_refuses_in_a_sentence(
    paper: dict[str, str], given: dict[str, str], sentence: str
) -> None:
    done = subprocess.run(
        [sys.executable, manage(), "run"], env=paper | given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_port_that_is_taken_is_said_before_anything_starts(paper: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, manage(), "run", f"--port={port}"], env=paper, capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert f"Port {port} of 127.0.0.1 cannot be had" in done.stderr
    assert done.stdout == ""
