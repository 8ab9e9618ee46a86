"""Ondra lying on a sea without a breath of wind, the village doubled in it, one boat out early."""

from __future__ import annotations

import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, clear, rgb


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("e9d5d8"))
    shore = 640
    kit.sky(
        canvas,
        [rgb("9db7cf"), rgb("c4c8dc"), rgb("ecccd2"), rgb("f9dcc8"), rgb("fdebd2")],
        shore,
        brush=0.22,
    )
    with canvas.pen((300, 140, 520, 360)) as pen:
        pen.disc(410, 250, 52, 52, rgb("fdf3e6"))
    canvas.glow(410, 250, 200, rgb("fff4e6"), 0.5)
    kit.cloud_bars(canvas, (500, 150, 1800, 420), [rgb("fbe6dc"), rgb("d9c0d2")], 7, alpha=0.6)
    for y, rise, code in ((600, 40, "d3c3d0"), (622, 26, "bfb3c8")):
        kit.ridge(canvas, y, rise, [rgb(code), rgb("ecd3d0")], foot=shore)
    _island(canvas, shore)
    canvas.haze(520, shore, rgb("fbe4d6"), 0.0, 0.32)
    kit.reflect(
        canvas,
        shore,
        [rgb("f3dcd2"), rgb("c5c3d4"), rgb("8fa9c2"), rgb("6d90b0")],
        cover=0.36,
        shake=4,
    )
    kit.ripples(canvas, shore + 2, 760, [clear(rgb("fff3e6"), 0.7)], 26, size=1.6)
    kit.ripples(canvas, 700, 1200, [clear(rgb("fdeee2"), 0.5), clear(rgb("6486a8"), 0.35)], 46, size=1.2)
    with canvas.pen((150, 760, 700, 1190)) as pen:
        for i in range(5):
            pen.line(
                kit.curve(
                    [
                        (400 - 130 - 60 * i, 968 + 12 * i),
                        (400, 984 + 20 * i),
                        (400 + 130 + 60 * i, 968 + 12 * i),
                    ]
                ),
                clear(rgb("fdeee2"), 0.5 - 0.08 * i),
                3,
            )
        for i in range(22):
            pen.dash(
                400 + rng.uniform(-5, 5),
                964 + 8 * i,
                236 - 9 * i,
                8,
                clear(rgb("2f4d6e"), 0.6 - 0.026 * i),
            )
        kit.rowing_boat(pen, 400, 962, 270, rgb("2f6080"), rgb("5a4048"), part="back")
        kit.person(
            pen,
            rng,
            390,
            962,
            172,
            [rgb("c8553f"), rgb("3d4a66")],
            pose="sit",
            facing=-1,
            dress="trousers",
            head="hat",
        )
        kit.rowing_boat(pen, 400, 962, 270, rgb("2f6080"), rgb("5a4048"), part="front")
        pen.line([(372, 908), (236, 978)], rgb("6f5248"), 5)
        pen.taper([(260, 966), (216, 988)], rgb("6f5248"), 6, 16)
    return canvas.finish(vignette=0.08)


def _island(canvas: Canvas, shore: float) -> None:
    rng = canvas.rng
    back = kit.curve(
        [
            (700, shore),
            (760, 600),
            (860, 520),
            (960, 430),
            (1060, 372),
            (1150, 350),
            (1240, 392),
            (1330, 470),
            (1440, 520),
            (1560, 540),
            (1660, 590),
            (1730, shore),
        ]
    )
    canvas.wash(back, [rgb("a08fae"), rgb("c0a3ac"), rgb("dcb8a8")])
    with canvas.pen((640, 250, 1780, shore + 2)) as pen:
        for _ in range(170):
            x, y = rng.choice(back[16:90])
            y += rng.random() * (shore - y) * 0.8
            r = rng.uniform(8, 22)
            pen.disc(
                x,
                y,
                r * 1.5,
                r * 0.6,
                clear(rgb(rng.choice(("8f86a4", "8a9a90", "d6b3a6", "7d8f8c"))), 0.5),
            )
        pen.poly(
            [(660, shore), (720, 618), (900, 610), (1300, 606), (1640, 612), (1760, shore)],
            rgb("b59a9c"),
        )
        for row in range(5):
            foot = 496 + 34 * row
            x = 880 - 34 * row + rng.uniform(-10, 10)
            while x < 1290 + 60 * row:
                width, height = rng.uniform(34, 62), rng.uniform(34, 70)
                wall = rgb(rng.choice(("fbf3ea", "fbe6d8", "f3d3c4", "e9c0b4", "fbf3ea")))
                kit.house(
                    pen,
                    rng,
                    x,
                    foot + rng.uniform(-6, 6),
                    width,
                    height,
                    wall,
                    rgb("7f90ac"),
                    [rgb("f3b98a")],
                    share=0.08,
                    cell=19,
                    roof=rng.choice(("flat", "gable", "flat")),
                )
                x += width * rng.uniform(0.9, 1.5)
        kit.dome(pen, 1120, 470, 32, rgb("6d9ab8"))
        pen.rect(1090, 468, 1150, 520, rgb("fbf3ea"))
        for x, y, size in (
            (850, 600, 86),
            (1000, 480, 70),
            (1236, 500, 80),
            (1330, 560, 92),
            (1395, 590, 76),
            (905, 560, 60),
        ):
            kit.cypress(pen, rng, x, y, size, rgb("51708a"), rgb("7f9a9c"))
        kit.tower(pen, 1575, 560, 36, 220, rgb("fbf0e6"), cap="dome")
        pen.rect(1600, 524, 1660, 560, rgb("f6dccd"))
        pen.rect(720, 628, 860, 636, rgb("8f7f8c"))
        for x in (740, 780, 820, 850):
            pen.rect(x, 620, x + 6, shore, rgb("7d7286"))
        for x, size, hull in (
            (925, 62, "b5564a"),
            (1010, 48, "3f6f8c"),
            (1425, 58, "3f6f8c"),
            (770, 54, "d9a05a"),
        ):
            kit.rowing_boat(pen, x, shore, size, rgb(hull), rgb("6a5058"))
    canvas.glow(1575, 340, 110, rgb("fff2d0"), 0.8)
