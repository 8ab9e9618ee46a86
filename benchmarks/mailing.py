"""What an edition costs: queueing it, rendering and handing it over, a worker's memory, the preferences; and kills.

    python -m benchmarks.mailing [--readers 100000] [--database postgres://…]
    python -m benchmarks.mailing --kills 50 --readers 10000

The mail server is a process of its own on this machine, whose CPU is not counted. The database is a copy of the pages'
edition of 1,000 stories, made and dropped.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks import report
from benchmarks.client import HOST
from benchmarks.database import ROOT, Server, server
from benchmarks.figure import Figure
from tools import environment

DATABASE = "newsroom_bench_mail"
STORIES = 1_000
GROUPS = 200
ALIKE, DIFFERENT = 10_000, 2_000  # of the readers so many are mailed while it is measured
LEASE = 2.0  # seconds, in the run with kills


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mailing", description=__doc__)
    parser.add_argument("--readers", type=int, default=100_000, help="how many are subscribed (default: 100,000)")
    parser.add_argument("--kills", type=int, default=0, help="send to all of them, and kill the worker so often")
    parser.add_argument("--database", default="", help="a PostgreSQL server's URL; databases are made there")
    options = parser.parse_args()
    with server(options.database) as where:
        if not where.url:
            print("The figures of mailing are PostgreSQL's, and there is none here.")
            return 0
        if options.kills:
            return kill(where, readers=options.readers, kills=options.kills)
        return any(figure["over"] for figure in measure(where, readers=options.readers))


def measure(where: Server, *, readers: int) -> list[dict[str, Any]]:
    """Print what an edition costs, and return the figures that have a budget."""
    with _stage(where) as (settings, folder):
        settings["FIGURES"] = str(folder / "figures")
        for part in (("queue", str(readers)), ("send", "alike"), ("send", "different"), ("preferences",)):
            _run(settings, *part)
        return [json.loads(line) for line in (folder / "figures").read_text().splitlines()]


def kill(where: Server, *, readers: int, kills: int) -> int:
    """Send to so many readers while the worker is killed again and again; return 0 when nobody was mailed twice."""
    with _stage(where) as (settings, folder):
        _run(settings, "release", str(readers))
        seed = random.randrange(10**6)
        chance = random.Random(seed)
        began = time.monotonic()
        for _ in range(kills):
            worker = _start(settings, "work")
            time.sleep(chance.uniform(1.5, 4.0))
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        _run(settings, "work")
        taken = (folder / "taken").read_text().split()
        print(f"{kills} kills (seed {seed}), {time.monotonic() - began:.0f} s")
        print(f"mails that the server took: {len(taken):,}, addresses: {len(set(taken)):,}")
        _run(settings, "states")
        return int(len(taken) != len(set(taken)))


@contextmanager
def _stage(where: Server) -> Iterator[tuple[dict[str, str], Path]]:
    """Yield the settings of a paper with stories, whose mail goes to a server of its own, and a folder."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name, where.database("paper", STORIES) as url:
        folder = Path(name)
        _make_paper(url, folder)
        with _copy(where.url, url) as own, _mail_server(folder / "taken") as port:
            more = {"BULK_MAIL_URL": f"smtp://127.0.0.1:{port}", "STORAGE_URL": str(folder)}
            yield {**_settings(own), **more}, folder


@contextmanager
def _copy(server_url: str, url: str) -> Iterator[str]:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {urlsplit(url).path.strip('/')}")
        connection.execute(f"ALTER DATABASE {DATABASE} SET max_parallel_workers_per_gather = 0")
    try:
        yield urlunsplit(urlsplit(server_url)._replace(path=f"/{DATABASE}"))
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


