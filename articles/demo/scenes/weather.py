"""What is overhead: sky, sun, moon, stars, clouds, rain and birds."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from articles.demo.scenes.canvas import Canvas
from articles.demo.scenes.pen import Box, Colour, Ink, Pen, Point, clear, curve, mix, tint


def sky(canvas: Canvas, colours: Sequence[Colour], horizon: float, *, brush: float = 0.25) -> None:
    """Paint the sky from the top to the horizon; `brush` is how much of the brush's strokes shows."""
    canvas.gradient(colours, (0, 0, canvas.width, horizon + 1))
    if brush:
        band = [(0, 0), (canvas.width, 0), (canvas.width, horizon), (0, horizon)]
        canvas.wash(band, [tint(c, 0.3) for c in colours], alpha=brush, dry=0.75)


def sun(
    canvas: Canvas,
    x: float,
    y: float,
    radius: float,
    colour: Colour,
    *,
    halo: Colour | None = None,
    reach: float = 6,
) -> None:
    """Set a sun or a full moon in the sky, in its glow, which reaches that many radii."""
    canvas.glow(x, y, radius * reach, halo or colour, 0.75)
    canvas.glow(x, y, radius * 2.2, colour, 0.6)
    with canvas.pen((x - radius - 2, y - radius - 2, x + radius + 2, y + radius + 2)) as pen:
        pen.disc(x, y, radius, radius, colour)


def crescent(canvas: Canvas, x: float, y: float, radius: float, colour: Colour, *, tilt: float = 0.5) -> None:
    """Hang a thin moon in the sky; `tilt` in radians turns its horns."""
    canvas.glow(x, y, radius * 6, colour, 0.4)
    outer = [(x + radius * math.cos(tilt + a), y + radius * math.sin(tilt + a)) for a in _turn(-1.9, 1.9)]
    inner = [
        (
            x + radius * (math.cos(tilt + a) * 0.9) - radius * 0.3 * math.cos(tilt),
            y + radius * (math.sin(tilt + a) * 0.95) - radius * 0.3 * math.sin(tilt),
        )
        for a in _turn(1.9, -1.9)
    ]
    canvas.wash(outer + inner, [colour])


def stars(canvas: Canvas, count: int, below: float, colour: Colour = (240, 240, 225)) -> None:
    """Scatter stars from the top down to `below`, fewer and fainter towards it."""
    rng = canvas.rng
    with canvas.pen((0, 0, canvas.width, below)) as pen:
        for _ in range(count):
            x, y = rng.uniform(0, canvas.width), below * rng.random() ** 1.4
            size = 0.8 + 2.2 * rng.random() ** 5
            pen.disc(x, y, size, size, clear(colour, (0.35 + 0.65 * rng.random()) * (1 - 0.7 * y / below)))


def cloud_bars(
    canvas: Canvas,
    box: Box,
    colours: Sequence[Colour],
    count: int,
    *,
    alpha: float = 0.6,
) -> None:
    """Lay long flat bars of cloud in the box, larger towards its top; each takes one of the colours."""
    rng = canvas.rng
    x0, y0, x1, y1 = box
    for i in range(count):
        depth = rng.random()
        x, y = rng.uniform(x0, x1), y1 - (y1 - y0) * depth
        length, height = (
            rng.uniform(0.16, 0.5) * (x1 - x0) * (0.5 + depth),
            (6 + 34 * depth) * rng.uniform(0.6, 1.3),
        )
        top = [(x - length / 2 + length * t / 12, y - height * _hump(rng, t / 12)) for t in range(13)]
        foot = [(x + length / 2 - length * t / 12, y + height * 0.25 * _hump(rng, t / 12)) for t in range(13)]
        canvas.wash(
            curve(top, 4) + curve(foot, 4),
            [colours[i % len(colours)]],
            alpha=alpha,
            blur=1.5 + 3 * depth,
            dry=0.25,
        )


def cumulus(
    canvas: Canvas, x: float, y: float, width: float, light: Colour, shade: Colour, *, alpha: float = 0.95
) -> None:
    """Pile up one fair-weather cloud whose flat foot is at `y`; the light comes from above, on the left."""
    rng = canvas.rng
    for colour, drop, grow in ((shade, 0.0, 1.0), (light, 0.028, 0.86)):
        puffs: list[list[Point]] = []
        state = random.Random(f"{x}{y}")
        for i in range(11):
            t = (i + 0.5) / 11
            bulge = math.sin(math.pi * t) * state.uniform(0.75, 1.2)
            r = width * (0.035 + 0.12 * bulge) * grow
            cx, cy = x + width * (t - 0.5) - drop * width, y - width * 0.11 * bulge - drop * width * 0.6
            foot = y - drop * width * 0.9
            puffs.append(
                [(cx + r * math.cos(a), min(foot, cy + r * math.sin(a))) for a in _turn(0, 2 * math.pi)],
            )
        canvas.wash(
            puffs,
            [colour, mix(colour, shade, 0.5)],
            alpha=alpha,
            blur=1.2,
            dry=0.12 * rng.uniform(0.8, 1.2),
        )


def rain(
    canvas: Canvas, colour: Colour, count: int, *, slant: float = 0.18, length: float = 60, alpha: float = 0.3
) -> None:
    """Draw slanting rain over everything; nearer drops are longer and fainter."""
    rng = canvas.rng
    with canvas.pen() as pen:
        for _ in range(count):
            x, y, near = rng.uniform(-100, canvas.width + 100), rng.uniform(-60, canvas.height), rng.random()
            reach = length * (0.4 + near)
            pen.line(
                [(x, y), (x - reach * slant, y + reach)],
                clear(colour, alpha * (1.1 - 0.6 * near)),
                1 + near,
            )


def birds(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    count: int,
    ink: Ink,
    *,
    spread: float = 120,
    size: float = 14,
) -> None:
    """Let a loose flock of gulls or swifts fly around the point."""
    for _ in range(count):
        bx, by = x + rng.gauss(0, spread), y + rng.gauss(0, spread * 0.4)
        bird(
            pen,
            bx,
            by,
            size * rng.uniform(0.6, 1.3),
            ink,
            lift=rng.uniform(0.15, 0.75),
            bank=rng.uniform(-0.25, 0.25),
        )


def bird(pen: Pen, x: float, y: float, span: float, ink: Ink, *, lift: float = 0.5, bank: float = 0) -> None:
    """Draw one bird with two bent wings; `span` is one wing's reach, `lift` how high the wings are."""
    for side in (-1, 1):
        tip = (x + side * span, y - span * lift * 0.5 - side * bank * span)
        bend = (x + side * span * 0.5, y - span * lift - side * bank * span * 0.5)
        line = curve([(x, y), bend, tip], 5)
        pen.taper(line, ink, span * 0.26, span * 0.03)
    pen.taper(
        [(x - span * 0.12, y - span * 0.04), (x + span * 0.22, y + span * 0.1)],
        ink,
        span * 0.22,
        span * 0.08,
    )


def _turn(start: float, end: float, steps: int = 28) -> list[float]:
    return [start + (end - start) * i / steps for i in range(steps + 1)]


def _hump(rng: random.Random, t: float) -> float:
    return math.sin(math.pi * t) ** 0.7 * rng.uniform(0.55, 1.1) if 0 < t < 1 else 0.0
