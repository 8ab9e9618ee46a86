"""Reading the demo edition's files: stories as TOML and HTML, lists as TOML."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DemoStory:
    """One file of stories/: what stands between the `+++` lines, and the body below."""

    slug: str
    facts: dict[str, Any]
    body: str


def stories() -> list[DemoStory]:
    """Return the stories, oldest first, so that they are written in the order of their dates."""
    found = [_story(path) for path in sorted((HERE / "stories").glob("*.html"))]
    return sorted(found, key=lambda story: -story.facts["hours_ago"])


def rows(file: str, table: str) -> list[dict[str, Any]]:
    """Return the `[[table]]` rows of a TOML file of this folder."""
    found: list[dict[str, Any]] = tomllib.loads((HERE / file).read_text(encoding="utf-8"))[table]
    return found


def _story(path: Path) -> DemoStory:
    _, head, body = path.read_text(encoding="utf-8").split("+++", 2)
    return DemoStory(slug=path.stem, facts=tomllib.loads(head), body=body.strip())