@contextmanager
def _mail_server(taken: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks.sink", str(taken)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def _make_paper(url: str, folder: Path) -> None:
    """Let the pages' benchmark make its edition of stories, where it is not there yet."""
    command = [sys.executable, "-m", "benchmarks.one_size", "--stories", str(STORIES), "--rounds", "1"]
    command += ["--pages", "robots", "--into", str(folder / "paper.json")]
    subprocess.run(command, env=_settings(url), cwd=ROOT, check=True, stderr=subprocess.DEVNULL)


def _settings(url: str) -> dict[str, str]:
    return environment.only(
        DEBUG="false",
        SECRET_KEY="the benchmark signs nothing that anybody keeps, so its key need not be secret",
        SITE_URL=f"https://{HOST}",
        ALLOWED_HOSTS=HOST,
        DATABASE_URL=url,
        STRIPE_SECRET_KEY="sk_test_benchmark",
        DJANGO_SETTINGS_MODULE="newsroom.settings",
    )


def _run(settings: dict[str, str], *part: str) -> None:
    assert _start(settings, *part).wait() == 0, part


def _start(settings: dict[str, str], *part: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "benchmarks.mailing", "do", *part], env=settings, cwd=ROOT)


# --- In processes of their own, with Django --------------------------------------------------------------------------


def subscribe(readers: int, *, different: int = 0) -> None:
    """Put readers on the list of a newsletter: in GROUPS groups of wishes, the last so many each with their own."""
    from django.utils import timezone

    from articles.models import Author, Topic
    from newsletters.models import Newsletter, Subscriber, Subscription
    from newsletters.wishes import Wishes, key_of

    now = timezone.now()
    newsletter = Newsletter.objects.create(name="The Morning Courier", slug="morning", promise="The bay.", minimum=1)
    topics = list(Topic.objects.order_by("pk").values_list("pk", flat=True)[:400])
    authors = list(Author.objects.order_by("pk").values_list("pk", flat=True)[:60])
    chance = random.Random(1)
    alike = ["", *(str(Wishes(frozenset(chance.sample(topics, 4)))) for _ in range(GROUPS - 1))]
    rows = []
    for number in range(readers):
        wishes = alike[number % GROUPS]
        if number >= readers - different:
            wishes = str(Wishes(frozenset(chance.sample(topics, 8)), frozenset(chance.sample(authors, 2))))
        address = f"r{number}@reader.example"
        rows.append(
            Subscriber(address=address, asked_at=now, confirmed_at=now, wishes=wishes, wishes_key=key_of(wishes))
        )
    Subscriber.objects.bulk_create(rows, batch_size=5000)
    Subscription.objects.bulk_create(
        (Subscription(subscriber=row, newsletter=newsletter, begun_at=now) for row in rows), batch_size=5000
    )


def release(readers: str, *, different: int = 0) -> float:
    """Subscribe readers, and queue an edition for them; return the seconds that queueing took."""
    from django.db import connection
    from django.utils import timezone

    from articles.models import Article
    from newsletters.actions.release import release_now
    from newsletters.models import Edition, EditionStory, Newsletter

    subscribe(int(readers), different=different)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself within the minute
    now = timezone.now()
    newsletter = Newsletter.objects.get()
    edition = Edition.objects.create(newsletter=newsletter, date=now.date(), subject="The ferry", saved_at=now)
    stories = Article.objects.live(now).newest_first().values_list("pk", flat=True)[:10]
    EditionStory.objects.bulk_create(
        EditionStory(edition=edition, article_id=pk, position=place) for place, pk in enumerate(stories)
    )
    began = time.perf_counter()
    assert release_now(edition, at=now) == int(readers)
    return time.perf_counter() - began


def queue(readers: str) -> None:
    """Queue for all of them."""
    _print(Figure(f"queueing for {int(readers):,} readers", release(readers, different=DIFFERENT), 60.0, "s"))


