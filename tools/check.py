"""Everything `make check` looks at. All steps run, whatever the others say; the last line names those that failed."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tools import environment

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    production: bool = False  # with the settings of a site as readers meet it


STEPS = (
    Step("types", ("-m", "mypy", ".")),
    Step("layout", ("-m", "ruff", "format", "--check", "--output-format=concise", ".")),
    Step("lint", ("-m", "ruff", "check", "--output-format=concise", ".")),
    Step("layers", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
    Step("templates", ("-m", "djlint", "--lint", "--quiet", ".")),
    Step("migrations", ("manage.py", "makemigrations", "--check", "--dry-run")),
    Step("deployment", ("manage.py", "check", "--deploy", "--fail-level", "WARNING"), production=True),
    Step("static files", ("-m", "tools.collect"), production=True),
    Step("pins", ("-m", "tools.lock", "--check")),
)


def main() -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="newsroom-check-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        under_way = {pool.submit(_run, step, folder): step for step in STEPS}
        failed = [under_way[done].name for done in as_completed(under_way) if not _tell(under_way[done], done.result())]
    seconds = time.monotonic() - started
    print(f"\n{len(STEPS) - len(failed)} of {len(STEPS)} checks passed in {seconds:.0f} s.")
    if failed:
        print(f"Failed: {', '.join(sorted(failed))}.")
    return 1 if failed else 0


def _run(step: Step, folder: str) -> "subprocess.CompletedProcess[str]":
    database = f"sqlite:///{folder}/{step.name.replace(' ', '-')}.sqlite3"
    settings = environment.production if step.production else environment.development
    return subprocess.run(
        [sys.executable, *step.command],
        cwd=ROOT,
        env=settings(DATABASE_URL=database),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _tell(step: Step, done: "subprocess.CompletedProcess[str]") -> bool:
    """Print what a failed step said; return whether it passed."""
    passed = done.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'} {step.name}", flush=True)
    if not passed:
        print(done.stdout.rstrip(), end="\n\n", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
