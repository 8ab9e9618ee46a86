"""`make bench`: measure the public pages on editions of the wanted sizes and print a table.

Each size is measured in a process of its own, in a database of its own that is kept for the next run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import report
from benchmarks.client import HOST
from benchmarks.database import ROOT, Server, server
from tools import environment


def main() -> int:
    """Return 0 when every figure is within its budget."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--stories", type=int, default=20_000, help="how many stories the edition has (default: 20,000)"
    )
    parser.add_argument("--sizes", default="", help="several sizes, such as 1000,20000,200000, and how the cost grows")
    parser.add_argument(
        "--database", default="", help="a PostgreSQL server's URL, or “sqlite”; databases are made there"
    )
    parser.add_argument(
        "--pages",
        default="",
        help="some pages only, such as article,front; “beside” is what is no page: index and sitemap",
    )
    parser.add_argument("--rounds", type=int, default=9, help="rounds of most of a second a page; the median counts")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")] if options.sizes else [options.stories]
    with server(options.database) as where:
        runs = [_run(where, size, options) for size in sizes]
    for run in runs:
        print(report.table(run))
    if len(runs) > 1:
        print(report.growth(runs))
    print(f"\nSaved as {report.save(runs, ROOT / 'var' / 'bench').relative_to(ROOT)}")
    over = report.misses(runs)
    if not where.url:
        print("The budgets are for PostgreSQL; this run was on SQLite, as a newcomer's site is.")
        return 0
    print("\n".join(over) or "Every figure is within its budget.")
    return bool(over)


def _run(where: Server, stories: int, options: argparse.Namespace) -> dict[str, object]:
    with where.database(stories) as url, tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        settings = environment.only(
            DEBUG="false",
            SECRET_KEY="the benchmark signs nothing that anybody keeps, so its key need not be secret",
            SITE_URL=f"https://{HOST}",
            ALLOWED_HOSTS=HOST,
            DATABASE_URL=url,
            DJANGO_SETTINGS_MODULE="newsroom.settings",
        )
        into = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "benchmarks.one_size", "--stories", str(stories), "--pages", options.pages]
        command += ["--rounds", str(options.rounds), "--into", str(into)]
        subprocess.run(command, env=settings, cwd=ROOT, check=True)
        return dict(json.loads(into.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
