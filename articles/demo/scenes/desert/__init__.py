"""Halut's desert, dry and wet."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.desert import dunes, salt, solar, wadi

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "desert-solar-field": solar.paint,
    "desert-dunes-track": dunes.paint,
    "desert-salt-flats": salt.paint,
    "desert-wadi-after-rain": wadi.paint,
}
