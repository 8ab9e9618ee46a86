"""White sails strewn over the turquoise bay, seen at noon from the terraces above it."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Point, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("2fa6ac"))
    horizon = 190
    kit.sky(canvas, [rgb("5fb0cf"), rgb("a9d6df"), rgb("e9f1e6")], horizon, brush=0.35)
    kit.ridge(canvas, 172, 34, [rgb("8fb3c0"), rgb("b9d0cf")], foot=horizon + 2)
    canvas.gradient(
        [rgb("4a9fb8"), rgb("2f96b0"), rgb("259fae"), rgb("3fbcb4"), rgb("86d6c2")], (0, horizon, 1800, 1200)
    )
    shoal = kit.curve([(1800, 420), (1520, 470), (1330, 620), (1180, 760), (1010, 1010), (840, 1200)])
    canvas.wash([*shoal, (1800, 1200)], [rgb("63cbbd"), rgb("aee6cf")], alpha=0.75, blur=40)
    kit.ripples(
        canvas,
        horizon + 4,
        1200,
        [clear(rgb("e6fbf2"), 0.4), clear(rgb("147f98"), 0.35), clear(rgb("1b8fa3"), 0.35)],
        620,
        size=0.8,
    )
    boats = sorted((230 + 620 * rng.random() ** 1.4, rng.uniform(60, 1750)) for _ in range(34))
    spaced: list[Point] = [(700, 800)]
    for y, x in boats:
        if x < 1330 - (y - 430) * 0.75 and all(abs(x - a) > 0.3 * y or abs(y - b) > 60 for a, b in spaced):
            spaced.append((x, y))
    with canvas.pen((0, horizon - 40, 1800, 1100)) as pen:
        for x, y in sorted(spaced, key=lambda spot: spot[1]):
            size = 24 + (y - horizon) * 0.36
            f = 1 if math.sin(x) > -0.3 else -1
            for i in range(7):
                pen.dash(
                    x + f * size * 0.1 + rng.uniform(-5, 5),
                    y + size * (0.05 + 0.07 * i),
                    size * (0.9 - 0.11 * i),
                    size * 0.05,
                    clear(rgb("f4fff4"), 0.4 - 0.05 * i),
                )
            pen.taper(
                kit.curve(
                    [
                        (x - f * size * 0.3, y),
                        (x - f * size * 0.9, y + size * 0.05),
                        (x - f * size * 1.9, y + size * 0.02),
                    ]
                ),
                clear(rgb("ffffff"), 0.55),
                size * 0.05,
                1,
            )
            pen.dash(
                x + f * size * 0.2,
                y + size * 0.02,
                size * 0.95,
                size * 0.06,
                clear(rgb("0f6d88"), 0.55),
            )
            sail = rgb(
                rng.choice(("fffaf0", "fffaf0", "f9efdc", "f2c87e", "e58a66")) if y < 790 else "fffaf0",
            )
            kit.sailboat(pen, x, y, size, sail, rgb(rng.choice(("7a4a38", "245a78", "a8483a"))), facing=f)
        kit.birds(pen, rng, 420, 420, 6, rgb("fdfdf6"), spread=150, size=20)
    _terraces(canvas)
    return canvas.finish(mottle=0.8, vignette=0.06)


def _terraces(canvas: Canvas) -> None:
    """The white houses, stairs and flowers of the shore on the right, lit from the left, high up."""
    rng = canvas.rng
    white, shade = rgb("fbf6ea"), rgb("b9c6d8")
    with canvas.pen((760, 330, 1800, 1200)) as pen:
        shore = kit.curve(
            [(1840, 390), (1600, 428), (1470, 520), (1345, 640), (1220, 800), (1085, 1010), (930, 1200)],
        )
        pen.poly([*[(x - 15, y - 6) for x, y in shore], (1800, 1200)], rgb("f4fbf0"))
        pen.poly([*shore, (1800, 1200)], rgb("eddcb6"))
        pen.poly([(x + 34, y + 16) for x, y in shore] + [(1800, 1200)], rgb("c9b387"))
        for x, y, tone in (
            (1440.0, 600.0, "c8553a"),
            (1392, 650, "2f7a98"),
            (1235, 840, "f0e6d2"),
            (1140, 985, "d9963f"),
            (1085, 1090, "2f7a98"),
        ):
            pen.disc(x + 6, y, y * 0.052, 6, clear(rgb("8a744c"), 0.5))
            kit.rowing_boat(pen, x, y, y * 0.1, rgb(tone), rgb("7d5f48"), facing=-1)
        for i in range(26):
            t = i / 25
            x = 1770 - 560 * t + rng.uniform(-20, 40)
            y = 470 + 720 * t**1.15
            for _ in range(3):
                kit.bush(
                    pen,
                    rng,
                    x + rng.uniform(40, 500),
                    y,
                    90 + 60 * t,
                    60 + 40 * t,
                    [rgb("54774e"), rgb("6f9358"), rgb("9fb86c")],
                    leaves=26,
                )
        blocks = sorted((0.02 + 0.98 * rng.random() ** 0.9, rng.random()) for _ in range(40))
        for t, side in blocks:
            x, y = 1720 - 540 * t + 60 + side * (120 + 560 * t), 480 + 640 * t
            width, height = (46 + 120 * t) * rng.uniform(0.8, 1.3), (36 + 100 * t) * rng.uniform(0.8, 1.25)
            pen.poly(
                [
                    (x, y - height),
                    (x + width * 0.7, y - height),
                    (x + width * 0.8, y - height - width * 0.22),
                    (x + width * 0.12, y - height - width * 0.22),
                ],
                tint(white, 0.3),
            )
            pen.rect(
                x,
                y - height,
                x + width * 0.7,
                y,
                mix(white, rng.choice((rgb("e3dcd2"), rgb("f0dcc4"), rgb("dfe3e4"))), 0.75),
            )
            pen.poly(
                [
                    (x + width * 0.7, y - height),
                    (x + width * 0.8, y - height - width * 0.22),
                    (x + width * 0.8, y - width * 0.22),
                    (x + width * 0.7, y),
                ],
                shade,
            )
            pen.poly(
                [
                    (x + width * 0.7, y),
                    (x + width * 0.8, y - width * 0.1),
                    (x + width * 1.1, y),
                    (x + width * 0.95, y + width * 0.06),
                ],
                clear(rgb("6d7f92"), 0.5),
            )
            kit.windows(
                pen,
                rng,
                x + 3,
                y - height * 0.9,
                x + width * 0.67,
                y - height * 0.2,
                1 + round(width / 60),
                1 + (height > 90),
                rgb("2d6f96"),
                [rgb("3f93a8")],
                share=0.3,
                fill=0.4,
                arched=rng.random() < 0.4,
            )
            if side > 0.8 and t > 0.3:
                kit.dome(pen, x + width * 0.38, y - height - width * 0.1, width * 0.26, rgb("3a86b8"))
        for x, y, size in ((1400, 760, 150), (1660, 620, 120), (1230, 1010, 210), (1560, 1000, 230)):
            kit.cypress(pen, rng, x, y, size, rgb("2c5a50"), rgb("5a8a5c"))
    with canvas.pen((1080, 820, 1800, 1200)) as pen:
        for i in range(1500):
            tone = ("35603f", "4a7a4a", "b02f70", "d4478c", "e96aa6", "f79cc2")[min(5, i // 250)]
            angle, far = rng.uniform(0, math.pi), rng.random() ** 0.5 * (1 - i / 9000)
            x, y = (
                1660 + 380 * far * math.cos(angle),
                1230 - 270 * far * math.sin(angle) * rng.uniform(0.7, 1),
            )
            pen.disc(x - i / 90, y - i / 110, rng.uniform(5, 13), rng.uniform(4, 9), rgb(tone))
