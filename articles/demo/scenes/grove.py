"""The two pictures of fruit: an orange branch in bloom seen close, and a date garden against the evening sun."""

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
    cloud_bars,
    curve,
    mix,
    person,
    rgb,
    sky,
    sun,
    tint,
    vary,
)
from articles.demo.scenes.land import Ground, between, inside, oval, ragged, scatter, shade, soft, strokes, tones


def citrus_bloom(rng: random.Random) -> Image.Image:
    """A branch with fruit and blossom across the sheet; behind it, soft, the rows of the grove."""
    c = Canvas(rng, rgb("bfe0d6"))
    _grove_behind(c, rng)
    branch = soft("-40,250 260,300 560,400 860,470 1160,470 1460,410 1840,330", 10)
    twigs = (
        soft("420,352 520,520 560,700 640,850", 8),
        soft("800,460 900,620 1040,720 1180,790", 8),
        soft("1180,468 1300,580 1440,660 1500,760", 8),
        soft("640,420 760,300 900,220 1040,190", 8),
        soft("1250,462 1360,330 1480,240 1560,150", 8),
        soft("200,290 260,180 330,120 440,70", 8),
        soft("180,285 170,420 120,560 110,660", 8),
    )
    for spot in ((300, 60), (1130, 110), (1690, 190), (60, 470), (760, 250), (1660, 520)):
        _leaf_fan(c, rng, *spot, 4, dim=True)
    with c.pen() as pen:
        for twig in twigs:
            pen.taper(twig, rgb("5b5a38"), 17, 6)
            pen.taper([(x - 2, y - 3) for x, y in twig], rgb("94905a"), 6, 2)
        pen.taper(branch, rgb("4f4632"), 46, 24)
        pen.taper([(x, y - 8) for x, y in branch], rgb("8d8058"), 18, 8)
        for x, y in scatter(rng, 0, 0, 1800, 20, 150):
            px, py = branch[int(x / 1800 * (len(branch) - 1))]
            pen.dash(px + y, py + rng.uniform(-14, 14), 36, 4, clear(rgb(rng.choice(("33301f", "b0a274"))), 0.6))
    for twig in (*twigs, branch):
        for i in range(3, len(twig), 9):
            _leaf_fan(c, rng, *twig[i], 2)
    for x, y, r in ((640, 930, 150), (1180, 880, 165), (420, 760, 118), (1560, 800, 125)):
        _orange(c, rng, x, y, r)
        _leaf_fan(c, rng, x + r * 0.1, y - r * 0.95, 3)
    for x, y, n in (
        (930, 330, 4),
        (300, 400, 3),
        (1420, 470, 4),
        (760, 560, 3),
        (1080, 560, 2),
        (1500, 170, 3),
        (110, 690, 3),
        (1700, 330, 2),
    ):
        for _ in range(n):
            _blossom(c, rng, x + rng.gauss(0, 62), y + rng.gauss(0, 46), rng.uniform(52, 80))
    with c.pen() as pen:
        for x, y in ((1010, 250), (470, 470), (1330, 420), (860, 640), (1590, 250), (200, 620), (1010, 650)):
            for _ in range(3):
                _bud(pen, x + rng.gauss(0, 34), y + rng.gauss(0, 30), rng.uniform(15, 24), rng.uniform(-2.4, -0.7))
        _bee(pen, 985, 760, 40)
        for x, y in scatter(rng, 0, 700, 1800, 1190, 14):
            pen.poly(oval(x, y, 15, 6, turn=rng.uniform(0, 3)), clear(rgb("fffaf0"), 0.9))
    return c.finish(grain=0.9)


