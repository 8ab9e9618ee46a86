"""Two fine old things: a jar out of the drowned harbour, upright, and an oud seen from above on its rug."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from PIL import Image

from articles.demo.scenes.kit import Canvas, Colour, Ink, Pen, Point, clear, curve, mix, rgb, tint, vary
from articles.demo.scenes.land import inside, oval, path, ragged, scatter, shade, soft, tones
from articles.demo.scenes.turned import Turned, crumbs

CLAY = "7a3f2a b5683f e2a06a eab27c d08a58 a5603f 6d3a2c 8f5540"
type At = Callable[[float, float], Point]

SLIP = rgb("3a2a2c")


def ancient_jar(rng: random.Random) -> Image.Image:
    """A two-handled jar with an octopus on it, still crusted by the sea, on the conservator's table."""
    c = Canvas(rng, rgb("35555c"), 1200, 1500)
    c.gradient(tones("1f3a44 35606a 5f8a86"), (0, 0, 1200, 1180))
    c.wash(oval(470, 560, 520, 620), tones("9fbfae 7fa8a0"), alpha=0.45, blur=60)
    with c.pen((0, 0, 1200, 1180)) as pen:
        for x, y in scatter(rng, 0, 0, 1200, 1160, 260):
            pen.dash(x, y, rng.uniform(40, 150), rng.uniform(3, 9), clear(rgb(rng.choice(("b9d0be", "1c3640"))), 0.12))
    c.gradient(tones("c9a878 b08a5c 80603f"), (0, 1170, 1200, 1500))
    with c.pen((0, 1160, 1200, 1500)) as pen:
        pen.rect(0, 1164, 1200, 1174, rgb("e6c896"))
        for x, y in scatter(rng, 0, 1180, 1200, 1500, 220):
            far = rng.uniform(80, 320)
            ink = clear(rgb(rng.choice(("dcb885", "7a5838", "9c7448"))), 0.4)
            pen.taper(curve([(x, y), (x + far / 2, y + rng.uniform(-4, 4)), (x + far, y)], 4), ink, 5, 1)
    jar = Turned(
        590,
        1250,
        path("40,0 66,40 120,150 190,300 244,470 256,600 236,710 180,790 112,836 84,870 78,950 92,1000 112,1030"),
        flat=0.16,
    )
    cast = [(x + 190 + (1250 - y) * 0.36, 1250 - (1250 - y) * 0.9) for x, y in jar.outline()]
    with inside(c, path("0,0 1200,0 1200,1168 0,1168")):
        shade(c, cast, alpha=0.6, blur=12, ink=rgb("4f6a78"))
    shade(c, path("480,1290 700,1230 1200,1200 1200,1330 760,1350"), alpha=0.7, blur=10, ink=rgb("7a5a5c"))
    _stand(c, back=True)
    _handles(c, behind=True)
    _jar(c, rng, jar)
    _handles(c, behind=False)
    _stand(c, back=False)
    _bench(c, rng)
    c.glow(60, 40, 1000, rgb("ffeec4"), 0.32)
    return c.finish(vignette=0.26)


def _handles(c: Canvas, *, behind: bool) -> None:
    with c.pen((240, 180, 960, 720)) as pen:
        for side in (-1, 1):
            bend = soft(
                f"{590 + side * 92},300 {590 + side * 190},296 {590 + side * 236},370 {590 + side * 222},480 {590 + side * 186},520",
                8,
            )
            base = rgb("b5683f") if side < 0 else rgb("7d4530")
            if behind:
                pen.limb([(x + 10, y + 8) for x, y in bend], tint(base, -0.5), 46)
            else:
                pen.limb(bend, tint(base, -0.25), 44)
                pen.limb([(x - 3, y - 3) for x, y in bend], base, 34)
                pen.taper([(x - 9, y - 8) for x, y in bend], clear(rgb("f3c490"), 0.75 if side < 0 else 0.35), 9, 5)


