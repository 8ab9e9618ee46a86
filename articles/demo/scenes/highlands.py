"""The Kesh highlands and Marran's mountains: snow, a gorge with its dam, a pass and a flock."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Colour,
    Ink,
    Pen,
    Point,
    bird,
    birds,
    clear,
    cloud_bars,
    curve,
    mix,
    person,
    rgb,
    ridge,
    ridges,
    sky,
    tint,
)
from articles.demo.scenes.land import (
    between,
    billows,
    dabs,
    fir,
    inside,
    oval,
    path,
    ragged,
    ribs,
    scatter,
    shade,
    soft,
    strokes,
    tones,
)

# Where the firs of the snow picture stand, and how tall they are.
FIRS = [
    *((330, 1090, 150), (225, 1100, 290), (90, 1140, 430), (20, 1190, 330)),
    *((1450, 1075, 170), (1560, 1090, 300), (1690, 1100, 470), (1780, 1160, 360)),
]


def snow_ridge(rng: random.Random) -> Image.Image:
    """A white peak in the first light, above mist and firs, with one hut awake."""
    c = Canvas(rng, rgb("e9cdb8"))
    sky(c, tones("5f86a6 9db4bf edcfb8 f7dfbf"), 800, brush=0.26)
    cloud_bars(c, (100, 90, 1700, 300), tones("f3d9c6 e6b9a8"), 7, alpha=0.45)
    far = ridge(c, 560, 70, tones("a9a6bd d9bfb8"), rough=0.6)
    with c.pen() as pen:
        ribs(pen, rng, far[::3], 40, [clear(rgb("efd9cf"), 0.8)], fall=90, lean=-0.5, width=26)
    _peak(c, rng)
    c.haze(540, 830, rgb("f3dccb"), 0, 1)
    c.haze(830, 1100, rgb("f3dccb"), 1, 1)
    c.drift((0, 640, 1800, 900), rgb("fff3e6"), (320, 60), 0.7, 0.4)
    for y, rise, tone, tree in ((850, 60, rgb("8b9aaa"), 60), (930, 80, rgb("54707f"), 105)):
        line = ridge(c, y, rise, [tone, mix(tone, rgb("e8d6c8"), 0.55)], rough=0.5)
        with c.pen((0, y - 220, 1800, y + 140)) as pen:
            for x, top in line[:: 2 if tree < 100 else 3]:
                for row in range(3):
                    ink = tint(mix(tone, rgb("e8d6c8"), 0.1 * row), rng.uniform(-0.1, 0.06))
                    foot = top + 10 + row * tree * 0.28
                    fir(pen, rng, x + rng.uniform(-9, 9), foot, tree * rng.uniform(0.45, 1.1), ink)
        c.haze(y + 10, y + 150, rgb("f0dfd4"), 0, 0.75)
    c.haze(1075, 1110, rgb("f0dfd4"), 0.75, 0.8)
    slope = soft("-10,1010 300,1060 700,1010 1150,1085 1500,1040 1810,960")
    c.wash([*slope, (1810, 1210), (-10, 1210)], tones("f6efe9 c3cfdd 90a5c2"))
    _drifts(c)
    with c.pen((0, 560, 1800, 1200)) as pen:
        _hut(pen, 560, 1050)
        for x, y, h in FIRS:
            fir(pen, rng, x, y, h, rgb("1f3442"), rgb("a9bfcf"))
    c.glow(570, 1022, 60, rgb("ffc46b"), 0.8)
    with c.pen((1180, 250, 1800, 600)) as pen:
        bird(pen, 1500, 400, 30, rgb("41536a"), lift=0.35, bank=0.2)
    return c.finish(grain=0.9)


def _peak(c: Canvas, rng: random.Random) -> None:
    corners = path(
        "-40,760 180,640 380,560 520,470 640,500 800,330 920,150 1000,120 1090,230 1200,300 1290,400 1400,380 "
        "1560,520 1700,560 1860,660"
    )
    crest = ragged(rng, corners, 0.09, 3)
    mass = [*crest, (1860, 900), (-40, 900)]
    c.wash(mass, tones("fff0df f9d8c0 e9bfae c9a8ac"))
    spine = ragged(rng, path("1000,120 1020,250 960,340 1040,470 930,590 1010,720 960,900"), 0.13, 3)
    dark = [*spine, (1900, 900), *[p for p in crest[::-1] if p[0] > 1000]]
    with inside(c, mass):
        c.wash(dark, tones("8d9fc4 7388b2 8a93b4"))
        for x, y, foot, tone in (
            (520, 470, 620, "a9a9c8"),
            (800, 330, 700, "c6b4c6"),
            (1400, 380, 1500, "63799f"),
            (640, 500, 500, "b9aec6"),
        ):
            edge = ragged(rng, [(x, y), (x + 50, y + 130), (foot - 30, 720), (foot, 900)], 0.15, 3)
            c.wash([*edge, (foot + 240, 900), (x + 110, y + 180)], tones(tone), alpha=0.9)
        rock = [clear(rgb("8f9cc0"), 0.8), clear(rgb("c9aab8"), 0.7), rgb("8a8199")]
        cold = [clear(rgb("a9bada"), 0.7), clear(rgb("566a94"), 0.8), rgb("4f6088")]
        with c.pen((0, 100, 1800, 900)) as pen:
            lit = [p for p in crest if p[0] < 980]
            unlit = [p for p in crest if p[0] > 1010] + spine[4::4]
            ribs(pen, rng, lit, 46, rock, fall=300, lean=-0.35, width=36)
            seam = [clear(rgb("b59fb8"), 0.6), clear(rgb("fff2e2"), 0.9)]
            ribs(pen, rng, spine[4:], 24, seam, fall=190, lean=-0.7, width=40)
            ribs(pen, rng, unlit, 44, cold, fall=280, lean=0.45, width=34)
            ribs(pen, rng, lit, 20, tones("fff6ea"), fall=160, lean=-0.4, width=44)


def _drifts(c: Canvas) -> None:
    for bend in (
        "-10,1130 260,1105 620,1120 980,1180 1300,1215 -10,1215",
        "620,1062 900,1082 1240,1105 1500,1100 1810,1040 1810,1100 1400,1150 980,1120",
    ):
        c.wash(soft(bend), tones("9db3d3 bccbe0"), alpha=0.55, blur=3)
    for x, y, h in FIRS:
        lie = [(x - 6, y), (x + 8, y - 4), (x + h * 0.9, y + h * 0.2), (x + h * 0.4, y + h * 0.14)]
        shade(c, lie, alpha=0.55, blur=2, ink=rgb("7f98c6"))
    with c.pen((540, 1040, 900, 1200)) as pen:
        for x, y in soft("575,1062 640,1090 600,1120 700,1160 760,1215", 7):
            pen.disc(x, y, 2 + (y - 1050) * 0.02, 1.4 + (y - 1050) * 0.01, rgb("8ea5c8"))


def _hut(pen: Pen, x: float, y: float) -> None:
    pen.rect(x - 44, y - 42, x + 20, y + 4, rgb("6d5148"))
    gable = [(x + 20, y + 4), (x + 20, y - 42), (x + 36, y - 72), (x + 58, y - 40), (x + 58, y + 2)]
    pen.poly(gable, rgb("4b3b40"))
    pen.poly([(x - 54, y - 40), (x - 32, y - 78), (x + 38, y - 78), (x + 22, y - 38)], rgb("fbf3ea"))
    pen.poly([(x + 22, y - 38), (x + 38, y - 78), (x + 66, y - 38), (x + 60, y - 36), (x + 38, y - 66)], rgb("b9c3d8"))
    pen.rect(x - 20, y - 34, x - 2, y - 16, rgb("ffcf7a"))
    pen.rect(x - 20, y - 98, x - 8, y - 72, rgb("57464a"))
    smoke = curve([(x - 14, y - 104), (x - 2, y - 150), (x - 26, y - 200), (x + 6, y - 270)], 8)
    pen.taper(smoke, clear(rgb("fff4ea"), 0.75), 8, 30)


def gorge_dam(rng: random.Random) -> Image.Image:
    """The arch of the dam between a wall in shade and a wall in sun, its two jets open."""
    c = Canvas(rng, rgb("bcd8d6"))
    sky(c, tones("5fa3b0 a5ccc8 f2e4c6"), 480)
    for outline, run in (
        ("300,330 480,250 560,280 700,210 820,262 960,180 1010,230 1130,205 1260,290 1500,330", "b3c3c8 cfd8d2"),
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
        ("1810,130 1690,160 1600,340 1550,540 1430,740 1300,900 1270,1020 1420,1290 1810,1290", "dfa06c bd7a55 8a5b50"),
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
        for x, y, h in ((60, 1210, 300), (170, 1225, 210), (1760, 1215, 330), (1640, 1220, 200), (1560, 1230, 130)):
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
                run = [between([crest[i]], [foot[i]], start + rng.uniform(0.1, 0.3) * k / 4)[0] for k in range(5)]
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


def _cliff(c: Canvas, rng: random.Random, outline: Sequence[Point], run: Sequence[Colour], *, sun: int) -> None:
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
            pen.poly([(px - size * 0.1, py - size * 0.12 if py < y else y) for px, py in stone], rgb("9a8b80"))
            pen.dash(x, y + size * 0.5, size * 2.6, size * 0.16, clear(rgb("f2fbf4"), 0.85))


def pass_road(rng: random.Random) -> Image.Image:
    """The road climbs its hairpins to a bright gap under the clouds; a red bus is on its way up."""
    c = Canvas(rng, rgb("7d8a8c"))
    sky(c, tones("46586b 6f7f88 c9b48a f6dc9c"), 430, brush=0.3)
    for box, inks, count in (
        ((-200, 20, 2000, 240), "3d4d60 55677a 6b7a86", 16),
        ((300, 240, 1500, 340), "e9c68a 8d8d86", 8),
    ):
        cloud_bars(c, box, tones(inks), count, alpha=0.6)
    c.glow(960, 400, 520, rgb("ffdf9a"), 0.8)
    ridge(c, 385, 40, tones("b3a583 d9c596"), rough=0.6, foot=480)
    for outline, run in (
        ("-60,120 160,60 330,150 470,130 620,260 760,330 880,400 960,414 960,700 -60,700", "5a6664 66705f 74795e"),
        (
            "940,414 1040,400 1130,320 1260,280 1360,190 1500,230 1640,110 1860,160 1860,760 940,760",
            "8d8263 9c8a5c 8c8456",
        ),
    ):
        rock = ragged(rng, path(outline), 0.07, 4)
        c.wash(rock, tones(run))
        crest = [p for p in rock if p[1] < 420 and 0 < p[0] < 1800]
        warm = outline.startswith("9")
        with inside(c, rock), c.pen((0, 50, 1800, 800)) as pen:
            inks = tones("b9a16c c9b27c 6b6a58" if warm else "46545a 3d4a54 7d8470")
            way = -0.45 if warm else 0.45
            ribs(pen, rng, crest, 90, [clear(ink, 0.75) for ink in inks], fall=420, lean=way, width=50)
    slope = soft("-10,470 260,500 560,478 820,440 930,416 1000,416 1120,446 1400,492 1620,500 1810,462")
    c.wash([*slope, (1810, 1210), (-10, 1210)], tones("b59b5a a5843f 8d6a35 6e5130"))
    _heath(c, rng)
    _hairpins(c, rng)
    return c.finish(vignette=0.16)


# The road's middle from the near edge up to the pass, and its width in pixels there.
ROAD: list[tuple[float, float, float]] = [
    *((1010, 1240, 150), (1330, 1130, 118), (1570, 1040, 98), (1500, 975, 88), (1180, 962, 76), (760, 930, 66)),
    *(
        (440, 862, 57),
        (330, 800, 50),
        (430, 762, 46),
        (740, 754, 42),
        (1060, 734, 37),
        (1290, 692, 32),
        (1370, 652, 28),
    ),
    *((1300, 626, 26), (1080, 618, 23), (840, 604, 21), (690, 576, 18), (650, 552, 16), (720, 536, 15), (880, 530, 13)),
    *(
        (1030, 518, 11),
        (1110, 500, 10),
        (1070, 486, 9),
        (960, 480, 8),
        (880, 466, 7),
        (900, 450, 6),
        (965, 430, 5),
        (968, 414, 4),
    ),
]


def _heath(c: Canvas, rng: random.Random) -> None:
    def fall(x: float, y: float) -> float:
        return math.pi / 2 - (x - 960) / 1900 + rng.uniform(-0.25, 0.25)

    for outline, inks in (
        ("-10,640 260,570 480,600 380,760 180,900 90,1210 -10,1210", "6a6338 5b5836"),
        ("1810,640 1600,600 1480,690 1610,820 1560,930 1720,1060 1690,1210 1810,1210", "c49a4e a87b3c"),
        ("620,470 760,500 600,640 520,760 260,960 330,1210 80,1210 160,920 420,700", "7d6d38 6c5c33"),
        (
            "1300,500 1380,560 1250,700 1350,800 1200,1000 1260,1210 1010,1210 1080,960 1160,760 1190,620",
            "c79f57 a77a3c",
        ),
    ):
        c.wash(ragged(rng, soft(outline, 3), 0.12, 2), tones(inks), alpha=0.55, blur=3, dry=0.3)
    inks = [clear(rgb(code), 0.75) for code in "c29a4c a5692f 8e5a2a 6f6638 7d6033 d6b468".split()]
    with c.pen((0, 410, 1800, 1200)) as pen:
        for x, y in scatter(rng, 0, 505, 1800, 1230, 4600):
            near = (y - 470) / 730
            strokes(pen, rng, [(x, y - 30 * near)], fall, inks, length=6 + 38 * near, width=2 + 7 * near)
        for x, y in scatter(rng, 0, 520, 1800, 1200, 90):
            near = (y - 400) / 800
            size = (6 + 26 * near) * rng.uniform(0.5, 1.2)
            stone = ragged(rng, oval(x, y, size, size * 0.6, steps=8), 0.12, 1)
            pen.poly([(px + size * 0.5, py + size * 0.2) for px, py in stone], clear(rgb("3c3a35"), 0.5))
            pen.poly(stone, rgb("8d8a80"))
            pen.poly([(px - size * 0.12, min(py, y) - size * 0.1) for px, py in stone], rgb("c4bca6"))


def _hairpins(c: Canvas, rng: random.Random) -> None:
    line = curve([(x, y) for x, y, _ in ROAD], 9)
    wide = [w for _, w in curve([(x, w) for x, _, w in ROAD], 9)]
    pieces = list(zip(line, line[1:], wide, wide[1:], strict=False))[::-1]

    def band(pen: Pen, drop: float, share: float, code: str) -> None:
        # A road that lies on a slope looks narrower where it runs across it than where it turns uphill.
        for (x0, y0), (x1, y1), w0, w1 in pieces:
            across = abs(x1 - x0) / (math.hypot(x1 - x0, y1 - y0) or 1)
            w = (w0 + w1) / 2 * share * (1 - 0.45 * across)
            pen.limb([(x0, y0 + drop * w0), (x1, y1 + drop * w1)], rgb(code), w)

    with c.pen((0, 400, 1800, 1200)) as pen:
        band(pen, 0.42, 0.95, "4d4436")
        band(pen, 0.30, 0.95, "8a7b63")
        for (x, y), w in list(zip(line, wide, strict=True))[::-1]:
            for _ in range(4):
                px, py = x + rng.uniform(-12, 12), y + w * rng.uniform(0.42, 0.66)
                pen.dash(px, py, w * 0.3, w * 0.07, clear(rgb(rng.choice(("b5a483", "5d5242"))), 0.7))
        band(pen, 0, 1.06, "f1e2bb")
        band(pen, 0, 0.92, "cdb58a")
        band(pen, -0.03, 0.45, "d9c59c")
        for (x0, y0), (x1, y1), w, _ in pieces[1::4]:
            # White posts stand along the edge above the drop.
            far = math.hypot(x1 - x0, y1 - y0) or 1
            turn = 1 if x1 < x0 else -1
            half = w * (0.48 - 0.22 * abs(x1 - x0) / far)
            px, py = x0 + turn * (y1 - y0) / far * half, y0 - turn * (x1 - x0) / far * half
            pen.limb([(px, py), (px, py - w * 0.22)], rgb("fbf3dd"), w * 0.07)
        _bus(pen, 905, 927, 118)
        for x, y, size in ((980, 737, 58), (905, 735, 54), (1010, 616, 34)):
            _lorry(pen, x, y, size)


def _bus(pen: Pen, x: float, y: float, s: float) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + px * s / 100, y + py * s / 100) for px, py in path(outline)], ink)

    part("-58,18 94,20 62,0 -50,0", clear(rgb("3a2c22"), 0.5))
    part("62,11 61,-28 52,-38 -44,-32 -53,-26 -62,-4 -62,13", rgb("b23a2c"))
    part("62,-7 -60,-3 -62,2 62,-2", rgb("f3e3c2"))
    for i in range(6):
        left = 44 - i * 18
        part(f"{left},-26 {left + 13},-27 {left + 13},-11 {left},-10", rgb("32424e" if i < 5 else "ffe2a0"))
    for px in (-37, 36):
        for size, ink in ((0.09, "26211f"), (0.04, "b9ac93")):
            pen.disc(x + px * s / 100, y + 0.12 * s, size * s, size * s, rgb(ink))
    for px, ink in ((-26, "d9a441"), (-4, "4f6d6a"), (18, "c98d4a")):
        part(f"{px},-33 {px},-44 {px + 18},-45 {px + 18},-34", rgb(ink))


def _lorry(pen: Pen, x: float, y: float, size: float) -> None:
    s = size
    pen.rect(x - s * 0.5, y + s * 0.04, x + s * 0.66, y + s * 0.16, clear(rgb("3a2c22"), 0.5))
    pen.rect(x - s * 0.25, y - s * 0.42, x + s * 0.5, y + s * 0.06, rgb("f4ecd8"))
    pen.rect(x - s * 0.25, y - s * 0.1, x + s * 0.5, y + s * 0.06, rgb("c9bda2"))
    pen.poly(
        [
            (x - s * 0.5, y + s * 0.06),
            (x - s * 0.48, y - s * 0.16),
            (x - s * 0.4, y - s * 0.3),
            (x - s * 0.27, y - s * 0.3),
            (x - s * 0.27, y + s * 0.06),
        ],
        rgb("3f6f86"),
    )
    for dx in (-0.36, 0.1, 0.36):
        pen.disc(x + dx * s, y + s * 0.08, s * 0.09, s * 0.09, rgb("26211f"))


def shepherd_hills(rng: random.Random) -> Image.Image:
    """Spring hills one behind the other under great clouds; a flock crosses them towards its shepherd."""
    c = Canvas(rng, rgb("b8d3de"))
    sky(c, tones("5fa0c4 9cc8d8 dfe9dc"), 560, brush=0.22)
    for x, y, width in ((820, 470, 300), (260, 400, 560), (1420, 360, 820)):
        billows(c, x, y, width, rgb("fffbef"), rgb("a9bfcd"))
    for outline, inks in (
        (
            "-20,560 150,500 260,520 420,430 560,500 700,470 860,540 1060,500 1240,530 1400,480 1600,530 1820,500",
            "93a9c4 c3d0d2",
        ),
        ("-20,600 240,560 420,580 640,530 900,590 1180,550 1420,590 1640,560 1820,590", "8ea5a8 a9bda6"),
    ):
        crest = ragged(rng, path(outline), 0.08, 4)
        c.wash([*crest, (1820, 720), (-20, 720)], tones(inks))
        with inside(c, [*crest, (1820, 720), (-20, 720)]), c.pen((0, 400, 1800, 720)) as pen:
            ribs(pen, rng, crest, 70, [clear(rgb("dfe6e2"), 0.55), clear(rgb("7389a6"), 0.45)], fall=90, width=30)
    for outline, inks, way in HILLS:
        _hill(c, rng, soft(outline), tones(inks), way)
    _flock(c, rng)
    with c.pen() as pen:
        wall = soft("-20,806 200,792 480,806 700,838 860,872", 22)
        for i, (x, y) in enumerate(wall):
            pen.disc(x, y - rng.uniform(0, 3), 7, 6, tint(rgb("8f8d80"), -0.3 if i % 2 else -0.12))
            pen.disc(x - 1, y - rng.uniform(4, 7), 5, 2.5, rgb("d3cdb6"))
        for x, y, h in ((1490, 650, 190), (1585, 660, 130), (230, 700, 150), (700, 640, 70), (660, 646, 54)):
            pen.disc(x + h * 0.4, y + 2, h * 0.6, h * 0.07, clear(rgb("2f5a3c"), 0.55))
            pen.taper([(x, y), (x + 2, y - h * 0.5)], rgb("4b4038"), h * 0.08, h * 0.05)
            for dx, up, size in ((-0.2, 0.5, 0.3), (0.2, 0.52, 0.29), (0, 0.7, 0.33)):
                ink = tones("2a5040 33604a 4c7a4a 7d9f58 a9bd6c")
                pen.disc(x + dx * h, y - (up - 0.02) * h, size * 0.85 * h, size * 0.66 * h, rgb("2a5040"))
                spot = (x + dx * h, y - up * h, size * h, size * 0.8 * h)
                dabs(pen, rng, *spot, ink, count=170, size=h * 0.075)
        _meadow(pen, rng)
        _shepherd(pen, 380, 1010, 330)
        _dog(pen, 560, 1022, 120)
    return c.finish()


# Each hill from far to near: its crest, its colours from crest to foot, and the way its grass leans.
HILLS = (
    ("-20,640 240,590 520,630 860,585 1160,640 1500,600 1820,640", "9cb58c b3c38d 8ca87e", 0.15),
    ("-20,700 200,680 460,720 760,690 1060,640 1400,632 1640,670 1820,640", "c6cf86 a9bc72 7b9c62", -0.25),
    ("-20,690 180,690 420,740 800,840 1200,870 1820,900", "86a35c 668f56 47774c", 0.3),
    ("-20,980 300,900 760,850 1100,780 1460,740 1820,720", "dcd984 bfc26c 8aa458", -0.3),
    ("-20,1000 260,1000 620,1030 1000,1090 1400,1110 1820,1060", "6d9150 4c7c4a 2f5a40", 0.15),
)


def _hill(c: Canvas, rng: random.Random, crest: Sequence[Point], run: Sequence[Colour], way: float) -> None:
    field = [*crest, (1830, 1210), (-30, 1210)]
    c.wash(field, run)
    top = min(y for _, y in crest)
    inks = [clear(tint(ink, by), 0.5) for ink in run for by in (0.16, -0.12, 0.05)]
    with inside(c, field):
        for _ in range(3):
            # The shadows of the clouds lie over crest and hollow alike.
            x, y = rng.uniform(0, 1800), top + rng.uniform(60, 200)
            shade(c, oval(x, y, rng.uniform(180, 380), rng.uniform(24, 50)), alpha=0.35, blur=8, ink=rgb("5f8f8c"))
        with c.pen((0, top - 5, 1800, min(1200, top + 420))) as pen:
            for x, y in scatter(rng, -20, top, 1820, top + 400, 420):
                strokes(pen, rng, [(x, y)], lambda x, y: way * math.cos(x / 340), inks, length=120, width=6)


def _flock(c: Canvas, rng: random.Random) -> None:
    track = soft("1720,790 1500,812 1330,856 1180,884 1020,905 880,940 770,960", 12)
    with c.pen((600, 700, 1800, 1100)) as pen:
        herd = []
        for _ in range(74):
            x, y = track[min(len(track) - 1, int(len(track) * rng.random() ** 0.8))]
            herd.append((y + rng.gauss(0, 15), x + rng.gauss(0, 34)))
        for y, x in sorted(herd):
            _sheep(pen, rng, x, y, 22 + (y - 780) * 0.13)


def _sheep(pen: Pen, rng: random.Random, x: float, y: float, s: float) -> None:
    wool = rng.choice(tones("fbf4e2 fbf4e2 f3e8d0 e7d9c0 6b5a4e"))
    pen.disc(x + s * 0.35, y + s * 0.02, s * 0.85, s * 0.13, clear(rgb("33603c"), 0.55))
    for dx in (-0.38, -0.24, 0.24, 0.38):
        pen.line([(x + dx * s, y - s * 0.3), (x + dx * s * 1.05, y)], rgb("3f3834"), s * 0.09)
    pen.disc(x + s * 0.06, y - s * 0.42, s * 0.56, s * 0.34, tint(wool, -0.22))
    for dx, dy, r in ((-0.3, -0.5, 0.3), (0.02, -0.56, 0.33), (0.3, -0.5, 0.27)):
        pen.disc(x + dx * s, y + dy * s, r * s, r * s * 0.86, wool)
    low = rng.choice((0.0, 0.0, 0.32))
    pen.disc(x - s * 0.62, y - s * (0.58 - low), s * 0.17, s * 0.22, rgb("3f3834"))
    pen.disc(x - s * 0.5, y - s * (0.72 - low), s * 0.11, s * 0.06, rgb("54483f"))


def _meadow(pen: Pen, rng: random.Random) -> None:
    for x, y in scatter(rng, -10, 1040, 1810, 1215, 900):
        if y > 1010 + 90 * math.sin(max(0.0, x - 200) / 640) - 20:
            near = (y - 1000) / 200
            tip = (x + rng.uniform(-12, 16), y - (16 + 44 * near) * rng.uniform(0.5, 1.2))
            pen.taper([(x, y), tip], rgb(rng.choice(("2f6a3f", "74a850", "a7c763", "1f4f38"))), 3 + 3 * near, 1)
            if rng.random() < 0.17:
                ink = rgb(rng.choice(("d8452f", "d8452f", "f6efd2", "f0c24a")))
                pen.disc(*tip, 3 + 6 * near, 2.4 + 4.4 * near, ink)
                pen.disc(tip[0] - 1, tip[1] - 1.5, 1.4 + 3 * near, 1 + 2 * near, tint(ink, 0.3))


def _shepherd(pen: Pen, x: float, y: float, h: float) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + px * h / 100, y - py * h / 100) for px, py in soft(outline, 5)], ink)

    pen.poly(
        [(x - 0.1 * h, y), (x + 0.14 * h, y), (x + 0.95 * h, y + 0.2 * h), (x + 0.7 * h, y + 0.22 * h)],
        clear(rgb("1d4433"), 0.5),
    )
    part("-9,0 -8,22 -2,22 -2,0 -9,0", rgb("2c2a33"))
    part("3,0 2,22 9,22 10,0 3,0", rgb("23222b"))
    part("-18,9 -15,40 -12,66 -8,78 0,82 8,78 13,66 15,40 19,9 9,6 0,10 -9,6 -18,9", rgb("8c4a3a"))
    for fold in ("-4,9 -3,40 -1,66 1,40 2,9", "7,8 8,40 9,74 13,66 15,40 19,9 12,6"):
        part(fold, rgb("6c3530"))
    part("-17,9 -15,38 -12,66 -10,40 -12,9", rgb("a9614a"))
    # He stands with his back to us, so the head cloth is all there is to see of the head.
    part("-7,97 -9,90 -9,80 -13,68 -6,60 2,56 8,62 12,70 9,80 9,90 7,97 0,101 -7,97", rgb("efe5cc"))
    part("2,100 7,97 9,90 9,80 12,70 8,62 2,56 4,70 3,84 2,100", rgb("cdbf9f"))
    part("-10,93 -9,96 0,97 9,95 9,92 0,93 -10,93", rgb("3d3430"))
    pen.limb(
        [(x + 0.1 * h, y - 0.68 * h), (x + 0.2 * h, y - 0.56 * h), (x + 0.27 * h, y - 0.62 * h)],
        rgb("7d4235"),
        0.06 * h,
    )
    crook = [
        (x + 0.31 * h, y + 0.01 * h),
        (x + 0.26 * h, y - 0.6 * h),
        (x + 0.24 * h, y - 1.0 * h),
        (x + 0.29 * h, y - 1.07 * h),
        (x + 0.35 * h, y - 1.0 * h),
    ]
    pen.line(curve(crook, 6), rgb("4a3426"), 0.018 * h)
    pen.disc(x + 0.275 * h, y - 0.62 * h, 0.026 * h, 0.026 * h, rgb("a8744f"))


def _dog(pen: Pen, x: float, y: float, s: float) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + px * s / 100, y - py * s / 100) for px, py in soft(outline, 5)], ink)

    pen.disc(x + 0.3 * s, y + 4, 0.6 * s, 0.07 * s, clear(rgb("1d4433"), 0.5))
    part("-30,0 -34,12 -26,30 -12,52 2,66 16,64 18,44 22,0 14,0 10,24 0,6 -8,0 -30,0", rgb("2b2a30"))
    part("2,50 14,60 18,44 19,20 12,30 2,50", rgb("f1e8d6"))
    part("0,62 2,78 8,92 12,80 22,80 36,70 36,64 22,60 12,58 0,62", rgb("2b2a30"))
    part("18,70 36,69 36,64 22,61 18,70", rgb("f1e8d6"))
    pen.taper(
        curve([(x - 0.28 * s, y - 0.06 * s), (x - 0.52 * s, y - 0.02 * s), (x - 0.66 * s, y - 0.16 * s)], 6),
        rgb("2b2a30"),
        0.13 * s,
        0.04 * s,
    )


SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "highlands-snow-ridge": snow_ridge,
    "highlands-gorge-dam": gorge_dam,
    "highlands-pass-road": pass_road,
    "highlands-shepherd-hills": shepherd_hills,
}
