"""Where giving is measured: databases that are made and dropped, the sandbox, and processes of their own."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.client import HOST
from benchmarks.database import ROOT
from tools import environment

DATABASE = "newsroom_bench_giving"
SECRET = "whsec_benchmark"
WORKERS = 4


@contextmanager
def databases(url: str) -> Iterator[str]:
    _drop(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}"))
    finally:
        _drop(url)


def _drop(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for ending in ("", "_ordered", "_any"):
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}{ending} WITH (FORCE)")


def copy(url: str, ending: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}{ending} TEMPLATE {DATABASE}")


@contextmanager
def sandbox(store: Path, log: Path, port: int) -> Iterator[str]:
    # Without its clock, which each second looks through all that may have fallen due.
    still = "from donations.sandbox import __main__ as it; it._keep_time = lambda _: None; it.main()"
    command = [sys.executable, "-c", still, "--port", str(port), "--secret", SECRET, "--store", str(store)]
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    try:
        for _ in range(600):
            said = [line for line in log.read_text().splitlines() if line.startswith("The sandbox is at ")]
            if said:
                break
            time.sleep(0.1)
        yield said[0].split()[4].rstrip("/")
    finally:
        process.terminate()
        process.wait(20)


def _settings(url: str, more: dict[str, str]) -> dict[str, str]:
    known = {
        "DEBUG": "true",  # the sandbox is refused otherwise
        "SECRET_KEY": "the benchmark signs nothing that anybody keeps",
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "TRUST_X_FORWARDED_PROTO": "true",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    return environment.only(**known, **more)


def run(name: str, url: str, settings: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "benchmarks.giving", "do", name, *arguments]
    subprocess.run(command, env=_settings(url, settings), cwd=ROOT, check=True)


def in_any_order(url: str, settings: dict[str, str]) -> None:
    seed = str(random.randrange(10**6))
    began = time.perf_counter()
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.giving", "do", "work", str(number), seed],
            env=_settings(url, settings),
            cwd=ROOT,
        )
        for number in range(WORKERS)
    ]
    codes = [worker.wait() for worker in workers]
    assert codes == [0] * WORKERS, codes
    print(f"{WORKERS} workers at once, any order, a third twice (seed {seed}): {time.perf_counter() - began:.0f} s")
