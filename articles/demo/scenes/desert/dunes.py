"""Great dunes, half in light and half in violet shade; one car's track winds up to the crest."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Colour,
    Ink,
    Pen,
    Point,
    clear,
    cloud_bars,
    rgb,
    sky,
    tint,
)
from articles.demo.scenes.land import inside, oval, path, scatter, soft, strokes, tones

# From far to near: distance, the crest (left to right), the edge that parts light and shade (from the peak
# down to the foot, on the right), the foot, the colours of light and of shade.
DUNES = (
    (
        0.9,
        "-20,560 180,530 360,548 520,470 700,520 960,540 1240,480 1420,520 1820,500",
        "520,470 560,520 700,600",
        "-20,700 1820,700",
        "edc890 e6b67c",
        "c99a83 d3a888",
    ),
    (
        0.6,
        "300,700 620,610 900,500 1130,384 1330,470 1560,560 1820,600",
        "1130,384 1110,450 1170,520 1120,600 1190,680 1150,780",
        "300,900 1820,900",
        "f2c583 e8ab66 dd9857",
        "9a6a72 a87570 c08a72",
    ),
    (
        0.35,
        "-20,640 140,600 330,556 520,640 760,740 1000,800 1200,850",
        "330,556 350,640 300,710 380,790 350,880 460,960",
        "-20,1010 1200,1010",
        "f3bf7a e5a15d d18a4d",
        "8a5866 9c6665 b57b66",
    ),
    (
        0.0,
        "-20,930 240,900 520,880 820,800 1080,730 1290,700 1480,770 1660,860 1820,890",
        "1290,700 1240,790 1320,880 1210,980 1290,1080 1180,1230",
        "-20,1230 1820,1230",
        "f7c67f eba75d d58746 bd7040",
        "7d4d62 8c5560 9c6260",
    ),
)


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("e9b87d"))
    sky(c, tones("4f93a8 a3c9c2 f3dcae"), 560, brush=0.26)
    cloud_bars(c, (200, 60, 1900, 260), tones("f6e6c4 d9cdb4"), 5, alpha=0.4)
    for far, crest, edge, foot, sand, dark in DUNES:
        _dune(c, rng, soft(crest, 12), soft(edge, 12), soft(foot, 12), tones(sand), tones(dark), far)
    _track(c, rng)
    with c.pen((0, 1000, 1800, 1200)) as pen:
        for x, y, s in ((150, 1120, 60), (236, 1160, 44), (1690, 1130, 56), (1610, 1172, 40)):
            pen.disc(x + s, y + 4, s * 1.1, s * 0.12, clear(rgb("7c4a5c"), 0.5))
            for _ in range(34):
                a = rng.uniform(0.4, 2.7)
                tip = (x + math.cos(a) * s, y - math.sin(a) * s * rng.uniform(0.6, 1.3))
                pen.taper(
                    [(x + rng.uniform(-0.2, 0.2) * s, y), tip],
                    rgb(rng.choice(("6f6a3c", "a8924f", "4f5236"))),
                    4,
                    1,
                )
    return c.finish(grain=1.1)


def _dune(
    c: Canvas,
    rng: random.Random,
    crest: Sequence[Point],
    edge: Sequence[Point],
    foot: Sequence[Point],
    sand: Sequence[Colour],
    dark: Sequence[Colour],
    far: float,
) -> None:
    body = [*crest, *foot[::-1]]
    c.wash(body, sand)
    peak = edge[0][0]
    right = [p for p in crest if p[0] >= peak]
    lee = [*edge, (max(edge[-1][0], right[-1][0]), foot[-1][1]), *right[::-1]]
    with inside(c, body):
        light = [clear(tint(sand[0], 0.35), 0.6), clear(sand[-1], 0.5), clear(rgb("b4683f"), 0.28)]

        def lay(x: float, y: float) -> float:
            # The wind's ripples run along the slope and turn downhill towards the edge of the shade.
            return 0.18 + 0.5 * math.exp(-(((x - peak) / 420) ** 2)) * (1 if x < peak else -1) * -1

        with c.pen() as pen:
            spots = scatter(
                rng,
                crest[0][0],
                min(y for _, y in crest),
                crest[-1][0],
                min(1200, foot[0][1]),
                520,
            )
            strokes(pen, rng, spots, lay, light, length=130 * (1.1 - far), width=6 * (1.15 - far))
    with inside(c, body):
        c.wash(lee, dark)
        with c.pen() as pen:
            spots = scatter(rng, peak, edge[0][1], crest[-1][0], min(1200, foot[0][1]), 260)
            tone = [clear(tint(dark[0], -0.12), 0.4), clear(tint(dark[-1], 0.2), 0.3)]
            with_lee = [p for p in spots if p[0] > _edge_at(edge, p[1]) + 10]
            strokes(
                pen,
                rng,
                with_lee,
                lambda _x, _y: 0.75,
                tone,
                length=110 * (1.1 - far),
                width=6 * (1.1 - far),
            )
            pen.line(edge, tint(sand[0], 0.5), 5 * (1.2 - far))
            pen.line([p for p in crest if p[0] <= peak], clear(tint(sand[0], 0.6), 0.8), 3.5 * (1.2 - far))
    c.haze(min(y for _, y in foot) - 200, min(y for _, y in foot), rgb("f6d9a8"), 0, 0.45 * far + 0.06)


def _edge_at(edge: Sequence[Point], y: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(edge):
        if y0 <= y < y1:
            return x0 + (x1 - x0) * (y - y0) / (y1 - y0)
    return edge[-1][0]


def _track(c: Canvas, rng: random.Random) -> None:
    middle = soft(
        "610,1230 700,1150 860,1080 880,1010 760,950 740,900 860,850 1010,806 1130,762 1216,728",
        14,
    )
    with c.pen((500, 560, 1400, 1200)) as pen:
        for side in (-1, 1):
            for off, ink, wide in ((0.0, "a85f3c", 1.0), (0.35, "fbdca4", 0.4)):
                line = [(x + (side * 46 + off * 10) * _near(y), y + off * 9 * _near(y)) for x, y in middle]
                pen.taper(line, clear(rgb(ink), 0.85), 26 * wide, 2.4 * wide)
            for x, y in middle:
                k = _near(y)
                px = x + side * 46 * k
                pen.taper(
                    [(px - 8 * k, y - 2 * k), (px + 8 * k, y + 2 * k)],
                    clear(rgb("7d4434"), 0.6),
                    4 * k,
                    2 * k,
                )
        x, y, s = 1216, 726, 66
        _car(pen, x, y, s)
    for k in range(7):
        c.wash(
            oval(1130 - k * 26, 726 + k * 9, 34 + k * 5, 15 + k * 2),
            tones("f9e0b0"),
            alpha=0.4 - k * 0.045,
            blur=7,
        )


def _near(y: float) -> float:
    return max(0.12, (y - 690) / 520)


def _car(pen: Pen, x: float, y: float, s: float) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + px * s / 100, y + py * s / 100) for px, py in path(outline)], ink)

    part("-46,4 60,4 130,22 30,24", clear(rgb("5d3448"), 0.6))
    part("-50,-8 -50,-34 -40,-58 18,-58 30,-36 54,-30 56,-8", rgb("f1e6cc"))
    part("-50,-8 -50,-20 56,-18 56,-8", rgb("b9a488"))
    part("-42,-36 -34,-53 -12,-53 -12,-36", rgb("3f5561"))
    part("-7,-36 -7,-53 14,-53 24,-36", rgb("5d7c86"))
    part("-44,-58 -40,-68 12,-68 16,-58", rgb("9a5a3c"))
    for dx in (-0.28, 0.34):
        pen.disc(x + dx * s, y - 0.05 * s, 0.15 * s, 0.15 * s, rgb("2c2528"))
        pen.disc(x + dx * s, y - 0.05 * s, 0.06 * s, 0.06 * s, rgb("b0a493"))
