"""The figures as a table, beside the peers' and the budgets, and as JSON."""

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

# CPU milliseconds a page and SQL statements of today's peers: 20,000 stories, one core, no page cache.
PEERS = {"article": (27, 53, 85), "front": (62, 58, 82), "category": (88, 151, 104)}
PEER_QUERIES = {"article": (9, 34, 36)}
# CPU milliseconds and queries at most.
BUDGETS = {
    "article": (4, 4),
    "category": (4, 4),
    "topic": (4, 4),
    "front": (6, 8),
    "feed": (4, 3),
    "feed-json": (4, 3),
    "search": (20, 8),
    "suggest": (6, 4),
    "donate": (4, 3),
    "my-news": (8, 3),
    "my-widest": (8, 3),
    "my-rarest": (8, 3),
    "my-older": (8, 3),
    "my-strip": (8, 3),
    "state": (2.5, 0),
    "state-in": (2.5, 3),
    "follow": (4, 3),
}
# What finds its stories anew by their words has its budget at this many; a larger paper has more to look through.
SEARCHED = 20_000
# CPU milliseconds that nineteen of twenty requests may cost in an edition of so many stories.
SLOWEST = {("search", 200_000): 60}
LATENCY = {"my-news": 25}  # p95 of the time taken, in milliseconds
BYTES = {"state": 1024}
_UNCOUNTED = "; THE DATABASE'S CPU IS NOT COUNTED: it runs elsewhere"
GROWTH = 1.5  # the dearest size may cost so many times the cheapest


def table(run: dict[str, Any]) -> str:
    """Return one size's figures as text."""
    lines = [
        f"\n{run['stories']:,} stories, {run['database']}, {run['pinned']}{_UNCOUNTED if run['uncounted'] else ''}",
        "CPU in ms a request, worker and database together; no stored response is used.",
        f"Load of the machine: {run['load'][0]} before, {run['load'][1]} after.",
        _line(
            "page",
            "CPU",
            "budget",
            "worker",
            "db",
            "p95",
            "took",
            "rounds",
            "afresh",
            "req/s",
            "queries",
            "budget",
            "hits",
            "bytes",
        )
        + f" {'gzipped':>8}  Ghost / Wagtail / WordPress",
    ]
    for row in run["pages"]:
        most, queries = _budget(run, row["page"])
        figures = _line(
            row["page"],
            f"{row['cpu']:.2f}",
            _at_most(most),
            f"{row['worker']:.2f}",
            f"{row['database']:.2f}",
            f"{row['p95']:.2f}",
            f"{row['latency']:.2f}",
            f"{row['spread'][0]:.2f}–{row['spread'][1]:.2f}",
            f"{row['afresh']:.2f}",
            f"{row['per_second']:.0f}",
            f"{row['queries']}/{row['queries_afresh']}",
            _at_most(queries),
            row["cache_hits"],
            f"{row['size']:,}",
        )
        over = (most and row["cpu"] > most) or (queries and row["queries"] > queries) or _is_slow(run, row)
        lines.append(f"{figures} {row['gzipped']:8,}  {_peers(row['page'])}{' OVER BUDGET' if over else ''}")
    lines.append(
        "p95: CPU of single requests; took: p95 of the time they took. "
        "afresh: site settings, menu and promos asked for at each request, not every 5 s; queries: then/afresh."
    )
    lines += [
        f"{row['page']}: p95 {row['p95']:.2f} ms, budget ≤ {slowest}"
        for row in run["pages"]
        if (slowest := SLOWEST.get((row["page"], run["stories"])))
    ]
    lines += [beside(row) for row in run.get("beside", [])]
    lines.append("For comparison: Django's own cache middleware 0.6 ms, nginx from its cache 0.02 ms.")
    return "\n".join(lines)


def _budget(run: dict[str, Any], page: str) -> tuple[float, int]:
    """Return what a page may cost and ask in a paper of that size; 0 where nothing is said."""
    most, queries = BUDGETS.get(page, (0, 0))
    return (0 if page in {"search", "suggest"} and run["stories"] > SEARCHED else most), queries


def _is_slow(run: dict[str, Any], row: dict[str, Any]) -> bool:
    return bool(row["p95"] > SLOWEST.get((row["page"], run["stories"]), float("inf")))


