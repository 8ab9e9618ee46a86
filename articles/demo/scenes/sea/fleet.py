"""The fleet at its nets on a golden morning, gulls over the nearest boat."""

from __future__ import annotations

import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, clear, mix, rgb


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("e9b866"))
    horizon = 520
    kit.sky(
        canvas,
        [rgb("2f5f6e"), rgb("6d9186"), rgb("d9bd7c"), rgb("f6cf7a"), rgb("fbe0a0")],
        horizon,
        brush=0.3,
    )
    kit.sun(canvas, 520, 446, 70, rgb("fff7d8"), halo=rgb("ffdf90"), reach=8)
    kit.cloud_bars(canvas, (300, 60, 1900, 380), [rgb("f3cf8f"), rgb("7f9484"), rgb("c9b27f")], 15, alpha=0.6)
    canvas.gradient(
        [rgb("f3cf86"), rgb("a8a878"), rgb("47797a"), rgb("1f5360"), rgb("123a48")], (0, horizon, 1800, 1200)
    )
    kit.ripples(
        canvas,
        horizon + 3,
        1200,
        [clear(rgb("f8dc98"), 0.55), clear(rgb("1a4a56"), 0.5), clear(rgb("2f6a70"), 0.5)],
        560,
    )
    kit.glitter(canvas, 520, horizon + 2, 1195, rgb("fff2c4"), 330, spread=75)
    boats = (
        (700, 546, 62, 1),
        (860, 552, 74, -1),
        (330, 552, 70, 1),
        (1130, 566, 96, -1),
        (1480, 560, 84, 1),
        (150, 584, 118, -1),
        (1330, 614, 150, 1),
        (880, 634, 170, 1),
        (1680, 660, 210, -1),
    )
    with canvas.pen((0, 300, 1800, 860)) as pen:
        for i, (x, y, size, facing) in enumerate(boats):
            far = 1 - size / 260
            hull, band = (
                mix(rgb("17343e"), rgb("b99a66"), far * 0.7),
                mix(rgb("c8553a"), rgb("d9b06a"), far * 0.7),
            )
            for k in range(8):
                pen.dash(
                    x + rng.uniform(-4, 4),
                    y + 3 + k * size * 0.035,
                    size * (0.95 - 0.09 * k),
                    size * 0.028,
                    clear(hull, 0.6 - 0.06 * k),
                )
            kit.fishing_boat(pen, x, y, size, hull, band if i % 2 else mix(rgb("e3c58a"), hull, 0.3), facing)
    _net_boat(canvas)
    return canvas.finish(vignette=0.16)


def _net_boat(canvas: Canvas) -> None:
    rng = canvas.rng
    x, y, size = 1130.0, 985.0, 760.0
    canvas.wash(
        [(x - 400, y), (x + 360, y), (x + 250, y + 190), (x - 300, y + 190)],
        [rgb("0c2c38"), rgb("123a48")],
        alpha=0.75,
        blur=16,
    )
    with canvas.pen((180, 250, 1800, 1200)) as pen:
        floats = kit.curve([(760, 960), (560, 1010), (380, 1075), (330, 1130), (470, 1165), (720, 1150)], 9)
        pen.line(floats, rgb("d9c08a"), 2)
        for i, (fx, fy) in enumerate(floats[::2]):
            pen.disc(fx, fy, 7 + i * 0.3, 6 + i * 0.2, rgb("e2683c"))
            pen.disc(fx - 2, fy - 2, 3, 2, rgb("f8c08a"))
        kit.fishing_boat(pen, x, y, size, rgb("143542"), rgb("d4593a"), 1)
        clothes = [rgb("e8a23a"), rgb("d9772e")]
        for px, pose, facing in ((1232, "carry", 1), (1322, "reach", 1), (900, "raise", -1)):
            lift = y - 66 - max(0, (px - 1130)) * 0.14
            kit.person(
                pen,
                rng,
                px,
                lift + 70,
                180,
                clothes,
                pose=pose,
                facing=facing,
                dress="trousers",
                head="cap",
                skin=rgb("8a5a40"),
            )
        rim = kit.curve(
            [(x - size * 0.5, y - size * 0.13), (x, y - size * 0.09), (x + size * 0.52, y - size * 0.24)], 8
        )
        keel = kit.curve([(x + size * 0.44, y), (x, y + size * 0.012), (x - size * 0.46, y)], 6)
        pen.poly(rim + keel, rgb("143542"))
        pen.line([(a, b + 20) for a, b in rim], rgb("d4593a"), 18)
        pen.line(rim, rgb("f0d9a6"), 6)
        for a, b in rim[4:15:3]:
            pen.disc(a, b + 62, 17, 20, rgb("0b222c"))
            pen.disc(a, b + 62, 8, 10, rgb("1f4552"))
        net = kit.curve([(1385, 830), (1430, 900), (1470, 985)], 8)
        far = kit.curve([(1290, 860), (1330, 930), (1350, 990)], 8)
        for i in range(0, len(net), 2):
            pen.line([net[i], far[i]], clear(rgb("e9d7a4"), 0.7), 2)
        for k in range(7):
            pen.line(
                [(a + (c - a) * k / 6, b + (d - b) * k / 6) for (a, b), (c, d) in zip(net, far, strict=True)],
                clear(rgb("e9d7a4"), 0.7),
                2,
            )
        for i in range(16):
            pen.dash(
                x + rng.uniform(-60, 60),
                y + 8 + i * 10,
                720 - i * 36,
                7,
                clear(rgb("0a2833"), 0.6 - i * 0.033),
            )
            pen.dash(
                x - 40 + rng.uniform(-330, 330),
                y + 4 + i * 9,
                rng.uniform(60, 160),
                5,
                clear(rgb("d9b878"), 0.5),
            )
        for _ in range(24):
            bx, by = 980 + rng.gauss(0, 250), 400 + rng.gauss(0, 110)
            tone = rgb("fffaf0") if rng.random() < 0.7 else rgb("45646a")
            kit.bird(
                pen,
                bx,
                by,
                rng.uniform(20, 44),
                tone,
                lift=rng.uniform(0.1, 0.8),
                bank=rng.uniform(-0.35, 0.35),
            )
