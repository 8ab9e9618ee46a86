"""The Thursday market, from its first fish to its last lantern."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.market import cloth, fish, lanterns, spices

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "market-spice-awnings": spices.paint,
    "market-fish-morning": fish.paint,
    "market-cloth-street": cloth.paint,
    "market-night-lanterns": lanterns.paint,
}
