"""Several programs as one: started together, their lines told apart, and none outlives the others or us.

What the programs are is the business of `manage.py run`.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

# Waits for a line. When the pipe closes without one we were killed outright, and what we started is ended for us.
_MINDER = 'read -r line || for group; do kill -TERM "-$group"; done'


class Company:
    """Programs that live and die together. Each leads a process group of its own, so its children end with it."""

    def __init__(self, write: Callable[[str], object], *, patience: float = 15) -> None:
        self._write = write
        self._patience = patience
        self._programs: dict[str, subprocess.Popen[str]] = {}
        self._readers: list[threading.Thread] = []
        self._minder: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def start(self, commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> None:
        """Start every program; `write` receives each line they print, with the program's name before it."""
        width = max(map(len, commands))
        for name, command in commands.items():
            program = subprocess.Popen(
                command,
                env={**environment, "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
            )
            self._programs[name] = program
            reader = threading.Thread(target=self._tell, args=(name.ljust(width), program), daemon=True)
            reader.start()
            self._readers.append(reader)
        groups = [str(program.pid) for program in self._programs.values()]
        self._minder = subprocess.Popen(
            ["/bin/sh", "-c", _MINDER, "minder", *groups],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def first_to_end(self) -> tuple[str, int] | None:
        """Return the name and exit code of a program that has ended, or None while all run."""
        for name, program in self._programs.items():
            if program.poll() is not None:
                return name, program.returncode
        return None

    def end(self) -> None:
        """Ask every group to end, wait, then end by force what has not; return when nothing is left.

        Asked a second time, it finds nothing to do.
        """
        for number, seconds in ((signal.SIGTERM, self._patience), (signal.SIGKILL, 5.0)):
            for program in self._programs.values():
                _signal(program.pid, number)
            until = time.monotonic() + seconds
            while any(map(_lives, self._programs.values())) and time.monotonic() < until:
                time.sleep(0.05)
        for reader in self._readers:
            reader.join(1)
        if self._minder:
            with suppress(OSError):
                self._minder.communicate(b"all is well\n")
        self._programs.clear()
        self._readers.clear()
        self._minder = None

    def _tell(self, name: str, program: "subprocess.Popen[str]") -> None:
        assert program.stdout
        for line in program.stdout:
            self._write(f"{name} | {line.rstrip()}")


def _lives(program: "subprocess.Popen[str]") -> bool:
    program.poll()  # takes in its exit code; one that nobody takes in stays in its group
    return _signal(program.pid, 0)


def _signal(group: int, number: int) -> bool:
    """Send a signal to a process group (0 only asks); return whether anyone is in it."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):  # macOS says the latter of a group of the dead
        return False
    return True
