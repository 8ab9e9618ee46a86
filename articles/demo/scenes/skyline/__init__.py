"""Port Sarra seen over its roofs."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.skyline import domes, night, towers, wet_window

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "skyline-domes-dusk": domes.paint,
    "skyline-towers-morning": towers.paint,
    "skyline-rain": wet_window.paint,
    "skyline-stars": night.paint,
}
