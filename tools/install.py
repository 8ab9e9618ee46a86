"""Makes `.venv` and installs one pinned, hashed list into it. Runs before anything is installed: standard library only.

Usage: install.py LIST STAMP. The stamp is touched when all of the list is in place.
"""

import fcntl
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")


def main(requirements: str, stamp: str) -> None:
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "install.lock").open("w") as lock:
        # `make run` and `make test` may both be started on a fresh checkout; the second one waits here.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _venv_works():
            _make_venv()
        _install(ROOT / requirements)
        (ROOT / stamp).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / stamp).touch()


def _venv_works() -> bool:
    command = [PYTHON, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 12))"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:  # not there, or its Python has gone
        return False


def _make_venv() -> None:
    command = [sys.executable, "-m", "venv", "--clear", "--prompt", "newsroom", str(VENV)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        sys.exit(f"{made.stdout}{made.stderr}\n{sys.executable} could not make .venv; its own words stand above.")


def _install(requirements: Path) -> None:
    count = len(re.findall(r"^[a-z0-9]", requirements.read_text(encoding="utf-8"), re.MULTILINE | re.IGNORECASE))
    print(f"Installing the {count} packages of {requirements.name} into .venv.", flush=True)
    command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    done = subprocess.run([*command, "--requirement", str(requirements)], check=False)
    if done.returncode:
        sys.exit(f"pip could not install {requirements.name}; its own words stand above.")


if __name__ == "__main__":
    main(*sys.argv[1:])
