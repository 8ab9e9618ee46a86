"""Early mist, the arches in a long line and their mirror image; the first train crosses."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageChops

from articles.demo.scenes.kit import (
    Canvas,
    Pen,
    Point,
    birds,
    clear,
    cloud_bars,
    mix,
    reflect,
    rgb,
    sky,
    sun,
)
from articles.demo.scenes.land import inside, path, ragged, ribs, scatter, soft, strokes, tones
from articles.demo.scenes.plants import fir

# Where the viaduct's lines meet, far to the right at the height of the eye, and where its near end stands.
GOAL: Point = (2500, 760)
START = -180
WATER = 960


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("d9c7a8"))
    sky(c, tones("5d8f9c 9fc0b9 efd9b0 f8dca8"), 800, brush=0.24)
    sun(c, 1330, 300, 46, rgb("fff6dc"), halo=rgb("ffe2a4"), reach=8)
    cloud_bars(c, (600, 60, 1900, 300), tones("fbeacb e6bfa0"), 7, alpha=0.5)
    for outline, run in (
        ("-20,560 200,500 460,540 700,470 900,520 1160,440 1420,520 1660,480 1820,520", "a3b5b5 c9cdb9"),
        ("-20,690 260,640 520,670 800,620 1100,680 1300,640 1560,670 1820,600", "7f9c9a a9b9a4"),
        ("-20,800 300,720 560,790 820,830 1100,850 1400,800 1620,730 1820,700", "55807c 86a08c"),
    ):
        crest = ragged(rng, path(outline), 0.05, 4)
        mass = [*crest, (1820, WATER), (-20, WATER)]
        c.wash(mass, tones(run))
        with inside(c, mass), c.pen((0, 420, 1800, WATER)) as pen:
            inks = [clear(rgb("e6dfc0"), 0.35), clear(rgb("4a7478"), 0.3)]
            ribs(pen, rng, crest, 60, inks, fall=110, lean=-0.3, width=26)
        c.drift((0, 560, 1800, 960), rgb("f9ecd0"), (340, 60), 0.55, 0.35)
    bank = soft("-20,900 240,880 460,930 560,962 -20,964", 6)
    other = soft("1830,860 1600,872 1400,930 1250,962 1830,964", 6)
    for shape in (bank, other):
        c.wash(shape, tones("6f7f52 4f6248"))
    _stone(c, rng)
    _train(c)
    c.haze(820, WATER, rgb("f6e3c0"), 0, 0.75)
    for shape in (bank, other):
        c.wash(shape, tones("7d8a58 55684a"), alpha=0.8)
    reflect(c, WATER, tones("d9d2b0 6f9c9a 3f6f78"), cover=0.4, shake=9)
    c.drift((0, 900, 1800, 1040), rgb("fdf1d8"), (420, 40), 0.8, 0.35)
    _shore(c, rng)
    c.glow(1330, 300, 1000, rgb("ffe0a0"), 0.3)
    return c.finish()


def _on(t: float, up: float) -> Point:
    """Return where a spot of the viaduct's face is seen, `t` arches along and `up` over the eye's height."""
    size = 1 / (1 + 0.105 * t)
    return GOAL[0] - (GOAL[0] - START) * size, GOAL[1] - up * size


def _opening(i: int, *, back: bool = False) -> list[Point]:
    spots: list[Point] = []
    for k in range(19):
        a = math.pi * k / 18
        spots.append((i + 0.5 - 0.37 * math.cos(a), 250 + 92 * math.sin(a)))
    line = [_on(i + 0.13, -400), *[_on(t, up) for t, up in spots], _on(i + 0.87, -400)]
    if back:
        # The far edge of the vault lies deeper, which from here is a little to the left.
        size = 1 / (1 + 0.105 * i)
        return [(x - 54 * size, y + (GOAL[1] - y) * 0.035) for x, y in line]
    return line


def _stone(c: Canvas, rng: random.Random) -> None:
    count = 34
    face = [_on(0, 430), _on(count, 430), _on(count, -400), _on(0, -400)]
    sheet = Canvas(rng, rgb("c08a62"))
    sheet.wash(face, tones("d9a878 b98560 8f6a58"))
    with sheet.pen() as pen:
        for up in range(-180, 430, 17):
            pen.line([_on(0, up), _on(count, up)], clear(rgb("6d4a40"), 0.35), 2)
        for _ in range(2600):
            t, up = rng.uniform(0, 14), -180 + 17 * rng.randrange(36)
            wide = rng.uniform(0.05, 0.11)
            stone = [_on(t, up + 1), _on(t + wide, up + 1), _on(t + wide, up + 16), _on(t, up + 16)]
            ink = rgb(rng.choice(("efc592", "a8734f", "8a5f4c", "d9a06e", "c9a082")))
            pen.poly(stone, clear(ink, 0.5))
        for i in range(count):
            rim = [(x, y) for x, y in _opening(i)[1:-1]]
            size = 1 / (1 + 0.105 * i)
            pen.line(rim, rgb("7a5244"), 36 * size)
            pen.line(rim, rgb("e0b083"), 30 * size)
            for k, (x, y) in enumerate(rim):
                px, py = _on(
                    i + 0.5 - 0.41 * math.cos(math.pi * k / 18),
                    250 + 112 * math.sin(math.pi * k / 18),
                )
                pen.line([(x, y), (px, py)], rgb("7a5244"), 2.4 * size)
            # A slim pilaster runs up every pier.
            pen.poly(
                [_on(i - 0.07, 400), _on(i + 0.07, 400), _on(i + 0.085, -400), _on(i - 0.085, -400)],
                clear(rgb("e9bd8c"), 0.5),
            )
            pen.poly(
                [_on(i + 0.07, 400), _on(i + 0.12, 400), _on(i + 0.13, -400), _on(i + 0.085, -400)],
                clear(rgb("5f423f"), 0.45),
            )
        for low, high, code in (
            (376, 400, "8a5f4c"),
            (400, 412, "f0cb9a"),
            (412, 436, "c9946a"),
            (436, 444, "f9dcae"),
        ):
            pen.poly([_on(0, high), _on(count, high), _on(count, low), _on(0, low)], rgb(code))
    solid = Image.new("L", (3600, 2400))
    jamb = Image.new("L", (3600, 2400))
    pen, inner = Pen(solid, 0, 0, 2), Pen(jamb, 0, 0, 2)
    pen.poly([_on(0, 444), _on(count, 444), _on(count, -400), _on(0, -400)], 255)
    for i in range(count):
        pen.poly(_opening(i), 0)
        inner.poly(_opening(i), 255)
    holes = Image.new("L", (3600, 2400))
    through = Pen(holes, 0, 0, 2)
    for i in range(count):
        through.poly(_opening(i, back=True), 255)
    jamb = ImageChops.subtract(jamb, holes)
    lit = Canvas(rng, rgb("e9b784"))
    lit.gradient(tones("6d4c48 a87358 dca877 f0c590"), (0, 300, 1800, 960))
    c.image.paste(lit.image, (0, 0), jamb.reduce(2))
    c.image.paste(sheet.image, (0, 0), solid.reduce(2))


def _train(c: Canvas) -> None:
    with c.pen((0, 240, 1800, 720)) as pen:
        for k in range(140):
            t = k * 0.24
            pen.line([_on(t, 444), _on(t, 462)], rgb("5f4a44"), 5 / (1 + 0.105 * t))
        for k in range(17):
            t = k * 2.0
            pen.line([_on(t, 440), _on(t, 560)], rgb("4a4a4c"), 6 / (1 + 0.105 * t))
            pen.line([_on(t, 552), _on(t + 0.22, 556)], rgb("4a4a4c"), 4 / (1 + 0.105 * t))
        pen.line([_on(0, 548), _on(34, 548)], rgb("4a4a4c"), 2)
        for k in range(5):
            a, b = 1.1 + k * 1.24, 2.28 + k * 1.24
            if k == 0:
                nose = [_on(a - 0.16, 452), _on(a - 0.13, 486), _on(a, 528), _on(a + 0.2, 536)]
            else:
                nose = [_on(a, 452), _on(a, 534)]
            pen.poly([*nose, _on(b, 536), _on(b, 452)], rgb("2f5f6d"))
            pen.poly([_on(a, 522), nose[-1], _on(b, 536), _on(b, 522)], rgb("f3e6c8"))
            pen.poly(
                [
                    _on(a - (0.14 if k == 0 else 0), 470),
                    _on(b, 470),
                    _on(b, 462),
                    _on(a - (0.15 if k == 0 else 0), 462),
                ],
                rgb("e0a23f"),
            )
            for w in range(7):
                t = a + 0.12 + w * 0.15
                pen.poly(
                    [_on(t, 516), _on(t + 0.1, 516), _on(t + 0.1, 490), _on(t, 490)],
                    rgb("ffe3a0" if (w + k) % 3 else "bfd9d4"),
                )
            pen.poly(
                [_on(a + 0.04, 452), _on(b - 0.04, 452), _on(b - 0.04, 444), _on(a + 0.04, 444)],
                rgb("2c2c30"),
            )
        pen.poly([_on(0.98, 508), _on(1.06, 524), _on(1.06, 500), _on(0.99, 494)], rgb("24404a"))
        x, y = _on(0.96, 474)
        pen.disc(x, y, 7, 7, rgb("fff6d2"))
    x, y = _on(0.96, 474)
    c.glow(x, y, 90, rgb("ffe9b0"), 0.8)


def _shore(c: Canvas, rng: random.Random) -> None:
    with c.pen() as pen:
        for px, py, h in (
            (1650, 905, 150),
            (1725, 898, 210),
            (1790, 905, 180),
            (1560, 925, 90),
            (1470, 938, 60),
            (40, 912, 90),
            (110, 905, 60),
        ):
            fir(pen, rng, px, py, h, mix(rgb("2f4f4a"), rgb("dccfa8"), 0.2 if h > 100 else 0.45))
        birds(pen, rng, 900, 330, 6, rgb("6a7f80"), spread=120, size=14)
        for x, y in scatter(rng, -10, 1080, 620, 1230, 320) + scatter(rng, 1300, 1110, 1810, 1230, 220):
            edge = 1080 + 0.22 * x if x < 700 else 1230 - 0.24 * (x - 1300)
            if y < edge:
                continue
            tall = rng.uniform(60, 190)
            sway = rng.uniform(-0.1, 0.24)
            tip = (x + sway * tall, y - tall)
            tone = rgb(rng.choice(("2f4f48", "3f6354", "5f7a54", "24403f", "8f955c")))
            pen.taper([(x, y), (x + sway * tall * 0.4, y - tall * 0.55), tip], tone, 6, 1)
            if rng.random() < 0.14:
                pen.limb([tip, (tip[0] + 3, tip[1] - 30)], rgb("6d4a34"), 10)
        # A fisherman's boat waits in the mist.
        pen.poly(soft("760,1086 800,1108 900,1112 980,1078 960,1122 820,1128 760,1086", 5), rgb("2c4248"))
        pen.poly(soft("760,1086 800,1108 900,1112 980,1078 900,1100 820,1098 760,1086", 5), rgb("7a9488"))
        strokes(
            pen,
            rng,
            [(780 + 24 * k, 1136 + 4 * (k % 3)) for k in range(8)],
            lambda _x, _y: 0.0,
            [clear(rgb("243f46"), 0.6)],
            length=70,
            width=5,
        )