def _jar(c: Canvas, rng: random.Random, jar: Turned) -> None:
    with c.pen((300, 180, 900, 1310)) as pen:
        jar.paint(pen, tones(CLAY), columns=60)
        for up in (36, 52, 180, 196, 790, 806, 958, 986):
            jar.band(pen, up, up + (9 if up % 4 else 11), clear(SLIP, 0.88))
        for k in range(-9, 10):
            a = k * 0.17
            pen.poly([jar.at(a - 0.07, 205), jar.at(a, 290), jar.at(a + 0.07, 205)], clear(SLIP, 0.86))
        for k in range(-26, 27):
            a, b = k * 0.06, (k + 0.72) * 0.06
            if abs(a) < 1.5 and k % 3 != 2:
                pen.poly([jar.at(a, 880), jar.at(b, 880), jar.at(b, 932), jar.at(a, 932)], clear(SLIP, 0.86))
        # A running wave under the shoulder.
        for k in range(-6, 7):
            a = k * 0.25
            curl = [(a - 0.13, 716), (a - 0.06, 756), (a + 0.03, 768), (a + 0.08, 748), (a + 0.03, 738), (a + 0.0, 748)]
            pen.taper(curve([jar.at(x, up) for x, up in curl if abs(x) < 1.55], 5), clear(SLIP, 0.88), 13, 5)
        jar.band(pen, 704, 712, clear(SLIP, 0.88))
        _octopus(pen, jar)
        for _ in range(46):
            # Bare spots, where the slip came off with the crust.
            a, up = rng.uniform(-1.4, 1.4), rng.uniform(60, 950)
            x, y = jar.at(a, up)
            spot = ragged(rng, oval(x, y, rng.uniform(4, 19) * math.cos(a), rng.uniform(3, 15), steps=7), 0.2, 1)
            pen.poly(spot, clear(rgb("d9965f" if a < 0.4 else "8f5540"), 0.8))
        _crust(pen, rng, jar)
        jar.mouth(pen, rgb("dc9a66"), rgb("2c1c1e"), lip=0.8)
        pen.taper(jar.ring(1026, -1.3, 0.2), clear(rgb("ffd9a4"), 0.9), 3, 8)
        crack = [
            jar.at(0.5, 1020),
            jar.at(0.42, 960),
            jar.at(0.56, 900),
            jar.at(0.44, 830),
            jar.at(0.6, 760),
            jar.at(0.5, 690),
        ]
        pen.taper(ragged(rng, crack, 0.12, 2), rgb("2f1e20"), 6, 1)
        for bend in ((-1.0, 330, 690), (-0.86, 420, 660)):
            a, low, high = bend
            line = [jar.at(a, low + (high - low) * i / 12) for i in range(13)]
            pen.taper(line[:7], clear(rgb("fff0d2"), 0.5), 2, 18)
            pen.taper(line[6:], clear(rgb("fff0d2"), 0.5), 18, 2)


def _octopus(pen: Pen, jar: Turned) -> None:
    ink = clear(SLIP, 0.92)

    def on(spots: Sequence[Point]) -> list[Point]:
        return [jar.at(a, up) for a, up in curve(spots, 7)]

    pen.poly(
        on([(-0.2, 560), (-0.24, 630), (-0.1, 684), (0.06, 690), (0.2, 640), (0.18, 565), (0.0, 530), (-0.2, 560)]), ink
    )
    arms: list[tuple[list[Point], float]] = [
        ([(-0.16, 570), (-0.5, 600), (-0.8, 660), (-1.05, 640), (-1.05, 590), (-0.88, 590)], 30),
        ([(-0.14, 556), (-0.5, 540), (-0.82, 560), (-1.15, 520), (-1.1, 460), (-0.9, 480)], 30),
        ([(-0.1, 548), (-0.38, 480), (-0.66, 470), (-0.86, 400), (-0.7, 350), (-0.56, 390)], 30),
        ([(-0.04, 542), (-0.16, 450), (-0.38, 390), (-0.36, 330), (-0.16, 322), (-0.18, 370)], 28),
        ([(0.04, 542), (0.1, 450), (0.3, 400), (0.34, 336), (0.12, 318), (0.1, 364)], 28),
        ([(0.1, 548), (0.36, 490), (0.62, 470), (0.86, 410), (0.72, 350), (0.56, 392)], 30),
        ([(0.14, 556), (0.48, 548), (0.8, 556), (1.12, 520), (1.08, 456), (0.9, 478)], 30),
        ([(0.15, 570), (0.46, 610), (0.78, 660), (1.04, 636), (1.02, 586), (0.88, 590)], 30),
    ]
    for spots, wide in arms:
        line = on(spots)
        pen.taper(line, ink, wide, 8)
        for i in range(3, len(line) - 2, 2):
            size = 5.4 * (1 - i / len(line)) + 1.6
            pen.disc(line[i][0], line[i][1] + wide * 0.1, size, size * 0.9, rgb("d9935f"))
    for a in (-0.1, 0.1):
        x, y = jar.at(a, 588)
        pen.disc(x, y, 19, 20, rgb("e2a06a"))
        pen.disc(x, y, 11, 12, SLIP)
        pen.disc(x - 3, y - 4, 3.5, 3.5, rgb("f6d9ac"))


