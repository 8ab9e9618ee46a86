"""The road climbs its hairpins to a bright gap under the clouds; a red bus is on its way up."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Ink,
    Pen,
    clear,
    cloud_bars,
    curve,
    rgb,
    ridge,
    sky,
)
from articles.demo.scenes.land import inside, oval, path, ragged, ribs, scatter, soft, strokes, tones

# The road's middle from the near edge up to the pass, and its width in pixels there.
ROAD: list[tuple[float, float, float]] = [
    *(
        (1010, 1240, 150),
        (1330, 1130, 118),
        (1570, 1040, 98),
        (1500, 975, 88),
        (1180, 962, 76),
        (760, 930, 66),
    ),
    *(
        (440, 862, 57),
        (330, 800, 50),
        (430, 762, 46),
        (740, 754, 42),
        (1060, 734, 37),
        (1290, 692, 32),
        (1370, 652, 28),
    ),
    *(
        (1300, 626, 26),
        (1080, 618, 23),
        (840, 604, 21),
        (690, 576, 18),
        (650, 552, 16),
        (720, 536, 15),
        (880, 530, 13),
    ),
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


def paint(rng: random.Random) -> Image.Image:
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
        (
            "-60,120 160,60 330,150 470,130 620,260 760,330 880,400 960,414 960,700 -60,700",
            "5a6664 66705f 74795e",
        ),
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
            facets = tones("b9a16c c9b27c 6b6a58" if warm else "46545a 3d4a54 7d8470")
            way = -0.45 if warm else 0.45
            ribs(pen, rng, crest, 90, [clear(ink, 0.75) for ink in facets], fall=420, lean=way, width=50)
    slope = soft("-10,470 260,500 560,478 820,440 930,416 1000,416 1120,446 1400,492 1620,500 1810,462")
    c.wash([*slope, (1810, 1210), (-10, 1210)], tones("b59b5a a5843f 8d6a35 6e5130"))
    _heath(c, rng)
    _hairpins(c, rng)
    return c.finish(vignette=0.16)


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
    blades = [clear(ink, 0.75) for ink in tones("c29a4c a5692f 8e5a2a 6f6638 7d6033 d6b468")]
    with c.pen((0, 410, 1800, 1200)) as pen:
        for x, y in scatter(rng, 0, 505, 1800, 1230, 4600):
            near = (y - 470) / 730
            strokes(pen, rng, [(x, y - 30 * near)], fall, blades, length=6 + 38 * near, width=2 + 7 * near)
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
