"""The coastguard's white cutter climbing a sea at speed, under a bright broken sky."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Pen, Point, clear, rgb, tint
from articles.demo.scenes.sea.waves import swell

WHITE, SHADE, GREY, ORANGE = rgb("f7f4ea"), rgb("c3cfd6"), rgb("93a6b2"), rgb("e8622c")

# She is pitched up by the sea she climbs.
PITCH = 0.075


def _at(x: float, y: float) -> Point:
    """Turn a point of the level ship about her middle at the waterline."""
    c, s = math.cos(PITCH), math.sin(PITCH)
    return 1000 + (x - 1000) * c - (y - 860) * s, 860 + (x - 1000) * s + (y - 860) * c


def _shape(*points: Point) -> list[Point]:
    return [_at(x, y) for x, y in points]


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("3f6f8a"))
    horizon = 560
    kit.sky(canvas, [rgb("5f8fa8"), rgb("93b6c2"), rgb("cfdad6"), rgb("f0ead8")], horizon, brush=0.4)
    for x, y, width in ((260, 420, 560), (1480, 350, 640), (840, 190, 460), (1180, 500, 420), (40, 240, 380)):
        kit.cumulus(canvas, x, y, width, rgb("fbf7ea"), rgb("a9bfc8"), alpha=0.9)
    kit.ridge(canvas, 545, 26, [rgb("7f9fae"), rgb("a3bac0")], foot=horizon + 4)
    canvas.gradient([rgb("5b8ea3"), rgb("2a6685"), rgb("164a6c"), rgb("0d3453")], (0, horizon, 1800, 1200))
    kit.ripples(canvas, horizon + 4, 900, [clear(rgb("9cc3cc"), 0.5), clear(rgb("17496a"), 0.45)], 420)
    for y, rise, step, top, foot in ((720, 26, 240, "3f7d98", "1f5f80"), (800, 44, 360, "2f708e", "174f70")):
        swell(canvas, y, rise, step, [rgb(top), rgb(foot)], rng.uniform(0, 6))
    _cutter(canvas)
    for y, rise, step, top, foot in (
        (1010, 62, 560, "2b6f90", "0f3d5e"),
        (1120, 78, 760, "1f5c80", "0a2b47"),
    ):
        swell(canvas, y, rise, step, [rgb(top), rgb(foot)], 2.2 if y < 1100 else 4.6)
    _bow_wave(canvas)
    with canvas.pen((0, 60, 1800, 700)) as pen:
        kit.birds(pen, rng, 330, 300, 5, rgb("fdfaf0"), spread=130, size=32)
        kit.birds(pen, rng, 1600, 480, 4, rgb("56788a"), spread=70, size=18)
    return canvas.finish(vignette=0.1)


def _cutter(canvas: Canvas) -> None:
    """The ship seen from before her port bow, pitched up by the sea; lit from the left."""
    sheer = kit.curve(_shape((300, 560), (470, 618), (700, 660), (1050, 690), (1560, 700)), 8)
    keel = kit.curve(
        _shape((1560, 700), (1575, 800), (1560, 930), (1000, 960), (520, 960), (420, 830), (300, 560)),
        8,
    )
    canvas.wash(sheer + keel, [WHITE, rgb("eef0ea"), SHADE, rgb("8fa6b4")])
    with canvas.pen((240, 80, 1760, 1100)) as pen:
        pen.poly(_shape((640, 655), (770, 670), (900, 960), (740, 960)), ORANGE)
        pen.poly(_shape((790, 672), (826, 676), (962, 960), (922, 960)), rgb("2c4f7c"))
        pen.line([(x, y + 8) for x, y in sheer], GREY, 5)
        pen.poly(_shape((1410, 560), (1575, 566), (1562, 704), (1410, 700)), tint(SHADE, -0.1))
        for level, (x0, x1, y0, y1, slope) in enumerate(
            ((700, 1440, 566, 704, 62), (790, 1310, 478, 568, 40), (850, 1180, 388, 480, 58))
        ):
            pen.poly(_shape((x0, y1), (x0 + slope, y0), (x1, y0), (x1 + 10, y1)), WHITE)
            pen.poly(_shape((x1 - 110, y1), (x1 - 110, y0), (x1, y0), (x1 + 10, y1)), SHADE)
            pen.poly(
                _shape(
                    (x0 + slope - 14, y0 + 4),
                    (x0 + slope - 8, y0 - 10),
                    (x1 + 8, y0 - 10),
                    (x1 + 8, y0 + 4),
                ),
                tint(WHITE, 0.4),
            )
            count = (8, 6, 7)[level]
            for i in range(count):
                a = x0 + slope + 14 + (x1 - 120 - x0 - slope - 14) * i / count
                b = a + (x1 - 120 - x0 - slope - 14) / count * (0.9 if level == 2 else 0.42)
                lean = slope * 0.18 if level == 2 else 0
                pen.poly(
                    _shape(
                        (a - lean, y0 + (66 if level == 2 else 58)),
                        (a, y0 + 20),
                        (b, y0 + 20),
                        (b - lean, y0 + (66 if level == 2 else 58)),
                    ),
                    rgb("244a62"),
                )
                pen.poly(
                    _shape((a - lean, y0 + 40), (a, y0 + 22), (a + (b - a) * 0.5, y0 + 22)),
                    rgb("6f9fb4"),
                )
        _masts_and_boat(pen)
        _deck(pen, canvas.rng)


def _masts_and_boat(pen: Pen) -> None:
    """Mast, radar and pennant, the funnel, and the boat in its davits."""
    for x, top, width in ((1010, 190, 13), (1120, 310, 8)):
        pen.line(_shape((x, 396), (x - 14, top)), GREY, width)
    for y, reach in ((236, 60), (286, 86), (334, 50)):
        pen.line(_shape((1004 - reach, y), (1004 + reach, y)), GREY, 6)
    pen.disc(*_at(1060, 358), 36, 30, rgb("f2f2ea"))
    pen.disc(*_at(1066, 364), 26, 22, SHADE)
    pen.poly(_shape((920, 216), (1080, 204), (1080, 218), (920, 232)), rgb("dfe5e4"))
    pen.poly(_shape((1110, 312), (1202, 320), (1188, 344), (1202, 368), (1114, 362)), ORANGE)
    pen.poly(_shape((1180, 490), (1290, 490), (1276, 568), (1190, 568)), ORANGE)
    pen.poly(_shape((1250, 490), (1290, 490), (1276, 568), (1240, 568)), tint(ORANGE, -0.25))
    pen.poly(_shape((1180, 492), (1290, 492), (1286, 474), (1186, 474)), rgb("2b3a48"))
    boat = kit.curve(_shape((1300, 600), (1340, 640), (1500, 640), (1556, 596)), 6)
    pen.poly(boat, ORANGE)
    pen.line(_shape((1300, 600), (1556, 596)), rgb("2b3a48"), 10)
    for x in (1330, 1520):
        pen.line(_shape((x + 30, 690), (x + 26, 530), (x, 520), (x, 596)), GREY, 7)


def _deck(pen: Pen, rng: random.Random) -> None:
    """The rail, two of the crew on the foredeck, the anchor and the portholes."""
    for i in range(20):
        x = 330 + i * 21
        foot = 566 + (x - 300) * 0.26 if x < 560 else 633 + (x - 560) * 0.16
        pen.line(_shape((x, foot), (x, foot - 38)), GREY, 2.5)
    pen.line(kit.curve(_shape((322, 528), (470, 578), (600, 604), (720, 624))), GREY, 3)
    for x, y, pose in ((560, 640, "stand"), (620, 652, "reach")):
        px, py = _at(x, y)
        kit.person(
            pen,
            rng,
            px,
            py,
            96,
            [ORANGE, rgb("2c3f58")],
            pose=pose,
            facing=-1,
            dress="trousers",
            head="cap",
        )
    pen.disc(*_at(404, 690), 13, 15, rgb("2b3a48"))
    for i in range(6):
        pen.disc(*_at(1090 + i * 68, 770 + i * 2), 12, 12, rgb("2b4a60"))
        pen.disc(*_at(1087 + i * 68, 767 + i * 2), 6, 6, rgb("7fa3b2"))


def _bow_wave(canvas: Canvas) -> None:
    """The foam she throws aside at the bow, and the white water along her side."""
    rng = canvas.rng
    white = rgb("fbfdf8")
    canvas.bloom(470, 900, 330, rgb("e6f0ee"), 0.7)
    with canvas.pen((40, 600, 1760, 1200)) as pen:
        for side, fan, reach in ((-1, 0.5, 300), (1, 0.36, 420)):
            for i in range(40):
                t = i / 39
                x0, y0 = 452 + side * 20 + t * 60, 880 + t * 90
                tip = (
                    x0 + side * reach * (0.3 + 0.7 * t) * rng.uniform(0.6, 1.1),
                    y0 - 250 * math.sin(math.pi * min(1, 0.12 + t)) * fan + 20 * t + rng.uniform(-20, 30),
                )
                bend = ((x0 + tip[0]) / 2 + side * 10, min(y0, tip[1]) - 26 * (1 - t))
                pen.taper(
                    kit.curve([(x0, y0 + 24), bend, tip]),
                    clear(white if i % 3 else rgb("a9cbd4"), 0.75),
                    36 - 14 * t,
                    3,
                )
        for _ in range(1700):
            t = rng.random()
            x = 430 + 1240 * t**1.5
            y = 940 + 40 * t + rng.gauss(0, 1) * (16 + 26 * t)
            r = rng.uniform(2, 8) * (1 - 0.3 * t)
            pen.disc(x, y, r * 2.2, r * 0.7, clear(white if rng.random() < 0.75 else rgb("8fbac8"), 0.8))
        for _ in range(420):
            a, far = rng.uniform(0.1, 3.0), rng.random() ** 0.8
            r = rng.uniform(1, 7) * (1.1 - far)
            pen.disc(460 + 330 * far * math.cos(a), 890 - 260 * far * math.sin(a), r, r, clear(white, 0.85))
        for _ in range(60):
            x, y = rng.uniform(60, 1700), rng.uniform(985, 1190)
            pen.taper(
                kit.curve([(x, y), (x + 60, y - rng.uniform(4, 16)), (x + rng.uniform(120, 260), y + 6)]),
                clear(rgb("cfe3e6"), 0.3),
                7,
                1,
            )
