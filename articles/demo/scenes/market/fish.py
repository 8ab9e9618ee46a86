"""The morning's catch on ice, in ranks, with the boats it came from behind the stall."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, Pen, Point, clear, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("9fc3cc"))
    kit.sky(canvas, [rgb("86b3c6"), rgb("c3dbdc"), rgb("f6e3cc"), rgb("f9cfae")], 420, brush=0.3)
    kit.sun(canvas, 1290, 330, 46, rgb("fff6e2"), halo=rgb("ffc79a"))
    kit.ridge(canvas, 392, 40, [rgb("8fb0bd"), rgb("c6ced0")], foot=422)
    canvas.gradient([rgb("e6cdb8"), rgb("8fb6c2"), rgb("5f93a6")], (0, 420, 1800, 760))
    kit.glitter(canvas, 1290, 424, 700, rgb("fff3dd"), 90, spread=40, size=0.7)
    with canvas.pen((0, 60, 1800, 760)) as pen:
        for i, x in enumerate((60.0, 330, 560, 1130, 1480, 1730)):
            tone = (rgb("2f6a80"), rgb("c3553f"), rgb("e8dfcd"), rgb("2a4f66"))[i % 4]
            size, y = 330 + 40 * math.sin(i * 2.1), 590.0 + 12 * (i % 3)
            _trawler(pen, x, y, size, tone)
        kit.birds(pen, rng, 900, 150, 12, rgb("fdfaf2"), spread=330, size=30)
    canvas.wash([(-5, 628), (1805, 640), (1805, 760), (-5, 760)], [rgb("e3d6c2"), rgb("c9bfb2")])
    canvas.wash([(-5, 622), (1805, 634), (1805, 644), (-5, 632)], [rgb("f6ecd9")])
    with canvas.pen((0, 300, 1800, 830)) as pen:
        kit.crowd(pen, rng, 40, 380, 716, 270, 3, [rgb("45606e"), rgb("a6543f"), rgb("c9b79a")], depth=20)
        kit.crowd(pen, rng, 1420, 1780, 716, 270, 3, [rgb("45606e"), rgb("8a7a64"), rgb("c28a4a")], depth=20)
        kit.person(
            pen,
            rng,
            690,
            1020,
            660,
            [rgb("e9e4d6")],
            pose="reach",
            dress="robe",
            head="cap",
            skin=rgb("b27a58"),
        )
        pen.poly([(628, 540), (752, 540), (776, 900), (604, 900)], rgb("20506a"))
        pen.poly([(628, 540), (660, 540), (650, 900), (604, 900)], rgb("173e54"))
        kit.person(
            pen,
            rng,
            1150,
            1010,
            620,
            [rgb("d4674a")],
            pose="carry",
            dress="robe",
            head="scarf",
            facing=-1,
            skin=rgb("8c5c40"),
        )
        _fish(pen, 930, 520, 230, 1.45, (rgb("2d5a74"), rgb("6fa0b4"), rgb("eef2ec")))
    canvas.wash([(-10, 742), (1810, 742), (1810, 790), (-10, 790)], [rgb("2a5d74"), rgb("1c4459")])
    canvas.wash(
        [(-10, 786), (1810, 786), (1810, 1210), (-10, 1210)],
        [rgb("bfd8dc"), rgb("eef5f2"), rgb("d3e4e6")],
    )
    with canvas.pen((0, 780, 1800, 1200)) as pen:
        for _ in range(900):
            x, y = rng.uniform(-10, 1810), rng.uniform(792, 1200)
            r = rng.uniform(6, 17)
            ice = [
                (x + r * rng.uniform(0.6, 1.2) * math.cos(a), y + r * 0.7 * math.sin(a))
                for a in (0.3, 1.4, 2.6, 3.7, 5.2)
            ]
            pen.poly(ice, clear(rgb(rng.choice(("ffffff", "ffffff", "a5c6d0", "c9dfe3"))), 0.6))
        sardine, mullet, bream = (
            (rgb("25506b"), rgb("7fb0c0"), rgb("f1f4ec")),
            (rgb("a8362e"), rgb("e0715a"), rgb("f8d3bd")),
            (rgb("4a5560"), rgb("93a2a6"), rgb("e9e6da")),
        )
        for x0, tones, length in ((-22, sardine, 235), (636, mullet, 250), (1290, bream, 262)):
            for row in range(2):
                for i in range(6):
                    x = x0 + 92 + i * 92 - row * 30
                    _fish(
                        pen,
                        x,
                        902 + row * 200 + rng.uniform(-8, 8),
                        length * rng.uniform(0.92, 1.04),
                        1.25 + rng.uniform(-0.06, 0.06),
                        tones,
                    )
        for x in (588, 1282):
            pen.poly([(x, 786), (x + 26, 786), (x + 14, 1200), (x - 22, 1200)], rgb("2a5d74"))
            pen.poly([(x + 20, 786), (x + 26, 786), (x + 14, 1200), (x + 4, 1200)], rgb("173e54"))
        for x, y in ((550, 840), (1240, 1150), (1770, 830)):
            _lemon(pen, x, y)
    return canvas.finish(vignette=0.1)


def _fish(
    pen: Pen,
    x: float,
    y: float,
    length: float,
    angle: float,
    tones: tuple[Colour, Colour, Colour],
) -> None:
    """A fish about the point, turned by `angle` (0 looks to the left, a quarter turn hangs head down)."""
    back, side, belly = tones
    c, s = math.cos(angle), math.sin(angle)

    def at(u: float, v: float) -> Point:
        return x + length * (-u * c - v * s), y + length * (u * s - v * c)

    tail = [at(-0.36, 0), at(-0.52, 0.13), at(-0.46, 0), at(-0.52, -0.12)]
    shade = clear(tint(back, -0.4), 0.28 if angle < 1.4 else 0)
    pen.poly(
        [
            (px + length * 0.02, py + length * 0.03)
            for px, py in [
                at(0.5, 0),
                at(0.2, 0.13),
                at(-0.2, 0.09),
                at(-0.5, 0.1),
                at(-0.5, -0.1),
                at(-0.2, -0.12),
                at(0.2, -0.14),
            ]
        ],
        shade,
    )
    pen.poly(tail, back)
    pen.poly([at(0.12, 0.11), at(-0.04, 0.165), at(-0.2, 0.06)], back)
    top = kit.curve([at(0.5, -0.005), at(0.36, 0.085), at(0.1, 0.125), at(-0.2, 0.065), at(-0.38, 0.022)], 6)
    foot = kit.curve(
        [at(-0.38, -0.022), at(-0.2, -0.075), at(0.1, -0.125), at(0.36, -0.085), at(0.5, -0.005)],
        6,
    )
    pen.poly(top + foot, side)
    pen.poly([*top, at(-0.2, 0.02), at(0.1, 0.04), at(0.36, 0.03), at(0.5, 0)], back)
    pen.poly([at(-0.36, -0.02), *foot, at(0.34, -0.04), at(0.1, -0.06), at(-0.18, -0.03)], belly)
    pen.poly([at(0.14, -0.06), at(0.02, -0.1), at(0.06, -0.03)], tint(side, -0.25))
    pen.line(
        kit.curve([at(0.27, 0.085), at(0.235, 0), at(0.28, -0.09)]),
        tint(back, -0.3),
        max(1.5, length * 0.01),
    )
    pen.disc(*at(0.375, 0.022), length * 0.026, length * 0.026, rgb("f6f2e2"))
    pen.disc(*at(0.378, 0.022), length * 0.014, length * 0.014, rgb("10202a"))
    for i in range(5):
        pen.disc(*at(0.16 - 0.09 * i, 0.012), length * 0.009, length * 0.009, tint(belly, 0.2))


def _lemon(pen: Pen, x: float, y: float) -> None:
    for i, tone in enumerate(("c99a1e", "f6e9b4", "f2cf4a")):
        pen.disc(x, y, 46 - 5 * i, 44 - 5 * i, rgb(tone))
    for i in range(8):
        a = i * math.pi / 4 + 0.2
        pen.line([(x, y), (x + 34 * math.cos(a), y + 32 * math.sin(a))], rgb("fbf3cf"), 4)


def _trawler(pen: Pen, x: float, y: float, size: float, hull: Colour) -> None:
    pen.line([(x, y - size * 0.1), (x, y - size)], rgb("5c4a44"), size * 0.022)
    pen.line([(x, y - size * 0.4), (x + size * 0.34, y - size * 0.8)], rgb("5c4a44"), size * 0.016)
    for end in (-0.4, 0.44):
        pen.line([(x, y - size * 0.97), (x + size * end, y - size * 0.2)], rgb("6f6a68"), 1.5)
    pen.rect(x - size * 0.3, y - size * 0.42, x - size * 0.06, y - size * 0.15, rgb("f1ece0"))
    pen.rect(x - size * 0.12, y - size * 0.42, x - size * 0.06, y - size * 0.15, rgb("c3cdd0"))
    pen.rect(x - size * 0.27, y - size * 0.36, x - size * 0.15, y - size * 0.27, rgb("31566a"))
    pen.rect(x - size * 0.33, y - size * 0.45, x - size * 0.03, y - size * 0.42, tint(hull, -0.15))
    rim = kit.curve(
        [(x - size * 0.44, y - size * 0.2), (x, y - size * 0.15), (x + size * 0.5, y - size * 0.3)],
    )
    pen.poly([*rim, (x + size * 0.38, y), (x - size * 0.4, y)], hull)
    pen.line([(a, b + size * 0.03) for a, b in rim], rgb("f3ead8"), size * 0.016)