def send(kind: str) -> None:
    """Hand mails over on one core, and say how many a second of its CPU, and how much memory that took."""
    from django.db import connection

    from benchmarks import cpu
    from newsletters.models import Delivery
    from newsletters.sending.run import send_due
    from newsletters.sending.sender import BATCH

    most, budget = (ALIKE, 250.0) if kind == "alike" else (DIFFERENT, 80.0)
    if kind == "different":  # those of the groups are out of the way
        alike = Delivery.objects.filter(state="queued").order_by("-subscription_id").values("pk")[DIFFERENT:]
        Delivery.objects.filter(pk__in=list(alike.values_list("pk", flat=True))).update(state="skipped", reason="left")
    looks = iter(range(10**9))
    send_due(stopping=_after(BATCH))  # what is remembered once is remembered
    before = Delivery.objects.filter(state="accepted").count()
    backend = cpu.backend()
    cpu.share_one_core(backend)
    spent, began = cpu.spent(backend), time.perf_counter()
    send_due(stopping=lambda: next(looks) >= most)
    passed, used = time.perf_counter() - began, cpu.spent(backend).since(spent)
    sent = Delivery.objects.filter(state="accepted").count() - before
    seconds = used.worker + used.database
    print(
        f"{kind}: {sent:,} mails, {sent / passed:.0f} a second; CPU {1000 * used.worker / sent:.2f} ms a mail,", end=""
    )
    print(f" database {1000 * used.database / sent:.2f}")
    what = f"wishes of {GROUPS} groups" if kind == "alike" else "all wishes differ"
    _print(Figure(f"mails a CPU second, {what}", sent / seconds, budget, "a second", least=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _print(Figure(f"a worker's memory, {what}", peak, 250.0, "MB"))
    connection.close()


def preferences() -> None:
    """Read a reader's preferences."""
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    from benchmarks import cpu
    from benchmarks.client import Reader
    from newsletters.models import Subscriber

    call_command("collectstatic", interactive=False, verbosity=0)
    reader = Reader(get_wsgi_application())
    address = f"/newsletters/preferences/{Subscriber.objects.order_by('pk')[1].key}/"
    backend = cpu.backend()
    donate = _cost(reader, "/donate/", backend)  # a page without a question, to tell a slow machine by
    own = _cost(reader, address, backend)
    print(f"preferences: worker {own.worker:.2f} ms, database {own.database:.2f}; the donate page {donate.worker:.2f}")
    _print(Figure("a reader's preferences", own.worker + own.database, 4.0, "ms CPU"))


def _cost(reader: Any, address: str, backend: int | None) -> Any:
    """Return the CPU milliseconds of a page, worker's and database's; the median of nine rounds."""
    from benchmarks import cpu

    rounds = []
    for _ in range(9):
        spent = cpu.spent(backend)
        for _ in range(50):
            answer = reader.get(address)
            assert answer.status == 200, answer
        used = cpu.spent(backend).since(spent)
        rounds.append(cpu.Spent(used.worker * 20, used.database * 20))
    return sorted(rounds, key=lambda one: one.worker + one.database)[4]


def work() -> None:
    """Send until nothing waits and no claim stands, as a worker does that is killed now and then."""
    from datetime import timedelta

    from newsletters.models import Edition
    from newsletters.sending.run import send_due

    while Edition.objects.filter(state="sending").exists():
        if not send_due(lease=timedelta(seconds=LEASE)):
            time.sleep(0.2)


def states() -> None:
    """Say what became of the deliveries."""
    from django.db.models import Count

    from newsletters.models import Delivery

    for row in Delivery.objects.values_list("state").annotate(Count("pk")):
        print(f"deliveries {row[0]}: {row[1]:,}")


def _after(number: int) -> Callable[[], bool]:
    looks = iter(range(10**9))
    return lambda: next(looks) >= number


def _print(figure: Figure) -> None:
    row = {**asdict(figure), "over": figure.is_over}
    print(report.beside(row))
    if file := os.environ.get("FIGURES"):
        with Path(file).open("a", encoding="utf-8") as figures:
            figures.write(json.dumps(row) + "\n")


def _do(name: str, *arguments: str) -> int:
    import django
    from django.conf import settings

    settings.STATIC_ROOT = Path(tempfile.gettempdir()) / f"newsroom-bench-static-{os.getpid()}"
    django.setup()
    import logging

    logging.disable(logging.WARNING)
    globals()[name](*arguments)
    return 0


if __name__ == "__main__":
    sys.exit(_do(*sys.argv[2:]) if sys.argv[1:2] == ["do"] else main())