def _crust(pen: Pen, rng: random.Random, jar: Turned) -> None:
    for middle, up, spread, count in ((0.95, 120, 110, 60), (-0.5, 90, 60, 26), (1.2, 640, 60, 20), (0.7, 250, 60, 18)):
        for _ in range(count):
            a = max(-1.5, min(1.5, middle + rng.gauss(0, spread / 260)))
            x, y = jar.at(a, max(6, up + rng.gauss(0, spread)))
            size = rng.uniform(5, 15)
            tone = rgb(rng.choice(("e6dfcc", "cfc9b4", "b5b8a6", "9fb0a4", "d9b9a4")))
            pen.disc(x + 2, y + 3, size, size * 0.85, clear(rgb("3a2a2c"), 0.6))
            pen.disc(x, y, size, size * 0.85, tint(tone, -0.15))
            pen.disc(x - 1.5, y - 2, size * 0.72, size * 0.58, tone)
            if size > 8:
                pen.disc(x - 0.5, y - 1, size * 0.3, size * 0.24, rgb("54504c"))


def _stand(c: Canvas, *, back: bool) -> None:
    iron = rgb("2c2f36")
    with c.pen((330, 980, 880, 1370)) as pen:
        if back:
            pen.line(oval(600, 1082, 152, 30)[18:], iron, 14)
            pen.taper(soft("604,1056 606,1180 600,1276 590,1292", 6), tint(iron, -0.2), 14, 12)
            return
        front = [(x, y) for x, y in oval(594, 1080, 150, 32)][:19]
        pen.line([(x, y + 3) for x, y in front], tint(iron, -0.3), 17)
        pen.line(front, iron, 15)
        pen.line([(x, y - 4) for x, y in front[6:]], rgb("7d8690"), 4)
        for leg in ("452,1084 430,1200 396,1310 372,1324", "736,1084 756,1200 790,1306 814,1318"):
            line = soft(leg, 6)
            pen.taper(line, iron, 17, 13)
            pen.taper([(x - 4, y) for x, y in line], clear(rgb("8a949c"), 0.8), 4, 3)


def _bench(c: Canvas, rng: random.Random) -> None:
    with c.pen((0, 1180, 1200, 1500)) as pen:
        for x, y, size in ((190, 1330, 66), (110, 1390, 44), (268, 1400, 52)):
            sherd = ragged(
                rng,
                path(
                    f"{x - size},{y} {x - size * 0.3},{y - size * 0.5} {x + size * 0.8},{y - size * 0.3} {x + size},{y + size * 0.2} {x},{y + size * 0.45} {x - size},{y}"
                ),
                0.08,
                2,
            )
            pen.poly([(px + 16, py + 12) for px, py in sherd], clear(rgb("4a3430"), 0.5))
            pen.poly([(px + 3, py + 9) for px, py in sherd], rgb("7a3f2a"))
            pen.poly(sherd, rgb("cf8a58"))
            pen.line(
                [(x - size * 0.6, y - size * 0.02), (x + size * 0.8, y + size * 0.02)], clear(SLIP, 0.85), size * 0.14
            )
            pen.line(
                [(x - size * 0.3, y - size * 0.26), (x + size * 0.8, y - size * 0.16)], clear(SLIP, 0.85), size * 0.08
            )
        # The conservator's brush, and the scale that stands in every photograph of a find.
        pen.taper(path("890,1392 1150,1330"), clear(rgb("4a3430"), 0.5), 20, 12)
        pen.taper(path("900,1376 1130,1314 1176,1304"), rgb("9c3f34"), 20, 12)
        pen.taper(path("900,1372 1130,1310"), rgb("d0705c"), 6, 3)
        pen.line(path("868,1384 906,1374"), rgb("b9c0c4"), 24)
        for k in range(16):
            pen.taper(
                [(870, 1374 + k * 1.4), (812 + abs(k - 8) * 2, 1380 + k * 2.6)],
                rgb(rng.choice(("d9b47c", "8f6a42", "efd6a6"))),
                4,
                1,
            )
        for k in range(10):
            x, y = 420 + k * 40, 1436 - k * 1.2
            pen.poly([(x, y), (x + 40, y - 1), (x + 40, y + 25), (x, y + 26)], rgb("f3ecdc" if k % 2 else "2c2a2e"))
            pen.poly([(x, y + 26), (x + 40, y + 25), (x + 44, y + 33), (x + 4, y + 34)], clear(rgb("4a3430"), 0.6))
        crumbs(pen, rng, 560, 1370, 120, tones("e6dfcc cfc9b4 8a7a66"), 70)


