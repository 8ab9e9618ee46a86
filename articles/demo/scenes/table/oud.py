"""An oud lies across a woven rug; lamplight from the upper left, tea and a quill beside it."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from itertools import pairwise

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Pen,
    Point,
    clear,
    curve,
    rgb,
)
from articles.demo.scenes.land import inside, oval, path, placed, scatter, shade, soft, tones

type At = Callable[[float, float], Point]

MEDALLION = (
    *((112, "2a3a56"), (92, "e2c48a"), (80, "9c3a34")),
    *((54, "2f5560"), (36, "e2c48a"), (20, "7a2632")),
)


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("6d2430"))
    _rug(c, rng)
    turn = -0.5
    co, si = math.cos(turn), math.sin(turn)

    def at(u: float, v: float) -> Point:
        return 700 + u * co - v * si, 700 + u * si + v * co

    body = [
        at(u, v)
        for u, v in curve(
            [
                (-500, 0),
                (-486, -110),
                (-420, -230),
                (-290, -306),
                (-130, -310),
                (40, -254),
                (200, -158),
                (330, -66),
                (372, -46),
                (372, 46),
                (330, 66),
                (200, 158),
                (40, 254),
                (-130, 310),
                (-290, 306),
                (-420, 230),
                (-486, 110),
                (-500, 0),
            ],
            8,
        )
    ]
    neck = [at(u, v) for u, v in ((350, -46), (780, -36), (780, 36), (350, 46))]
    pegs = [at(u, v) for u, v in path("776,-36 800,-40 838,-160 872,-300 838,-306 790,-170 776,30")]
    for shape in (body, neck, pegs):
        shade(c, [(x + 44, y + 50) for x, y in shape], alpha=0.85, blur=11, ink=rgb("3f2238"))
    _pegbox(c, at, pegs)
    c.wash([(x + 7, y + 9) for x, y in body], tones("4a2418 2f1712"))
    c.wash(body, tones("eec58a e2b06e cf9650"))
    with inside(c, body), c.pen((100, 150, 1300, 1200)) as pen:
        for v in range(-310, 311, 7):
            drift = rng.uniform(-4, 4)
            ink = clear(rgb(rng.choice(("b5803f", "f6d9a4", "a8743a"))), 0.32)
            pen.line([at(-510, v + drift), at(0, v), at(380, v * 0.9 - drift)], ink, rng.uniform(1.5, 4))
        pen.line([*body, body[0]], rgb("4a2418"), 22)
        pen.line([*body, body[0]], rgb("f0e2c0"), 12)
        pen.line([*body, body[0]], rgb("6d3a22"), 5)
    _rosettes(c, at)
    _strings(c, at, neck)
    with c.pen() as pen:
        quill = soft("1150,880 1260,800 1380,760 1520,660", 8)
        pen.taper([(x + 12, y + 16) for x, y in quill], clear(rgb("2c141e"), 0.55), 12, 20)
        pen.taper(quill, rgb("2f2a2c"), 8, 22)
        pen.taper([(x, y - 3) for x, y in quill], clear(rgb("a89a90"), 0.7), 2, 6)
    _tea(c, rng)
    c.glow(150, 60, 1500, rgb("ffdb9a"), 0.42)
    return c.finish(vignette=0.36)


def _rug(c: Canvas, rng: random.Random) -> None:
    c.gradient(tones("8f2f38 7a2632 5f1c2a"), (0, 0, 1800, 1200))
    bands = (
        (0, 60, "2a3a56"),
        (60, 76, "e2c48a"),
        (76, 150, "a5432f"),
        (150, 166, "e2c48a"),
        (1034, 1050, "e2c48a"),
        (1050, 1124, "a5432f"),
        (1124, 1140, "e2c48a"),
        (1140, 1200, "2a3a56"),
    )
    with c.pen() as pen:
        for y0, y1, code in bands:
            pen.rect(0, y0, 1800, y1, rgb(code))
        for k in range(31):
            for y in (113, 1087):
                x = k * 60 + 30
                for size, code in ((30, "2a3a56"), (20, "e2c48a"), (10, "8f2f38")):
                    pen.poly([(x - size, y), (x, y - size), (x + size, y), (x, y + size)], rgb(code))
            for y in (30, 1170):
                pen.poly([(k * 60, y + 14), (k * 60 + 30, y - 14), (k * 60 + 60, y + 14)], rgb("c98a4a"))
        for i in range(8):
            for j in range(4):
                _medallion(pen, i * 240 + (120 if j % 2 else 0) + 20, 260 + j * 228)
        for px, py in scatter(rng, 0, 0, 1800, 1200, 3200):
            ink = clear(rgb(rng.choice(("ffe6b4", "2a1420", "2a1420"))), 0.16)
            pen.line([(px, py), (px + rng.uniform(16, 46), py)], ink, 3)


def _medallion(pen: Pen, x: float, y: float) -> None:
    """Weave one stepped lozenge of the rug, ring within ring."""
    for size, code in MEDALLION:
        step = size / 4
        ring: list[Point] = []
        for sx, sy in ((1, 1), (-1, 1), (-1, -1), (1, -1)):
            quarter = [(sx * (size - s * step), sy * s * step * 0.9) for s in range(5)]
            stairs = [spot for a, b in pairwise(quarter) for spot in (a, (a[0], b[1]))]
            ring += stairs if sx * sy > 0 else stairs[::-1]
        pen.poly([(x + px, y + py) for px, py in ring], rgb(code))


def _rosettes(c: Canvas, at: At) -> None:
    with c.pen((100, 150, 1300, 1200)) as pen:
        for u, v, r, points in ((40, 0, 104, 12), (-130, -150, 46, 8), (-130, 150, 46, 8)):
            x, y = at(u, v)
            for size, code in ((1.26, "4a2418"), (1.18, "f0e2c0"), (1.06, "6d3a22"), (0.98, "2a1614")):
                pen.disc(x, y, r * size, r * size, rgb(code))
            star: list[Point] = []
            for i in range(points * 2 + 1):
                a, far = math.pi * i / points, r * (0.93 if i % 2 == 0 else 0.55)
                star.append((x + math.cos(a) * far, y + math.sin(a) * far))
            pen.line(star, rgb("e2b878"), r * 0.07)
            for i in range(points):
                a, b = math.tau * i / points, math.tau * (i + points // 3) / points
                pen.line(
                    [
                        (x + math.cos(a) * r * 0.93, y + math.sin(a) * r * 0.93),
                        (x + math.cos(b) * r * 0.93, y + math.sin(b) * r * 0.93),
                    ],
                    rgb("c99a5c"),
                    r * 0.05,
                )
            pen.disc(x, y, r * 0.2, r * 0.2, rgb("e2b878"))
            pen.disc(x, y, r * 0.11, r * 0.11, rgb("6d3a22"))
        guard = [
            at(u, v)
            for u, v in curve(
                [(-90, -62), (-220, -84), (-300, 0), (-220, 84), (-90, 62), (-120, 0), (-90, -62)],
                8,
            )
        ]
        pen.poly(guard, rgb("5f2f1c"))
        pen.line([*guard, guard[0]], rgb("c99a5c"), 3)
        bridge = [at(u, v) for u, v in ((-372, -118), (-340, -112), (-336, 112), (-372, 118))]
        pen.poly([(x + 8, y + 10) for x, y in bridge], clear(rgb("5f3418"), 0.7))
        pen.poly(bridge, rgb("3a1c14"))
        pen.line([at(-342, -108), at(-340, 108)], rgb("e9d2a0"), 4)


def _strings(c: Canvas, at: At, neck: Sequence[Point]) -> None:
    with c.pen((100, 60, 1700, 1200)) as pen:
        pen.poly(neck, rgb("2c1a16"))
        pen.poly([at(350, -46), at(780, -36), at(780, -24), at(350, -30)], rgb("54301f"))
        pen.poly([at(330, -44), at(352, -46), at(352, 46), at(330, 44), at(280, 0)], rgb("2c1a16"))
        for u in (440, 560, 680):
            x, y = at(u, 0)
            pen.poly(oval(x, y, 15, 6, turn=1.07), rgb("e9dcc0"))
        pen.poly([at(774, -38), at(786, -38), at(786, 38), at(774, 38)], rgb("f3e6c8"))
        pen.taper(curve([at(350, -42), at(560, -38), at(774, -32)], 4), clear(rgb("b98a66"), 0.6), 4, 3)
        for course in range(6):
            for twin in (-1, 1) if course else (0,):
                v0, v1 = -96 + course * 38.4 + twin * 5, -30 + course * 12 + twin * 2.2
                pen.line([at(-340, v0 + 3), at(778, v1 + 5)], clear(rgb("4a2a14"), 0.4), 3)
                pen.line(
                    [at(-340, v0), at(778, v1)],
                    rgb("fbf0d2" if course > 2 else "c9b48a"),
                    2.2 if course > 2 else 3,
                )


def _pegbox(c: Canvas, at: At, pegs: Sequence[Point]) -> None:
    with c.pen((1100, 0, 1800, 700)) as pen:
        for i in range(5):
            u, v = 806 + i * 16, -66 - i * 50
            for side in (-1, 1):
                a, b = at(u, v), at(u + side * 92, v + side * 8 - 10)
                pen.line([(a[0] + 14, a[1] + 18), (b[0] + 14, b[1] + 18)], clear(rgb("2c141e"), 0.5), 13)
                pen.line([a, b], rgb("2c1a16"), 12)
                pen.disc(*b, 17, 13, rgb("3f261c"))
                pen.disc(b[0] - 4, b[1] - 4, 7, 5, rgb("8d6244"))
        pen.poly(pegs, rgb("6d3a22"))
        pen.poly(
            [
                at(u, v)
                for u, v in (
                    (784, -40),
                    (804, -60),
                    (840, -180),
                    (862, -284),
                    (850, -286),
                    (806, -180),
                    (780, -60),
                )
            ],
            rgb("2c1a16"),
        )
        pen.line([*pegs, pegs[0]], rgb("c99a5c"), 4)


def _tea(c: Canvas, rng: random.Random) -> None:
    x, y = 1490, 1010
    for size, dx in ((150, 30), (70, 46)):
        shade(c, oval(x + dx, y + dx, size, size), alpha=0.6, blur=8, ink=rgb("3f2238"))
    with c.pen((1280, 800, 1720, 1200)) as pen:
        for size, code in (
            (150, "c9b48a"),
            (144, "f3ead6"),
            (128, "e2d6bc"),
            (122, "f6efdf"),
            (80, "d6c8ac"),
        ):
            pen.disc(x, y, size, size, rgb(code))
        for k in range(24):
            a = math.tau * k / 24
            pen.poly(oval(x + math.cos(a) * 136, y + math.sin(a) * 136, 8, 4, turn=a), rgb("2f5f7a"))
        for size, code in ((78, "e6f0ea"), (70, "a8642c"), (66, "b5541c"), (52, "cf7424")):
            pen.disc(x, y, size, size, rgb(code))
        pen.taper(
            [(x + 56 * math.cos(a / 10), y + 56 * math.sin(a / 10)) for a in range(32, 50)],
            clear(rgb("fff3d2"), 0.8),
            3,
            9,
        )
        for dx, dy in ((-12, 12), (22, -8)):
            mint = curve(placed("-26,0 0,-14 26,0 0,14 -26,0", x + dx, y + dy, 100), 5)
            pen.poly(mint, rgb("4f8a4a"))
            pen.line([(x + dx - 24, y + dy), (x + dx + 24, y + dy)], rgb("b9d98a"), 2)
        pen.line([(x + 96, y + 70), (x + 196, y - 46)], rgb("8d8a86"), 12)
        pen.line([(x + 94, y + 67), (x + 194, y - 49)], rgb("e9e4d6"), 5)
        pen.poly(oval(x + 86, y + 84, 30, 19, turn=-0.86), rgb("c9c4b6"))
        pen.poly(oval(x + 84, y + 82, 22, 12, turn=-0.86), rgb("f3efe2"))
