"""What templates remember is remembered by name, so one name must not stand for two things."""

import re
from pathlib import Path

from django.conf import settings

_TAG = re.compile(r"{% (remember [^%]+|endremember) %}")


def remembered(text: str) -> list[tuple[str, str]]:
    """Return each remembered part of a template: what it is remembered by, and its source."""
    found: list[tuple[str, str]] = []
    open_tags: list[tuple[str, int]] = []
    for tag in _TAG.finditer(text):
        if tag[1] == "endremember":
            name, start = open_tags.pop()
            found.append((name, text[start : tag.start()]))
        else:
            open_tags.append((tag[1], tag.end()))
    return found


def test_one_name_is_remembered_for_one_thing() -> None:
    parts: dict[str, str] = {}
    for path in sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html")):
        for name, source in remembered(path.read_text()):
            assert parts.setdefault(name, source) == source, f"{path.name} remembers something else by: {name}"
    assert len(parts) > 10
