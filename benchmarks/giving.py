"""What giving costs: taking an event in, handling it, many at once in any order, and an appeal's totals.

    python -m benchmarks.giving [--events 10000] [--database postgres://…]

It speaks with the sandbox, whose own CPU is not counted. Databases named newsroom_bench_giving… are made and dropped.
"""

import argparse
import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from benchmarks import giving_stage as stage
from benchmarks import report
from benchmarks.database import Server, server
from benchmarks.figure import Figure

KEY = "sk_test_benchmark"
GIFTS = 1_000_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.giving", description=__doc__)
    parser.add_argument("--events", type=int, default=3_000, help="how many are brought in any order (default: 3,000)")
    parser.add_argument("--database", default="", help="a PostgreSQL server's URL; databases are made there")
    parser.add_argument("--port", type=int, default=0, help="the sandbox's port (default: any that is free)")
    options = parser.parse_args()
    with server(options.database) as where:
        if not where.url:
            print("The figures of giving are PostgreSQL's, and there is none here.")
            return 0
        return any(figure["over"] for figure in measure(where, events=options.events, port=options.port))


def measure(where: Server, *, events: int, port: int = 0) -> list[dict[str, Any]]:
    """Print what giving costs, and return the figures that have a budget."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        with stage.databases(where.url) as url:
            settings = {"STORAGE_URL": folder, "STRIPE_SECRET_KEY": KEY, "STRIPE_WEBHOOK_SECRET": stage.SECRET}
            settings["FIGURES"] = str(Path(folder) / "figures")
            store = Path(folder) / "sandbox.sqlite3"
            stage.run("prepare", url, settings, str(events), str(store))
            with stage.sandbox(store, Path(folder) / "log", port) as base:
                settings["STRIPE_API_BASE"] = base
                stage.copy(where.url, "_ordered")
                stage.run("in_order", url + "_ordered", settings)
                stage.copy(where.url, "_any")
                stage.in_any_order(url + "_any", settings)
                stage.run("compare", url + "_any", settings, url + "_ordered")
                stage.run("accept", url, settings)
                stage.run("totals", url, settings)
        return [json.loads(line) for line in Path(settings["FIGURES"]).read_text().splitlines()]


# --- In processes of their own, with Django --------------------------------------------------------------------------


def prepare(events: str, store: str) -> None:
    """Let so many gifts be given in the sandbox, some refunded, that their events and their doubles are as many."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.conf import settings

    from donations.models import Checkout, Gift
    from donations.sandbox import refunds, sessions
    from donations.sandbox.store import Store
    from donations.sandbox.world import World
    from donations.stripe.handlers import HANDLERS

    kept = Store(store)
    world = World(kept, url="http://127.0.0.1")
    gifts: list[Gift] = []
    with kept.transaction():
        while True:
            gift = Gift(
                amount=6000, meant=6000, currency="USD", livemode=False, name="D", email=f"d{len(gifts)}@p.example"
            )
            names = {"gift": str(gift.uuid), "environment": settings.SITE_URL}
            price = {"currency": "usd", "unit_amount": 6000, "product_data": {"name": "A gift"}}
            asked = {"mode": "payment", "line_items": [{"price_data": price, "quantity": 1}], "metadata": names}
            asked |= {"success_url": "https://p.example/", "payment_intent_data": {"metadata": names}}
            session = sessions.make(world, asked)
            sessions.pay(world, session, "card", name="D", email=gift.email)
            gift.session_id = session["id"]
            if len(gifts) % 2:
                charge = kept.each("charge")[0] if len(gifts) < 2 else _newest_charge(kept)
                refunds.make(world, {"charge": charge["id"], "amount": 1000})
            gifts.append(gift)
            if len(gifts) % 100 == 0 and _handled(kept, HANDLERS) * 4 // 3 >= int(events):
                break
    Gift.objects.bulk_create(gifts, batch_size=500)
    made = {gift.session_id: gift for gift in Gift.objects.all()}
    Checkout.objects.bulk_create(
        [Checkout(session_id=str(key), gift=gift) for key, gift in made.items()], batch_size=500
    )
    _keep_events(kept, HANDLERS)
    # The sandbox looks through all of a kind; that is not what is measured here.
    with sqlite3.connect(store) as database:
        for name in ("payment_intent", "charge"):
            database.execute(f"CREATE INDEX by_{name} ON thing (kind, json_extract(body, '$.{name}'))")


