"""White cones of salt mirrored in shallow brine under a rising moon; in front, the cracked crust."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Pen,
    Point,
    clear,
    cloud_bars,
    glitter,
    mix,
    person,
    rgb,
    sky,
    sun,
)
from articles.demo.scenes.land import Ground, inside, path, ragged, ribs, scatter, tones


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("e9cdd0"))
    sky(c, tones("5f7fa8 a99cc4 eab9c0 fbe0c6"), 560, brush=0.22)
    sun(c, 560, 300, 62, rgb("fff4e2"), halo=rgb("fbd9d0"), reach=5)
    cloud_bars(c, (700, 160, 1900, 420), tones("f6d3cf e3a9b8 c79abb"), 9, alpha=0.5)
    for outline, run in (
        (
            "-20,500 180,440 330,470 520,420 700,480 900,450 1160,400 1330,450 1560,420 1820,470",
            "a58fb8 d3aebf",
        ),
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
                    px + rng.uniform(-4, 4),
                    y,
                    tall * rng.uniform(0.16, 0.3),
                    tall * 0.06,
                    clear(rgb("5a4f78"), 0.55),
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


def _heap(
    pen: Pen,
    rng: random.Random,
    ground: Ground,
    x: float,
    z: float,
    tall: float,
    *,
    flip: bool = False,
) -> None:
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
    seam = ragged(
        rng,
        [(px - half * 0.02, py - h), (px + half * 0.14, py - h * 0.5), (px + half * 0.02, py)],
        0.08,
        2,
    )
    pen.poly([*seam, *cone[:2:-1]], mix(rgb("a99fc6"), air, far * 0.5))
    for _ in range(int(16 * (1 - far))):
        k = rng.uniform(0.15, 0.85)
        sx = px + rng.uniform(-1, 1) * half * k
        top = (sx, py - h * (1 - k))
        ink = rgb(rng.choice(("e6d9e6", "8f86b4"))) if sx > px else rgb(rng.choice(("efd9d6", "ffffff")))
        pen.taper(
            [top, (sx + (sx - px) * 0.3, py - h * (1 - k) + abs(h) * 0.12 * way)],
            clear(ink, 0.7),
            4 * m / 60,
            1,
        )


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
                    (
                        x * 0.93 + sum(p[0] for p in ring) / 6 * 0.07,
                        y * 0.9 + sum(p[1] for p in ring) / 6 * 0.1,
                    )
                    for x, y in ring
                ]
                pen.poly(ring, rgb("b09fc4"))
                pen.poly([(x, y - 5 * near) for x, y in inner], rgb("fffaf4"))
                plate = mix(
                    rgb(rng.choice(("f3dfdd", "ead6de", "e0d0de", "f6e6e0"))),
                    rgb("bcaed0"),
                    rng.uniform(0, 0.25),
                )
                pen.poly([(x + 3 * near, y + 2 * near) for x, y in inner], plate)
        for x, y in scatter(rng, 0, 850, 1800, 1200, 240):
            near = (y - 790) / 410
            pen.dash(x, y, 16 + 40 * near, 1 + 3 * near, clear(rgb(rng.choice(("ffffff", "b3a3c6"))), 0.6))
