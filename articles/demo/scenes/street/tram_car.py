"""The tram itself, which `tram` puts into its street."""

from __future__ import annotations

import random
from collections.abc import Callable

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Point, mix, rgb, tint


def tram_car(canvas: Canvas, at: Callable[[float, float, float], Point]) -> None:
    """The tram: its front in cool shade, its right side in the sun, drawn back to the vanishing point."""
    red, cream = rgb("c23f30"), rgb("f7ead0")

    def front(u: float, v: float) -> Point:
        return at(270 + 510 * u, 90 + 1130 * v, 0.24)

    def side(t: float, v: float) -> Point:
        return at(780, 90 + 1130 * v, 0.24 + 0.46 * t)

    with canvas.pen((300, 0, 1200, 1180)) as pen:
        pen.line([front(0.5, 0.0), front(0.42, -0.22), front(0.62, -0.4)], rgb("3a3650"), 5)
        pen.line([front(0.3, -0.4), front(0.9, -0.4)], rgb("3a3650"), 5)
        pen.poly([side(0, 0.03), side(0, 0.97), side(1, 0.97), side(1, 0.03)], tint(red, 0.12))
        pen.poly([side(0, 0.03), side(0, 0.58), side(1, 0.58), side(1, 0.03)], rgb("ffefcf"))
        pen.poly([side(0, 0.93), side(0, 1.02), side(1, 1.02), side(1, 0.93)], rgb("4a3c50"))
        for i in range(9):
            a, b = 0.03 + i * 0.107, 0.03 + i * 0.107 + 0.082
            if i in (1, 5):
                pen.poly([side(a, 0.14), side(a, 0.92), side(b, 0.92), side(b, 0.14)], rgb("d8a06a"))
                pen.poly(
                    [side(a + 0.01, 0.18), side(a + 0.01, 0.86), side(b - 0.01, 0.86), side(b - 0.01, 0.18)],
                    rgb("8fa5ae"),
                )
                pen.line([side((a + b) / 2, 0.16), side((a + b) / 2, 0.9)], rgb("c2864a"), 3)
            else:
                pen.poly([side(a, 0.17), side(a, 0.52), side(b, 0.52), side(b, 0.17)], rgb("86a3b0"))
                pen.poly([side(a, 0.17), side(a, 0.4), side(a + 0.05, 0.17)], rgb("d6e3de"))
        pen.poly([side(0, 0.6), side(0, 0.63), side(1, 0.63), side(1, 0.6)], rgb("f6d9a0"))
        body = [
            front(0.06, 0.03),
            front(0.94, 0.03),
            front(1, 0.1),
            front(1, 0.9),
            front(0.9, 0.99),
            front(0.1, 0.99),
            front(0, 0.9),
            front(0, 0.1),
        ]
        pen.poly(body, mix(red, rgb("4a3a64"), 0.25))
        pen.poly(
            [
                front(0.06, 0.03),
                front(0.94, 0.03),
                front(1, 0.1),
                front(1, 0.56),
                front(0, 0.56),
                front(0, 0.1),
            ],
            mix(cream, rgb("8a84a8"), 0.3),
        )
        pen.poly([front(0.07, 0.19), front(0.93, 0.19), front(0.95, 0.53), front(0.05, 0.53)], rgb("3a4a66"))
        for u0, u1 in ((0.09, 0.34), (0.36, 0.64), (0.66, 0.91)):
            pen.poly([front(u0, 0.205), front(u1, 0.205), front(u1, 0.515), front(u0, 0.515)], rgb("5d7a94"))
            pen.poly([front(u0, 0.205), front(u0 + (u1 - u0) * 0.7, 0.205), front(u0, 0.42)], rgb("a9bfca"))
        x, y = front(0.5, 0.53)
        kit.person(
            pen,
            random.Random("driver"),
            x - 8,
            y + 128,
            250,
            [rgb("27304e")],
            pose="stand",
            dress="trousers",
            head="cap",
            facing=1,
            skin=rgb("a06f54"),
        )
        pen.poly(
            [
                front(0, 0.53),
                front(1, 0.53),
                front(1, 0.9),
                front(0.9, 0.99),
                front(0.1, 0.99),
                front(0, 0.9),
            ],
            mix(red, rgb("4a3a64"), 0.25),
        )
        pen.poly([front(0.3, 0.07), front(0.7, 0.07), front(0.7, 0.14), front(0.3, 0.14)], rgb("ffd98a"))
        pen.poly([front(0, 0.57), front(1, 0.57), front(1, 0.6), front(0, 0.6)], rgb("e9cfa0"))
        pen.poly([front(0.08, 0.9), front(0.92, 0.9), front(0.88, 1.02), front(0.12, 1.02)], rgb("2f2a44"))
        pen.poly(
            [front(-0.04, 0.03), front(0.06, -0.02), front(0.94, -0.02), front(1.03, 0.03)],
            rgb("8d7f92"),
        )
        pen.poly([front(1.03, 0.03), front(0.94, -0.02), side(1, -0.02), side(1, 0.03)], rgb("f9e3b8"))
        for u in (0.2, 0.8):
            lx, ly = front(u, 0.75)
            pen.disc(lx, ly, 30, 30, rgb("e8cfa6"))
            pen.disc(lx, ly, 23, 23, rgb("fffbe6"))
        lx, ly = front(0.5, 0.75)
        pen.disc(lx, ly, 44, 44, rgb("e8cfa6"))
        pen.disc(lx, ly, 36, 36, mix(red, rgb("4a3a64"), 0.35))
        pen.poly(
            [(lx - 22, ly + 14), (lx - 4, ly - 24), (lx + 6, ly - 4), (lx + 14, ly - 16), (lx + 24, ly + 14)],
            rgb("f3dcae"),
        )
    for u in (0.2, 0.8):
        lx, ly = front(u, 0.75)
        canvas.glow(lx, ly, 170, rgb("fff0c0"), 0.8)
        canvas.wash(
            [(lx - 16, ly + 210), (lx + 16, ly + 210), (lx + 60, 1200), (lx - 60, 1200)],
            [rgb("ffefc4"), rgb("6a6278")],
            alpha=0.5,
            blur=14,
            mode="screen",
        )