def _grove_behind(c: Canvas, rng: random.Random) -> None:
    sky(c, tones("7fc0cc b5ddd6 eaf0d6"), 640, brush=0.2)
    for x, y, rx, ry, code in (
        (200, 560, 500, 120, "8fb7b4"),
        (900, 600, 620, 110, "a3c4b4"),
        (1600, 560, 480, 140, "84aeb0"),
    ):
        c.wash(oval(x, y, rx, ry), tones(code), alpha=0.8, blur=26)
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
                shade(c, oval(px + size * 0.6, py, size * 2, size * 0.34), alpha=0.35, blur=blur, ink=rgb("5f8a6c"))
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
        c.wash(oval(x + r * 0.2, y + r * 0.3, r * 1.02, r * 0.95), tones("d9601a"), alpha=0)
        c.wash(oval(x - r * 0.18, y - r * 0.22, r * 0.86, r * 0.82), tones("fdb84c f79a2e"), alpha=0.85, blur=r * 0.13)
        c.wash(
            oval(x - r * 0.32, y - r * 0.4, r * 0.34, r * 0.28, turn=-0.5), tones("ffdc93"), alpha=0.85, blur=r * 0.1
        )
        edge = [
            *oval(x, y, r * 1.1, r * 1.1),
            (x + r * 1.1, y),
            *oval(x - r * 0.1, y - r * 0.14, r * 0.97, r * 0.94)[::-1],
        ]
        c.wash(edge, tones("c24f1c b23f22"), alpha=0.55, blur=r * 0.06)
        c.wash(oval(x + r * 0.3, y + r * 0.86, r * 0.5, r * 0.16, turn=-0.3), tones("8fae62"), alpha=0.35, blur=8)
        with c.pen((x - r, y - r, x + r, y + r)) as pen:
            for _ in range(150):
                a, far = rng.uniform(0, 6.28), math.sqrt(rng.random()) * 0.95 * r
                px, py = x + math.cos(a) * far, y + math.sin(a) * far
                pen.disc(px, py, 2.4, 1.8, clear(rgb(rng.choice(("c9581a", "ffd083", "c9581a"))), 0.45))
        shade(c, oval(x + r * 0.1, y - r * 0.9, r * 0.7, r * 0.3, turn=0.3), alpha=0.5, blur=5, ink=rgb("b0583a"))


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
    shade(c, oval(x + size * 0.16, y + size * 0.22, size * 0.9, size * 0.8), alpha=0.4, blur=6, ink=rgb("55806a"))
    with c.pen((x - size * 1.2, y - size * 1.2, x + size * 1.2, y + size * 1.2)) as pen:
        for i, petal in enumerate(petals):
            pen.poly(petal, tint(rgb("fffaf0"), -0.03 * (i % 3)))
            middle = (x + (petal[20][0] - x) * 0.8, y + (petal[20][1] - y) * 0.8)
            pen.taper([(x, y), middle], clear(rgb("c9cfc4"), 0.75), size * 0.14, 1)
            pen.poly([petal[k] for k in range(0, 16)] + [(x, y)], clear(rgb("dfe3da"), 0.45))
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
    pen.poly(oval(x + dx * size * 0.7 + 3, y + dy * size * 0.7 + 3, size * 0.7, size * 0.3, turn=turn), rgb("dcdcc8"))
    pen.disc(x, y, size * 0.4, size * 0.4, rgb("8fa85a"))


def _bee(pen: Pen, x: float, y: float, s: float) -> None:
    for dx in (-0.25, 0.25):
        pen.poly(oval(x + dx * s, y - s * 0.62, s * 0.26, s * 0.55, turn=dx * 2.4), clear(rgb("f4fbfa"), 0.75))
    pen.poly(oval(x, y, s * 0.72, s * 0.4, turn=-0.15), rgb("e5a62e"))
    for dx in (-0.3, 0.0, 0.3):
        pen.line([(x + dx * s, y - s * 0.34), (x + dx * s + 3, y + s * 0.34)], rgb("3a2c24"), s * 0.13)
    pen.disc(x + s * 0.7, y - s * 0.12, s * 0.24, s * 0.24, rgb("3a2c24"))


