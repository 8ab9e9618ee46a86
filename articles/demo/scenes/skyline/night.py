"""A house roof under all the stars, and somebody up there with a telescope."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, clear, rgb


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("0c1534"))
    kit.sky(
        canvas,
        [rgb("060b22"), rgb("0d1a42"), rgb("1b3262"), rgb("34507c"), rgb("7a7f92")],
        1000,
        brush=0.12,
    )
    stream = [(-100.0, 780.0), (420.0, 560.0), (900.0, 330.0), (1420.0, 60.0), (1900.0, -260.0)]
    for width, blur, alpha, code in (
        (330, 60, 0.3, "5a6fae"),
        (210, 40, 0.32, "8a7fb8"),
        (110, 26, 0.34, "d8bfc0"),
    ):
        top = kit.curve([(x, y - width / 2) for x, y in stream])
        foot = kit.curve([(x, y + width / 2) for x, y in stream])
        canvas.wash(top + foot[::-1], [rgb(code)], alpha=alpha, blur=blur, mode="screen")
    path = kit.curve(stream, 20)
    for tone, count, alpha in (("c9b6d6", 26, 0.2), ("101a3e", 22, 0.3)):
        for _ in range(count):
            x, y = rng.choice(path[6:90])
            x, y, reach = x + rng.gauss(0, 20), y + rng.gauss(0, 26), rng.uniform(26, 84)
            turn = rng.uniform(-0.25, 0.25) - 0.5
            blob = [
                (
                    reach * math.cos(a),
                    reach * 0.28 * rng.uniform(0.5, 1.4) * math.sin(a),
                )
                for a in range(6)
            ]
            blob = [
                (x + u * math.cos(turn) - v * math.sin(turn), y + u * math.sin(turn) + v * math.cos(turn))
                for u, v in blob
            ]
            canvas.wash(blob, [rgb(tone)], alpha=alpha, blur=14)
    kit.stars(canvas, 620, 980)
    with canvas.pen((0, 0, 1800, 900)) as pen:
        for _ in range(1500):
            x, y = rng.choice(path)
            pen.disc(
                x + rng.gauss(0, 50),
                y + rng.gauss(0, 62),
                1.1,
                1.1,
                clear(rgb("fdf3df"), rng.uniform(0.2, 0.8)),
            )
        for x, y, size in ((260, 190, 5), (640, 120, 4), (1180, 520, 5), (1560, 380, 4.4), (930, 640, 3.6)):
            for r, alpha in ((3.4, 0.1), (2, 0.25), (1, 1.0)):
                pen.disc(x, y, size * r, size * r, clear(rgb("fff6dc"), alpha))
            for dx, dy in ((1, 0), (0, 1)):
                pen.dash(x, y, size * 9 * dx + 2, size * 9 * dy + 2, clear(rgb("fff6dc"), 0.7))
    canvas.wash([(1290, 120), (1500, 216), (1504, 221)], [rgb("ffffff")], alpha=0.7, blur=1)
    _night_roofs(canvas)
    return canvas.finish(vignette=0.2)


def _night_roofs(canvas: Canvas) -> None:
    rng = canvas.rng
    kit.ridge(canvas, 905, 60, [rgb("2a3d66"), rgb("3f5076")], foot=1010)
    for y, code, share in ((985, "263a63", 0.2), (1050, "1b2a50", 0.26)):
        with canvas.pen((0, 780, 1800, 1200)) as pen:
            pen.rect(0, y - 10, 1800, 1200, rgb(code))
            x = -30.0
            while x < 1800:
                width, height = rng.uniform(60, 130), rng.uniform(20, 92)
                kit.house(
                    pen,
                    rng,
                    x,
                    y + 40,
                    width,
                    height + 40,
                    kit.vary(rng, rgb(code), 0.08),
                    rgb("0f1a3a"),
                    [rgb("ffc873"), rgb("ffdf9f")],
                    share=share,
                    cell=30,
                )
                if rng.random() < 0.13:
                    kit.dome(pen, x + width / 2, y - height, width * 0.3, rgb("3d5482"))
                if rng.random() < 0.1:
                    kit.palm(pen, rng, x, y + 20, 130, rgb("0f1a38"), rgb("14234a"), rgb("243a66"))
                x += width
    canvas.glow(560, 1030, 420, rgb("ffb45e"), 0.4, squash=0.5)
    with canvas.pen((0, 640, 1800, 1200)) as pen:
        pen.poly([(0, 1130), (1800, 1130), (1800, 1200), (0, 1200)], rgb("0c1430"))
        pen.poly([(300, 1080), (1500, 1080), (1640, 1200), (160, 1200)], rgb("22305a"))
        pen.poly([(300, 1050), (1500, 1050), (1500, 1084), (300, 1084)], rgb("101a3c"))
        pen.poly([(300, 1046), (1500, 1046), (1506, 1056), (294, 1056)], rgb("4a5f92"))
        pen.rect(380, 880, 620, 1084, rgb("18254c"))
        pen.rect(372, 868, 628, 884, rgb("3f548a"))
        pen.arch(450, 940, 540, 1084, rgb("ffc56e"))
        kit.water_tank(pen, 560, 872, 36, rgb("121d40"))
    canvas.wash(
        [(450, 1084), (540, 1084), (660, 1200), (390, 1200)],
        [rgb("ffc56e"), rgb("5a4a6a")],
        alpha=0.75,
        blur=5,
    )
    with canvas.pen((0, 640, 1800, 1200)) as pen:
        ink, rim = rgb("0b1230"), rgb("ffc98a")
        for dx, tone in ((-4, rim), (0, ink)):
            kit.person(
                pen,
                random.Random("watcher"),
                1010 + dx,
                1150,
                250,
                [tone],
                pose="carry",
                dress="robe",
                head="hair",
                facing=1,
                skin=tone,
                shade=0,
            )
            for leg in (-62, 8, 66):
                pen.line([(1124 + dx, 930), (1124 + leg + dx, 1150)], tone, 8)
            pen.taper([(1046 + dx, 968), (1250 + dx, 850)], tone, 22, 44)
            pen.taper([(1022 + dx, 980), (1060 + dx, 960)], tone, 14, 16)
        for i in range(3):
            pen.rect(1290 + i * 66, 1096 - 10 * i, 1340 + i * 66, 1150 - 6 * i, rgb("14204a"))
            kit.bush(
                pen,
                rng,
                1315 + i * 66,
                1076 - 10 * i,
                86,
                76,
                [rgb("0d1838"), rgb("1c3056"), rgb("2f4a76")],
                leaves=36,
            )
