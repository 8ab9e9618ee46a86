"""Four rooms in which things are decided, learnt or healed."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.interior import assembly, corridor, courtroom, library

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "interior-assembly": assembly.paint,
    "interior-courtroom": courtroom.paint,
    "interior-library": library.paint,
    "interior-hospital-corridor": corridor.paint,
}