def date_palms(rng: random.Random) -> Image.Image:
    """The sun goes down at the end of an avenue of date palms; their shadows run towards us."""
    c = Canvas(rng, rgb("f0b869"))
    ground = Ground(horizon=770, centre=960, focal=1150, eye=1.8)
    sky(c, tones("2e6a78 7aa39a e9c58a f9bd62 f59b4c"), 772, brush=0.26)
    cloud_bars(c, (0, 300, 1800, 640), tones("f8d79c e88d5c d97a5a"), 12, alpha=0.55)
    c.glow(960, 720, 900, rgb("ffdd8c"), 0.9)
    sun(c, 960, 700, 74, rgb("fff3cc"), halo=rgb("ffc45e"), reach=5)
    far = ragged(rng, soft("-20,740 200,716 420,735 700,722 1000,742 1300,712 1600,735 1820,720", 4), 0.06, 2)
    c.wash([*far, (1820, 790), (-20, 790)], tones("c47f5c d99a62"))
    c.gradient(tones("f2b45c cf8b4c a8683f 7d4a38"), (0, 770, 1800, 1200))
    with c.pen((0, 770, 1800, 1200)) as pen:
        for x, y in scatter(rng, 0, 776, 1800, 1200, 700):
            near = (y - 770) / 430
            ink = rgb(rng.choice(("f9cf83", "8d5340", "e0a055", "7c4a3c")))
            pen.dash(x, y, (16 + 110 * near) * rng.uniform(0.5, 1.3), 1.5 + 6 * near, clear(ink, 0.45))
    water = [ground.at(x, z) for x, z in ((-0.62, 90), (0.12, 90), (0.36, 2.6), (-1.5, 2.6))]
    rim = [ground.at(x, z) for x, z in ((-0.7, 90), (0.2, 90), (0.62, 2.6), (-1.78, 2.6))]
    c.wash(rim, tones("d39a5c 8f5f48"))
    c.wash(water, tones("ffe6a6 f2c080 7fa598 3d7078 2a5866 2a5866"))
    with inside(c, water), c.pen((500, 770, 1300, 1200)) as pen:
        for x, y in scatter(rng, 560, 790, 1200, 1200, 170):
            near = (y - 770) / 430
            ink = rgb(rng.choice(("fff4d2", "d98f55", "5f8a8a", "3b6670")))
            pen.dash(x, y, (10 + 120 * near) * rng.uniform(0.5, 1.2), 1.5 + 6 * near, clear(ink, 0.7))
    c.wash([ground.at(-0.62, 90), ground.at(-1.5, 2.6), ground.at(-1.3, 2.6)], tones("a06f4c 4f3a3c"))
    rows = [(side * x, z) for z in (70, 44, 30, 21.5, 15.5, 11, 7.6) for x in (4.4, 10, 16.5, 24) for side in (-1, 1)]
    trees = [(x, z) for x, z in rows if abs(ground.at(x, z)[0] - 900) < 1100]
    for x, z in trees:
        width = 0.26
        lie = [
            ground.at(x - width, z),
            ground.at(x + width, z),
            ground.at(x + width * 1.3, z * 0.3),
            ground.at(x - width * 1.3, z * 0.3),
        ]
        shade(c, lie, alpha=0.5, blur=2, ink=rgb("86536a"))
    with c.pen() as pen:
        for x, z in trees:
            far_off = min(1.0, max(0.0, (z - 7) / 60)) ** 0.6
            haze = rgb("f2b267")
            foot, size = ground.at(x, z), ground.size(z)
            tall = (5.6 + rng.uniform(-0.5, 0.9)) * size
            _date_palm(
                pen,
                rng,
                foot,
                tall,
                mix(rgb("3a2733"), haze, far_off * 0.75),
                mix(rgb("1f3a3c"), haze, far_off * 0.8),
                far_off,
            )
        for x, z in ((-1.75, 9.5), (1.25, 14)):
            _tuft(pen, rng, *ground.at(x, z), ground.size(z) * 0.5)
        px, py = ground.at(1.9, 9.2)
        shadow = [(px - 16, py), (px + 16, py), (px + 250, 1210), (px + 130, 1210)]
        pen.poly(shadow, clear(rgb("5f3648"), 0.4))
        person(
            pen,
            rng,
            px,
            py,
            ground.size(9.2) * 1.75,
            tones("7a2f3a 7a2f3a"),
            pose="walk",
            facing=-1,
            dress="robe",
            head="scarf",
            shade=0.4,
        )
        _donkey(pen, px + 215, py - 4, 165)
    c.glow(960, 700, 760, rgb("ffcf7a"), 0.5)
    return c.finish(vignette=0.18)


def _date_palm(pen: Pen, rng: random.Random, foot: Point, tall: float, bark: Colour, green: Colour, far: float) -> None:
    x, y = foot
    sway = rng.uniform(-0.05, 0.05) * tall
    trunk = curve([(x, y), (x + sway * 0.3, y - tall * 0.5), (x + sway, y - tall)], 14)
    pen.taper([(x, y + tall * 0.012), *trunk[1:]], bark, tall * 0.085, tall * 0.058)
    sunlit = mix(rgb("f2a45a"), bark, 0.3 + 0.4 * far)
    lit = -1 if x > 960 else 1
    for i, (px, py) in enumerate(trunk[1:]):
        half = tall * (0.04 - 0.012 * i / len(trunk))
        for side in (-1, 0, 1):
            stub = [(px + side * half * 0.7, py), (px + side * half * 1.25, py - tall * 0.025)]
            pen.taper(stub, sunlit if side == lit else tint(bark, -0.25), tall * 0.024, tall * 0.006)
    hub = trunk[-1]
    fronds = 30 if far < 0.75 else 20
    for i in range(fronds):
        angle = math.pi * (-0.2 + 1.4 * ((i * 11) % fronds) / (fronds - 1)) + rng.uniform(-0.07, 0.07)
        back = i < fronds * 0.6
        ink = mix(green, tint(green, 0.25), 0.0 if back else rng.uniform(0.3, 1))
        if not back and rng.random() < 0.35:
            ink = mix(ink, rgb("e9a04c"), 0.45)
        _frond(pen, hub, tall * rng.uniform(0.44, 0.56), angle, ink, 16 if far < 0.6 else 10)
    for side in (-1.0, -0.4, 0.4, 1.0):
        bx, by = hub[0] + side * tall * 0.07, hub[1] + tall * rng.uniform(0.1, 0.15)
        pen.line(
            curve([hub, (bx, hub[1] + tall * 0.01), (bx, by)], 5), mix(rgb("d98a3a"), bark, 0.2), max(1.5, tall * 0.009)
        )
        for _ in range(26 if far < 0.6 else 10):
            dx, dy = rng.gauss(0, 0.02) * tall, rng.uniform(-0.03, 0.07) * tall
            ink = mix(rgb(rng.choice(("b5532a", "e08a35", "8a3c28"))), rgb("f2b267"), far * 0.5)
            pen.disc(bx + dx * (1 - dy / tall * 7), by + dy, tall * 0.009, tall * 0.012, ink)


