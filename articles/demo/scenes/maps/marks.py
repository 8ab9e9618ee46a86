"""The marks on a hand-drawn map: mountains, dashed lines, the teeth of a front, dots for towns."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from articles.demo.scenes.kit import Colour, Ink, Pen, Point, curve
from articles.demo.scenes.land import path, ragged
from articles.demo.scenes.maps.atlas import Chart, stations


def mountains(
    pen: Pen,
    rng: random.Random,
    chart: Chart,
    ridges: Sequence[tuple[str, float]],
    ink: Colour,
    light: Colour,
    dark: Colour,
    *,
    size: float = 15,
) -> None:
    """Draw ranges as old maps do: small mountains, lit from the left and hatched on the right."""
    spots: list[tuple[float, float, float]] = []
    for text, high in ridges:
        line = [chart.at(spot) for spot in curve(path(text), 8)]
        for row in (-1, 0, 1):
            for x, y, way in stations(line, size * 1.25 * chart.scale):
                off = (row + rng.uniform(-0.35, 0.35)) * size * 0.95 * chart.scale
                tall = high * (1 if row == 0 else 0.62) * rng.uniform(0.65, 1.15)
                spots.append(
                    (y + math.cos(way) * off, x - math.sin(way) * off + rng.gauss(0, 3) * chart.scale, tall),
                )
    for y, x, tall in sorted(spots):
        if -80 < x < chart.canvas.width + 80 and -40 < y < chart.canvas.height + 80:
            _mountain(pen, rng, x, y, tall * size * 1.5 * chart.scale, ink, light, dark)


def _mountain(
    pen: Pen, rng: random.Random, x: float, y: float, h: float, ink: Colour, light: Colour, dark: Colour
) -> None:
    wide = h * rng.uniform(0.62, 0.8)
    lean = rng.uniform(-0.12, 0.12) * h
    top = (x + lean, y - h)
    left = ragged(rng, [(x - wide, y + h * 0.04), (x - wide * 0.45 + lean * 0.5, y - h * 0.52), top], 0.07, 2)
    right = ragged(rng, [top, (x + wide * 0.4 + lean * 0.5, y - h * 0.58), (x + wide, y + h * 0.04)], 0.07, 2)
    seam = ragged(
        rng,
        [
            top,
            (x + lean * 0.4 + wide * 0.12, y - h * 0.6),
            (x - wide * 0.1, y - h * 0.3),
            (x + wide * 0.16, y),
        ],
        0.1,
        1,
    )
    pen.poly([*left, *right], light)
    pen.poly([*seam, *right[::-1]], dark)
    for k in range(1, 7):
        t = k / 7
        px, py = right[int(t * (len(right) - 1))]
        far = h * (0.16 + 0.3 * t) * rng.uniform(0.7, 1)
        pen.taper([(px, py), (px - far * 0.5, py + far * 0.8)], ink, h * 0.034 + 0.6, 0.7)
    for k in range(1, 4):
        px, py = left[int(k / 4 * (len(left) - 1))]
        pen.taper([(px + 2, py), (px + h * 0.1, py + h * 0.12)], ink, h * 0.02 + 0.5, 0.6)
    pen.line(left, ink, max(1.2, h * 0.03))
    pen.line(right, ink, max(1.6, h * 0.05))


def dashes(pen: Pen, line: Sequence[Point], ink: Ink, width: float, mark: float, gap: float) -> None:
    """Draw a dashed line with round ends."""
    for x, y, way in stations(line, mark + gap):
        dx, dy = math.cos(way) * mark / 2, math.sin(way) * mark / 2
        pen.limb([(x - dx, y - dy), (x + dx, y + dy)], ink, width)


def teeth(pen: Pen, line: Sequence[Point], ink: Ink, size: float, gap: float, side: int) -> None:
    """Set small half-discs on one side of a line, as front lines have them."""
    for x, y, way in stations(line, gap)[1:]:
        turn = way + side * math.pi / 2
        arc = [turn + a / 8 for a in range(-12, 13)]
        half = [(x + math.cos(a) * size, y + math.sin(a) * size) for a in arc]
        pen.poly(half, ink)


def town(pen: Pen, x: float, y: float, size: float, ink: Ink, paper: Ink, *, capital: bool = False) -> None:
    """Mark a town by a ring, a capital by a ring with a point in a square."""
    if capital:
        pen.rect(x - size * 1.25, y - size * 1.25, x + size * 1.25, y + size * 1.25, ink)
        pen.rect(x - size * 0.95, y - size * 0.95, x + size * 0.95, y + size * 0.95, paper)
    pen.disc(x, y, size * 0.8, size * 0.8, ink)
    pen.disc(x, y, size * 0.42, size * 0.42, paper)
