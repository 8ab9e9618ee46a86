"""Port Sarra's harbour at four hours."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.harbour import bay, jetty, old_port, quay

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "harbour-dusk": old_port.paint,
    "harbour-fog-dawn": jetty.paint,
    "harbour-night-cranes": quay.paint,
    "harbour-noon-sails": bay.paint,
}
