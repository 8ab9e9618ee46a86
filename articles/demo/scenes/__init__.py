"""The demo edition's pictures, drawn by program: `draw` gives one by its slug, the same every time.

A module or package per kind of scene holds its pictures in its own `SCENES`; what they share is in `kit`.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes import (
    desert,
    harbour,
    highlands,
    interior,
    maps,
    market,
    orchard,
    plain,
    sea,
    skyline,
    street,
    table,
)

SCENES: dict[str, Callable[[random.Random], Image.Image]] = (
    harbour.SCENES
    | market.SCENES
    | maps.SCENES
    | skyline.SCENES
    | orchard.SCENES
    | highlands.SCENES
    | sea.SCENES
    | desert.SCENES
    | interior.SCENES
    | street.SCENES
    | table.SCENES
    | plain.SCENES
)


def draw(slug: str) -> Image.Image:
    """Draw the picture of that slug (RGB); the slug alone seeds its chance. An unknown one is a KeyError."""
    return SCENES[slug](random.Random(slug))
