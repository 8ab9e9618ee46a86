"""A lane between tall houses, hung across with dyed cloth that colours the light on its paving."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, Point, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("f6e4be"))
    far = (940.0, 610.0)
    canvas.gradient([rgb("8cc0d0"), rgb("d9e6dc"), rgb("fbe9c4")], (0, 0, 1800, 760))

    def wall(x: float, y: float, depth: float) -> Point:
        """Move a point of the picture's edge into the lane; `depth` 0 is at our eyes, 1 at its far end."""
        k = 1 - depth * 0.9
        return far[0] + (x - far[0]) * k, far[1] + (y - far[1]) * k

    canvas.wash(
        [wall(-260, 1330, 0), wall(2060, 1330, 0), wall(2060, 1330, 1), wall(-260, 1330, 1)],
        [rgb("fdf0cf"), rgb("d9b48a"), rgb("8d6a66")],
    )
    for side, x, tones in (
        (0, -260, ("e9c79a", "a96f5c", "5c3d52")),
        (1, 2060, ("c98d6c", "7d4f58", "43304a")),
    ):
        edge = [wall(x, -900, 0), wall(x, 1330, 0), wall(x, 1330, 1), wall(x, -900, 1)]
        canvas.wash(edge, [rgb(c) for c in (tones[::-1] if side == 0 else tones)], across=True)
    with canvas.pen() as pen:
        for i in range(30):
            pen.line(
                [wall(-260 + i * 80, 1330, 0), wall(-260 + i * 80, 1330, 1)],
                clear(rgb("7a5650"), 0.3),
                2,
            )
            d = 1 - (1 - i / 29) ** 2
            pen.line(
                [wall(-260, 1330, d), wall(2060, 1330, d)],
                clear(rgb("7a5650"), 0.35),
                2.5 * (1 - d) + 0.6,
            )
        for side, x in ((1, -260), (-1, 2060)):
            for i in range(7):
                d0, d1 = 0.26 + 0.1 * i, 0.32 + 0.1 * i
                for top, foot in ((-420, -60), (100, 420)):
                    pen.poly(
                        [wall(x, top, d0), wall(x, foot, d0), wall(x, foot, d1), wall(x, top, d1)],
                        rgb("3f5a63") if side > 0 else rgb("2c2f48"),
                    )
                    pen.poly(
                        [
                            wall(x + side * 50, foot, d0),
                            wall(x, foot, d0),
                            wall(x, foot, d1),
                            wall(x + side * 50, foot, d1),
                        ],
                        rgb("e8cfa2"),
                    )
            for i in range(8, -1, -1):
                d0, d1 = 0.1 + 0.09 * i, 0.17 + 0.09 * i
                tone = kit.vary(
                    rng,
                    rgb(rng.choice(("b8402f", "2f6f7a", "d99a2e", "6d3a68", "3c5a9a", "c8607a"))),
                    0.1,
                )
                if side < 0:
                    tone = tint(tone, -0.25)
                reach = x + side * 190
                pen.poly(
                    [wall(x, 640, d0), wall(reach, 760, d0), wall(reach, 760, d1), wall(x, 640, d1)],
                    tint(tone, 0.1),
                )
                pen.poly(
                    [wall(reach, 760, d0), wall(reach, 840, d0), wall(reach, 840, d1), wall(reach, 760, d1)],
                    tint(tone, -0.2),
                )
                front, y = x + side * 250, 1330.0
                for k in range(7):
                    hue = rgb(
                        (
                            "d9b04a",
                            "a83a4a",
                            "f0e2c4",
                            "2f7f86",
                            "7a4a8a",
                            "d8703a",
                            "35599a",
                        )[(k * 3 + i * 2) % 7]
                    )
                    hue, thick = tint(hue, -0.3 if side < 0 else -0.08), (46, 62, 38)[(k + i) % 3]
                    inset = side * 9 * ((k * 5 + i) % 3)
                    pen.poly(
                        [
                            wall(front - inset, y, d0),
                            wall(front - inset, y - thick, d0),
                            wall(front - inset, y - thick, d1),
                            wall(front - inset, y, d1),
                        ],
                        hue,
                    )
                    pen.poly(
                        [
                            wall(x, y, d0),
                            wall(x, y - thick, d0),
                            wall(front - inset, y - thick, d0),
                            wall(front - inset, y, d0),
                        ],
                        tint(hue, -0.25),
                    )
                    pen.line(
                        [wall(front - inset, y - thick * 0.5, d0), wall(front - inset, y - thick * 0.5, d1)],
                        tint(hue, 0.25),
                        1.5,
                    )
                    y -= thick
                    pen.poly(
                        [
                            wall(x, y, d0),
                            wall(front - inset, y, d0),
                            wall(front - inset, y, d1),
                            wall(x, y, d1),
                        ],
                        tint(hue, 0.25),
                    )
    canvas.glow(*far, 420, rgb("fff1cf"), 0.95)
    return _cloths(canvas, wall)


