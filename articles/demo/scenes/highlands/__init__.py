"""The Kesh highlands and Marran's mountains."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.highlands import flock, gorge, pass_road, snow

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "highlands-snow-ridge": snow.paint,
    "highlands-gorge-dam": gorge.paint,
    "highlands-pass-road": pass_road.paint,
    "highlands-shepherd-hills": flock.paint,
}
