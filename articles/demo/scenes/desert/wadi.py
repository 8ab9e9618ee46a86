"""Brown water runs in the dry river; behind an acacia the storm walks off under its rainbow."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Ink,
    Pen,
    Point,
    birds,
    clear,
    curve,
    rgb,
    sky,
    tint,
)
from articles.demo.scenes.land import billows, inside, oval, path, ragged, ribs, scatter, shade, soft, tones
from articles.demo.scenes.plants import dabs


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("c9a07c"))
    sky(c, tones("3f4f66 66748a a9a8a6 e3cfae"), 520, brush=0.26)
    for x, y, width in ((1060, 210, 620), (1500, 260, 900), (1770, 340, 640)):
        billows(c, x, y, width, rgb("8d93a3"), rgb("434e63"), tall=0.2)
    for x0, x1, alpha in ((980, 1240, 0.5), (1290, 1560, 0.6), (1580, 1800, 0.5)):
        fall = [(x0, 240), (x1, 240), (x1 - 110, 560), (x0 - 150, 560)]
        c.wash(fall, tones("5a6479 8d909a"), alpha=alpha, blur=16)
    for k, colour in enumerate(tones("d9655a e79a58 f0d57c 8fba84 6f9fc0 8d7fb5")):
        r = 900 - k * 15
        arc = [
            (1000 + r * math.cos(math.pi * (1 + i / 40)), 900 + r * 0.86 * math.sin(math.pi * (1 + i / 40)))
            for i in range(41)
        ]
        low = [
            (
                1000 + (r - 15) * math.cos(math.pi * (1 + i / 40)),
                900 + (r - 15) * 0.86 * math.sin(math.pi * (1 + i / 40)),
            )
            for i in range(41)
        ]
        c.wash([*arc, *low[::-1]], [colour], alpha=0.34, blur=4)
    for outline, run, foot in (
        (
            "-20,360 160,330 420,336 470,380 560,430 700,450 820,380 1000,370 1050,420 1200,470 1820,480",
            "a8857f c9a58c",
            560,
        ),
        (
            "880,560 1040,520 1180,490 1240,400 1300,360 1500,350 1560,300 1700,290 1820,300",
            "c57a52 dc9a68 b8714e",
            640,
        ),
        (
            "-20,250 90,240 250,250 300,300 420,330 450,400 560,450 640,520 760,560",
            "dd9257 e9ac72 c07a50",
            640,
        ),
    ):
        _cliff(c, rng, ragged(rng, path(outline), 0.05, 3), run, foot)
    c.gradient(tones("d3a273 bf8a5e a2704c 7d543d"), (0, 556, 1800, 1200))
    _bed(c, rng)
    with c.pen() as pen:
        _acacia(pen, rng, 470, 800, 620)
        for x, y, h in ((1330, 640, 90), (1480, 626, 64), (1040, 610, 50)):
            _acacia(pen, rng, x, y, h)
        for x, y, s, way, drinks in (
            (960, 772, 138, -1, False),
            (1020, 796, 150, 1, True),
            (800, 806, 132, 1, False),
        ):
            _gazelle(pen, x, y, s, way, low=drinks)
        _sprouts(pen, rng)
        birds(pen, rng, 760, 230, 7, rgb("e9e2d6"), spread=120, size=12)
    c.glow(-60, 260, 1100, rgb("ffd79a"), 0.45)
    return c.finish(vignette=0.16)


def _cliff(c: Canvas, rng: random.Random, crest: Sequence[Point], run: str, foot: float) -> None:
    mass = [*crest, (crest[-1][0], foot), (crest[0][0], foot)]
    sand = tones(run)
    c.wash(mass, sand)
    with inside(c, mass), c.pen((0, 200, 1800, foot)) as pen:
        for y in range(250, int(foot), 19):
            line = ragged(rng, [(-20, y), (600, y + 8), (1200, y - 2), (1820, y + 6)], 0.01, 4)
            ink = clear(rng.choice((tint(sand[0], 0.25), tint(sand[-1], -0.3), rgb("8f4f40"))), 0.4)
            pen.line(line, ink, rng.uniform(3, 11))
        high = [p for p in crest if p[1] < foot - 60]
        ribs(
            pen,
            rng,
            high,
            60,
            [clear(tint(sand[-1], -0.35), 0.6), clear(tint(sand[0], 0.3), 0.5)],
            fall=170,
            lean=0.05,
            width=30,
        )


def _bed(c: Canvas, rng: random.Random) -> None:
    with c.pen((0, 556, 1800, 1200)) as pen:
        for x, y in scatter(rng, 0, 566, 1800, 1200, 500):
            near = (y - 556) / 644
            pen.dash(
                x,
                y,
                (16 + 110 * near) * rng.uniform(0.5, 1.3),
                1 + 6 * near,
                clear(rgb(rng.choice(("e6bb8a", "8a5a42", "c08a60"))), 0.5),
            )
    banks = (
        soft(
            "930,566 1010,584 900,606 700,636 760,680 1060,720 1130,790 860,870 560,960 330,1080 200,1215",
            8,
        )
        + soft(
            "1330,1215 1240,1090 1330,980 1540,850 1340,710 1020,664 960,640 1060,606 1080,584 1000,566",
            8,
        ),
        soft("1240,640 1420,650 1640,690 1820,700", 8) + soft("1820,730 1620,716 1400,668 1240,640", 8),
    )
    for water in banks:
        c.wash([(x, y - 5) for x, y in water], tones("8a5f47 6d4636"), blur=1)
        c.wash(water, tones("d9c5a6 b9a48c 8d8a8a 6f7482 8f7a6c"))
        with inside(c, water):
            for x, rx, code in ((300, 260, "e3a56c"), (760, 120, "f3dcb4"), (1330, 240, "59637a")):
                c.wash(oval(x + 260, 800, rx, 300), tones(code), alpha=0.45, blur=30)
            shade(
                c,
                path("440,880 560,880 720,1010 560,1215 420,1215 520,1000"),
                alpha=0.6,
                blur=7,
                ink=rgb("6a5f66"),
            )
            with c.pen((0, 556, 1800, 1200)) as pen:
                for x, y in scatter(rng, 100, 570, 1700, 1200, 420):
                    near = (y - 556) / 644
                    ink = clear(rgb(rng.choice(("f9ecd0", "5b5f70", "c89a70", "fff6e0"))), 0.65)
                    pen.dash(x, y, (14 + 150 * near) * rng.uniform(0.4, 1.2), 1.2 + 6 * near, ink)
    with c.pen((0, 600, 1800, 1200)) as pen:
        for x, y, s in (
            (640, 948, 40),
            (720, 925, 26),
            (1450, 905, 38),
            (1380, 960, 56),
            (1290, 1060, 70),
            (300, 1130, 80),
            (400, 1062, 40),
            (1540, 800, 22),
        ):
            stone = ragged(rng, oval(x, y, s, s * 0.55, steps=9), 0.1, 1)
            pen.poly([(px + s * 0.5, py + s * 0.18) for px, py in stone], clear(rgb("4a3a40"), 0.5))
            pen.poly(stone, rgb("7d5a4a"))
            pen.poly([(px - s * 0.12, min(py, y + s * 0.1) - s * 0.1) for px, py in stone], rgb("d0a27c"))


def _acacia(pen: Pen, rng: random.Random, x: float, y: float, h: float) -> None:
    bark, s = rgb("4f3a34"), h / 100
    pen.disc(x + 42 * s, y + 2 * s, 60 * s, 5 * s, clear(rgb("5d4048"), 0.5))
    forks = (
        ([(3, 36), (4, 42), (-14, 60), (-36, 76)], 5.0),
        ([(4, 38), (8, 46), (18, 62), (42, 82)], 5.0),
        ([(3, 34), (5, 46), (4, 60), (-4, 74), (-8, 88)], 5.0),
        ([(2, 30), (8, 40), (26, 52), (48, 64), (62, 68)], 5.0),
        ([(1, 26), (-6, 37), (-24, 50), (-46, 59), (-58, 62)], 5.0),
        ([(0, -1), (-2, 12), (-1, 24), (3, 38)], 10.0),
    )
    for fork, wide in forks:
        limb = curve([(x + px * s, y - py * s) for px, py in fork], 6)
        pen.taper(limb, bark, wide * s, 6.0 * s if wide > 6 else 1.2 * s)
        pen.taper(
            [(px - s * wide * 0.2, py) for px, py in limb],
            clear(rgb("b98a66"), 0.6),
            wide * 0.28 * s,
            0.4 * s,
        )
    pen.poly([(x - 9 * s, y + s), (x - 3 * s, y - 7 * s), (x + 4 * s, y - 6 * s), (x + 9 * s, y + s)], bark)
    for dx, up, rx in ((-48, 66, 26), (52, 72, 28), (-26, 80, 30), (26, 86, 32), (-4, 92, 30), (2, 76, 22)):
        px, py = x + dx * s, y - up * s
        dark = ragged(rng, oval(px, py, rx * s, 6.4 * s, steps=14), 0.2, 2)
        pen.poly(dark, rgb("3a4630"))
        inks = tones("3a4630 55633a 77833f a3a453 cdc576")
        dabs(
            pen,
            rng,
            px,
            py - s,
            rx * 1.05 * s,
            8 * s,
            inks,
            count=int(60 + h * 0.45),
            size=max(3.0, 3.2 * s),
        )


def _gazelle(pen: Pen, x: float, y: float, h: float, way: int, *, low: bool) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + way * px * h / 100, y - py * h / 100) for px, py in soft(outline, 4)], ink)

    pen.disc(x + 0.3 * h, y, 0.45 * h, 0.05 * h, clear(rgb("4a3a40"), 0.5))
    coat = rgb("b5763f")
    for px in (-24, 18):
        part(
            f"{px - 3},44 {px - 5},24 {px - 3},0 {px - 1},0 {px + 1},24 {px + 5},44 {px - 3},44",
            tint(coat, -0.35),
        )
        part(f"{px + 4},46 {px + 5},24 {px + 7},0 {px + 9},0 {px + 10},24 {px + 13},46 {px + 4},46", coat)
    part("-32,58 -14,62 14,60 30,62 34,52 26,42 0,38 -22,40 -34,48 -32,58", coat)
    part("-28,44 -8,40 20,42 26,42 0,36 -22,39 -28,44", rgb("f6e6cc"))
    part("-34,58 -39,48 -36,46 -31,54 -34,58", rgb("4a3028"))
    if low:
        part("24,60 40,46 50,26 56,22 50,36 44,50 34,62 24,60", coat)
        part("50,28 52,18 60,6 65,8 62,18 58,28 50,28", coat)
        horns = [(54, 30), (46, 38), (44, 50)]
    else:
        part("22,60 34,74 38,90 44,92 44,78 36,56 22,60", coat)
        part("36,92 40,98 48,96 60,86 57,82 46,84 38,86 36,92", coat)
        horns = [(42, 97), (38, 110), (42, 124)]
    for off in (0, 4):
        line = curve([(x + way * (px + off) * h / 100, y - py * h / 100) for px, py in horns], 5)
        pen.taper(line, rgb("33262a"), 0.028 * h, 0.008 * h)


def _sprouts(pen: Pen, rng: random.Random) -> None:
    for x, y in scatter(rng, -10, 900, 1810, 1225, 620):
        if 330 - (y - 1080) * 0.9 + 30 < x < 1280 + abs(y - 1060) * 0.4 or abs(x - 900) < 1200 - y * 0.75:
            continue
        near = (y - 860) / 340
        for _ in range(3):
            tip = (x + rng.uniform(-14, 14) * near, y - rng.uniform(14, 46) * near)
            pen.taper([(x, y), tip], rgb(rng.choice(("7c9a4a", "a5b85c", "5d7a42", "c6cd7a"))), 5 * near, 1)
        if rng.random() < 0.3:
            ink = rgb(rng.choice(("e85f7a", "f3c14a", "f6ead0", "b06ac0")))
            for k in range(5):
                a = k * 1.2566
                pen.disc(
                    tip[0] + math.cos(a) * 5 * near,
                    tip[1] + math.sin(a) * 3.4 * near,
                    4 * near,
                    3 * near,
                    ink,
                )
            pen.disc(*tip, 2.4 * near, 2 * near, rgb("f9e9a0"))