def _cloths(canvas: Canvas, wall: Callable[[float, float, float], Point]) -> Image.Image:
    """Hang the cloths from far to near, throw their coloured light on the ground, let people walk there."""
    rng = canvas.rng
    tones = [
        rgb(c)
        for c in (
            "c8402f",
            "e0a52e",
            "1f7f86",
            "8a3a6e",
            "e8e0c8",
            "35589a",
            "d9653a",
            "3f7f5a",
            "c85a80",
        )
    ]
    for i in range(9):
        d = 0.84 - 0.095 * i
        tone = tones[i % 9]
        canvas.wash(
            [
                wall(60 + 210 * (i % 3), 1330, d),
                wall(980 + 240 * (i % 3), 1330, d),
                wall(900 + 240 * (i % 3), 1330, d - 0.07),
                wall(-60 + 210 * (i % 3), 1330, d - 0.07),
            ],
            [tint(tone, 0.35)],
            alpha=0.42,
            blur=9 * (1 - d) + 1,
        )
    with canvas.pen() as pen:
        for d, x in (
            (0.84, 700),
            (0.83, 1100),
            (0.8, 420),
            (0.76, 1320),
            (0.72, 640),
            (0.71, 760),
            (0.62, 1180),
            (0.55, 700),
            (0.46, 1010),
            (0.3, 560),
        ):
            px, py = wall(x, 1330, d)
            size = 620 * (1 - d * 0.9)
            dusk = [
                mix(rgb(c), rgb("4a3448"), 0.5 * (1 - d) + 0.25)
                for c in ("2f4a6a", "8a4a3a", "6a5a50", "d9c8a8", "5a3a5a")
            ]
            pen.poly(
                [
                    (px - size * 0.1, py),
                    (px + size * 0.1, py),
                    (px + size * 0.3, py + size * 0.5),
                    (px + size * 0.02, py + size * 0.5),
                ],
                clear(rgb("5a3c48"), 0.35),
            )
            near = d < 0.4
            pose, facing = rng.choice(("walk", "walk", "stand", "carry")), rng.choice((-1, 1))
            # The nearest walker carries the colour of the lane and the light behind her on one edge.
            for shift, tones_worn in ((-5, [rgb("ffe3ac")]), (0, [rgb("1f6470")])) if near else ((0, dusk),):
                kit.person(
                    pen,
                    random.Random("walker") if near else rng,
                    px + shift,
                    py,
                    size,
                    tones_worn,
                    pose="walk" if near else pose,
                    facing=1 if near else facing,
                    dress="robe" if near else None,
                    head="scarf" if near else None,
                    skin=rgb("8a6252"),
                )
    for i in range(11):
        d = 0.87 - 0.075 * i
        left, right = wall(-260, -80 - 130 * (i % 3), d), wall(2060, -130 - 110 * ((i + 1) % 3), d)
        width = right[0] - left[0]

        def hang(t: float, left: Point = left, right: Point = right, width: float = width) -> Point:
            return left[0] + width * t, left[1] + (right[1] - left[1]) * t + width * 0.07 * math.sin(
                math.pi * t,
            )

        rope = [hang(t / 20) for t in range(21)]
        t = 0.06 + 0.05 * (i % 3)
        while t < 0.88:
            wide, drop = rng.uniform(0.07, 0.16), width * rng.uniform(0.13, 0.24)
            _length(canvas, [hang(t + wide * k / 8) for k in range(9)], drop, rng.choice(tones), width)
            t += wide + rng.choice((0.008, 0.03, 0.09))
        with canvas.pen(
            (left[0] - 5, min(left[1], right[1]) - 5, right[0] + 5, max(y for _, y in rope) + 5),
        ) as pen:
            pen.line(rope, rgb("4a3440"), max(1.2, width * 0.0016))
    return canvas.finish(vignette=0.18)


def _length(canvas: Canvas, top: list[Point], drop: float, tone: Colour, width: float) -> None:
    """One length of cloth on its rope, lit through from behind, with folds and a pale border."""
    rng = canvas.rng
    swing = rng.uniform(-0.004, 0.012) * width
    hem = kit.curve(
        [(x + swing, y + drop + width * 0.004 * math.sin(k * 2.4 + drop)) for k, (x, y) in enumerate(top)], 4
    )
    canvas.wash(top + hem[::-1], [tint(tone, -0.25), tone, tint(tone, 0.25)], alpha=0.97)
    with canvas.pen(
        (top[0][0] - 20, min(y for _, y in top) - 10, top[-1][0] + 40, max(y for _, y in hem) + 20),
    ) as pen:
        for k in range(1, 8, 2):
            pen.taper([top[k], hem[k * 4]], clear(tint(tone, -0.45), 0.4), width * 0.001, width * 0.008)
            pen.taper([top[k + 1], hem[k * 4 + 3]], clear(tint(tone, 0.55), 0.3), 1, width * 0.006)
        for up in (0.07, 0.12):
            pen.line([(x, y - drop * up) for x, y in hem], clear(tint(tone, 0.6), 0.7), max(1, width * 0.003))
