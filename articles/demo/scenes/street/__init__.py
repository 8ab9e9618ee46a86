"""Streets and stairs of Port Sarra, and one square full of people."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.street import arcade, placards, stairs, tram

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "street-arcade-lanterns": arcade.paint,
    "street-tram": tram.paint,
    "street-stairs": stairs.paint,
    "street-placards": placards.paint,
}
