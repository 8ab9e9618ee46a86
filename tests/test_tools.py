"""The programs behind the two commands, as a stranger's machine meets them: no Python, no settings, old stamps."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from articles.tests.builders import make_article
from newsroom.management.commands.run import demo_is_due
from tools import lock
from tools.test import Outcome

ROOT = Path(settings.BASE_DIR)


def machine(folder: Path, **pythons: str) -> dict[str, str]:
    """Return the environment of a machine with a shell and these Pythons, each of which says what it is."""
    programs = folder / "bin"
    programs.mkdir()
    for name in ("cat", "dirname", "ls", "uname"):
        (programs / name).symlink_to(shutil.which(name) or "")
    for name, says in pythons.items():
        program = programs / name.replace("_", ".")
        program.write_text(f"#!/bin/sh\n{says}\n")
        program.chmod(stat.S_IRWXU)
    return {"PATH": str(programs), "HOME": str(folder)}


def find_python(env: dict[str, str]) -> tuple[int, str, str]:
    done = subprocess.run([ROOT / "tools/find-python"], env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip(), done.stderr.strip()


@pytest.mark.once
def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    code, found, said = find_python(machine(tmp_path))
    assert (code, found) == (1, "")
    assert said.startswith("Newsroom needs Python 3.12 or newer, and none was found: install one with ")
    assert len(said.splitlines()) == 1


@pytest.mark.once
def test_debians_python_is_named_with_its_version(tmp_path: Path) -> None:
    code, _found, said = find_python(machine(tmp_path, python3="echo old 3.11"))
    assert code == 1
    assert "and this machine has 3.11" in said


@pytest.mark.once
def test_a_python_without_venv_is_told_its_package(tmp_path: Path) -> None:
    code, _found, said = find_python(machine(tmp_path, python3="echo bare 3.12"))
    assert code == 1
    assert '"apt-get install python3.12-venv"' in said


@pytest.mark.once
def test_a_shim_that_answers_with_an_error_is_passed_over(tmp_path: Path) -> None:
    env = machine(tmp_path, python3_13="echo command not found >&2; exit 127", python3="echo good /a/python")
    assert find_python(env) == (0, "/a/python", "")


@pytest.mark.once
def test_the_version_of_the_project_is_preferred(tmp_path: Path) -> None:
    env = machine(tmp_path, python3_14="echo good /newer", python3_13="echo good /wanted", python3="echo good /any")
    assert find_python(env)[1] == "/wanted"


@pytest.mark.once
def test_a_python_that_is_named_and_does_not_serve_is_refused(tmp_path: Path) -> None:
    env = machine(tmp_path, python3="echo good /a/python") | {"PYTHON": "/nowhere/python"}
    code, found, said = find_python(env)
    assert (code, found) == (1, "")
    assert said.startswith("PYTHON=/nowhere/python is not a Python of version 3.12 or newer")


@pytest.mark.once
def test_settings_are_written_once_for_their_owner_only(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    program = shutil.copy(ROOT / "tools/dotenv.py", tmp_path / "tools/dotenv.py")
    for _ in range(2):
        subprocess.run([sys.executable, program], check=True, capture_output=True)
    file = tmp_path / ".env"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[1] == "DEBUG=true"
    assert len(lines[2]) > len("SECRET_KEY=") + 50
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert len(lines) == 3, "the second time nothing is added"


@pytest.mark.once
def test_lists_hold_what_is_asked_for_and_name_no_place() -> None:
    assert lock.complaints() == []


@pytest.mark.once
def test_make_lists_its_commands() -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    said = subprocess.run(["make"], cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout
    for command in ("run", "test", "check", "bench", "format", "lock", "clean"):
        assert f"make {command} " in said


@pytest.mark.once
@pytest.mark.parametrize(
    ("code", "counts", "line"),
    [
        (0, {"tests": 12, "failures": 0, "errors": 0, "skipped": 0}, "SQLite: 12 passed, 0 failed"),
        (1, {"tests": 12, "failures": 1, "errors": 2, "skipped": 3}, "SQLite: 6 passed, 3 failed, 3 skipped"),
        (
            2,
            {"tests": 4, "failures": 0, "errors": 0, "skipped": 0},
            "SQLite: the tests did not finish (pytest ended with 2)",
        ),
        (3, {}, "SQLite: the tests did not finish (pytest ended with 3)"),
    ],
)
def test_closing_lines_count_what_happened(code: int, counts: dict[str, int], line: str) -> None:
    assert str(Outcome("SQLite", code, counts)) == line


@pytest.mark.django_db
def test_the_demo_is_loaded_into_an_empty_paper_only(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    assert demo_is_due(stamp)
    stamp.write_text("begun")
    make_article()
    assert demo_is_due(stamp), "it was cut short and is to be finished"
    stamp.write_text("done")
    assert not demo_is_due(stamp)
    stamp.unlink()
    assert not demo_is_due(stamp), "the stories here are somebody's own"
