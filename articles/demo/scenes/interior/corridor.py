"""A hospital corridor in the early morning: window light across the floor, a nurse on her round."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Pen, Point, clear, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("dcebe2"))
    far = (1010.0, 520.0)

    def at(x: float, y: float, depth: float) -> Point:
        k = 1 / (1 + depth)
        return far[0] + (x - far[0]) * k, far[1] + (y - far[1]) * k

    left, right, top, floor, end = -260.0, 1990.0, -190.0, 1290.0, 6.2
    corner = {(x, y, d): at(x, y, d) for x in (left, right) for y in (top, floor) for d in (0.0, end)}
    canvas.wash(
        [corner[left, top, 0.0], corner[right, top, 0.0], corner[right, top, end], corner[left, top, end]],
        [rgb("c4d9d2"), rgb("eef6ec")],
    )
    canvas.wash(
        [
            corner[left, floor, 0.0],
            corner[right, floor, 0.0],
            corner[right, floor, end],
            corner[left, floor, end],
        ],
        [rgb("e3efe4"), rgb("a9cbc0"), rgb("7fb0a6")],
    )
    canvas.wash(
        [corner[left, top, 0.0], corner[left, floor, 0.0], corner[left, floor, end], corner[left, top, end]],
        [rgb("9cc4b8"), rgb("cfe4d8")],
        across=True,
    )
    canvas.wash(
        [
            corner[right, top, 0.0],
            corner[right, floor, 0.0],
            corner[right, floor, end],
            corner[right, top, end],
        ],
        [rgb("eaf3e4"), rgb("f7f5e2")],
        across=True,
    )
    with canvas.pen() as pen:
        for x, tone in ((left, "5f9c92"), (right, "8fc4b4")):
            pen.poly([at(x, 830, 0), at(x, floor, 0), at(x, floor, end), at(x, 830, end)], rgb(tone))
            pen.poly([at(x, 812, 0), at(x, 838, 0), at(x, 838, end), at(x, 812, end)], rgb("d9a070"))
            pen.poly(
                [at(x, floor - 40, 0), at(x, floor, 0), at(x, floor, end), at(x, floor - 40, end)],
                tint(rgb(tone), -0.25),
            )
        for i in range(1, 16):
            x = left + (right - left) * i / 16
            pen.line([at(x, floor, 0), at(x, floor, end)], clear(rgb("5f9088"), 0.28), 1.5)
        for i in range(22):
            d = end * (i / 22) ** 1.7
            pen.line([at(left, floor, d), at(right, floor, d)], clear(rgb("5f9088"), 0.28), 1.5)
        for i in range(7):
            d0, d1 = 0.12 + i * 0.8, 0.44 + i * 0.86
            pen.poly(
                [at(700, top, d0), at(1030, top, d0), at(1030, top, d1), at(700, top, d1)],
                rgb("fffdf0"),
            )
            pen.line([at(700, top, d0), at(1030, top, d0)], rgb("a9c4bc"), 2)
        _far_end(pen, at, end)
        for d0, d1 in ((0.04, 0.3), (0.46, 0.78), (0.98, 1.4), (1.66, 2.2), (2.56, 3.3), (3.75, 4.7)):
            pen.poly(
                [at(left, 60, d0), at(left, 780, d0), at(left, 780, d1), at(left, 60, d1)],
                rgb("eef4e8"),
            )
            m = d0 + (d1 - d0) * 0.03
            n = d1 - (d1 - d0) * 0.03
            pen.poly([at(left, 84, m), at(left, 756, m), at(left, 756, n), at(left, 84, n)], rgb("fff1c8"))
            pen.poly([at(left, 520, m), at(left, 756, m), at(left, 756, n), at(left, 480, n)], rgb("b9d2b0"))
            mid = (d0 + d1) / 2
            for one, other in (((left, 84, mid), (left, 756, mid)), ((left, 330, m), (left, 330, n))):
                pen.line([at(*one), at(*other)], rgb("dfe9dc"), max(2, 9 / (1 + mid)))
    for d0, d1 in ((0.04, 0.3), (0.46, 0.78), (0.98, 1.4), (1.66, 2.2), (2.56, 3.3)):
        mid = (d0 + d1) / 2
        for a, b in ((d0, mid - 0.02), (mid + 0.02, d1)):
            patch = [
                at(150, floor, a + 0.05),
                at(150, floor, b + 0.05),
                at(1260, floor, b + 0.34 * (1 + d0)),
                at(1260, floor, a + 0.34 * (1 + d0)),
            ]
            canvas.wash(patch, [rgb("fff3c4"), rgb("fbe6a8")], alpha=0.72, blur=3 / (1 + d0))
    _doors(canvas, at, right, floor)
    _round(canvas, at, floor)
    return canvas.finish(vignette=0.08, mottle=0.8)


def _far_end(pen: Pen, at: Callable[[float, float, float], Point], end: float) -> None:
    (x0, y0), (x1, y1) = at(-260, -190, end), at(1990, 1290, end)
    pen.rect(x0, y0, x1, y1, rgb("cfe2d6"))
    mid = (x0 + x1) / 2
    for side in (-1, 1):
        a, b = sorted((mid + side * 3, mid + side * 88))
        pen.rect(a, y0 + 48, b, y1, rgb("e8835f"))
        pen.disc((a + b) / 2, y0 + 96, 20, 20, rgb("f6e6c4"))
        pen.disc((a + b) / 2, y0 + 96, 15, 15, rgb("fffbe8"))
        pen.rect(a + 6, y1 - 44, b - 6, y1 - 34, rgb("c9694a"))


def _doors(canvas: Canvas, at: Callable[[float, float, float], Point], right: float, floor: float) -> None:
    with canvas.pen() as pen:
        for i, (d0, d1) in enumerate(((0.32, 0.66), (1.05, 1.5), (2.05, 2.7), (3.6, 4.5))):
            pen.poly(
                [
                    at(right, 150, d0 - 0.03),
                    at(right, floor, d0 - 0.03),
                    at(right, floor, d1 + 0.04),
                    at(right, 150, d1 + 0.04),
                ],
                rgb("c9dccf"),
            )
            pen.poly(
                [at(right, 180, d0), at(right, floor, d0), at(right, floor, d1), at(right, 180, d1)],
                rgb("f3b58a") if i % 2 == 0 else rgb("ee9f74"),
            )
            m, n = d0 + (d1 - d0) * 0.25, d0 + (d1 - d0) * 0.75
            pen.poly(
                [at(right, 300, m), at(right, 620, m), at(right, 620, n), at(right, 300, n)],
                rgb("fbf3da"),
            )
            pen.poly([at(right, 300, m), at(right, 520, m), at(right, 300, n)], rgb("fffdf2"))
            pen.poly(
                [
                    at(right, 850, d0 + (d1 - d0) * 0.08),
                    at(right, 890, d0 + (d1 - d0) * 0.08),
                    at(right, 890, d0 + (d1 - d0) * 0.24),
                    at(right, 850, d0 + (d1 - d0) * 0.24),
                ],
                rgb("8a6a58"),
            )
        for d0, d1 in ((0.74, 0.98),):
            seat, depth = 1060, 190
            for k in range(3):
                a, b = d0 + (d1 - d0) * k / 3, d0 + (d1 - d0) * (k + 0.86) / 3
                pen.poly(
                    [at(right, 800, a), at(right, seat, a), at(right, seat, b), at(right, 800, b)],
                    rgb("3f7f86"),
                )
                pen.poly(
                    [
                        at(right, seat, a),
                        at(right - depth, seat, a),
                        at(right - depth, seat, b),
                        at(right, seat, b),
                    ],
                    rgb("5fa0a4"),
                )
                pen.poly(
                    [
                        at(right - depth, seat, a),
                        at(right - depth, seat + 30, a),
                        at(right - depth, seat + 30, b),
                        at(right - depth, seat, b),
                    ],
                    rgb("2f666e"),
                )
            for a in (d0, d1 - 0.02):
                pen.line(
                    [at(right - depth + 20, seat + 30, a), at(right - depth + 20, floor, a)],
                    rgb("4a6a6c"),
                    6,
                )


def _round(canvas: Canvas, at: Callable[[float, float, float], Point], floor: float) -> None:
    """The nurse with her clipboard, a bed against the wall, and two who wait."""
    rng = canvas.rng
    canvas.wash(
        [at(430, floor - 10, 0.5), at(560, floor - 10, 0.5), at(900, floor, 0.72), at(800, floor, 0.78)],
        [rgb("4f8a84"), rgb("6fa89c")],
        alpha=0.5,
        blur=6,
    )
    with canvas.pen() as pen:
        for seat, d, size, tone, head in (
            (1880, 0.99, 300, "5a6a94", "hair"),
            (1890, 0.8, 440, "d9a24e", "scarf"),
        ):
            px, py = at(seat, floor - 36, d)
            kit.person(
                pen,
                rng,
                px,
                py,
                size,
                [rgb(tone)],
                pose="sit",
                facing=-1,
                dress="trousers",
                head=head,
                hair=rgb("2a2024"),
            )
        x, y = at(1240, floor, 3.0)
        kit.person(
            pen,
            rng,
            x,
            y,
            232,
            [rgb("f6f4ea")],
            pose="walk",
            facing=-1,
            dress="robe",
            head="hair",
            skin=rgb("a8714e"),
        )
        x, y = at(520, floor, 0.42)
        navy = rgb("2b4f78")
        kit.person(
            pen,
            random.Random("nurse"),
            x,
            y,
            600,
            [navy],
            pose="carry",
            facing=1,
            dress="trousers",
            head="hair",
            skin=rgb("b07a56"),
            hair=rgb("2a2024"),
        )
        tunic = [(x - 57, y - 320), (x + 58, y - 320), (x + 70, y - 226), (x - 68, y - 226)]
        pen.poly(tunic, navy)
        pen.poly([tunic[0], (x - 20, y - 320), (x - 24, y - 226), tunic[3]], tint(navy, -0.22))
        pen.limb([(x - 32, y - 342), (x - 20, y - 350), (x + 88, y - 350)], tint(navy, -0.09), 32)
        pen.limb([(x + 88, y - 350), (x + 106, y - 350)], rgb("b07a56"), 22)
        pen.poly(
            [(x + 84, y - 372), (x + 166, y - 392), (x + 176, y - 288), (x + 96, y - 270)],
            rgb("c98a54"),
        )
        pen.poly(
            [(x + 92, y - 366), (x + 160, y - 382), (x + 168, y - 296), (x + 102, y - 280)],
            rgb("fffdf4"),
        )
        for k in range(4):
            pen.line([(x + 102, y - 352 + 17 * k), (x + 150, y - 363 + 17 * k)], rgb("9ab5b0"), 3)
        pen.rect(x + 18, y - 452, x + 42, y - 424, rgb("fdfbf2"))