def beside(row: dict[str, Any]) -> str:
    """Return a figure that is no page's as a line."""
    sign, over = "≥" if row["least"] else "≤", " OVER BUDGET" if row["over"] else ""
    return f"{row['what']}: {row['value']:,} {row['unit']}, budget {sign} {row['budget']:,}{over}"


def _line(*cells: object) -> str:
    widths = (-9, 6, 6, 7, 6, 6, 6, 12, 7, 6, 8, 7, 5, 8)
    return " ".join(
        f"{cell!s:{'<' if width < 0 else '>'}{abs(width)}}" for cell, width in zip(cells, widths, strict=True)
    )


def _peers(page: str) -> str:
    if page not in PEERS:
        return ""
    said = " / ".join(map(str, PEERS[page])) + " ms"
    return said + (f", {' / '.join(map(str, PEER_QUERIES[page]))} queries" if page in PEER_QUERIES else "")


def median_turn(turns: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return one run of several of one size, in which each page has the figures of its median turn."""
    chosen = dict(turns[0])
    chosen["pages"] = [
        sorted((one["pages"][place] for one in turns), key=lambda row: row["cpu"])[len(turns) // 2]
        for place in range(len(chosen["pages"]))
    ]
    chosen["load"] = [turns[0]["load"][0], turns[-1]["load"][1]]
    return chosen


def growth(runs: list[dict[str, Any]]) -> str:
    """Return how each page's cost changes with the number of stories."""
    sizes = [run["stories"] for run in runs]
    lines = [f"\n{'page':9} " + " ".join(f"{size:>9,}" for size in sizes) + f"  dearest/cheapest (at most {GROWTH})"]
    for row in runs[0]["pages"]:
        costs = [next(other["cpu"] for other in run["pages"] if other["page"] == row["page"]) for run in runs]
        ratio = max(costs) / min(costs)
        over = " !" if ratio > GROWTH and row["page"] in BUDGETS else ""
        lines.append(f"{row['page']:9} " + " ".join(f"{cost:9.2f}" for cost in costs) + f"  {ratio:.2f}{over}")
    return "\n".join(lines)


def misses(runs: list[dict[str, Any]]) -> list[str]:
    """Return what is over budget, as sentences."""
    found = []
    for run in runs:
        for row in run["pages"]:
            most, queries = _budget(run, row["page"])
            if most and row["cpu"] > most:
                found.append(
                    f"{row['page']} costs {row['cpu']:.2f} ms at {run['stories']:,} stories; the budget is {most}."
                )
            if row["page"] in BUDGETS and row["queries"] > queries:
                found.append(f"{row['page']} makes {row['queries']} queries; the budget is {queries}.")
            if _is_slow(run, row):
                found.append(f"{row['page']} costs {row['p95']:.0f} ms at p95 at {run['stories']:,} stories.")
            if row["latency"] > (most := LATENCY.get(row["page"], row["latency"])):
                found.append(f"{row['page']} takes {row['latency']:.1f} ms at p95; the budget is {most}.")
            if row["size"] > BYTES.get(row["page"], row["size"]):
                found.append(f"{row['page']} has {row['size']} bytes; the budget is {BYTES[row['page']]}.")
            if row["cache_hits"] or row["unchanged"]:
                found.append(f"{row['page']} used a stored response: the run is void.")
        found += [beside(row) for row in run.get("beside", []) if row["over"]]
    return found


def save(runs: list[dict[str, Any]], giving: list[dict[str, Any]], mailing: list[dict[str, Any]], folder: Path) -> Path:
    """Write the figures with date, machine and versions, and return where."""
    now = datetime.now(UTC)
    kept = {
        "at": now.isoformat(timespec="seconds"),
        "machine": {
            "cpu": _processor(),
            "cores": os.cpu_count(),
            "system": f"{platform.system()} {platform.release()}",
        },
        "versions": {"python": platform.python_version(), **{name: version(name) for name in ("django", "psycopg")}},
        "peers": {"cpu_ms": PEERS, "queries": PEER_QUERIES},
        "budgets": BUDGETS,
        "runs": runs,
        "giving": giving,
        "mailing": mailing,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return path


def _at_most(budget: object) -> str:
    return f"≤ {budget}" if budget else ""


def _processor() -> str:
    """Return the processor's name as its maker writes it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
