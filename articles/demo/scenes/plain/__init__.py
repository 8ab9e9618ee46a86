"""The plain: wheat, the railway, a camp and a schoolyard."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.plain import harvest, schoolyard, tents, viaduct

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "plain-wheat-harvest": harvest.paint,
    "plain-railway-viaduct": viaduct.paint,
    "plain-tents": tents.paint,
    "plain-schoolyard": schoolyard.paint,
}
