"""Pins what pyproject.toml and package.json ask for, with hashes, for every system and Python from 3.12 on.

Usage: python -m tools.lock [--upgrade]; with --check it writes nothing and says where list and wish disagree.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from tools.node import NODE, NPM, ROOT, environment

SITE, DEV, NODE_LOCK = "requirements.txt", "requirements-dev.txt", "package-lock.json"
COMPILE = [
    *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"),
    *("--universal", "--python-version", "3.12", "--generate-hashes"),
    # A lock says what, never from where: one machine's mirrors are nobody else's business.
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"),
]


def main(arguments: list[str]) -> None:
    if arguments != ["--check"]:
        _run([*COMPILE, *arguments, "--output-file", SITE])
        # The site's pins stand in the longer list too, so that one install serves the tests.
        _run([*COMPILE, *arguments, "--group", "dev", "--constraint", SITE, "--no-annotate", "--output-file", DEV])
        _run([str(NODE), str(NPM), "install", "--package-lock-only"])
    if found := complaints():
        sys.exit("\n".join(found))


def complaints() -> list[str]:
    """Return what is wrong with the lists: an unmet wish, two opinions on one package, an address."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wishes = {SITE: project["project"]["dependencies"]}
    wishes[DEV] = [*wishes[SITE], *project["dependency-groups"]["dev"]]
    pins = {name: _pins(ROOT / name) for name in wishes}
    return [
        *(
            f"{name} does not hold what pyproject.toml asks for: {wish}. Run make lock."
            for name, asked in wishes.items()
            for wish in map(Requirement, asked)
            if not wish.specifier.contains(pins[name].get(_plain(wish.name), "0"))
        ),
        *(
            f"{SITE} and {DEV} disagree about {name}. Run make lock."
            for name, version in pins[SITE].items()
            if pins[DEV].get(name) != version
        ),
        *(f"{name} names a place to fetch from." for name in (SITE, DEV, NODE_LOCK) if _has_address(ROOT / name)),
    ]


def _pins(requirements: Path) -> dict[str, str]:
    found = re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", requirements.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {_plain(name): version for name, version in found}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _has_address(lock: Path) -> bool:
    """Say whether a lock names a server or a folder; npm's lines on whom to sponsor are not fetched from."""
    pattern = r'"resolved"' if lock.suffix == ".json" else r"://|^-|^/"
    return re.search(pattern, lock.read_text(encoding="utf-8"), re.MULTILINE) is not None


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, env=environment(), check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
