"""The red tram coming down a wet morning street towards its stop."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Point, clear, mix, rgb, tint
from articles.demo.scenes.street.tram_car import tram_car


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("f3d6b8"))
    far = (1180.0, 590.0)
    canvas.gradient([rgb("7f9fb8"), rgb("c9cfc8"), rgb("f9dfb4"), rgb("ffe9c0")], (0, 0, 1800, 700))
    canvas.bloom(far[0], far[1] - 30, 620, rgb("fff0cc"), 0.9)

    def at(x: float, y: float, depth: float) -> Point:
        return far[0] + (x - far[0]) * (1 - depth), far[1] + (y - far[1]) * (1 - depth)

    _facades(canvas, at)
    ground = [at(-420, 1330, 0), at(1960, 1330, 0), at(1960, 1330, 0.985), at(-420, 1330, 0.985)]
    canvas.wash(ground, [rgb("fbe2b6"), rgb("b89c94"), rgb("75708a"), rgb("504f70")])
    for x, reach in ((1180, 120), (1010, 70), (1420, 70)):
        canvas.wash(
            [(x - reach * 0.2, 620), (x + reach * 0.2, 620), (x + reach, 1200), (x - reach, 1200)],
            [rgb("fff0cc"), rgb("6a6580")],
            alpha=0.4,
            blur=30,
            mode="screen",
        )
    with canvas.pen((0, 590, 1800, 1200)) as pen:
        for i in range(34):
            d = 1 - 0.985 * (1 - i / 34) ** 2.2 - 0.015
            a, b = at(-420, 1330, d), at(1960, 1330, d)
            pen.line([a, b], clear(rgb("3f3c5c"), 0.25), max(1, 3 * (1 - d)))
        for i in range(27):
            pen.line(
                [at(-420 + i * 90, 1330, 0), at(-420 + i * 90, 1330, 0.97)],
                clear(rgb("3f3c5c"), 0.13),
                2,
            )
        for x in (330, 720):
            pen.poly(
                [at(x - 11, 1330, 0), at(x + 11, 1330, 0), at(x + 8, 1330, 0.975), at(x - 8, 1330, 0.975)],
                rgb("45405e"),
            )
            pen.poly(
                [at(x - 4, 1330, 0), at(x + 5, 1330, 0), at(x + 4, 1330, 0.975), at(x - 3, 1330, 0.975)],
                rgb("fbe6c2"),
            )
        kerb = [at(1560, 1330, 0), at(1960, 1330, 0), at(1960, 1330, 0.95), at(1560, 1330, 0.95)]
        pen.poly(kerb, rgb("a3968f"))
        pen.poly(
            [at(1540, 1350, 0), at(1560, 1330, 0), at(1560, 1330, 0.95), at(1540, 1350, 0.95)],
            rgb("e9d2b0"),
        )
    canvas.wash(
        [at(300, 1330, 0.34), at(760, 1330, 0.34), at(760, 1330, 0.0), at(120, 1330, -0.1)],
        [rgb("3a3754"), rgb("55506e")],
        alpha=0.62,
        blur=12,
    )
    tram_car(canvas, at)
    _stop(canvas)
    return canvas.finish(vignette=0.14)


def _facades(canvas: Canvas, at: Callable[[float, float, float], Point]) -> None:
    for side, edge, walls in (
        (-1, -420.0, ("8a7f98", "7a7394", "95869a", "6d6a8c")),
        (1, 1960.0, ("f2c79a", "e6a87c", "f6dcb0", "d9937a")),
    ):
        for i in range(7, -1, -1):
            d0, d1 = (
                (0.0, 0.2, 0.36, 0.49, 0.6, 0.69, 0.77, 0.84)[i],
                (0.2, 0.36, 0.49, 0.6, 0.69, 0.77, 0.84, 0.9)[i],
            )
            roof = -520 + 190 * math.sin(i * 2.4 + side)
            wall = mix(rgb(walls[i % 4]), rgb("ffe6bd"), 0.08 * i)
            canvas.wash(
                [at(edge, roof, d0), at(edge, 1330, d0), at(edge, 1330, d1), at(edge, roof, d1)],
                [tint(wall, 0.1), wall, tint(wall, -0.2)],
            )
            with canvas.pen((0, 0, 1800, 1200)) if i < 2 else canvas.pen((60, 0, 1800, 1180)) as pen:
                step = (d1 - d0) / 4
                for k in range(3):
                    a, b = d0 + step * (0.55 + 1.15 * k), d0 + step * (1.25 + 1.15 * k)
                    for y in (-380, -60, 260):
                        if y - 110 > roof:
                            pen.poly(
                                [at(edge, y, a), at(edge, y + 190, a), at(edge, y + 190, b), at(edge, y, b)],
                                mix(rgb("4a4a6c"), wall, 0.15) if side < 0 else mix(rgb("5a6a80"), wall, 0.1),
                            )
                            pen.poly(
                                [
                                    at(edge - side * 14, y + 200, a - 0.004),
                                    at(edge - side * 60, y + 206, a - 0.004),
                                    at(edge - side * 60, y + 206, b + 0.004),
                                    at(edge - side * 14, y + 200, b + 0.004),
                                ],
                                tint(wall, 0.25),
                            )
                            if (k + i + y) % 2:
                                pen.poly(
                                    [
                                        at(edge, y, b),
                                        at(edge, y + 190, b),
                                        at(edge, y + 190, b + step * 0.2),
                                        at(edge, y, b + step * 0.2),
                                    ],
                                    rgb("5f8a84") if side > 0 else rgb("54607e"),
                                )
                awning = rgb(("b8503f", "3f7a78", "d9a04a", "8a4a68")[(i + (side > 0)) % 4])
                awning = awning if side > 0 else mix(awning, rgb("4a4a6c"), 0.45)
                pen.poly(
                    [at(edge, 620, d0), at(edge, 1330, d0), at(edge, 1330, d1), at(edge, 620, d1)],
                    mix(wall, rgb("3a3450"), 0.55),
                )
                for k in range(2):
                    a, b = d0 + step * (0.4 + 2 * k), d0 + step * (1.7 + 2 * k)
                    pen.poly(
                        [at(edge, 760, a), at(edge, 1250, a), at(edge, 1250, b), at(edge, 760, b)],
                        rgb("ffd894") if (i + k) % 2 else mix(rgb("4f5a78"), wall, 0.2),
                    )
                pen.poly(
                    [
                        at(edge, 600, d0),
                        at(edge - side * 170, 740, d0 + 0.004),
                        at(edge - side * 170, 740, d1 - 0.004),
                        at(edge, 600, d1),
                    ],
                    awning,
                )
                pen.poly(
                    [
                        at(edge - side * 170, 740, d0 + 0.004),
                        at(edge - side * 170, 790, d0 + 0.004),
                        at(edge - side * 170, 790, d1 - 0.004),
                        at(edge - side * 170, 740, d1 - 0.004),
                    ],
                    tint(awning, -0.3),
                )
                pen.poly(
                    [
                        at(edge, roof, d0),
                        at(edge - side * 40, roof - 10, d0),
                        at(edge - side * 40, roof - 10, d1),
                        at(edge, roof + 26, d1),
                    ],
                    tint(wall, 0.35),
                )
    with canvas.pen((0, 0, 1800, 620)) as pen:
        for x in (330, 525, 720):
            pen.line([at(x, -420, 0), at(x, -420, 0.95)], rgb("4a4560"), 2.5)
        for d in (0.1, 0.32, 0.52, 0.68):
            pen.line(kit.curve([at(-420, -330, d), at(525, -415, d), at(1960, -330, d)]), rgb("4a4560"), 2)


def _stop(canvas: Canvas) -> None:
    rng = canvas.rng
    coats = [rgb(c) for c in ("2f5d6b", "a8453c", "d9a24e", "5a3f60", "e9dcc2")]
    for x, y, size in ((1690, 1150, 470), (1530, 1075, 390), (1432, 945, 250), (1395, 900, 205)):
        canvas.wash(
            [
                (x - 0.1 * size, y - 2),
                (x + 0.12 * size, y - 2),
                (x - 0.35 * size, y + 0.5 * size),
                (x - 0.65 * size, y + 0.5 * size),
            ],
            [rgb("4a4666"), rgb("8a7f8c")],
            alpha=0.5,
            blur=4,
        )
    with canvas.pen((1250, 380, 1800, 1200)) as pen:
        kit.lamp(pen, 1600, 1060, 640, rgb("3a3650"), rgb("fff0c8"))
        kit.person(pen, rng, 1395, 900, 205, coats, pose="stand", facing=-1)
        kit.person(pen, rng, 1432, 945, 250, coats, pose="walk", facing=-1)
        kit.person(
            pen,
            rng,
            1530,
            1075,
            390,
            [coats[1], rgb("3a3450")],
            pose="reach",
            facing=-1,
            dress="skirt",
            head="hair",
        )
        kit.person(pen, rng, 1690, 1150, 470, [coats[0]], pose="carry", facing=-1, dress="robe", head="hat")
        pen.rect(1580, 900, 1626, 990, rgb("9a6a44"))
