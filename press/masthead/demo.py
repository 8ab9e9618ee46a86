"""The demo paper's particulars."""

import tomllib
from pathlib import Path

from press.masthead.actions import write_masthead
from press.masthead.models import Masthead


def load() -> None:
    """Name the paper, unless it has a name already."""
    if Masthead.objects.exists():
        return
    words = tomllib.loads(Path(__file__).with_name("demo.toml").read_text(encoding="utf-8"))
    write_masthead(**{key: value.strip() for key, value in words.items()})
