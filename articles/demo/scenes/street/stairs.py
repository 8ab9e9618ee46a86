"""A stepped lane at noon: half in sun, half in blue shade, pots on its steps, an old man climbing."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Point, clear, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("f6ead2"), 1200, 1500)
    canvas.gradient([rgb("2f86b8"), rgb("6fb6d2"), rgb("cfe6e2")], (0, 0, 1200, 620))
    steps = 26

    def step(i: float) -> tuple[float, float, float]:
        """The foot of the i-th step: its left end, its right end and its height on the sheet."""
        k = (1 - i / (steps + 9)) ** 1.25
        return 610 - 470 * k, 610 + 430 * k, 430 + 1090 * k**1.05

    left_top, right_top, high = step(steps)
    canvas.wash(
        [(0, -40), (330, 120), (left_top, 250), (left_top, high), step(0)[0::2], (0, 1520)],
        [rgb("c4d3e2"), rgb("9db3cf"), rgb("7f98bd")],
    )
    canvas.wash(
        [(1200, -80), (900, 60), (right_top, 220), (right_top, high), (step(0)[1], step(0)[2]), (1200, 1520)],
        [rgb("fffaf0"), rgb("fdf1dc"), rgb("f3dcbc")],
    )
    with canvas.pen() as pen:
        pen.rect(left_top - 6, high - 190, left_top + 104, high + 8, rgb("e9c4a0"))
        pen.rect(left_top - 12, high - 202, left_top + 110, high - 186, rgb("f9e6c8"))
        pen.arch(left_top + 30, high - 88, left_top + 74, high + 8, rgb("2f6f8c"), point=0.2)
        for dx in (14, 64):
            pen.arch(left_top + dx, high - 160, left_top + dx + 26, high - 112, rgb("4f6f8c"))
        for i in range(steps, -1, -1):
            x0, x1, y0 = step(i)
            a0, a1, y1 = step(i + 1)
            rise = (y0 - y1) * 0.52
            tread, riser = rgb("fff3dc"), rgb("dcbf9a")
            pen.poly(
                [(x0, y0), (x1, y0), (x1 - (x1 - a1) * 0.4, y0 - rise), (x0 + (a0 - x0) * 0.4, y0 - rise)],
                kit.vary(rng, riser, 0.05),
            )
            pen.poly(
                [(x0 + (a0 - x0) * 0.4, y0 - rise), (x1 - (x1 - a1) * 0.4, y0 - rise), (a1, y1), (a0, y1)],
                kit.vary(rng, tread, 0.03),
            )
            for _ in range(5):
                joint = rng.uniform(x0, x1)
                pen.line([(joint, y0), (joint, y0 - rise)], clear(rgb("9a7c66"), 0.35), 1.5)
            for u in (0.47, 0.53):
                pen.line(
                    [(x0 + (x1 - x0) * u, y0), (x0 + (x1 - x0) * u, y0 - rise)],
                    clear(rgb("9a7c66"), 0.2),
                    1,
                )
    _stair_walls(canvas, step)
    shade: list[Point] = [step(0)[0::2]]
    for i in range(steps + 1):
        x0, x1, y0 = step(i)
        reach = 0.6 - 0.34 * i / steps
        _, _, y1 = step(i + 1)
        rise = (y0 - y1) * 0.52
        shade += [(x0 + (x1 - x0) * reach, y0), (x0 + (x1 - x0) * (reach - 0.03), y0 - rise)]
    shade += [(left_top, high)]
    canvas.wash(
        [*shade, *[step(i)[0::2] for i in range(steps, -1, -1)]],
        [rgb("8fa2d0"), rgb("7f8fc4")],
        alpha=0.8,
        mode="multiply",
    )
    _stair_life(canvas, step)
    return canvas.finish(vignette=0.06)


def _stair_walls(canvas: Canvas, step: Callable[[float], tuple[float, float, float]]) -> None:
    """Doors, shutters and awnings of the two walls; each stands on a step and shrinks with it."""
    rng = canvas.rng
    with canvas.pen() as pen:
        for side, i0, i1, height, tone in (
            (0, 2.2, 4.6, 560, "2f7f9c"),
            (0, 9, 11.2, 430, "7a4a5a"),
            (0, 15.5, 17.5, 330, "3f7a6a"),
            (1, 3.4, 6.0, 540, "2a86a4"),
            (1, 11, 13, 410, "c8663f"),
            (1, 17, 18.8, 310, "4a7f62"),
        ):
            x0, y0 = step(i0)[side], step(i0)[2]
            x1, y1 = step(i1)[side], step(i1)[2]
            out = -1 if side == 0 else 1
            h0 = height * (y0 - 380) / 1000
            x0, x1 = x0 + out * 14, x1 + out * 10
            base = rgb(tone)
            # The door's head and the sills run towards the eye's height, far below the top of the stairs.
            fall = (x1 - x0) / (610 - x0)

            def level(y: float, fall: float = fall) -> float:
                return y + (800 - y) * fall

            frame = rgb("dfe6ea") if side == 0 else rgb("fffdf4")
            pen.poly(
                [
                    (x0 + out * 14, y0),
                    (x0 + out * 14, y0 - h0 * 1.07),
                    (x1 - out * 6, level(y0 - h0 * 1.07)),
                    (x1 - out * 6, y1),
                ],
                tint(frame, -0.12),
            )
            pen.poly(
                [(x0, y0), (x0, y0 - h0), (x1, level(y0 - h0)), (x1, y1)],
                tint(base, -0.22) if side == 0 else base,
            )
            for t in (0.28, 0.5, 0.72):
                px, py, top = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, y0 - h0 + (level(y0 - h0) - y0 + h0) * t
                pen.line([(px, py), (px, top)], tint(base, -0.4), 2)
            wx0, wx1 = x0 + out * 4, x1 - out * 2
            for up, size in ((1.55, 0.42), (2.25, 0.4))[: 1 if i0 < 5 else 2]:
                a, b = y0 - h0 * up, level(y0 - h0 * up)
                pen.poly(
                    [(wx0, a), (wx0, a - h0 * size), (wx1, level(a - h0 * size)), (wx1, b)],
                    tint(base, -0.3) if side == 0 else tint(base, -0.08),
                )
                for k in range(1, 6):
                    t = k / 6
                    pen.line(
                        [(wx0, a - h0 * size * t), (wx1, level(a - h0 * size * t))],
                        tint(base, -0.45),
                        1.5,
                    )
                pen.poly(
                    [(wx0 + out * 8, a + 8), (wx0 + out * 8, a), (wx1 - out * 6, b), (wx1 - out * 6, b + 8)],
                    frame,
                )
        for i, (t, tone) in enumerate(
            ((0.18, "e9563f"), (0.34, "fff6e4"), (0.5, "e8b23a"), (0.64, "2f7f9c"), (0.8, "fff6e4"))
        ):
            y = 300 + 26 * math.sin(math.pi * t)
            x = 300 + 620 * t
            linen = rgb(tone)
            if i == 1:
                pen.poly(
                    [
                        (x - 30, y),
                        (x + 30, y),
                        (x + 62, y + 34),
                        (x + 46, y + 50),
                        (x + 28, y + 34),
                        (x + 30, y + 96),
                        (x - 30, y + 96),
                        (x - 28, y + 34),
                        (x - 46, y + 50),
                        (x - 62, y + 34),
                    ],
                    linen,
                )
                pen.poly(
                    [(x + 6, y), (x + 30, y), (x + 28, y + 34), (x + 30, y + 96), (x + 2, y + 96)],
                    tint(linen, -0.15),
                )
            elif i == 3:
                pen.poly(
                    [
                        (x - 28, y),
                        (x + 28, y),
                        (x + 34, y + 120),
                        (x + 8, y + 120),
                        (x, y + 40),
                        (x - 8, y + 120),
                        (x - 34, y + 120),
                    ],
                    linen,
                )
                pen.poly([(x + 6, y), (x + 28, y), (x + 34, y + 120), (x + 14, y + 120)], tint(linen, -0.2))
            else:
                pen.poly([(x - 40, y), (x + 40, y + 2), (x + 37, y + 104), (x - 34, y + 108)], linen)
                pen.poly(
                    [(x + 10, y), (x + 40, y + 2), (x + 37, y + 104), (x + 6, y + 106)],
                    tint(linen, -0.15),
                )
        pen.line(kit.curve([(262, 286), (450, 318), (620, 328), (800, 314), (930, 280)]), rgb("5a5f78"), 2.5)
        for k in range(900):
            t = rng.random()
            x, y = 1230 - 420 * t**1.4 + rng.gauss(0, 26), -30 + 330 * t + rng.gauss(0, 60) * (1 - t)
            tone = ("3f6a4a", "6a945a", "b02f70", "d8488e", "f083b4")[k // 180]
            pen.disc(x, y, rng.uniform(4, 11), rng.uniform(4, 8), rgb(tone))


def _stair_life(canvas: Canvas, step: Callable[[float], tuple[float, float, float]]) -> None:
    rng = canvas.rng
    blooms = ("d8413a", "e8b23a", "e86a9a", "f6f0e2")
    with canvas.pen((60, 420, 1160, 1500)) as pen:
        for i in (19, 16, 13.4, 10.4, 7.6, 5.0, 2.6, 0.9):
            for side in (0, 1):
                if (i * 10 + side * 7) % 3 > 1.9:
                    continue
                x, y = step(i)[side], step(i)[2]
                k = (y - 380) / 1000
                x += (58 if side == 0 else -58) * k
                pen.poly(
                    [(x - 44 * k, y - 84 * k), (x + 44 * k, y - 84 * k), (x + 32 * k, y), (x - 32 * k, y)],
                    rgb("b8603f"),
                )
                pen.poly(
                    [(x + 8 * k, y - 84 * k), (x + 44 * k, y - 84 * k), (x + 32 * k, y), (x + 6 * k, y)],
                    rgb("8f4634"),
                )
                kit.bush(
                    pen,
                    rng,
                    x,
                    y - 130 * k,
                    140 * k,
                    120 * k,
                    [rgb("35603f"), rgb("5a8a4c"), rgb("8fb45c")],
                    leaves=46,
                )
                for _ in range(16):
                    pen.disc(
                        x + rng.gauss(0, 34) * k,
                        y - 142 * k + rng.gauss(0, 26) * k,
                        9 * k,
                        8 * k,
                        rgb(blooms[int(i) % 4]),
                    )
        x0, x1, y = step(7.2)
        x = x0 + (x1 - x0) * 0.64
        pen.poly(
            [(x - 26, y - 4), (x + 30, y - 4), (x + 150, y + 54), (x + 84, y + 60)],
            clear(rgb("6a6fa0"), 0.55),
        )
        kit.person(
            pen,
            random.Random("climber"),
            x,
            y - 6,
            330,
            [rgb("34496b")],
            pose="walk",
            dress="robe",
            head="hat",
            facing=-1,
            skin=rgb("a8714e"),
            hair=rgb("d9d4cc"),
        )
        pen.line([(x - 66, y - 170), (x - 92, y - 20)], rgb("6a4630"), 7)
        pen.line(kit.curve([(x - 46, y - 166), (x - 58, y - 178), (x - 66, y - 166)]), rgb("6a4630"), 7)
        x0, x1, y = step(3.1)
        cx = x0 + (x1 - x0) * 0.34
        cat = kit.curve(
            [
                (cx - 34, y),
                (cx - 36, y - 46),
                (cx - 16, y - 84),
                (cx + 4, y - 92),
                (cx + 16, y - 70),
                (cx + 34, y - 34),
                (cx + 40, y),
            ],
            6,
        )
        pen.poly(cat, rgb("d9843f"))
        pen.disc(cx - 8, y - 100, 25, 22, rgb("e39450"))
        for ear in (-26, 4):
            pen.poly(
                [(cx + ear - 3, y - 110), (cx + ear + 4, y - 136), (cx + ear + 16, y - 116)],
                rgb("e39450"),
            )
        pen.line(
            kit.curve([(cx + 34, y - 6), (cx + 76, y - 4), (cx + 92, y - 30), (cx + 82, y - 52)]),
            rgb("d9843f"),
            12,
        )
        for k in range(3):
            pen.line(
                [(cx + 14 + 6 * k, y - 58 + 16 * k), (cx + 30 + 4 * k, y - 48 + 16 * k)],
                rgb("b3622c"),
                5,
            )
