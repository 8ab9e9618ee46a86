"""Measuring pages: rounds over all pages in turn, so that a machine's slow minute falls on every page alike."""

import gzip
import itertools
import os
import statistics
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import cpu
from benchmarks.client import Answer, Ask, Reader
from benchmarks.pages import Page
from benchmarks.proof import shows_changes, watched_caches
from press.web.remember import forget_all

WARM_UP = 60
ROUND_SECONDS = 0.8
MOST_SINGLE = 200  # requests measured one by one
FEWEST_SINGLE = 40


@dataclass(slots=True)
class Figures:
    """What one kind of page costs; times in milliseconds of CPU a request."""

    page: str
    cpu: float = 0.0  # worker and database together, median of the rounds
    worker: float = 0.0
    database: float = 0.0
    spread: tuple[float, float] = (0.0, 0.0)  # the cheapest and the dearest round
    p95: float = 0.0  # of single requests, each address once
    latency: float = 0.0  # p95 of the time that they took, which other work on the machine makes longer
    afresh: float = 0.0  # the same with the site settings, menu and promos asked for each time
    per_second: float = 0.0
    queries: int = 0
    queries_afresh: int = 0
    cache_hits: int = 0
    unchanged: int = 0  # answers 304
    size: int = 0
    gzipped: int = 0
    requests: int = 0
    addresses: int = 0


@dataclass(slots=True)
class _Track:
    """A page under way."""

    page: Page
    figures: Figures
    turn: "itertools.cycle[str | Ask]"
    count: int
    rounds: list[tuple[cpu.Spent, float]] = field(default_factory=list)
    afresh: list[float] = field(default_factory=list)


def measure(reader: Reader, pages: list[Page], *, rounds: int) -> dict[str, Any]:
    """Read every page in rounds and return the figures, and how they were taken, as plain data."""
    pid = cpu.backend()
    readable = cpu.can_be_read(pid)
    load = [round(os.getloadavg()[0], 1)]
    pinned = cpu.share_one_core(pid if readable else None)
    with watched_caches() as watch:
        tracks = []
        for page in pages:
            shows_changes(reader, page)
            tracks.append(_begin(reader, page))
        for number in range(rounds):
            for track in tracks:
                before = watch.hits
                _round(reader, track, afresh=False)
                if number % 3 == 0:
                    _round(reader, track, afresh=True)
                track.figures.cache_hits += watch.hits - before
        for track in tracks:
            track.figures.p95, track.figures.latency = _p95(reader, track.page)
        asked = watch.asked
    return {
        "pages": [asdict(_end(track)) for track in tracks],
        "pinned": pinned,
        "uncounted": not readable,
        "cache_questions": asked,
        "rounds": rounds,
        # Other work on the machine makes figures worse, through the caches of the processor that all share.
        "load": [*load, round(os.getloadavg()[0], 1)],
    }


def _begin(reader: Reader, page: Page) -> _Track:
    figures = Figures(page.name, addresses=len(page.addresses))
    turn = itertools.cycle(page.addresses)
    answers = [_read(reader, page, next(turn)) for _ in range(min(WARM_UP, max(20, len(page.addresses))))]
    sizes = [(len(answer.body), len(gzip.compress(answer.body, 6, mtime=0))) for answer in answers[:20]]
    figures.size = round(statistics.mean(size for size, _ in sizes))
    figures.gzipped = round(statistics.mean(gzipped for _, gzipped in sizes))
    figures.queries = max(_queries(reader, page, next(turn), afresh=False) for _ in range(10))
    figures.queries_afresh = max(_queries(reader, page, next(turn), afresh=True) for _ in range(10))
    started = time.perf_counter()
    for _ in range(40):
        _read(reader, page, next(turn))
    count = max(40, round(ROUND_SECONDS / (time.perf_counter() - started) * 40))
    return _Track(page, figures, turn, count)


def _round(reader: Reader, track: _Track, *, afresh: bool) -> None:
    """Read the page so often that a round lasts most of a second; again if the connection was renewed meanwhile."""
    count = max(20, track.count // 3) if afresh else track.count
    while True:
        pid = cpu.backend()
        cpu.share_one_core(pid)
        addresses = list(itertools.islice(track.turn, count))
        started, before = time.perf_counter(), cpu.spent(pid)
        for address in addresses:
            if afresh:
                forget_all()
            answer = reader.get(address)
            if answer.status != track.page.status:
                track.figures.unchanged += answer.status == 304
                raise SystemExit(f"{address} answered {answer.status}; the run is void.")
        used, took = cpu.spent(pid).since(before), time.perf_counter() - started
        if cpu.backend() == pid:
            break
    if afresh:
        track.afresh.append((used.worker + used.database) / count * 1000)
    else:
        each = cpu.Spent(used.worker / count * 1000, used.database / count * 1000)
        track.rounds.append((each, count / took))
        track.figures.requests += count


def _p95(reader: Reader, page: Page) -> tuple[float, float]:
    """Return p95 of CPU and of time taken; a page of few addresses is read at each of them several times."""
    pid = cpu.backend()
    each, times = [], []
    addresses = page.addresses[:MOST_SINGLE]
    for address in [*addresses] * max(1, FEWEST_SINGLE // len(addresses)):
        started, before = time.perf_counter(), cpu.spent(pid)
        _read(reader, page, address)
        used, took = cpu.spent(pid).since(before), time.perf_counter() - started
        each.append((used.worker + used.database) * 1000)
        times.append(took * 1000)
    return _at_95(each), _at_95(times)


def _at_95(figures: list[float]) -> float:
    return round(sorted(figures)[round(0.95 * (len(figures) - 1))], 3)


def _end(track: _Track) -> Figures:
    figures = track.figures
    together = [spent.worker + spent.database for spent, _ in track.rounds]
    figures.cpu = round(statistics.median(together), 3)
    figures.worker = round(statistics.median(spent.worker for spent, _ in track.rounds), 3)
    figures.database = round(statistics.median(spent.database for spent, _ in track.rounds), 3)
    figures.spread = (round(min(together), 3), round(max(together), 3))
    figures.afresh = round(statistics.median(track.afresh), 3)
    figures.per_second = round(statistics.median(speed for _, speed in track.rounds), 1)
    return figures


def _read(reader: Reader, page: Page, address: str | Ask) -> Answer:
    answer = reader.get(address)
    if answer.status != page.status:
        raise SystemExit(f"{address} answered {answer.status} instead of {page.status}.")
    return answer


def _queries(reader: Reader, page: Page, address: str | Ask, *, afresh: bool) -> int:
    if afresh:
        forget_all()
    with CaptureQueriesContext(connection) as captured:
        _read(reader, page, address)
    return len(captured)
