"""Two pictures of desert ground and water: salt pans at nightfall, and a wadi the morning after rain."""

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
    cloud_bars,
    curve,
    glitter,
    mix,
    person,
    reflect,
    rgb,
    sky,
    sun,
    tint,
)
from articles.demo.scenes.land import (
    Ground,
    billows,
    dabs,
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


def salt_flats(rng: random.Random) -> Image.Image:
    """White cones of salt mirrored in shallow brine under a rising moon; the crust in front has broken into plates."""
    c = Canvas(rng, rgb("e9cdd0"))
    sky(c, tones("5f7fa8 a99cc4 eab9c0 fbe0c6"), 560, brush=0.22)
    sun(c, 560, 300, 62, rgb("fff4e2"), halo=rgb("fbd9d0"), reach=5)
    cloud_bars(c, (700, 160, 1900, 420), tones("f6d3cf e3a9b8 c79abb"), 9, alpha=0.5)
    for outline, run in (
        ("-20,500 180,440 330,470 520,420 700,480 900,450 1160,400 1330,450 1560,420 1820,470", "a58fb8 d3aebf"),
        ("-20,540 240,510 520,530 800,500 1100,525 1500,480 1820,520", "8d7aa6 c79fb4"),
    ):
        crest = ragged(rng, path(outline), 0.08, 4)
        mass = [*crest, (1820, 562), (-20, 562)]
        c.wash(mass, tones(run))
        with inside(c, mass), c.pen((0, 380, 1800, 570)) as pen:
            inks = [clear(rgb("f3cdc8"), 0.55), clear(rgb("77669a"), 0.45)]
            ribs(pen, rng, crest, 70, inks, fall=70, lean=-0.4, width=20)
    ground = Ground(horizon=556, centre=900, focal=1250, eye=1.9)
    heaps = [
        (-9.2, 40, 2.0),
        (-4.4, 31, 2.1),
        (0.3, 24.5, 2.2),
        (4.4, 19.4, 2.3),
        (7.4, 15.4, 2.35),
        (14.5, 33, 2.0),
        (11, 48, 1.8),
        (-15, 52, 1.8),
        (-2.4, 62, 1.9),
        (21, 60, 1.9),
    ]
    with c.pen((0, 300, 1800, 800)) as pen:
        pen.rect(0, 556, 1800, 570, rgb("f4dcd6"))
        for x, z, tall in sorted(heaps, key=lambda heap: -heap[1]):
            _heap(pen, rng, ground, x, z, tall)
    # Each heap is mirrored at its own foot, for the brine lies level and the heaps stand in it.
    mirror = tones("efc6c8 c3b3cf 8fa6c2 7f9dbb")
    _brine(c, rng, ground, heaps, mirror)
    _plates(c, rng, ground)
    with c.pen((0, 480, 1800, 1000)) as pen:
        for x, z, pose, way, head in (
            (2.3, 19, "reach", 1, "scarf"),
            (1.5, 17.6, "carry", -1, "cap"),
            (-6.4, 32, "reach", -1, "hat"),
        ):
            px, py = ground.at(x, z)
            tall = 1.72 * ground.size(z)
            for part in range(7):
                y = py + tall * (0.06 + part * 0.13)
                pen.dash(
                    px + rng.uniform(-4, 4), y, tall * rng.uniform(0.16, 0.3), tall * 0.06, clear(rgb("5a4f78"), 0.55)
                )
            person(
                pen,
                rng,
                px,
                py,
                tall,
                tones("5b3f6b b5483f 39597a"),
                pose=pose,
                facing=way,
                head=head,
                dress="trousers",
            )
            if pose == "reach":
                pen.line(
                    [(px + way * tall * 0.28, py - tall * 0.72), (px + way * tall * 0.62, py - tall * 0.05)],
                    rgb("6b4a44"),
                    4,
                )
    c.glow(560, 300, 900, rgb("ffd9cf"), 0.2)
    return c.finish()


def _heap(pen: Pen, rng: random.Random, ground: Ground, x: float, z: float, tall: float, *, flip: bool = False) -> None:
    (px, py), m = ground.at(x, z), ground.size(z)
    far = min(1.0, z / 75)
    way = -1 if flip else 1
    half, h = tall * 0.95 * m, tall * m * way
    air = rgb("eec6c6")
    cone = [
        (px - half, py),
        (px - half * 0.45, py - h * 0.5),
        (px - half * 0.06, py - h),
        (px + half * 0.05, py - h * 0.99),
        (px + half * 0.5, py - h * 0.47),
        (px + half, py),
    ]
    pen.poly(cone, mix(rgb("fffaf3"), air, far * 0.5))
    seam = ragged(rng, [(px - half * 0.02, py - h), (px + half * 0.14, py - h * 0.5), (px + half * 0.02, py)], 0.08, 2)
    pen.poly([*seam, *cone[:2:-1]], mix(rgb("a99fc6"), air, far * 0.5))
    for _ in range(int(16 * (1 - far))):
        k = rng.uniform(0.15, 0.85)
        sx = px + rng.uniform(-1, 1) * half * k
        top = (sx, py - h * (1 - k))
        ink = rgb(rng.choice(("e6d9e6", "8f86b4"))) if sx > px else rgb(rng.choice(("efd9d6", "ffffff")))
        pen.taper([top, (sx + (sx - px) * 0.3, py - h * (1 - k) + abs(h) * 0.12 * way)], clear(ink, 0.7), 4 * m / 60, 1)


def _brine(
    c: Canvas,
    rng: random.Random,
    ground: Ground,
    heaps: Sequence[tuple[float, float, float]],
    water: Sequence[tuple[int, int, int]],
) -> None:
    kept = c.image.copy()
    hills = kept.crop((0, 380, 1800, 556)).transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((1800, 150))
    c.gradient(water, (0, 566, 1800, 1000))
    c.image.paste(hills, (0, 568))
    c.haze(568, 720, water[0], 0.15, 1)
    c.gradient([mix(water[0], water[1], 0.3), *water[1:]], (0, 718, 1800, 1000))
    c.wash(path("500,568 620,568 660,850 460,850"), tones("fff4e6 fbe0d8"), alpha=0.55, blur=20)
    with c.pen((0, 560, 1800, 1000)) as pen:
        for x, z, tall in sorted(heaps, key=lambda heap: -heap[1]):
            _heap(pen, rng, ground, x, z, tall * 0.96, flip=True)
    c.wash(path("0,566 1800,566 1800,1000 0,1000"), water, alpha=0.42)
    with c.pen((0, 560, 1800, 1000)) as pen:
        for x, y in scatter(rng, -50, 572, 1850, 1000, 300):
            near = (y - 560) / 440
            ink = rgb(rng.choice(("f9e6e0", "8d94bb", "f6d0c8")))
            pen.dash(x, y, (20 + 170 * near) * rng.uniform(0.4, 1.3), 1.2 + 5 * near, clear(ink, 0.4))
    glitter(c, 560, 580, 840, rgb("fff8ee"), 90, spread=34, size=0.8)
    for x, z, tall in heaps:
        # What stands above a heap's foot was painted before the water and must come back.
        px, py = ground.at(x, z)
        half, top = tall * 0.95 * ground.size(z), tall * ground.size(z)
        left, upper = max(0, int(px - half)), int(py - top - 2)
        right, lower = min(1800, int(px + half) + 1), int(py) + 1
        cone = Image.new("L", (right - left, lower - upper))
        Pen(cone, left, upper, 1).poly(
            [
                (px - half, py),
                (px - half * 0.45, py - top * 0.5),
                (px, py - top),
                (px + half * 0.5, py - top * 0.47),
                (px + half, py),
            ],
            255,
        )
        c.image.paste(kept.crop((left, upper, right, lower)), (left, upper), cone)


def _plates(c: Canvas, rng: random.Random, ground: Ground) -> None:
    shore = ragged(rng, path("-20,800 300,840 640,812 900,860 1200,838 1500,870 1820,850"), 0.05, 4)
    crust = [*shore, (1820, 1210), (-20, 1210)]
    c.wash(crust, tones("f3dcda e3cddc cbbcd8"))
    with c.pen((0, 780, 1800, 1000)) as pen:
        pen.line([(x, y + 3) for x, y in shore], rgb("fff8f2"), 7)
        pen.line([(x, y - 4) for x, y in shore], clear(rgb("7f7fae"), 0.6), 4)
    size = 0.62
    with inside(c, crust), c.pen((0, 790, 1800, 1200)) as pen:
        for row in range(26, 2, -1):
            for k in range(-22, 23):
                ring: list[Point] = []
                for i in range(6):
                    a = math.pi / 3 * i
                    # Neighbours share their corners, so the shift of a corner comes from its place alone.
                    x = (k + 0.5 * (row % 2)) * size * 1.732 + math.sin(a) * size
                    z = row * size * 1.5 / 2.2 + 1.2 + math.cos(a) * size / 2.2
                    shift = math.sin(round(x * 40) * 12.9898 + round(z * 40) * 78.233) * 43758.5453
                    part = shift - math.floor(shift) - 0.5
                    ring.append(ground.at(x + part * size * 0.62, z + part * size * 0.25))
                if max(x for x, _ in ring) < -20 or min(x for x, _ in ring) > 1820:
                    continue
                near = max(0.1, (ring[0][1] - 780) / 420)
                inner = [
                    (x * 0.93 + sum(p[0] for p in ring) / 6 * 0.07, y * 0.9 + sum(p[1] for p in ring) / 6 * 0.1)
                    for x, y in ring
                ]
                pen.poly(ring, rgb("b09fc4"))
                pen.poly([(x, y - 5 * near) for x, y in inner], rgb("fffaf4"))
                plate = mix(
                    rgb(rng.choice(("f3dfdd", "ead6de", "e0d0de", "f6e6e0"))), rgb("bcaed0"), rng.uniform(0, 0.25)
                )
                pen.poly([(x + 3 * near, y + 2 * near) for x, y in inner], plate)
        for x, y in scatter(rng, 0, 850, 1800, 1200, 240):
            near = (y - 790) / 410
            pen.dash(x, y, 16 + 40 * near, 1 + 3 * near, clear(rgb(rng.choice(("ffffff", "b3a3c6"))), 0.6))


def wadi_after_rain(rng: random.Random) -> Image.Image:
    """Brown water runs in the dry river; behind an acacia the storm walks off under its rainbow."""
    c = Canvas(rng, rgb("c9a07c"))
    sky(c, tones("3f4f66 66748a a9a8a6 e3cfae"), 520, brush=0.26)
    for x, y, width in ((1060, 210, 620), (1500, 260, 900), (1770, 340, 640)):
        billows(c, x, y, width, rgb("8d93a3"), rgb("434e63"), tall=0.2)
    for x0, x1, alpha in ((980, 1240, 0.5), (1290, 1560, 0.6), (1580, 1800, 0.5)):
        fall = [(x0, 240), (x1, 240), (x1 - 110, 560), (x0 - 150, 560)]
        c.wash(fall, tones("5a6479 8d909a"), alpha=alpha, blur=16)
    for k, code in enumerate("d9655a e79a58 f0d57c 8fba84 6f9fc0 8d7fb5".split()):
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
        c.wash([*arc, *low[::-1]], tones(code), alpha=0.34, blur=4)
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
        ("-20,250 90,240 250,250 300,300 420,330 450,400 560,450 640,520 760,560", "dd9257 e9ac72 c07a50", 640),
    ):
        _cliff(c, rng, ragged(rng, path(outline), 0.05, 3), run, foot)
    c.gradient(tones("d3a273 bf8a5e a2704c 7d543d"), (0, 556, 1800, 1200))
    _bed(c, rng)
    with c.pen() as pen:
        _acacia(pen, rng, 470, 800, 620)
        for x, y, h in ((1330, 640, 90), (1480, 626, 64), (1040, 610, 50)):
            _acacia(pen, rng, x, y, h)
        for x, y, s, way, low in ((960, 772, 138, -1, False), (1020, 796, 150, 1, True), (800, 806, 132, 1, False)):
            _gazelle(pen, x, y, s, way, low=low)
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
        soft("930,566 1010,584 900,606 700,636 760,680 1060,720 1130,790 860,870 560,960 330,1080 200,1215", 8)
        + soft(
            "1330,1215 1240,1090 1330,980 1500,880 1560,790 1340,710 1020,664 960,640 1060,606 1080,584 1000,566", 8
        ),
        soft("1240,640 1420,650 1640,690 1820,700", 8) + soft("1820,730 1620,716 1400,668 1240,640", 8),
    )
    for water in banks:
        c.wash([(x, y - 5) for x, y in water], tones("8a5f47 6d4636"), blur=1)
        c.wash(water, tones("d9c5a6 b9a48c 8d8a8a 6f7482 8f7a6c"))
        with inside(c, water):
            for x, rx, code in ((300, 260, "e3a56c"), (760, 120, "f3dcb4"), (1330, 240, "59637a")):
                c.wash(oval(x + 260, 800, rx, 300), tones(code), alpha=0.45, blur=30)
            shade(c, path("440,880 560,880 720,1010 560,1215 420,1215 520,1000"), alpha=0.6, blur=7, ink=rgb("6a5f66"))
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
        pen.taper([(px - s * wide * 0.2, py) for px, py in limb], clear(rgb("b98a66"), 0.6), wide * 0.28 * s, 0.4 * s)
    pen.poly([(x - 9 * s, y + s), (x - 3 * s, y - 7 * s), (x + 4 * s, y - 6 * s), (x + 9 * s, y + s)], bark)
    for dx, up, rx in ((-48, 66, 26), (52, 72, 28), (-26, 80, 30), (26, 86, 32), (-4, 92, 30), (2, 76, 22)):
        px, py = x + dx * s, y - up * s
        dark = ragged(rng, oval(px, py, rx * s, 6.4 * s, steps=14), 0.2, 2)
        pen.poly(dark, rgb("3a4630"))
        inks = tones("3a4630 55633a 77833f a3a453 cdc576")
        dabs(pen, rng, px, py - s, rx * 1.05 * s, 8 * s, inks, count=int(60 + h * 0.45), size=max(3.0, 3.2 * s))


def _gazelle(pen: Pen, x: float, y: float, h: float, way: int, *, low: bool) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + way * px * h / 100, y - py * h / 100) for px, py in soft(outline, 4)], ink)

    pen.disc(x + 0.3 * h, y, 0.45 * h, 0.05 * h, clear(rgb("4a3a40"), 0.5))
    coat = rgb("b5763f")
    for px in (-24, 18):
        part(f"{px - 3},44 {px - 5},24 {px - 3},0 {px - 1},0 {px + 1},24 {px + 5},44 {px - 3},44", tint(coat, -0.35))
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
                pen.disc(tip[0] + math.cos(a) * 5 * near, tip[1] + math.sin(a) * 3.4 * near, 4 * near, 3 * near, ink)
            pen.disc(*tip, 2.4 * near, 2 * near, rgb("f9e9a0"))