def _newest_charge(kept: Any) -> dict[str, Any]:
    row = kept.execute("SELECT body FROM thing WHERE kind = 'charge' ORDER BY seq DESC LIMIT 1")
    return dict(json.loads(row[0][0]))


def _handled(kept: Any, handlers: Any) -> int:
    marks = ", ".join("?" * len(handlers))
    query = f"SELECT count(*) FROM thing WHERE kind = 'event' AND json_extract(body, '$.type') IN ({marks})"
    return int(kept.execute(query, *handlers)[0][0])


def _keep_events(kept: Any, handlers: Any) -> None:
    from django.utils import timezone

    from donations.actions.events import receive

    at = timezone.now()
    for event in kept.each("event")[::-1]:
        if event["type"] in handlers:
            receive(event, json.dumps(event), at=at)


def in_order() -> None:
    """Handle each event once, in its order, and say what one costs without the paper and the mail."""
    from donations.actions import events, receipts
    from donations.models import StripeEvent

    pid = _backend()
    ids = list(StripeEvent.objects.order_by("happened_at", "pk").values_list("pk", flat=True))
    aside = [0.0, 0.0]  # for PDF and mail, by the worker and by the database

    def timed(deed: Callable[..., Any]) -> Callable[..., Any]:
        def done(*args: Any, **kwargs: Any) -> Any:
            worker, database = time.process_time(), _backend_seconds(pid)
            try:
                return deed(*args, **kwargs)
            finally:
                aside[0] += time.process_time() - worker
                aside[1] += _backend_seconds(pid) - database

        return done

    receipts.drawn = timed(receipts.drawn)  # type: ignore[attr-defined]
    receipts.post = timed(receipts.post)  # type: ignore[attr-defined]
    warm, measured = ids[:20], ids[20:320]
    for pk in warm:
        events.handle(pk)
    aside[:] = [0.0, 0.0]
    worker, database = time.process_time(), _backend_seconds(pid)
    for pk in measured:
        events.handle(pk)
    worker, database = time.process_time() - worker, _backend_seconds(pid) - database
    each = 1000 / len(measured)
    own = [(worker - aside[0]) * each, (database - aside[1]) * each]
    print(
        f"handling an event, of {len(measured)}: worker {own[0]:.1f} ms, database {own[1]:.1f}; "
        f"with PDF and mail {(worker + database) * each:.1f}"
    )
    _tell(Figure("handling an event, without PDF and mail", round(sum(own), 1), 20, "ms CPU"))
    _without_paper()
    for pk in ids[320:]:
        events.handle(pk)
    print(f"in order: {len(ids):,} events handled, {_states()}")


