"""A two-handled jar with an octopus on it, still crusted by the sea, on the conservator's table."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Pen,
    Point,
    clear,
    curve,
    rgb,
    tint,
)
from articles.demo.scenes.land import inside, oval, path, placed, ragged, scatter, shade, soft, tones
from articles.demo.scenes.table.turned import Turned, crumbs

CLAY = "7a3f2a b5683f e2a06a eab27c d08a58 a5603f 6d3a2c 8f5540"
SLIP = rgb("3a2a2c")


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("35555c"), 1200, 1500)
    c.gradient(tones("1f3a44 35606a 5f8a86"), (0, 0, 1200, 1180))
    c.wash(oval(470, 560, 520, 620), tones("9fbfae 7fa8a0"), alpha=0.45, blur=60)
    with c.pen((0, 0, 1200, 1180)) as pen:
        for x, y in scatter(rng, 0, 0, 1200, 1160, 260):
            pen.dash(
                x,
                y,
                rng.uniform(40, 150),
                rng.uniform(3, 9),
                clear(rgb(rng.choice(("b9d0be", "1c3640"))), 0.12),
            )
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
        path(
            "40,0 66,40 120,150 190,300 244,470 256,600 236,710 180,790 112,836 84,870 78,950 112,1030",
        ),
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
            bend = curve(placed("92,300 190,296 236,370 222,480 186,520", 590, 0, 100, side), 8)
            base = rgb("b5683f") if side < 0 else rgb("7d4530")
            if behind:
                pen.limb([(x + 10, y + 8) for x, y in bend], tint(base, -0.5), 46)
            else:
                pen.limb(bend, tint(base, -0.25), 44)
                pen.limb([(x - 3, y - 3) for x, y in bend], base, 34)
                pen.taper(
                    [(x - 9, y - 8) for x, y in bend],
                    clear(rgb("f3c490"), 0.75 if side < 0 else 0.35),
                    9,
                    5,
                )


def _jar(c: Canvas, rng: random.Random, jar: Turned) -> None:
    with c.pen((300, 180, 900, 1310)) as pen:
        jar.paint(pen, tones(CLAY), columns=60)
        for low in (36, 52, 180, 196, 790, 806, 958, 986):
            jar.band(pen, low, low + (9 if low % 4 else 11), clear(SLIP, 0.88))
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
            curl = [
                (a - 0.13, 716),
                (a - 0.06, 756),
                (a + 0.03, 768),
                (a + 0.08, 748),
                (a + 0.03, 738),
                (a + 0.0, 748),
            ]
            pen.taper(curve([jar.at(x, up) for x, up in curl if abs(x) < 1.55], 5), clear(SLIP, 0.88), 13, 5)
        jar.band(pen, 704, 712, clear(SLIP, 0.88))
        _octopus(pen, jar)
        for _ in range(46):
            # Bare spots, where the slip came off with the crust.
            a, up = rng.uniform(-1.4, 1.4), rng.uniform(60, 950)
            x, y = jar.at(a, up)
            spot = ragged(
                rng,
                oval(x, y, rng.uniform(4, 19) * math.cos(a), rng.uniform(3, 15), steps=7),
                0.2,
                1,
            )
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
        on(
            [
                (-0.2, 560),
                (-0.24, 630),
                (-0.1, 684),
                (0.06, 690),
                (0.2, 640),
                (0.18, 565),
                (0.0, 530),
                (-0.2, 560),
            ]
        ),
        ink,
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
    for middle, up, spread, count in (
        (0.95, 120, 110, 60),
        (-0.5, 90, 60, 26),
        (1.2, 640, 60, 20),
        (0.7, 250, 60, 18),
    ):
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
                placed("-100,0 -30,-50 80,-30 100,20 0,45 -100,0", x, y, size),
                0.08,
                2,
            )
            pen.poly([(px + 16, py + 12) for px, py in sherd], clear(rgb("4a3430"), 0.5))
            pen.poly([(px + 3, py + 9) for px, py in sherd], rgb("7a3f2a"))
            pen.poly(sherd, rgb("cf8a58"))
            pen.line(
                [(x - size * 0.6, y - size * 0.02), (x + size * 0.8, y + size * 0.02)],
                clear(SLIP, 0.85),
                size * 0.14,
            )
            pen.line(
                [(x - size * 0.3, y - size * 0.26), (x + size * 0.8, y - size * 0.16)],
                clear(SLIP, 0.85),
                size * 0.08,
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
            px, py = 420 + k * 40, 1436 - k * 1.2
            pen.poly(
                [(px, py), (px + 40, py - 1), (px + 40, py + 25), (px, py + 26)],
                rgb("f3ecdc" if k % 2 else "2c2a2e"),
            )
            pen.poly(
                [(px, py + 26), (px + 40, py + 25), (px + 44, py + 33), (px + 4, py + 34)],
                clear(rgb("4a3430"), 0.6),
            )
        crumbs(pen, rng, 560, 1370, 120, tones("e6dfcc cfc9b4 8a7a66"), 70)
