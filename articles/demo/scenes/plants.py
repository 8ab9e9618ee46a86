"""Trees and leaves drawn one by one: firs, old olives, crowns of dabs."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from articles.demo.scenes.kit import Colour, Ink, Pen, clear, curve, tint
from articles.demo.scenes.land import between, oval, ragged, soft


def fir(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    height: float,
    dark: Ink,
    light: Ink | None = None,
) -> None:
    """Draw a fir that stands on `y`, branch by branch; `light` is what lies on the branches' left."""
    h = height
    slim = rng.uniform(0.8, 1.1)
    pen.taper([(x, y), (x, y - h)], dark, h * 0.045, h * 0.008)
    count = max(9, round(9 + h / 13))
    for i in range(count):
        t = max(0.0, (i + rng.uniform(-0.3, 0.3)) / count)
        top = y - h * (0.97 - 0.87 * t)
        for side in (-1, 1):
            reach = h * (0.03 + 0.19 * t**0.85) * rng.uniform(0.65, 1.15) * slim
            droop = h * (0.025 + 0.05 * t) * rng.uniform(0.7, 1.3)
            bough = [(x, top), (x + side * reach * 0.55, top + droop * 0.75), (x + side * reach, top + droop)]
            pen.taper(bough, dark, h * (0.05 + 0.035 * t), h * 0.008)
            if light and (side < 0 or rng.random() < 0.25) and rng.random() < 0.8:
                lie = [(px - h * 0.004, py - h * 0.014) for px, py in between(bough, [bough[0]] * 3, 0.12)]
                pen.taper(lie[1:], light, h * 0.022, h * 0.004)


def dabs(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    rx: float,
    ry: float,
    inks: Sequence[Ink],
    *,
    count: int,
    size: float,
    turn: Callable[[float, float], float] | None = None,
) -> None:
    """Fill an oval with leaf-shaped dabs: the first inks below and right, the last to the light."""
    for i in range(count):
        up = i / count
        angle, far = rng.uniform(0, 2 * math.pi), math.sqrt(rng.random()) * (1.04 - 0.5 * up)
        px, py = x + (math.cos(angle) * far - 0.24 * up) * rx, y + (math.sin(angle) * far - 0.36 * up) * ry
        lie = turn(px, py) if turn else rng.uniform(0, math.pi)
        ink = inks[min(len(inks) - 1, int(up * len(inks) + rng.uniform(-0.3, 0.3)))]
        leaf(pen, px, py, size * rng.uniform(0.6, 1.3), lie, ink)


def leaf(pen: Pen, x: float, y: float, length: float, turn: float, ink: Ink, *, slim: float = 0.2) -> None:
    """Draw one pointed leaf around its middle."""
    c, s = math.cos(turn) * length / 2, math.sin(turn) * length / 2
    ox, oy = -s * slim * 1.4, c * slim * 1.4
    pen.poly([(x - c, y - s), (x + ox, y + oy), (x + c, y + s), (x - ox, y - oy)], ink)


# An old olive's trunk in hundredths of the tree's height, and the part of it that lies in shade.
TRUNK = (
    "-15,0 -9,3 -8,10 -10,18 -17,26 -27,36 -33,52 -30,53 -22,38 -12,30 -5,26 -4,40 -8,60 -4,60 1,42 3,30 "
    "13,35 23,44 31,60 35,58 28,40 19,29 11,20 9,12 10,5 17,0 10,0 5,-1 0,1 -6,-1 -15,0"
)


SHADE = (
    "3,-1 4,8 1,16 4,22 3,30 13,35 23,44 31,60 35,58 28,40 19,29 11,20 9,12 10,5 17,0 10,0 3,-1",
    "-5,26 -12,30 -22,38 -30,53 -31,52 -24,38 -14,28 -9,20 -5,26",
    "-2,24 1,32 -1,44 -5,60 -4,60 1,42 3,30 -2,24",
)


def olive_tree(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    height: float,
    bark: Colour,
    leaves: Sequence[Colour],
    *,
    count: int = 420,
) -> None:
    """Draw an old olive that stands on `y`: a twisted, split trunk and a silvery crown in many cushions.

    The light comes from the left; `leaves` run from the darkest to the lightest tone.
    """
    h, f = height, rng.choice((-1, 1))

    def part(text: str, ink: Ink) -> None:
        pen.poly([(x + px * h / 100, y - py * h / 100) for px, py in soft(text, 4)], ink)

    part(TRUNK, bark)
    for text in SHADE:
        part(text, tint(bark, -0.42))
    for _ in range(22):
        # The grain turns about the trunk as it rises.
        at, up = rng.uniform(-7, 8), rng.uniform(0, 12)
        grain = [(at * 1.1, up), (at * 0.8 + 1.5, up + 5), (at * 0.9 + 1, up + rng.uniform(7, 12))]
        ink = clear(tint(bark, rng.choice((-0.6, -0.6, 0.35))), 0.65)
        pen.taper(
            curve([(x + px * h / 100, y - py * h / 100) for px, py in grain], 3),
            ink,
            0.013 * h,
            0.003 * h,
        )
    part("-1,7 1,14 4,16 4,10 2,5 -1,7", tint(bark, -0.75))
    cushions = [
        *((-0.05, 0.62, 0.24), (-0.3, 0.56, 0.19), (0.33, 0.6, 0.2), (-0.43, 0.67, 0.15), (0.45, 0.7, 0.14)),
        *(
            (0.16, 0.72, 0.22),
            (-0.22, 0.76, 0.2),
            (0.32, 0.82, 0.14),
            (-0.02, 0.88, 0.18),
            (-0.3, 0.87, 0.11),
            (0.16, 0.93, 0.12),
        ),
    ]
    size = max(5.0, 0.024 * h + 4)
    for dx, up, wide in cushions:
        px, py, rx, ry = x + f * dx * h, y - up * h, wide * h, wide * 0.62 * h
        pen.poly(ragged(rng, oval(px, py, rx * 0.86, ry * 0.8, steps=12), 0.2, 2), leaves[0])
        dabs(pen, rng, px, py, rx, ry, leaves, count=count // len(cushions), size=size)