def oud(rng: random.Random) -> Image.Image:
    """An oud lies across a woven rug; lamplight from the upper left, tea and a quill beside it."""
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
    pegs = [
        at(u, v) for u, v in ((776, -36), (800, -40), (838, -160), (872, -300), (838, -306), (790, -170), (776, 30))
    ]
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
                x, y = i * 240 + (120 if j % 2 else 0) + 20, 260 + j * 228
                for size, code in (
                    (112, "2a3a56"),
                    (92, "e2c48a"),
                    (80, "9c3a34"),
                    (54, "2f5560"),
                    (36, "e2c48a"),
                    (20, "7a2632"),
                ):
                    step = size / 4
                    ring = []
                    for sx, sy in ((1, 1), (-1, 1), (-1, -1), (1, -1)):
                        quarter = [(sx * (size - s * step), sy * s * step * 0.9) for s in range(5)]
                        stairs = [p for a, b in zip(quarter, quarter[1:], strict=False) for p in (a, (a[0], b[1]))]
                        ring += stairs if sx * sy > 0 else stairs[::-1]
                    pen.poly([(x + px, y + py) for px, py in ring], rgb(code))
        for x, y in scatter(rng, 0, 0, 1800, 1200, 3200):
            ink = clear(rgb(rng.choice(("ffe6b4", "2a1420", "2a1420"))), 0.16)
            pen.line([(x, y), (x + rng.uniform(16, 46), y)], ink, 3)


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
            for u, v in curve([(-90, -62), (-220, -84), (-300, 0), (-220, 84), (-90, 62), (-120, 0), (-90, -62)], 8)
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
                    [at(-340, v0), at(778, v1)], rgb("fbf0d2" if course > 2 else "c9b48a"), 2.2 if course > 2 else 3
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
                for u, v in ((784, -40), (804, -60), (840, -180), (862, -284), (850, -286), (806, -180), (780, -60))
            ],
            rgb("2c1a16"),
        )
        pen.line([*pegs, pegs[0]], rgb("c99a5c"), 4)


def _tea(c: Canvas, rng: random.Random) -> None:
    x, y = 1490, 1010
    for size, dx in ((150, 30), (70, 46)):
        shade(c, oval(x + dx, y + dx, size, size), alpha=0.6, blur=8, ink=rgb("3f2238"))
    with c.pen((1280, 800, 1720, 1200)) as pen:
        for size, code in ((150, "c9b48a"), (144, "f3ead6"), (128, "e2d6bc"), (122, "f6efdf"), (80, "d6c8ac")):
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
        for dx, dy, turn in ((-12, 12, 0.4), (22, -8, 2.0)):
            pen.poly(
                soft(
                    f"{x + dx - 26},{y + dy} {x + dx},{y + dy - 14} {x + dx + 26},{y + dy} {x + dx},{y + dy + 14} {x + dx - 26},{y + dy}",
                    5,
                ),
                rgb("4f8a4a"),
            )
            pen.line([(x + dx - 24, y + dy), (x + dx + 24, y + dy)], rgb("b9d98a"), 2)
        pen.line([(x + 96, y + 70), (x + 196, y - 46)], rgb("8d8a86"), 12)
        pen.line([(x + 94, y + 67), (x + 194, y - 49)], rgb("e9e4d6"), 5)
        pen.poly(oval(x + 86, y + 84, 30, 19, turn=-0.86), rgb("c9c4b6"))
        pen.poly(oval(x + 84, y + 82, 22, 12, turn=-0.86), rgb("f3efe2"))
