"""Hills, water and plants."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageFilter

from articles.demo.scenes.canvas import Canvas
from articles.demo.scenes.pen import Colour, Ink, Pen, Point, clear, curve, mix


def skyline(
    rng: random.Random, x0: float, x1: float, y: float, rise: float, rough: float = 0.55, depth: int = 8
) -> list[Point]:
    """Return the line of a ridge from midpoint noise: about `y`, up to `rise` above or below it."""
    heights = [rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5)]
    reach = 1.0
    for _ in range(depth):
        finer: list[float] = []
        for a, b in pairwise(heights):
            finer += [a, (a + b) / 2 + rng.uniform(-reach, reach) * 0.6]
        heights = [*finer, heights[-1]]
        reach *= rough
    last = len(heights) - 1
    return [(x0 + (x1 - x0) * i / last, y - rise * h) for i, h in enumerate(heights)]


def ridge(
    canvas: Canvas,
    y: float,
    rise: float,
    colours: Sequence[Colour],
    *,
    rough: float = 0.5,
    dry: float = 0,
    foot: float | None = None,
) -> list[Point]:
    """Paint one range of hills across the sheet, down to `foot` (the sheet's edge), and return its line."""
    line = skyline(canvas.rng, -20, canvas.width + 20, y, rise, rough)
    foot = canvas.height + 2 if foot is None else foot
    canvas.wash([*line, (canvas.width + 20, foot), (-20, foot)], colours, dry=dry)
    return line


def ridges(
    canvas: Canvas,
    y0: float,
    y1: float,
    far: Colour,
    near: Colour,
    count: int,
    rise: float,
    *,
    haze: float = 0.35,
) -> None:
    """Stand ranges of hills behind one another, from `y0` (far) to `y1` (near), each paler at its foot."""
    for i in range(count):
        t = i / max(1, count - 1)
        colour = mix(far, near, t)
        ridge(
            canvas,
            y0 + (y1 - y0) * t,
            rise * (0.5 + 0.7 * t),
            [colour, mix(colour, far, haze), mix(colour, far, haze * 1.6)],
        )


def reflect(
    canvas: Canvas,
    y: float,
    tone: Sequence[Colour],
    *,
    cover: float = 0.45,
    shake: float = 10,
    foot: float | None = None,
    x0: int = 0,
    x1: int | None = None,
) -> None:
    """Mirror what stands above the waterline `y` in the water below, broken by ripples that widen towards us.

    `tone` is the water's own colours from far to near, of which `cover` lies over the mirror image. With `x0`
    and `x1` only that strip is mirrored, for a ship that lies nearer than the horizon.
    """
    rng = canvas.rng
    bottom = canvas.height if foot is None else min(canvas.height, int(foot))
    y0 = int(y)
    depth = bottom - y0
    x1 = canvas.width if x1 is None else x1
    width = x1 - x0
    source = canvas.image.crop((x0, max(0, y0 - depth), x1, y0))
    if source.height < depth:
        source = source.resize((width, depth), Image.Resampling.BILINEAR)
    mirror = source.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.BoxBlur((1, 3)))
    wet = Image.new("RGB", (width, depth))
    knots = [rng.uniform(-1, 1) for _ in range(200)]
    for i in range(depth):
        near = (i + 1) / depth
        place = 190 * math.sqrt(near) * min(1, math.sqrt(depth / 500))
        low = int(place)
        wave = knots[low] + (knots[low + 1] - knots[low]) * (place - low)
        shift = round(shake * (0.2 + near) * wave + rng.uniform(-1, 1) * shake * 0.1)
        row = mirror.crop((0, i, width, i + 1))
        wet.paste(row, (0, i))
        wet.paste(row, (shift, i))
    canvas.image.paste(wet, (x0, y0))
    canvas.wash([(x0, y0), (x1, y0), (x1, bottom), (x0, bottom)], tone, alpha=cover)


def ripples(
    canvas: Canvas,
    y0: float,
    y1: float,
    colours: Sequence[Ink],
    count: int,
    *,
    size: float = 1,
    x0: float = 0,
    x1: float | None = None,
) -> None:
    """Draw flat strokes of water from far (`y0`, small and dense) to near (`y1`, long and thick)."""
    rng = canvas.rng
    x1 = canvas.width if x1 is None else x1
    with canvas.pen((0, y0, canvas.width, y1)) as pen:
        for _ in range(count):
            near = rng.random() ** 1.7
            y = y0 + (y1 - y0) * near
            length = (14 + 190 * near) * rng.uniform(0.4, 1.3) * size
            pen.dash(
                rng.uniform(x0, x1),
                y,
                length,
                (1.2 + 8 * near) * rng.uniform(0.6, 1.3) * size,
                rng.choice(colours),
            )


