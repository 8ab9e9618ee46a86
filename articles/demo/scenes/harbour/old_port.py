"""The old town on its hill, its domes against the last light, and fishing boats coming home."""

from __future__ import annotations

import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("f2b184"))
    shore = 690
    kit.sky(canvas, [rgb("2f3d5c"), rgb("64566f"), rgb("b96e70"), rgb("ee9a72"), rgb("fbd09a")], shore)
    kit.sun(canvas, 1330, 628, 52, rgb("fff0cc"), halo=rgb("ff9f66"), reach=9)
    kit.cloud_bars(
        canvas,
        (500, 120, 1800, 520),
        [rgb("f4a583"), rgb("8d6478"), rgb("d98479")],
        16,
        alpha=0.55,
    )
    kit.ridge(canvas, 640, 90, [rgb("c98a86"), rgb("e2a48a")], rough=0.45, foot=shore)
    _hill_town(canvas, shore)
    with canvas.pen((1180, 480, 1800, shore + 2)) as pen:
        mole = [(1240, shore), (1300, shore - 16), (1800, shore - 26), (1800, shore)]
        pen.poly(mole, rgb("4a3f58"))
        kit.tower(pen, 1560, shore - 20, 34, 128, rgb("6a4f62"), cap="dome")
    canvas.glow(1560, shore - 144, 90, rgb("ffe0a0"), 0.8)
    kit.reflect(canvas, shore, [rgb("e0957c"), rgb("8d6476"), rgb("303a5a")], cover=0.5, shake=15)
    kit.ripples(canvas, shore + 6, 1200, [clear(rgb("2d3858"), 0.55), clear(rgb("f6b48c"), 0.5)], 330)
    kit.glitter(canvas, 1330, shore + 2, 1190, rgb("ffe6b8"), 210, spread=55)
    with canvas.pen((0, 560, 1800, 1200)) as pen:
        for x, y, size, facing in ((430, 800, 170, 1), (1010, 770, 130, -1), (1660, 850, 210, -1)):
            kit.fishing_boat(pen, x, y, size, rgb("2c3350"), rgb("b65a4c"), facing)
        kit.fishing_boat(pen, 800, 1010, 420, rgb("1f2742"), rgb("c4604a"), 1)
        kit.birds(pen, rng, 1000, 640, 8, rgb("fbe3c8"), spread=150, size=17)
    for x, y, size in ((430, 800, 170), (1660, 850, 210), (800, 1010, 420)):
        _below(canvas, x, y, size, rgb("1f2742"))
    canvas.glow(745, 860, 120, rgb("ffd68a"), 0.75)
    return canvas.finish()


def _hill_town(canvas: Canvas, shore: float) -> None:
    rng = canvas.rng
    walls = [rgb("b0656a"), rgb("8f566b"), rgb("d48772"), rgb("734a66"), rgb("c8786c")]
    lit = [rgb("ffd892"), rgb("ffc170"), rgb("ffe7b5")]
    with canvas.pen((0, 200, 1180, shore + 2)) as pen:
        hill = kit.curve([(0, 400), (300, 350), (640, 450), (900, 585), (1040, 628), (1170, shore)])
        pen.poly([*hill, (0, shore)], rgb("6d4a66"))
        for _ in range(150):
            x, y = rng.choice(hill[20:46])
            pen.disc(
                x + rng.uniform(-9, 9),
                min(shore - 8, y + 14 + rng.random() ** 2 * 90),
                rng.uniform(7, 17),
                rng.uniform(6, 11),
                rgb(rng.choice(("5c405f", "7a4f68", "54395a"))),
            )
        for row in range(7):
            foot = 410 + row * 46
            x = -30.0
            while x < 1120:
                width, height = rng.uniform(46, 88), rng.uniform(48, 105)
                crest = 345 + max(0.0, abs(x - 310) - 60) ** 1.12 * 0.31
                if foot > crest + 40:
                    wall = mix(rng.choice(walls), rgb("54405f"), 0.36 - 0.06 * row)
                    y = min(shore, foot + rng.uniform(-12, 12))
                    kit.house(pen, rng, x, y, width, height, wall, tint(wall, -0.4), lit, share=0.22, cell=19)
                x += width * rng.uniform(0.8, 1.1)
            if row == 1:
                pen.rect(215, 318, 415, 440, rgb("94586a"))
                pen.rect(365, 318, 415, 440, rgb("77496a"))
                kit.windows(
                    pen,
                    rng,
                    222,
                    335,
                    362,
                    425,
                    7,
                    1,
                    rgb("5c3d5e"),
                    lit,
                    share=0.6,
                    arched=True,
                    fill=0.6,
                )
                pen.rect(268, 286, 362, 320, rgb("a3616b"))
                kit.dome(pen, 315, 288, 54, rgb("d88a78"))
                kit.tower(pen, 508, 470, 26, 190, rgb("b06a6c"), cap="cone")
        for x, y in ((120, 470), (640, 545), (760, 590), (700, 600), (930, 660), (60, 610)):
            kit.cypress(pen, rng, x, y, rng.uniform(70, 110), rgb("3a3352"), rgb("55455f"))


def _below(canvas: Canvas, x: float, y: float, size: float, hull: Colour) -> None:
    """Lay a boat's dark, broken image on the water under it."""
    with canvas.pen((x - size, y - 4, x + size, y + size)) as pen:
        for i in range(16):
            t = i / 16
            reach = size * (0.92 - 0.75 * t) * canvas.rng.uniform(0.7, 1.05)
            pen.dash(
                x + canvas.rng.uniform(-0.1, 0.1) * size * t,
                y + size * (0.01 + 0.34 * t),
                reach,
                size * 0.028,
                clear(hull, 0.75 * (1 - t)),
            )
        for i in range(9):
            pen.dash(
                x - size * 0.03 + canvas.rng.uniform(-6, 6),
                y + size * (0.3 + 0.06 * i),
                size * 0.07,
                size * 0.02,
                clear(hull, 0.4),
            )
