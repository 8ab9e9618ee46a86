"""One edition measured in a process of its own: `python -m benchmarks.one_size`, run by `python -m benchmarks`.

It runs with production settings: DEBUG off, hashed static names, compiled templates kept.
"""

import argparse
import json
import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import TextIO


def main() -> None:
    """Make the edition where it is missing, measure its pages, and write the figures to a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--pages", default="")
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        options.into.write_text(json.dumps(_measured(options, Path(folder))), encoding="utf-8")


def _measured(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    from django.conf import settings

    settings.STATIC_ROOT = folder / "static"
    settings.MEDIA_ROOT = folder / "media"
    import django

    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    from benchmarks import beside, database, measure, pages
    from benchmarks.client import Reader

    # First, because rendered stories name icons by their hashed names.
    call_command("collectstatic", interactive=False, verbosity=0)
    if not database.has_edition(options.stories):
        _say(f"Making an edition of {options.stories:,} stories.")
        database.make_edition(options.stories, say=_say)
    chosen = [page for page in pages.all_pages() if not options.pages or page.name in options.pages.split(",")]
    _say(f"Reading {', '.join(page.name for page in chosen)} at {options.stories:,} stories.")
    reader = Reader(get_wsgi_application())
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        _log_into(nowhere)
        figures: dict[str, object] = {"beside": []}
        if not options.pages or "beside" in options.pages.split(","):
            # Before the pages: what measures those keeps worker and database on one core.
            _say("Publishing, reading a sitemap, indexing anew.")
            figures["beside"] = beside.measure(reader, stories=options.stories)
        figures |= measure.measure(reader, chosen, rounds=options.rounds)
    return {"stories": options.stories, "database": _version(connection), **figures}


def _log_into(nowhere: TextIO) -> None:
    """Log as in production, but not on the screen: the 404 page is read on purpose."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(nowhere)


def _version(connection: object) -> str:
    vendor = connection.vendor  # type: ignore[attr-defined]
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SHOW server_version" if vendor == "postgresql" else "SELECT sqlite_version()")
        return f"{'PostgreSQL' if vendor == 'postgresql' else 'SQLite'} {cursor.fetchone()[0].split()[0]}"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
