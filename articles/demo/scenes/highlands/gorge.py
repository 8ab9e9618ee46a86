"""The arch of the dam between a wall in shade and a wall in sun, its two jets open."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Colour,
    Point,
    birds,
    clear,
    curve,
    rgb,
    sky,
    tint,
)
from articles.demo.scenes.land import between, inside, oval, path, ragged, ribs, scatter, shade, soft, tones
from articles.demo.scenes.plants import fir


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("bcd8d6"))
    sky(c, tones("5fa3b0 a5ccc8 f2e4c6"), 480)
    for outline, run in (
        (
            "300,330 480,250 560,280 700,210 820,262 960,180 1010,230 1130,205 1260,290 1500,330",
            "b3c3c8 cfd8d2",
        ),
        (
            "300,360 430,330 520,360 640,300 720,335 860,315 1000,352 1180,280 1290,330 1340,310 1500,390",
            "7f9cae a9bfc3",
        ),
    ):
        crest = ragged(rng, path(outline), 0.12, 4)
        c.wash([*crest, (1500, 450), (300, 450)], tones(run))
        with inside(c, [*crest, (1500, 450), (300, 450)]), c.pen((300, 150, 1500, 520)) as pen:
            ribs(pen, rng, crest, 60, tones("fbf3e4 fbf3e4 f3ddc4"), fall=80, lean=-0.5, width=34)
            ribs(pen, rng, crest, 50, [clear(rgb("6d8ca3"), 0.8)], fall=100, lean=0.5, width=22)
    c.wash(path("380,430 1420,430 1420,560 380,560"), tones("8cc3c0 4f9aa0"))
    c.wash(path("380,430 700,430 640,470 560,500 380,520"), tones("5a7d86"), alpha=0.6, blur=2)
    _dam(c, rng)
    shaded = (
        (
            "-10,40 120,10 260,80 350,260 400,430 470,560 610,760 760,920 800,1010 640,1290 -10,1290",
            "56667f 41526b 33465a",
        ),
        ("-10,190 90,170 190,330 250,520 370,720 520,900 560,1010 420,1290 -10,1290", "43546d 33465c 273a4c"),
        ("-10,430 60,470 130,700 260,880 330,1020 220,1290 -10,1290", "304156 22344a 1c2d3d"),
    )
    sunny = (
        (
            "1810,-10 1560,40 1450,210 1400,400 1330,540 1190,760 1010,920 960,1010 1140,1290 1810,1290",
            "e9b98a cf946b a0705c",
        ),
        (
            "1810,130 1690,160 1600,340 1550,540 1430,740 1300,900 1270,1020 1420,1290 1810,1290",
            "dfa06c bd7a55 8a5b50",
        ),
        ("1810,420 1740,470 1690,680 1570,880 1520,1020 1620,1290 1810,1290", "c07f57 97604c 6d4846"),
    )
    for (left, cold), (right, warm) in zip(shaded, sunny, strict=True):
        _cliff(c, rng, ragged(rng, path(left), 0.1, 3), tones(cold), sun=-1)
        _cliff(c, rng, ragged(rng, path(right), 0.1, 3), tones(warm), sun=1)
        c.drift((0, 640, 1800, 1200), rgb("e6ead9"), (500, 140), 0.3, 0.3)
    _river(c, rng)
    for x, y, rx, ry in ((880, 985, 190, 44), (790, 950, 90, 50), (985, 940, 110, 46), (900, 1020, 240, 30)):
        c.wash(oval(x, y, rx, ry), tones("fbfdf6"), alpha=0.5, blur=22)
    with c.pen() as pen:
        for x, y, h in (
            (60, 1210, 300),
            (170, 1225, 210),
            (1760, 1215, 330),
            (1640, 1220, 200),
            (1560, 1230, 130),
        ):
            fir(pen, rng, x, y, h, rgb("182a33"), clear(rgb("5f7f78"), 0.8))
        birds(pen, rng, 1060, 210, 5, rgb("51656f"), spread=70, size=13)
    return c.finish()


def _dam(c: Canvas, rng: random.Random) -> None:
    def arc(x0: float, x1: float, y: float, rise: float) -> list[Point]:
        turn = [math.pi * i / 24 for i in range(25)]
        return [((x0 + x1) / 2 - (x1 - x0) / 2 * math.cos(a), y - rise * math.sin(a)) for a in turn]

    crest, foot = arc(390, 1410, 560, 92), arc(740, 1010, 1000, 26)
    face = [*crest, *foot[::-1]]
    c.wash(face, tones("a8a49c d9cdb4 f4e8cb ead7b4"), across=True)
    shadow = path("380,400 560,500 700,640 790,800 830,1010 380,1010")
    with inside(c, face):
        shade(c, ragged(rng, shadow, 0.04, 3), alpha=0.75, blur=2, ink=rgb("6d7fa3"))
        with c.pen((380, 440, 1420, 1020)) as pen:
            for i in range(1, 11):
                pen.line(between(crest, foot, (i / 11) ** 0.9), clear(rgb("7d7668"), 0.35), 1.6)
            for top, base in zip(crest[1:-1], foot[1:-1], strict=True):
                pen.line([top, base], clear(rgb("7d7668"), 0.3), 1.5)
            for _ in range(70):
                # Lime and damp have run down from the joints.
                i, start = rng.randrange(2, 23), rng.uniform(0.02, 0.45)
                ends = [crest[i]], [foot[i]]
                run = [between(*ends, start + rng.uniform(0.1, 0.3) * k / 4)[0] for k in range(5)]
                run = [(x + rng.uniform(-3, 3), y) for x, y in sorted(run, key=lambda spot: spot[1])]
                pen.taper(run, clear(rgb(rng.choice(("8b7d69", "fffaec"))), 0.25), rng.uniform(5, 16), 2)
    with c.pen((360, 400, 1440, 620)) as pen:
        pen.line([(x, y - 3) for x, y in crest], rgb("fff3d8"), 13)
        pen.line([(x, y + 6) for x, y in crest], rgb("8d806c"), 5)
        for i, (x, y) in enumerate(curve(crest, 3)):
            pen.rect(x - 2, y - 19, x + 2, y - 8, rgb("7a705f" if i % 2 else "b5a68b"))
        for x, y in (crest[8], crest[16]):
            pen.rect(x - 22, y - 62, x + 22, y - 6, rgb("e9d9b6"))
            pen.rect(x + 6, y - 62, x + 22, y - 6, rgb("b39f84"))
            pen.poly([(x - 30, y - 60), (x - 14, y - 82), (x + 18, y - 82), (x + 30, y - 60)], rgb("a95f43"))
            pen.rect(x - 10, y - 46, x - 2, y - 26, rgb("57606a"))
    for x, way in ((822, -46), (930, 40)):
        jet = curve([(x, 748), (x + way * 0.5, 800), (x + way * 0.9, 900), (x + way, 1010)], 8)
        with c.pen((700, 720, 1080, 1030)) as pen:
            pen.disc(x, 746, 15, 12, rgb("4c5560"))
            pen.taper(jet, rgb("f4fbf6"), 15, 54)
            pen.taper([(px + 5, py) for px, py in jet], clear(rgb("9fc9cc"), 0.7), 3, 18)


def _cliff(
    c: Canvas,
    rng: random.Random,
    outline: Sequence[Point],
    run: Sequence[Colour],
    *,
    sun: int,
) -> None:
    c.wash(outline, run)
    edge = [p for p in outline if 0 < p[0] < 1800 and p[1] < 1150]
    light, dark = tint(run[0], 0.28), tint(run[-1], -0.3)
    inks = [clear(dark, 0.5), clear(run[-1], 0.8), clear(light, 0.55 if sun > 0 else 0.25)]
    with inside(c, outline), c.pen() as pen:
        ribs(pen, rng, edge, 60, inks, fall=420, lean=-0.22 * sun, width=40)
        ribs(pen, rng, edge, 14, [clear(light, 0.5), clear(dark, 0.35)], fall=600, lean=-0.3 * sun, width=110)
        for x, y in rng.sample(edge, 22):
            # Ledges lie nearly level and catch the light on their upper side.
            far = rng.uniform(60, 200) * -sun
            ledge = ragged(rng, [(x, y), (x - far, y + rng.uniform(8, 34))], 0.06, 3)
            pen.taper(ledge, clear(light, 0.5 if sun > 0 else 0.22), 5, 1)
            pen.taper([(px, py + 6) for px, py in ledge], clear(dark, 0.4), 8, 1)


def _river(c: Canvas, rng: random.Random) -> None:
    bed = soft("790,1000 700,1060 640,1120 470,1215", 6) + soft("1420,1215 1150,1120 1060,1060 980,1000", 6)
    c.wash(bed, tones("bfe0d8 4fa6a6 1f6f7c"))
    with inside(c, bed), c.pen((400, 980, 1400, 1200)) as pen:
        for x, y in scatter(rng, 420, 1005, 1380, 1200, 190):
            near = (y - 980) / 220
            ink = clear(rgb(rng.choice(("f2fbf4", "a9dbd3", "15616f"))), 0.75)
            pen.dash(x, y, (20 + 90 * near) * rng.uniform(0.5, 1.4), 2 + 6 * near, ink)
    with c.pen((380, 980, 1420, 1200)) as pen:
        for x, y, size in (
            (640, 1135, 40),
            (560, 1185, 62),
            (1120, 1120, 36),
            (1230, 1170, 58),
            (760, 1050, 20),
            (1010, 1040, 18),
        ):
            stone = ragged(rng, oval(x, y, size, size * 0.55, steps=9), 0.1, 1)
            pen.poly(stone, rgb("3b4a56"))
            pen.poly(
                [(px - size * 0.1, py - size * 0.12 if py < y else y) for px, py in stone],
                rgb("9a8b80"),
            )
            pen.dash(x, y + size * 0.5, size * 2.6, size * 0.16, clear(rgb("f2fbf4"), 0.85))
