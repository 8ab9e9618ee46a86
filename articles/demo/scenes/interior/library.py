"""Between the tall shelves of the old library at nightfall: one reader, one green lamp, snow-blue window."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Pen, Point, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("2b1d20"), 1200, 1500)
    far = (600.0, 780.0)

    def at(x: float, y: float, depth: float) -> Point:
        k = 1 / (1 + depth)
        return far[0] + (x - far[0]) * k, far[1] + (y - far[1]) * k

    top, floor, end = -620.0, 1640.0, 3.4
    canvas.wash(
        [at(-180, floor, 0), at(1380, floor, 0), at(1380, floor, end), at(-180, floor, end)],
        [rgb("c08a54"), rgb("7a4a34"), rgb("3a2528")],
    )
    canvas.wash(
        [at(-180, top, 0), at(1380, top, 0), at(1380, top, end), at(-180, top, end)],
        [rgb("2a1c22"), rgb("6a4636")],
    )
    with canvas.pen() as pen:
        for i in range(17):
            pen.line(
                [at(-180 + i * 97, floor, 0), at(-180 + i * 97, floor, end)],
                clear(rgb("2a1820"), 0.45),
                2,
            )
        back = [at(-180, top, end), at(1380, top, end), at(1380, floor, end), at(-180, floor, end)]
        pen.poly(back, rgb("4a3030"))
        (x0, y0), (x1, y1) = at(120, -300, end), at(1080, 1150, end)
        pen.arch(x0 - 12, y0 - 12, x1 + 12, y1, rgb("8a5f3f"))
        pen.arch(x0, y0, x1, y1, rgb("3f6488"))
        pen.disc(x0 + 156, y0 + 96, 17, 17, rgb("fbf3d6"))
        for tone, y, rough in (("55799a", 96, 40), ("37587c", 62, 26)):
            pen.poly([(x0, y1), *kit.skyline(canvas.rng, x0, x1, y1 - y, rough), (x1, y1)], rgb(tone))
        for _ in range(13):
            pen.disc(canvas.rng.uniform(x0 + 8, x1 - 8), y1 - canvas.rng.uniform(4, 34), 2, 2, rgb("ffb95c"))
        for i in range(1, 4):
            pen.line([(x0 + (x1 - x0) * i / 4, y0), (x0 + (x1 - x0) * i / 4, y1)], rgb("4a3030"), 4)
        for i in range(1, 6):
            pen.line([(x0, y0 + (y1 - y0) * i / 6), (x1, y0 + (y1 - y0) * i / 6)], rgb("4a3030"), 3)
        for i in range(7, -1, -1):
            _ribs(pen, at, top, 0.0 + 0.46 * i)
    canvas.glow(600, 640, 420, rgb("8fb4d0"), 0.5)
    _shelves(canvas, at, top, floor)
    for x, y, radius in ((600, 1010, 700), (600, 1010, 330)):
        canvas.glow(x, y, radius, rgb("ffc978"), 0.5)
    _reader(canvas)
    return canvas.finish(vignette=0.28)


def _ribs(pen: Pen, at: Callable[[float, float, float], Point], top: float, depth: float) -> None:
    """One timber arch of the vault."""
    (x0, y0), (x1, _), (_, spring) = at(-180, top, depth), at(1380, top, depth), at(0, -60, depth)
    rise = kit.arch(x0, y0, x1, spring)
    inner = kit.arch(x0 + (x1 - x0) * 0.035, y0 + (spring - y0) * 0.09, x1 - (x1 - x0) * 0.035, spring)
    pen.poly(rise + inner[::-1], mix(rgb("5a3a2e"), rgb("a87848"), min(1, depth / 3)))


def _shelves(canvas: Canvas, at: Callable[[float, float, float], Point], top: float, floor: float) -> None:
    rng = canvas.rng
    spines = [
        rgb(c)
        for c in (
            "8a3a34",
            "3f5f5a",
            "b98a48",
            "5a3f58",
            "2f4a66",
            "c9a878",
            "6f4630",
            "7a8060",
            "a8543a",
        )
    ]
    with canvas.pen() as pen:
        for side, x in ((1, -180.0), (-1, 1380.0)):
            near, last = 0.0, 3.0
            pen.poly(
                [at(x, -80, near), at(x, floor, near), at(x, floor, last), at(x, -80, last)],
                rgb("35211f"),
            )
            for shelf in range(8):
                y0, y1 = -60 + shelf * 208.0, 116 + shelf * 208.0
                d = near + 0.02
                while d < last:
                    step = rng.uniform(0.018, 0.05) * (1 + d * 0.6)
                    if rng.random() > 0.07:
                        tall = rng.uniform(0.66, 0.97) * (y1 - y0)
                        tone = mix(rng.choice(spines), rgb("2a1a1e"), 0.42 if side > 0 else 0.3)
                        glow = max(0.0, 1 - abs(d - 0.75) / 0.8) * max(0.0, 1 - abs(y0 - 900) / 900)
                        tone = kit.vary(rng, mix(tone, rgb("f2b868"), 0.42 * glow), 0.1)
                        b = d + step * 0.92
                        pen.poly([at(x, y1 - tall, d), at(x, y1, d), at(x, y1, b), at(x, y1 - tall, b)], tone)
                        if rng.random() < 0.5:
                            pen.line(
                                [at(x, y1 - tall * 0.8, d), at(x, y1 - tall * 0.8, b)],
                                tint(tone, 0.35),
                                max(1, 5 / (1 + d)),
                            )
                    d += step
                edge = mix(rgb("7a4e34"), rgb("c98f54"), 0.35 if 500 < y1 < 1300 else 0)
                pen.poly([at(x, y1, near), at(x, y1 + 26, near), at(x, y1 + 26, last), at(x, y1, last)], edge)
                lip = x + side * 36
                pen.poly(
                    [
                        at(x, y1 + (2 if y1 > 780 else 26), near),
                        at(lip, y1 + (2 if y1 > 780 else 26), near),
                        at(lip, y1 + (2 if y1 > 780 else 26), last),
                        at(x, y1 + (2 if y1 > 780 else 26), last),
                    ],
                    tint(edge, 0.12 if y1 > 780 else -0.4),
                )
            for d in (0.0, 0.34, 0.8, 1.45, 2.3, 3.0):
                wide = 0.03 * (1 + d)
                pen.poly(
                    [
                        at(x + side * 30, -100, d),
                        at(x + side * 30, floor, d),
                        at(x + side * 30, floor, d + wide),
                        at(x + side * 30, -100, d + wide),
                    ],
                    rgb("8a5a3a"),
                )
                pen.poly(
                    [
                        at(x, -100, d),
                        at(x + side * 30, -100, d),
                        at(x + side * 30, floor, d),
                        at(x, floor, d),
                    ],
                    rgb("4a2e26"),
                )
            pen.poly(
                [
                    at(x + side * 60, -150, near),
                    at(x + side * 60, -60, near),
                    at(x + side * 60, -60, last),
                    at(x + side * 60, -150, last),
                ],
                rgb("6f4632"),
            )
        ladder = [at(-150, 40, 0.52), at(40, floor, 0.5)], [at(-150, 40, 0.68), at(40, floor, 0.7)]
        for (ax, ay), (bx, by) in ladder:
            pen.taper([(ax, ay), (bx, by)], rgb("c98f54"), 9, 13)
        for k in range(1, 13):
            t = k / 13
            (a0, b0), (a1, b1) = ladder
            pen.line(
                [
                    (a0[0] + (b0[0] - a0[0]) * t, a0[1] + (b0[1] - a0[1]) * t),
                    (a1[0] + (b1[0] - a1[0]) * t, a1[1] + (b1[1] - a1[1]) * t),
                ],
                rgb("a87042"),
                7,
            )


def _reader(canvas: Canvas) -> None:
    """The table across the aisle, the lamp on it, and a student bent over a book."""
    rng = canvas.rng
    canvas.wash(
        [(300, 1330), (920, 1330), (1060, 1470), (170, 1470)],
        [rgb("1c1016"), rgb("2a1a1e")],
        alpha=0.6,
        blur=22,
    )
    with canvas.pen((140, 760, 1080, 1500)) as pen:
        kit.person(
            pen,
            rng,
            690,
            1330,
            480,
            [rgb("b5533f")],
            pose="sit",
            facing=-1,
            dress="trousers",
            head="scarf",
            skin=rgb("c48f68"),
        )
        pen.poly([(250, 1128), (950, 1128), (1040, 1216), (160, 1216)], rgb("a8683c"))
        pen.poly([(160, 1216), (1040, 1216), (1040, 1250), (160, 1250)], rgb("6a3c28"))
        for x in (190, 980):
            pen.poly([(x, 1250), (x + 34, 1250), (x + 26, 1470), (x + 8, 1470)], rgb("55301f"))
    canvas.wash(
        [(330, 1130), (720, 1130), (760, 1214), (230, 1214)],
        [rgb("ffdf9c"), rgb("e8a860")],
        alpha=0.7,
        blur=13,
    )
    with canvas.pen((140, 760, 1080, 1500)) as pen:
        pen.poly([(512, 1186), (598, 1160), (604, 1186), (520, 1208)], rgb("fff3d4"))
        pen.poly([(512, 1186), (430, 1164), (420, 1190), (520, 1208)], rgb("f3dfb4"))
        for k in range(4):
            pen.line([(530, 1187 + 4 * k), (590, 1168 + 5 * k)], rgb("b99a78"), 1.5)
            pen.line([(438, 1172 + 5 * k), (500, 1190 + 4 * k)], rgb("b99a78"), 1.5)
        for k, (tone, w) in enumerate((("3f5f5a", 150), ("8a3a34", 132), ("c9a878", 142), ("2f4a66", 116))):
            x = 830 + (k * 13) % 21
            pen.rect(x - w / 2, 1168 - 26 * k, x + w / 2, 1192 - 26 * k, rgb(tone))
            pen.rect(x - w / 2, 1168 - 26 * k, x - w / 2 + 16, 1192 - 26 * k, tint(rgb(tone), 0.35))
            pen.rect(x + w / 2 - 10, 1171 - 26 * k, x + w / 2, 1189 - 26 * k, rgb("f0e2c0"))
        pen.rect(336, 1030, 348, 1172, rgb("d9a850"))
        pen.disc(342, 1174, 48, 13, rgb("b9862f"))
        pen.poly([(256, 1046), (286, 980), (398, 980), (428, 1046)], rgb("2f8a66"))
        pen.poly([(256, 1046), (286, 980), (320, 980), (300, 1046)], rgb("6fc49a"))
        pen.poly([(262, 1046), (422, 1046), (410, 1058), (274, 1058)], rgb("fff4cc"))
    canvas.glow(342, 1070, 330, rgb("ffd78a"), 0.85, squash=0.8)
    with canvas.pen((500, 980, 720, 1240)) as pen:
        pen.limb([(650, 1090), (590, 1150), (540, 1166)], rgb("c8664a"), 26)
        pen.limb([(544, 1166), (524, 1172)], rgb("d9a27a"), 17)
