"""The demo edition's pictures, drawn by program: `draw` gives one by its slug, the same every time.

A module per kind of scene holds that kind's pictures in its own `SCENES`; what they share is in `kit`.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable

from PIL import Image

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {}

# While the two halves are being drawn, a kind that is missing or broken must not stop the others.
for _kind in (
    "harbour",
    "market",
    "maps",
    "skyline",
    "orchard",
    "highlands",
    "sea",
    "desert",
    "interior",
    "street",
    "table",
    "plain",
):
    try:
        SCENES |= importlib.import_module(f"articles.demo.scenes.{_kind}").SCENES
    except Exception as _error:  # noqa: BLE001
        if not isinstance(_error, ModuleNotFoundError):
            print(_kind, repr(_error))


def draw(slug: str) -> Image.Image:
    """Draw the picture of that slug (RGB); the slug alone seeds its chance. Raises KeyError for an unknown one."""
    return SCENES[slug](random.Random(slug))
