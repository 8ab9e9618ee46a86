"""Packages of the distribution, fetched only where that needs no question: as root, with apt."""

import os
import shutil
import subprocess


def install(*packages: str) -> bool:
    """Install Debian packages; return whether that was possible."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"Installing {' and '.join(packages)} from the distribution.", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    fetch = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    for command in (["apt-get", "update"], fetch):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}", flush=True)
    return done.returncode == 0
