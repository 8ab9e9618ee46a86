"""Still lifes."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.table import ballot, bread, jar, oud

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "table-bread-olives": bread.paint,
    "table-ballot-box": ballot.paint,
    "table-ancient-jar": jar.paint,
    "table-oud": oud.paint,
}
