"""The process: what survives it, what it throws away, what it refuses, and what it stands on."""

import ast
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from donations.sandbox import testing
from donations.sandbox.tests.clients import again, client_of, once

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[3]


def start(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "donations.sandbox", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_what_happened_survives_a_restart(tmp_path: Path) -> None:
    store = tmp_path / "sandbox.sqlite3"
    with testing.running(store=store) as before:
        session = once(client_of(before))
        before.pay(session.id)
        moved = before.advance(days=40)
        before.faults(drop=3)
    with testing.running(store=store) as after:
        assert again(client_of(after), session).payment_status == "paid"
        assert after.ask("state")["now"] >= moved
        assert after.ask("state")["faults"]["drop"] == 3


def test_a_killed_sandbox_leaves_a_store_that_opens(tmp_path: Path) -> None:
    store = tmp_path / "sandbox.sqlite3"
    command = [sys.executable, "-m", "donations.sandbox", "--port=0", "--store", str(store)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    url = process.stdout.readline().split()[4].rstrip("/")
    customer = client_of(testing.Sandbox(url, "")).v1.customers.create()
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    process.stdout.close()
    with testing.running(store=store) as after:
        assert client_of(after).v1.customers.retrieve(customer.id).id == customer.id


def test_an_older_store_is_thrown_away_and_that_is_said(tmp_path: Path) -> None:
    store = tmp_path / "sandbox.sqlite3"
    with sqlite3.connect(store) as old:
        old.executescript("CREATE TABLE thing (id TEXT); PRAGMA user_version = 999;")
    old.close()
    with testing.running(store=store) as sandbox:
        assert client_of(sandbox).v1.customers.list().data == []
        assert "was thrown away" in sandbox.log()


def test_it_listens_on_loopback_only(sandbox: testing.Sandbox) -> None:
    port = int(sandbox.url.rpartition(":")[2])
    socket.create_connection(("127.0.0.1", port), 5).close()
    with pytest.raises(OSError, match=r"refused|assign"):
        socket.create_connection(("127.0.0.2", port), 5)


def test_a_taken_port_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = start("--port", str(port), "--store", str(tmp_path / "store"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"The sandbox cannot have port {port}")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--webhook", "http://127.0.0.1:9/", "--secret", ""], "--webhook needs a --secret"),
        (["--webhook", "http://paper.example/", "--secret", "whsec_x"], "to this machine only"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, arguments: list[str], words: str) -> None:
    done = start("--port", "0", "--store", str(tmp_path / "store"), *arguments)
    assert done.returncode != 0
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_ends_when_it_is_asked_to(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "donations.sandbox", "--port=0", "--store", str(tmp_path / "store")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    assert process.stdout.readline().startswith("The sandbox is at ")
    for _ in range(3):
        process.send_signal(number)
    assert process.wait(10) == 0
    assert process.stdout.read() == ""
    process.stdout.close()


def test_a_second_passes_and_what_is_due_is_done(sandbox: testing.Sandbox) -> None:
    client = client_of(sandbox)
    sandbox.faults(late_balance=True)
    session = once(client)
    sandbox.pay(session.id)
    end = time.monotonic() + 15
    while not (found := client.v1.balance_transactions.list().data) and time.monotonic() < end:
        time.sleep(0.1)
    assert [entry.amount for entry in found] == [6_000]


def test_it_imports_nothing_but_the_library_and_itself() -> None:
    folder = Path(testing.__file__).parent
    files = [file for file in folder.rglob("*.py") if "tests" not in file.relative_to(folder).parts]
    assert len(files) > 25
    foreign = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom):
                foreign |= {node.module or "a relative import"}
            elif isinstance(node, ast.Import):
                foreign |= {alias.name for alias in node.names}
    ours = {name for name in foreign if name.startswith("donations.sandbox")}
    others = {name.partition(".")[0] for name in foreign - ours} - sys.stdlib_module_names
    assert others == {"stripe"}


def test_a_request_that_is_too_large_is_not_read(sandbox: testing.Sandbox) -> None:
    headers = {"Authorization": f"Bearer {sandbox.key}"}
    request = urllib.request.Request(f"{sandbox.url}/v1/customers", b"x" * (1024 * 1024 + 1), headers)
    with pytest.raises(OSError, match=r"413|reset|pipe"):
        urllib.request.urlopen(request, timeout=20)
