"""A branch with fruit and blossom across the sheet; behind it, soft, the rows of the grove."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Pen,
    Point,
    clear,
    curve,
    mix,
    rgb,
    sky,
    tint,
    vary,
)
from articles.demo.scenes.land import Ground, inside, oval, scatter, shade, soft, tones

BRANCH = "-40,250 260,300 560,400 860,470 1160,470 1460,410 1840,330"
TWIGS = (
    "420,352 520,520 560,700 640,850",
    "800,460 900,620 1040,720 1180,790",
    "1180,468 1300,580 1440,660 1500,760",
    "640,420 760,300 900,220 1040,190",
    "1250,462 1360,330 1480,240 1560,150",
    "200,290 260,180 330,120 440,70",
    "180,285 170,420 120,560 110,660",
)


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("bfe0d6"))
    _grove_behind(c, rng)
    for spot in ((300, 60), (1130, 110), (1690, 190), (60, 470), (760, 250), (1660, 520)):
        _leaf_fan(c, rng, *spot, 4, dim=True)
    _wood(c, rng)
    for x, y, r in ((640, 930, 150), (1180, 880, 165), (420, 760, 118), (1560, 800, 125)):
        _orange(c, rng, x, y, r)
        _leaf_fan(c, rng, x + r * 0.1, y - r * 0.95, 3)
    _flowers(c, rng)
    return c.finish(grain=0.9)


def _wood(c: Canvas, rng: random.Random) -> None:
    branch = soft(BRANCH, 10)
    twigs = [soft(text, 8) for text in TWIGS]
    with c.pen() as pen:
        for twig in twigs:
            pen.taper(twig, rgb("5b5a38"), 17, 6)
            pen.taper([(x - 2, y - 3) for x, y in twig], rgb("94905a"), 6, 2)
        pen.taper(branch, rgb("4f4632"), 46, 24)
        pen.taper([(x, y - 8) for x, y in branch], rgb("8d8058"), 18, 8)
        for x, off in scatter(rng, 0, 0, 1800, 20, 150):
            px, py = branch[int(x / 1800 * (len(branch) - 1))]
            ink = clear(rgb(rng.choice(("33301f", "b0a274"))), 0.6)
            pen.dash(px + off, py + rng.uniform(-14, 14), 36, 4, ink)
    for twig in (*twigs, branch):
        for i in range(3, len(twig), 9):
            _leaf_fan(c, rng, *twig[i], 2)


def _flowers(c: Canvas, rng: random.Random) -> None:
    for x, y, count in (
        *((930, 330, 4), (300, 400, 3), (1420, 470, 4), (760, 560, 3)),
        *((1080, 560, 2), (1500, 170, 3), (110, 690, 3), (1700, 330, 2)),
    ):
        for _ in range(count):
            _blossom(c, rng, x + rng.gauss(0, 62), y + rng.gauss(0, 46), rng.uniform(52, 80))
    with c.pen() as pen:
        for x, y in ((1010, 250), (470, 470), (1330, 420), (860, 640), (1590, 250), (200, 620), (1010, 650)):
            for _ in range(3):
                spot = x + rng.gauss(0, 34), y + rng.gauss(0, 30)
                _bud(pen, *spot, rng.uniform(15, 24), rng.uniform(-2.4, -0.7))
        _bee(pen, 985, 760, 40)
        for px, py in scatter(rng, 0, 700, 1800, 1190, 14):
            pen.poly(oval(px, py, 15, 6, turn=rng.uniform(0, 3)), clear(rgb("fffaf0"), 0.9))


def _grove_behind(c: Canvas, rng: random.Random) -> None:
    sky(c, tones("7fc0cc b5ddd6 eaf0d6"), 640, brush=0.2)
    for left, top, rx, ry, code in (
        (200, 560, 500, 120, "8fb7b4"),
        (900, 600, 620, 110, "a3c4b4"),
        (1600, 560, 480, 140, "84aeb0"),
    ):
        c.wash(oval(left, top, rx, ry), tones(code), alpha=0.8, blur=26)
    c.gradient(tones("c9cf96 a9b56c 7f9450"), (0, 640, 1800, 1200))
    ground = Ground(horizon=640, eye=2.4, focal=1300)
    for z in (26, 19, 14, 10, 7.4):
        for x in (-14.6, -10.2, -5.8, -1.4 + 3.0, 6.0, 10.4, 14.8):
            px, py = ground.at(x, z)
            size = ground.size(z)
            if -300 < px < 2100:
                far = min(1.0, z / 30)
                tone = mix(rgb("3f7a4a"), rgb("b9d3b0"), far)
                blur = 7 + 60 / z
                shade(
                    c,
                    oval(px + size * 0.6, py, size * 2, size * 0.34),
                    alpha=0.35,
                    blur=blur,
                    ink=rgb("5f8a6c"),
                )
                c.wash(
                    oval(px, py - size * 2.1, size * 1.75, size * 1.6),
                    [tint(tone, 0.2), tone, tint(tone, -0.2)],
                    blur=blur,
                )
                for _ in range(9):
                    a, b = px + rng.gauss(0, 0.8) * size, py - size * rng.uniform(1, 3.2)
                    ink = mix(rgb("f08a2c"), rgb("e9d9a0"), far)
                    c.wash(oval(a, b, size * 0.17, size * 0.17), [ink], alpha=0.6, blur=3 + 14 / z)
    for _ in range(16):
        x, y, r = rng.uniform(0, 1800), rng.uniform(40, 640), rng.uniform(14, 46)
        c.wash(oval(x, y, r, r), tones("fdf9df"), alpha=0.2, blur=3)
    c.glow(300, 120, 900, rgb("fff3c4"), 0.45)


def _leaf_fan(c: Canvas, rng: random.Random, x: float, y: float, count: int, *, dim: bool = False) -> None:
    with c.pen((x - 330, y - 330, x + 330, y + 330)) as pen:
        for i in range(count):
            turn = rng.uniform(-0.5, 0.5) + (
                math.pi * 2 * i / count if count > 2 else rng.choice((-1.1, 0.5, 1.2, 2.4, -2.2))
            )
            _leaf(pen, rng, x, y, rng.uniform(150, 235) * (0.85 if dim else 1), turn, dim=dim)


def _leaf(pen: Pen, rng: random.Random, x: float, y: float, length: float, turn: float, *, dim: bool) -> None:
    bend = rng.uniform(-0.18, 0.18)
    spine: list[Point] = []
    wide: list[float] = []
    for i in range(13):
        t = i / 12
        angle = turn + bend * 2.4 * t
        spine.append((x + math.cos(angle) * length * t, y + math.sin(angle) * length * t))
        wide.append(length * 0.2 * math.sin(math.pi * t**0.85) ** 0.8 if 0 < t < 1 else 0)
    nx, ny = -math.sin(turn + bend), math.cos(turn + bend)
    one = [(px + nx * w, py + ny * w) for (px, py), w in zip(spine, wide, strict=True)]
    other = [(px - nx * w, py - ny * w) for (px, py), w in zip(spine, wide, strict=True)]
    base = vary(rng, rgb(rng.choice(("2e6b43", "397a48", "24593d", "4d8a4c"))), 0.08)
    if dim:
        base = mix(base, rgb("a9cfae"), 0.55)
    # The half that looks up takes the light, the other keeps the shade.
    up = ny < 0
    pen.poly([*spine, *one[::-1]], tint(base, 0.2) if up else tint(base, -0.22))
    pen.poly([*spine, *other[::-1]], tint(base, -0.22) if up else tint(base, 0.2))
    if not dim:
        for i in range(2, 11):
            for side in (one, other):
                (px, py), (qx, qy) = spine[i], side[min(12, i + 1)]
                end = (px + (qx - px) * 0.85, py + (qy - py) * 0.85)
                pen.taper([(px, py), end], clear(tint(base, 0.42), 0.5), 2.6, 1)
        shine = [
            (px + (qx - px) * 0.5, py + (qy - py) * 0.5)
            for (px, py), (qx, qy) in zip(spine[3:9], (one if up else other)[3:9], strict=True)
        ]
        pen.taper(shine[:4], clear(rgb("dcebc6"), 0.4), 1, length * 0.035)
        pen.taper(shine[3:], clear(rgb("dcebc6"), 0.4), length * 0.035, 1)
    pen.taper(spine, tint(base, 0.45), length * 0.024, 1)


def _orange(c: Canvas, rng: random.Random, x: float, y: float, r: float) -> None:
    body = oval(x, y, r, r * 0.97, steps=60)
    c.wash(body, tones("f7a83a f08a22 d9641c"), blur=0)
    with inside(c, body):
        c.wash(
            oval(x - r * 0.18, y - r * 0.22, r * 0.86, r * 0.82),
            tones("fdb84c f79a2e"),
            alpha=0.85,
            blur=r * 0.13,
        )
        c.wash(
            oval(x - r * 0.32, y - r * 0.4, r * 0.34, r * 0.28, turn=-0.5),
            tones("ffdc93"),
            alpha=0.85,
            blur=r * 0.1,
        )
        edge = [
            *oval(x, y, r * 1.1, r * 1.1),
            (x + r * 1.1, y),
            *oval(x - r * 0.1, y - r * 0.14, r * 0.97, r * 0.94)[::-1],
        ]
        c.wash(edge, tones("c24f1c b23f22"), alpha=0.55, blur=r * 0.06)
        c.wash(
            oval(x + r * 0.3, y + r * 0.86, r * 0.5, r * 0.16, turn=-0.3),
            tones("8fae62"),
            alpha=0.35,
            blur=8,
        )
        with c.pen((x - r, y - r, x + r, y + r)) as pen:
            for _ in range(150):
                a, far = rng.uniform(0, 6.28), math.sqrt(rng.random()) * 0.95 * r
                px, py = x + math.cos(a) * far, y + math.sin(a) * far
                pen.disc(px, py, 2.4, 1.8, clear(rgb(rng.choice(("c9581a", "ffd083", "c9581a"))), 0.45))
        shade(
            c,
            oval(x + r * 0.1, y - r * 0.9, r * 0.7, r * 0.3, turn=0.3),
            alpha=0.5,
            blur=5,
            ink=rgb("b0583a"),
        )


def _blossom(c: Canvas, rng: random.Random, x: float, y: float, size: float) -> None:
    turn, squash = rng.uniform(0, 6.28), rng.uniform(0.72, 1)
    petals: list[list[Point]] = []
    for i in range(5):
        a = turn + i * math.tau / 5 + rng.uniform(-0.1, 0.1)
        shape = [
            (0.08, 0),
            (0.35, -0.24),
            (0.75, -0.3),
            (1.02, -0.1),
            (1.06, 0.06),
            (0.8, 0.27),
            (0.4, 0.24),
            (0.08, 0),
        ]
        ring = [(math.cos(a) * u - math.sin(a) * v, math.sin(a) * u + math.cos(a) * v) for u, v in shape]
        petals.append(curve([(x + u * size, y + v * size * squash) for u, v in ring], 5))
    shade(
        c,
        oval(x + size * 0.16, y + size * 0.22, size * 0.9, size * 0.8),
        alpha=0.4,
        blur=6,
        ink=rgb("55806a"),
    )
    with c.pen((x - size * 1.2, y - size * 1.2, x + size * 1.2, y + size * 1.2)) as pen:
        for i, petal in enumerate(petals):
            pen.poly(petal, tint(rgb("fffaf0"), -0.03 * (i % 3)))
            middle = (x + (petal[20][0] - x) * 0.8, y + (petal[20][1] - y) * 0.8)
            pen.taper([(x, y), middle], clear(rgb("c9cfc4"), 0.75), size * 0.14, 1)
            pen.poly([petal[k] for k in range(16)] + [(x, y)], clear(rgb("dfe3da"), 0.45))
        for i in range(14):
            a = i * math.tau / 14 + turn
            tip = (x + math.cos(a) * size * 0.26, y + math.sin(a) * size * 0.26 * squash - size * 0.06)
            pen.line([(x, y), tip], rgb("fff6dc"), size * 0.05)
            pen.disc(*tip, size * 0.055, size * 0.055, rgb("e8a72c"))
        pen.disc(x, y - size * 0.05, size * 0.1, size * 0.1, rgb("b9c25a"))


def _bud(pen: Pen, x: float, y: float, size: float, turn: float) -> None:
    dx, dy = math.cos(turn), math.sin(turn)
    pen.taper([(x, y), (x - dx * size * 1.4, y - dy * size * 1.4)], rgb("6f8f4c"), 6, 4)
    pen.poly(oval(x + dx * size * 0.8, y + dy * size * 0.8, size, size * 0.62, turn=turn), rgb("fdf8ea"))
    pen.poly(
        oval(x + dx * size * 0.7 + 3, y + dy * size * 0.7 + 3, size * 0.7, size * 0.3, turn=turn),
        rgb("dcdcc8"),
    )
    pen.disc(x, y, size * 0.4, size * 0.4, rgb("8fa85a"))


def _bee(pen: Pen, x: float, y: float, s: float) -> None:
    for dx in (-0.25, 0.25):
        pen.poly(
            oval(x + dx * s, y - s * 0.62, s * 0.26, s * 0.55, turn=dx * 2.4),
            clear(rgb("f4fbfa"), 0.75),
        )
    pen.poly(oval(x, y, s * 0.72, s * 0.4, turn=-0.15), rgb("e5a62e"))
    for dx in (-0.3, 0.0, 0.3):
        pen.line([(x + dx * s, y - s * 0.34), (x + dx * s + 3, y + s * 0.34)], rgb("3a2c24"), s * 0.13)
    pen.disc(x + s * 0.7, y - s * 0.12, s * 0.24, s * 0.24, rgb("3a2c24"))
