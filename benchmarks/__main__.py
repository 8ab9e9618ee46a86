"""`make bench`: measure the public pages on editions of the wanted sizes, giving and mailing, and print a table.

Each size is measured in a process of its own, in a database of its own that is kept for the next run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import giving, mailing, report
from benchmarks.client import HOST
from benchmarks.database import ROOT, Edition, Server, server
from tools import environment


def main() -> int:
    """Return 0 when every figure is within its budget."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--stories", type=int, default=20_000, help="how many stories the paper has (default: 20,000; 0: none)"
    )
    parser.add_argument("--sizes", default="", help="several sizes, such as 1000,20000,200000, and how the cost grows")
    parser.add_argument(
        "--my-news",
        default="10000,1000000",
        help="sizes at which My News is read as well, on PostgreSQL (default: 10000,1000000; 0: not at all)",
    )
    parser.add_argument(
        "--database", default="", help="a PostgreSQL server's URL, or “sqlite”; databases are made there"
    )
    parser.add_argument(
        "--pages",
        default="",
        help="some pages only, such as article,front; “beside” is what is no page: index and sitemap",
    )
    parser.add_argument(
        "--giving",
        type=int,
        default=600,
        help="so many of Stripe's events are handled, on PostgreSQL (default: 600, two minutes; 0: none)",
    )
    parser.add_argument(
        "--mailing",
        type=int,
        default=100_000,
        help="an edition for so many readers, on PostgreSQL (default: 100,000, three minutes; 0: none)",
    )
    parser.add_argument("--rounds", type=int, default=9, help="rounds of most of a second a page; the median counts")
    parser.add_argument(
        "--turns",
        type=int,
        default=1,
        help="how often all sizes are gone through, so that a machine's slow minutes fall on each; the median counts",
    )
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")] if options.sizes else [options.stories]
    many = [int(size) for size in options.my_news.split(",") if int(size)]
    with server(options.database) as where:
        turns = [[_run(where, "paper", size, options) for size in sizes if size] for _ in range(options.turns)]
        papers = [report.median_turn(of_one_size) for of_one_size in zip(*turns, strict=True)]
        readers = [_run(where, "many", size, options) for size in many if where.url]
        gifts = (
            giving.measure(where, events=options.giving) if where.url and options.giving and not options.pages else []
        )
        mails = (
            mailing.measure(where, readers=options.mailing)
            if where.url and options.mailing and not options.pages
            else []
        )
    runs = [*papers, *readers]
    for run in runs:
        print(report.table(run))
    for alike in (papers, readers):
        if len(alike) > 1:
            print(report.growth(alike))
    print(f"\nSaved as {report.save(runs, gifts, mails, ROOT / 'var' / 'bench').relative_to(ROOT)}")
    over = [*report.misses(runs), *(report.beside(figure) for figure in [*gifts, *mails] if figure["over"])]
    if not where.url:
        print("The budgets are for PostgreSQL; this run was on SQLite, as a newcomer's site is.")
        return 0
    print("\n".join(over) or "Every figure is within its budget.")
    return bool(over)


def _run(where: Server, edition: Edition, stories: int, options: argparse.Namespace) -> dict[str, object]:
    with where.database(edition, stories) as url, tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        settings = environment.only(
            DEBUG="false",
            SECRET_KEY="the benchmark signs nothing that anybody keeps, so its key need not be secret",
            SITE_URL=f"https://{HOST}",
            ALLOWED_HOSTS=HOST,
            DATABASE_URL=url,
            STRIPE_SECRET_KEY="sk_test_benchmark",  # gifts are taken, and nobody is called
            DJANGO_SETTINGS_MODULE="newsroom.settings",
        )
        into = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "benchmarks.one_size", "--edition", edition, "--stories", str(stories)]
        command += ["--pages", options.pages, "--rounds", str(options.rounds), "--into", str(into)]
        subprocess.run(command, env=settings, cwd=ROOT, check=True)
        return dict(json.loads(into.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
