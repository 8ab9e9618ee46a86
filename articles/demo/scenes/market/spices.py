"""Heaps of spice in open sacks, their seller and a customer, under striped awnings in slanting sun."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, Pen, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("4a2f2c"))
    canvas.gradient([rgb("3a2530"), rgb("6b4038"), rgb("8a5540")], (0, 0, 1800, 760))
    with canvas.pen((0, 250, 1800, 780)) as pen:
        for row, y in enumerate((430, 560, 700)):
            pen.rect(0, y, 1800, y + 14, rgb("a06c46"))
            pen.rect(0, y + 14, 1800, y + 26, rgb("3b2428"))
            x = 20.0
            while x < 1790:
                width, height = rng.uniform(26, 58), rng.uniform(46, 92)
                _jar(
                    pen,
                    x,
                    y,
                    width,
                    height,
                    rgb(rng.choice(("c08a4a", "7d8f6a", "b5573a", "5e7f86", "d4b078", "8f4a3c"))),
                )
                x += width + rng.uniform(6, 22) + (60 if rng.random() < 0.12 else 0) + row * 3
        for x in (90, 260, 980, 1310, 1730):
            _string(
                pen,
                rng,
                x,
                300,
                rng.uniform(130, 220),
                rgb(rng.choice(("a8322a", "c23f2c", "e6d8bd", "8f9a54"))),
            )
    clothes = [rgb("2f5d6b"), rgb("ece0c8")]
    with canvas.pen((350, 300, 1800, 900)) as pen:
        kit.person(
            pen,
            rng,
            700,
            1010,
            590,
            [rgb("27566a")],
            pose="reach",
            dress="robe",
            head="cap",
            skin=rgb("b57e58"),
        )
        pen.poly([(652, 668), (745, 668), (766, 880), (634, 880)], rgb("e8dcc2"))
        pen.poly([(652, 668), (680, 668), (672, 880), (634, 880)], rgb("c9b99c"))
        pen.line([(884, 596), (884, 470)], rgb("d9a441"), 5)
        pen.line([(818, 484), (950, 470)], rgb("d9a441"), 6)
        for x, y in ((818, 484), (950, 470)):
            pen.line([(x - 32, y + 96), (x, y), (x + 32, y + 96)], rgb("b98636"), 2)
            pen.poly(kit.curve([(x - 40, y + 94), (x, y + 122), (x + 40, y + 94)]), rgb("e3b04d"))
        kit.person(pen, rng, 240, 1000, 540, clothes, pose="carry", dress="robe", head="scarf", facing=1)
    tones = [
        rgb(c)
        for c in (
            "e0a021",
            "b8381f",
            "d96a1c",
            "7f8a3a",
            "8a4a24",
            "f0cf5a",
            "6b2a22",
            "c98f52",
            "9c2c3a",
            "5c7a56",
        )
    ]
    with canvas.pen((0, 640, 1800, 1200)) as pen:
        pen.rect(0, 800, 1800, 1200, rgb("5a3528"))
        for row, (y, width, lift) in enumerate(((850, 196, 0), (975, 250, 1), (1135, 330, 2))):
            count = round(1800 / width) + 2
            for i in range(count):
                x = (i - 0.5 + 0.5 * (row % 2)) * width + rng.uniform(-8, 8)
                _sack(pen, rng, x, y, width * 0.92, tones[(i * 3 + row * 4) % len(tones)], lift)
    with canvas.pen((1180, 330, 1800, 1200)) as pen:
        kit.person(
            pen,
            rng,
            1500,
            1330,
            860,
            [rgb("8c2f45"), rgb("7f2a40")],
            pose="reach",
            dress="robe",
            head="scarf",
            facing=-1,
            skin=rgb("c58f68"),
        )
        basket = [(1530, 900), (1740, 880), (1710, 1060), (1560, 1070)]
        pen.poly(basket, rgb("b98a4e"))
        for i in range(6):
            pen.line([(1530 + i * 6, 905 + i * 29), (1740 - i * 5, 886 + i * 30)], rgb("8a6234"), 5)
        pen.line(kit.curve([(1545, 900), (1600, 790), (1690, 790), (1730, 885)]), rgb("8a6234"), 12)
        kit.bush(pen, rng, 1635, 880, 170, 90, [rgb("35603a"), rgb("5a8a48"), rgb("93b862")], leaves=90)
    _awning(canvas, 320, [rgb("c8502f"), rgb("f1e2c4")], -40, 860, 250)
    _awning(canvas, 300, [rgb("d9932c"), rgb("f5e8cb")], 760, 1840, 230)
    for x in (330, 640, 1080, 1330):
        canvas.wash(
            [(x, 290), (x + 110, 290), (x + 560, 1200), (x + 330, 1200)],
            [rgb("ffd9a0"), rgb("8a5a34")],
            alpha=0.2,
            blur=18,
            mode="screen",
        )
    canvas.glow(980, 700, 700, rgb("ffb764"), 0.28)
    return canvas.finish(vignette=0.2)


def _jar(pen: Pen, x: float, y: float, width: float, height: float, tone: Colour) -> None:
    tone = mix(tone, rgb("4a2c2c"), 0.35)
    pen.poly(
        kit.curve(
            [
                (x, y),
                (x - 2, y - height * 0.6),
                (x + width * 0.2, y - height * 0.85),
                (x + width * 0.2, y - height),
            ],
            4,
        )
        + kit.curve(
            [
                (x + width * 0.8, y - height),
                (x + width * 0.8, y - height * 0.85),
                (x + width + 2, y - height * 0.6),
                (x + width, y),
            ],
            4,
        ),
        tone,
    )
    pen.rect(x + width * 0.7, y - height * 0.7, x + width, y, tint(tone, -0.25))
    pen.rect(x + width * 0.12, y - height - 8, x + width * 0.88, y - height + 2, tint(tone, 0.3))


def _string(pen: Pen, rng: random.Random, x: float, y: float, length: float, tone: Colour) -> None:
    """Peppers or garlic threaded on a string."""
    for i in range(int(length / 13)):
        side = 1 if i % 2 else -1
        pen.taper(
            [(x, y + i * 13), (x + side * rng.uniform(10, 20), y + i * 13 + rng.uniform(10, 22))],
            kit.vary(rng, tone, 0.2),
            15,
            4,
        )


def _sack(pen: Pen, rng: random.Random, x: float, y: float, width: float, tone: Colour, row: int) -> None:
    cloth = mix(rgb("c7a377"), rgb("6a4636"), 0.42 - row * 0.2)
    half, squash = width / 2, 0.3
    pen.poly(
        kit.curve([(x - half, y), (x - half * 1.08, y + width * 0.3), (x - half * 0.9, y + width * 0.75)], 6)
        + kit.curve(
            [(x + half * 0.9, y + width * 0.75), (x + half * 1.08, y + width * 0.3), (x + half, y)],
            6,
        ),
        cloth,
    )
    pen.poly(
        [
            (x + half * 0.2, y),
            (x + half, y),
            (x + half * 1.08, y + width * 0.3),
            (x + half * 0.9, y + width * 0.75),
            (x + half * 0.3, y + width * 0.75),
        ],
        tint(cloth, -0.25),
    )
    for i in range(4):
        fold = x + half * (-0.7 + 0.42 * i)
        pen.taper([(fold, y + width * 0.16), (fold + half * 0.06, y + width * 0.6)], tint(cloth, -0.18), 2, 9)
    pen.disc(x, y, half * 1.04, half * squash * 1.25, tint(cloth, 0.22))
    pen.disc(x, y + 2, half * 0.9, half * squash, tint(tone, -0.45))
    peak = y - width * rng.uniform(0.4, 0.5)
    left = kit.curve([(x - half * 0.9, y + 4), (x - half * 0.45, y - width * 0.16), (x, peak)], 8)
    right = kit.curve([(x, peak), (x + half * 0.48, y - width * 0.15), (x + half * 0.9, y + 4)], 8)
    foot = [
        (x + half * 0.9 * math.cos(a / 10 * math.pi), y + 3 + half * squash * math.sin(a / 10 * math.pi))
        for a in range(11)
    ]
    pen.poly(left + right + foot, tone)
    pen.poly([*right, *foot[:6], (x + half * 0.1, y)], tint(tone, -0.24))
    pen.poly(
        [*left, (x - half * 0.25, y - width * 0.02), (x - half * 0.55, y + half * 0.14)],
        tint(tone, 0.14),
    )
    for _ in range(60):
        up = rng.random() ** 1.4
        spread = half * 0.85 * (1 - up)
        dot = rng.uniform(-1, 1)
        pen.disc(
            x + dot * spread,
            y + half * 0.2 * (1 - abs(dot)) - (y - peak) * up * 0.92,
            width * 0.007,
            width * 0.006,
            tint(tone, 0.3 if dot < 0.1 else -0.35),
        )


def _awning(canvas: Canvas, y: float, tones: Sequence[Colour], x0: float, x1: float, drop: float) -> None:
    """A striped awning over our heads: wider at its near edge, which hangs in scallops at `y`."""
    count = round((x1 - x0) / 78)
    with canvas.pen((x0, 0, x1, y + 60)) as pen:
        for i in range(count):
            a, b = x0 + (x1 - x0) * i / count, x0 + (x1 - x0) * (i + 1) / count
            middle = (x0 + x1) / 2
            top = [(middle + (a - middle) * 0.7, y - drop - 90), (middle + (b - middle) * 0.7, y - drop - 90)]
            tone = tones[i % 2]
            pen.poly([*top, (b, y), (a, y)], tint(tone, -0.08))
            pen.poly(
                [
                    (a, y),
                    (b, y),
                    (b, y + 26),
                    *[(b - (b - a) * k / 8, y + 26 + 18 * math.sin(math.pi * k / 8)) for k in range(9)],
                    (a, y + 26),
                ],
                mix(tone, rgb("7a4438"), 0.3),
            )
        pen.line([(x0, y), (x1, y)], tint(tones[0], -0.5), 3)
    shadow = [
        (x0 + (x1 - x0) * 0.15, y - drop - 90),
        (x1 - (x1 - x0) * 0.15, y - drop - 90),
        (x1, y),
        (x0, y),
    ]
    canvas.wash(shadow, [rgb("7a5a50"), rgb("fff4dc")], alpha=0.45, mode="multiply")
