"""Spring hills one behind the other under great clouds; a flock crosses them towards its shepherd."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Colour,
    Ink,
    Pen,
    Point,
    clear,
    curve,
    rgb,
    sky,
    tint,
)
from articles.demo.scenes.land import (
    billows,
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
from articles.demo.scenes.plants import dabs

# Each hill from far to near: its crest, its colours from crest to foot, and the way its grass leans.
HILLS = (
    ("-20,640 240,590 520,630 860,585 1160,640 1500,600 1820,640", "9cb58c b3c38d 8ca87e", 0.15),
    ("-20,700 200,680 460,720 760,690 1060,640 1400,632 1640,670 1820,640", "c6cf86 a9bc72 7b9c62", -0.25),
    ("-20,690 180,690 420,740 800,840 1200,870 1820,900", "86a35c 668f56 47774c", 0.3),
    ("-20,980 300,900 760,850 1100,780 1460,740 1820,720", "dcd984 bfc26c 8aa458", -0.3),
    ("-20,1000 260,1000 620,1030 1000,1090 1400,1110 1820,1060", "6d9150 4c7c4a 2f5a40", 0.15),
)


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("b8d3de"))
    sky(c, tones("5fa0c4 9cc8d8 dfe9dc"), 560, brush=0.22)
    for left, foot, width in ((820, 470, 300), (260, 400, 560), (1420, 360, 820)):
        billows(c, left, foot, width, rgb("fffbef"), rgb("a9bfcd"))
    for outline, inks in (
        (
            "-20,560 150,500 260,520 420,430 700,480 860,540 1060,500 1240,530 1400,480 1600,530 1820,500",
            "93a9c4 c3d0d2",
        ),
        ("-20,600 240,560 420,580 640,530 900,590 1180,550 1420,590 1640,560 1820,590", "8ea5a8 a9bda6"),
    ):
        crest = ragged(rng, path(outline), 0.08, 4)
        c.wash([*crest, (1820, 720), (-20, 720)], tones(inks))
        with inside(c, [*crest, (1820, 720), (-20, 720)]), c.pen((0, 400, 1800, 720)) as pen:
            ribs(
                pen,
                rng,
                crest,
                70,
                [clear(rgb("dfe6e2"), 0.55), clear(rgb("7389a6"), 0.45)],
                fall=90,
                width=30,
            )
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


def _hill(c: Canvas, rng: random.Random, crest: Sequence[Point], run: Sequence[Colour], way: float) -> None:
    field = [*crest, (1830, 1210), (-30, 1210)]
    c.wash(field, run)
    top = min(y for _, y in crest)
    inks = [clear(tint(ink, by), 0.5) for ink in run for by in (0.16, -0.12, 0.05)]
    with inside(c, field):
        for _ in range(3):
            # The shadows of the clouds lie over crest and hollow alike.
            x, y = rng.uniform(0, 1800), top + rng.uniform(60, 200)
            shade(
                c,
                oval(x, y, rng.uniform(180, 380), rng.uniform(24, 50)),
                alpha=0.35,
                blur=8,
                ink=rgb("5f8f8c"),
            )
        with c.pen((0, top - 5, 1800, min(1200, top + 420))) as pen:
            for x, y in scatter(rng, -20, top, 1820, top + 400, 420):
                strokes(pen, rng, [(x, y)], lambda x, _y: way * math.cos(x / 340), inks, length=120, width=6)


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
            pen.taper(
                [(x, y), tip],
                rgb(rng.choice(("2f6a3f", "74a850", "a7c763", "1f4f38"))),
                3 + 3 * near,
                1,
            )
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
