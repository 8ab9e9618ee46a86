"""The sea off Port Sarra and around Ondra."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.sea import cutter, fleet, island, storm

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "sea-lighthouse-storm": storm.paint,
    "sea-fishing-fleet": fleet.paint,
    "sea-coastguard-cutter": cutter.paint,
    "sea-island-calm": island.paint,
}
