"""A crowd before the Assembly, seen from within it: backs of heads, blank boards, one yellow flag."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, Pen, Point, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("f4d9b4"))
    canvas.gradient([rgb("d8644a"), rgb("ec8f66"), rgb("f6bd86"), rgb("fbe2b6")], (0, 0, 1800, 760))
    canvas.wash(
        [(0, 0), (1800, 0), (1800, 620), (0, 620)],
        [rgb("f6b48a"), rgb("fbe9c4")],
        alpha=0.22,
        dry=0.7,
    )
    _assembly(canvas)
    canvas.haze(560, 800, rgb("f6c79a"), 0.0, 0.6)
    boards = [rgb(c) for c in ("fbf0da", "f6e3c0", "f2b13c", "fbf0da", "d8442f", "2f6a78")]
    coats = [rgb(c) for c in ("b5473a", "2f5f72", "6a4468", "c98a3f", "3f5a4a", "8a5a4a", "2a3558")]
    rows = (
        (780, 34, 60, 0.78),
        (838, 28, 84, 0.6),
        (915, 22, 122, 0.4),
        (1020, 15, 178, 0.18),
        (1185, 9, 268, 0.0),
    )
    for row, (y, count, size, fade) in enumerate(rows):
        dusk = mix(rgb("3a2440"), rgb("e8a27c"), fade)
        with canvas.pen((0, 60, 1800, 1200)) as pen:
            for i in range(count):
                x = 1800 * (i + 0.5) / count + rng.uniform(-0.3, 0.3) * 1800 / count
                if rng.random() < (0.36 if row < 4 else 0.45):
                    _board(pen, rng, x + size * 0.5, y, size, rng.choice(boards), fade, dusk)
            for i in range(count + 1):
                x = 1800 * i / count + rng.uniform(-0.25, 0.25) * 1800 / count
                kit.seen_from_behind(
                    pen, rng, x, y + rng.uniform(-0.14, 0.14) * size, size, coats, dusk=dusk, fade=fade
                )
        if row < 4:
            canvas.haze(y - size * 0.2, y + size * 1.3, rgb("f2b487"), 0.0, 0.22)
        if row == 2:
            with canvas.pen((700, 60, 1500, 1000)) as pen:
                pen.taper([(905, 1010), (1010, 190)], rgb("4a2c3c"), 13, 8)
                wave = kit.curve([(1008, 200), (1110, 160), (1220, 216), (1330, 186), (1440, 236)], 8)
                foot = kit.curve([(1404, 470), (1300, 428), (1200, 462), (1090, 410), (982, 446)], 8)
                pen.poly(wave + foot, rgb("f5b52e"))
                for a, b in ((10, 22), (26, 6)):
                    pen.taper(
                        [wave[a], ((wave[a][0] + foot[b][0]) / 2 + 16, 320), foot[b]],
                        clear(rgb("c9821e"), 0.6),
                        10,
                        60,
                    )
    return canvas.finish(vignette=0.16)


def _assembly(canvas: Canvas) -> None:
    """The Assembly's front: portico, wings and dome, in warm evening light from the left."""
    wall, dark = rgb("f3cfa4"), rgb("c98a78")
    with canvas.pen((0, 40, 1800, 820)) as pen:
        for side in (-1, 1):
            x0, x1 = sorted((900 + side * 300, 900 + side * 860))
            pen.rect(x0, 420, x1, 820, tint(wall, -0.05) if side < 0 else mix(wall, dark, 0.45))
            pen.rect(x0 - 10, 404, x1 + 10, 428, tint(wall, 0.25))
            for i in range(8):
                for y, height in ((462, 92), (604, 120)):
                    x = x0 + 26 + i * 67
                    pen.arch(x, y, x + 34, y + height, rgb("8a4f5c"))
                    pen.rect(x - 4, y + height, x + 38, y + height + 7, tint(wall, 0.3))
        pen.rect(760, 210, 1040, 330, wall)
        pen.rect(940, 210, 1040, 330, dark)
        for i in range(9):
            pen.arch(772 + i * 29.5, 236, 788 + i * 29.5, 310, rgb("8a4f5c"))
        kit.dome(pen, 900, 214, 136, rgb("6fa39a"), rise=0.98)
        pen.rect(560, 330, 1240, 820, mix(wall, dark, 0.3))
        pen.rect(580, 440, 1220, 820, rgb("94525c"))
        pen.poly([(540, 404), (900, 300), (1260, 404)], tint(wall, 0.15))
        pen.poly([(600, 394), (900, 312), (1200, 394)], mix(wall, dark, 0.55))
        pen.rect(540, 402, 1260, 446, wall)
        pen.rect(540, 438, 1260, 446, dark)
        for i in range(8):
            x = 592 + i * 84
            pen.rect(x, 446, x + 30, 820, tint(wall, 0.22))
            pen.rect(x + 18, 446, x + 30, 820, mix(wall, dark, 0.7))
            pen.rect(x - 8, 446, x + 38, 464, wall)
        for i in range(4):
            pen.rect(500 - i * 30, 700 + i * 26, 1300 + i * 30, 726 + i * 26, tint(wall, 0.2 - 0.1 * i))


def _board(
    pen: Pen, rng: random.Random, x: float, y: float, size: float, tone: Colour, fade: float, dusk: Colour
) -> None:
    tilt = rng.choice((-1, 1)) * rng.uniform(0.04, 0.24)
    c, s = math.cos(tilt), math.sin(tilt)
    top = y - size * rng.uniform(1.25, 1.9)
    half, tall = size * rng.uniform(0.42, 0.62), size * rng.uniform(0.3, 0.42)
    tone = mix(tone, rgb("f6c79a"), fade * 0.8)
    arm = mix(kit.vary(rng, dusk, 0.25), rgb(rng.choice(("b5573f", "2f5f6e", "8a5f78", "c98f5a"))), 0.45)

    def at(u: float, v: float) -> Point:
        return x + u * c - v * s, top + u * s + v * c

    pen.line([at(0, 0), at(0, y - top + size * 0.2)], mix(rgb("7a4f3a"), dusk, 0.4), size * 0.05)
    pen.taper(
        [(x - size * 0.3, y + size * 0.5), (x - size * 0.12, y), at(0, size * 0.86)],
        arm,
        size * 0.26,
        size * 0.14,
    )
    pen.disc(*at(0, size * 0.8), size * 0.085, size * 0.085, mix(rng.choice(kit.SKINS), dusk, 0.25))
    pen.poly(
        [
            at(-half + size * 0.04, -tall + size * 0.05),
            at(half + size * 0.04, -tall + size * 0.05),
            at(half + size * 0.04, tall + size * 0.05),
            at(-half + size * 0.04, tall + size * 0.05),
        ],
        clear(dusk, 0.35),
    )
    pen.poly([at(-half, -tall), at(half, -tall), at(half, tall), at(-half, tall)], tone)
    pen.poly(
        [at(half * 0.2, -tall), at(half, -tall), at(half, tall), at(half * 0.5, tall)],
        tint(tone, -0.08),
    )