def glitter(
    canvas: Canvas,
    x: float,
    y0: float,
    y1: float,
    colour: Colour,
    count: int,
    *,
    spread: float = 60,
    size: float = 1,
) -> None:
    """Strew the path of a light on water, from below the light at `y0` towards us at `y1`."""
    rng = canvas.rng
    with canvas.pen((0, y0, canvas.width, y1)) as pen:
        for _ in range(count):
            near = rng.random() ** 1.3
            y = y0 + (y1 - y0) * near
            off = rng.gauss(0, 1) * spread * (0.25 + 1.5 * near)
            length = (10 + 70 * near) * rng.uniform(0.4, 1.4) * size
            fade = max(0.15, 0.95 - abs(off) / (spread * 4))
            pen.dash(x + off, y, length, (1.5 + 7 * near) * rng.uniform(0.6, 1.2) * size, clear(colour, fade))


def cypress(pen: Pen, rng: random.Random, x: float, y: float, height: float, dark: Ink, light: Ink) -> None:
    """Draw a cypress that stands on `y`, lit from the left."""
    for ink, width, shift in ((dark, 0.13, 0.0), (light, 0.06, -0.04)):
        left: list[Point] = []
        right: list[Point] = []
        for i in range(15):
            t = i / 14
            half = height * width * math.sin(math.pi * (0.05 + 0.95 * t) ** 0.7) * rng.uniform(0.8, 1.15)
            left.append((x + shift * height - half, y - height * t * (1 if ink == dark else 0.9)))
            right.append((x + shift * height + half, left[-1][1]))
        pen.poly(left + right[::-1], ink)


def palm(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    height: float,
    trunk: Ink,
    leaf: Ink,
    light: Ink,
    *,
    lean: float = 0.08,
) -> None:
    """Draw a palm that stands on `y`, with drooping fronds of two tones."""
    top = (x + lean * height, y - height)
    pen.taper(
        curve([(x, y), (x + lean * height * 0.3, y - height * 0.5), top], 8),
        trunk,
        height * 0.055,
        height * 0.03,
    )
    for i in range(15):
        angle = math.pi * (0.02 + 1.0 * i / 14) + rng.uniform(-0.12, 0.12)
        reach = height * rng.uniform(0.3, 0.42)
        dx, dy = math.cos(angle), -math.sin(angle)
        mid = (top[0] + dx * reach * 0.55, top[1] + dy * reach * 0.5 - reach * 0.08)
        tip = (top[0] + dx * reach, top[1] + dy * reach * 0.45 + reach * rng.uniform(0.12, 0.4))
        ink = light if i % 3 == 1 else leaf
        spine = curve([top, mid, tip], 9)
        for j, (sx, sy) in enumerate(spine[1:], 1):
            size = height * 0.09 * math.sin(math.pi * min(1, 0.15 + 0.85 * j / len(spine)))
            for side in (-0.8, 0.8):
                pen.taper(
                    [
                        (sx, sy),
                        (sx + dx * size * 0.6 + side * size * 0.2, sy + size * (0.9 if side > 0 else 0.55)),
                    ],
                    ink,
                    height * 0.012,
                    1,
                )
        pen.taper(spine, ink, height * 0.02, height * 0.004)


def bush(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    width: float,
    height: float,
    tones: Sequence[Ink],
    *,
    leaves: int = 90,
) -> None:
    """Fill an oval with dabs of leaf, dark tones below and first, light ones above and last."""
    for i in range(leaves):
        tone = tones[min(len(tones) - 1, i * len(tones) // leaves)]
        up = i / leaves
        angle, far = rng.uniform(0, 2 * math.pi), math.sqrt(rng.random()) * (1 - 0.35 * up)
        dx, dy = math.cos(angle) * far * width / 2, math.sin(angle) * far * height / 2
        size = (width + height) * 0.5 * rng.uniform(0.07, 0.15) * (1.15 - 0.55 * up)
        pen.disc(
            x + dx - width * 0.1 * up,
            y + dy - height * 0.16 * up,
            size,
            size * rng.uniform(0.6, 0.9),
            tone,
        )


def tree(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    height: float,
    trunk: Ink,
    tones: Sequence[Ink],
    *,
    leaves: int = 160,
) -> None:
    """Draw a broad tree that stands on `y`: a forked trunk and a crown of dabs."""
    fork = (x + rng.uniform(-0.03, 0.03) * height, y - height * 0.4)
    pen.taper([(x, y), fork], trunk, height * 0.1, height * 0.06)
    for side in (-0.2, 0.02, 0.22):
        pen.taper([fork, (x + side * height, y - height * 0.68)], trunk, height * 0.05, height * 0.02)
    bush(pen, rng, x, y - height * 0.68, height * 0.85, height * 0.62, tones, leaves=leaves)