def _frond(pen: Pen, hub: Point, reach: float, angle: float, ink: Ink, leaflets: int) -> None:
    dx, dy = math.cos(angle), -math.sin(angle)
    droop = reach * (0.18 + 0.34 * abs(dx))
    spine = curve(
        [
            hub,
            (hub[0] + dx * reach * 0.5, hub[1] + dy * reach * 0.5 - reach * 0.06),
            (hub[0] + dx * reach, hub[1] + dy * reach * 0.86 + droop),
        ],
        leaflets // 2,
    )
    for i, (px, py) in enumerate(spine[2:], 2):
        t = i / len(spine)
        far = reach * 0.27 * math.sin(math.pi * (0.2 + 0.75 * t))
        (qx, qy) = spine[i - 1]
        run = math.atan2(py - qy, px - qx)
        for side in (-1, 1):
            a = run + side * (0.75 - 0.3 * t)
            tip = (px + math.cos(a) * far, py + math.sin(a) * far + far * 0.25)
            pen.taper([(px, py), tip], ink, reach * 0.03, 0.8)
    pen.taper(spine, ink, reach * 0.034, reach * 0.006)


def _tuft(pen: Pen, rng: random.Random, x: float, y: float, size: float) -> None:
    for _ in range(26):
        a = rng.uniform(0.5, 2.64)
        tip = (x + math.cos(a) * size, y - math.sin(a) * size * rng.uniform(0.6, 1.1))
        pen.taper(
            [(x + rng.uniform(-0.2, 0.2) * size, y), tip],
            rgb(rng.choice(("4a5a3c", "8f8440", "33473c"))),
            size * 0.08,
            1,
        )


def _donkey(pen: Pen, x: float, y: float, s: float) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + px * s / 100, y - py * s / 100) for px, py in soft(outline, 5)], ink)

    pen.poly(
        [(x - s * 0.5, y), (x + s * 0.5, y), (x + s * 2.2, y + s * 1.3), (x + s * 0.9, y + s * 1.3)],
        clear(rgb("5f3648"), 0.4),
    )
    coat = rgb("4d3a42")
    for px in (-34, -24, 26, 36):
        part(
            f"{px - 4},34 {px - 3},16 {px - 4},0 {px + 3},0 {px + 3},16 {px + 5},34 {px - 4},34",
            tint(coat, -0.25 if px in (-24, 26) else 0),
        )
    part("-40,60 -20,66 20,64 40,62 46,48 40,34 10,30 -20,30 -42,36 -46,48 -40,60", coat)
    part("-30,64 -44,82 -54,90 -64,86 -78,66 -80,58 -72,55 -60,66 -54,66 -46,46 -36,40 -30,64", coat)
    for px in (-56, -50):
        part(
            f"{px},84 {px + 1},98 {px + 7},112 {px + 9},100 {px + 7},84 {px},84", tint(coat, -0.2 if px < -52 else 0.12)
        )
    part("-80,58 -78,64 -70,62 -70,56 -80,58", rgb("b59a8a"))
    part("-16,72 -10,44 6,40 16,46 18,70 8,76 -6,76 -16,72", rgb("9a5a38"))
    part("-14,72 -6,84 8,86 18,72 0,76 -14,72", rgb("b5632f"))
    pen.taper(
        curve([(x + 0.44 * s, y - 0.58 * s), (x + 0.52 * s, y - 0.4 * s), (x + 0.5 * s, y - 0.2 * s)], 5),
        coat,
        0.05 * s,
        0.03 * s,
    )
