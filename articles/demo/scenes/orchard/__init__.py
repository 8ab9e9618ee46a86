"""What grows on the coast: olives, oranges, dates and vines."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.orchard import citrus, dates, olives, vineyard

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "orchard-olive-terraces": olives.paint,
    "orchard-citrus-bloom": citrus.paint,
    "orchard-date-palms": dates.paint,
    "vineyard-autumn": vineyard.paint,
}