def work(number: str, seed: str) -> None:
    """One of the workers: its share of the events in any order, a third of all brought a second time."""
    from django.utils import timezone

    from donations.actions import events
    from donations.models import StripeEvent

    _without_paper()
    ids = list(StripeEvent.objects.order_by("pk").values_list("pk", flat=True))
    chance = random.Random(int(seed))
    told = [*ids, *chance.sample(ids, len(ids) // 3)]
    chance.shuffle(told)
    for pk in told[int(number) :: stage.WORKERS]:
        StripeEvent.objects.filter(pk=pk).update(next_try_at=timezone.now())
        events.handle(pk)


def compare(ordered: str) -> None:
    """Say whether the rows of both databases are the same."""
    from django.db import connection, connections

    from donations.tests.rows import books

    found = books()
    print(f"in any order: {_states()}")
    connections.settings["default"] = {**connections.settings["default"], "NAME": urlsplit(ordered).path[1:]}
    connection.close()
    connection.settings_dict["NAME"] = urlsplit(ordered).path[1:]
    same = books() == found
    rows = sum(map(len, found.values()))
    print(f"rows after any order and after order: {'the same' if same else 'DIFFERENT'} ({rows:,} rows)")
    if not same:
        sys.exit(1)


def accept() -> None:
    """Take in new events through every middleware, a worker beating."""
    import io

    from django.core.wsgi import get_wsgi_application

    from benchmarks.client import _ENVIRON
    from donations.sandbox.delivery import signed
    from press.work import beats

    application = get_wsgi_application()
    beats.beat()

    def post(number: int) -> None:
        event = {"id": f"evt_bench_{number}", "object": "event", "type": "invoice.paid", "livemode": False}
        event |= {"created": int(time.time()), "api_version": "2026-10-28.endive"}
        event |= {"data": {"object": {"id": "in_1", "object": "invoice", "lines": ["x" * 60] * 40}}}
        body, header = signed(event, stage.SECRET)
        raw = body.encode()
        environ = {
            **_ENVIRON,
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/stripe/webhook/",
            "QUERY_STRING": "",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(raw)),
            "HTTP_STRIPE_SIGNATURE": header,
            "wsgi.input": io.BytesIO(raw),
            "wsgi.errors": io.StringIO(),
        }
        status: list[str] = []
        answer: Any = application(environ, cast("Any", lambda said, _headers, _error=None: status.append(said)))
        b"".join(answer)
        answer.close()
        assert status == ["200 OK"], status

    for number in range(100):
        post(number)
    pid, count, rounds = _backend(), 300, []
    for turn in range(7):
        before, database = time.process_time(), _backend_seconds(pid)
        for number in range(count):
            post(1000 + turn * count + number)
        rounds.append(
            ((time.process_time() - before) / count * 1000, (_backend_seconds(pid) - database) / count * 1000)
        )
    worker, database = statistics.median(one[0] for one in rounds), statistics.median(one[1] for one in rounds)
    print(f"taking an event in: worker {worker:.2f} ms, database {database:.2f}")
    _tell(Figure("taking an event in", round(worker + database, 2), 3, "ms CPU"))
    _tell(Figure("events taken in on one core", round(1000 / (worker + database)), 300, "a second", least=True))


def totals() -> None:
    """Ask for the totals of an appeal to which a million gifts came, and prove them."""
    from django.db import connection
    from django.db.models import Sum

    from donations.actions.book import totals_that_differ, write_totals_anew
    from donations.models import DayTotal

    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO donations_ledgerentry (transaction_id, kind, source_id, gift_id, appeal_id, livemode, currency,
                gross, fee, net, happened_at, day, booked_at)
            SELECT 'b' || n, CASE WHEN n %% 50 = 0 THEN 'refund' ELSE 'charge' END, '', n, 7, true, 'USD',
                g, 30, g - 30, t, t::date, t
            FROM (SELECT n, CASE WHEN n %% 50 = 0 THEN -500 ELSE 1000 + n %% 5000 END AS g,
                timestamptz '2024-01-01' + n * interval '90 seconds' AS t FROM generate_series(1, %s) n) made
            """,
            [GIFTS],
        )
    write_totals_anew()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE donations_daytotal")
    assert totals_that_differ() == []
    pid, count = _backend(), 200
    before, database = time.process_time(), _backend_seconds(pid)
    for _ in range(count):
        DayTotal.objects.filter(appeal_id=7, currency="USD", livemode=True).aggregate(Sum("gross"), Sum("net"))
    cpu = (time.process_time() - before + _backend_seconds(pid) - database) / count * 1000
    rows = DayTotal.objects.filter(appeal_id=7).count()
    _tell(Figure(f"totals of an appeal with {GIFTS:,} gifts, of {rows:,} days", round(cpu, 2), 5, "ms CPU"))


def _tell(figure: Figure) -> None:
    """Print a figure with its budget, and hand it to the process that asked for it."""
    row = {**asdict(figure), "over": figure.is_over}
    print(report.beside(row), flush=True)
    with Path(os.environ["FIGURES"]).open("a") as into:
        into.write(json.dumps(row) + "\n")


def _without_paper() -> None:
    """Ten thousand PDFs would measure the PDFs."""
    from donations.actions import receipts

    receipts.drawn = lambda words: json.dumps(words, sort_keys=True).encode()  # type: ignore[attr-defined]


def _states() -> str:
    from django.db.models import Count

    from donations.models import StripeEvent

    found = StripeEvent.objects.values_list("state").annotate(Count("pk")).order_by()
    deadlocks = StripeEvent.objects.filter(trouble__icontains="deadlock").count()
    return f"{dict(found)}, {deadlocks} deadlocks"


def _backend() -> int | None:
    from benchmarks import cpu

    return cpu.backend()


def _backend_seconds(pid: int | None) -> float:
    from benchmarks import cpu

    return cpu.spent(pid).database


DEEDS: dict[str, Callable[..., None]] = {
    one.__name__: one for one in (prepare, in_order, work, compare, accept, totals)
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["do"]:
        import django
        from django.conf import settings as site

        django.setup()
        site.DEBUG = False  # or every query would be remembered
        DEEDS[sys.argv[2]](*sys.argv[3:])
        sys.exit(0)
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
