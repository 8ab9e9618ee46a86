"""Finds a Chromium for the browser tests, or brings one.

Looked for in this order: CHROMIUM=/path, the system's Chromium or Chrome, Playwright's own.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import distribution

HOW_TO_GET_ONE = (
    "No Chromium or Chrome was found, and the browser tests need one. Install your system's (Debian: "
    "apt-get install chromium) or Playwright's own (.venv/bin/python -m playwright install --with-deps chromium), "
    "or name one: CHROMIUM=/path/to/chromium make test."
)
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find() -> str | None:
    """Return the path of a browser that really starts (Ubuntu's chromium-browser may only name a snap)."""
    return next((path for path in _candidates() if _starts(path)), None)


def bring() -> str | None:
    """Return the path of a browser; fetch one when there is none: Playwright's own, else the distribution's."""
    found = find()
    if found or "CHROMIUM" in os.environ:
        return found
    print("Fetching Chromium for the browser tests.", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        command.insert(-1, "--with-deps")
    try:
        subprocess.run(command, capture_output=True, timeout=600, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        distribution.install("chromium")
    return find()


def arguments() -> list[str]:
    """Return the command line under which a test's browser speaks to this machine only."""
    return [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        # Chromium's own sandbox refuses to start as root, which is who tests are in a container.
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]


def _candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM"):
        yield named
        return
    yield from filter(None, map(shutil.which, _NAMES))
    yield from filter(os.path.exists, _MAC)
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folders = (
        [Path(folder)]
        if folder
        else [Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"]
    )
    for where in folders:
        for pattern in ("chromium-*/chrome-*/chrome", "chromium-*/chrome-*/*.app/Contents/MacOS/*"):
            yield from map(str, sorted(where.glob(pattern), reverse=True))


def _starts(path: str) -> bool:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and "Chrom" in said.stdout
