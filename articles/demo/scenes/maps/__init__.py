"""The Bay of Sarra mapped in four hands: an engraving, a chart, a relief of cut paper, a grid by night."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.maps import basin, ferries, front_line, grid

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "map-front-line": front_line.paint,
    "map-ferry-routes": ferries.paint,
    "map-river-basin": basin.paint,
    "map-power-grid": grid.paint,
}
