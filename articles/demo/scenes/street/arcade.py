"""Down the Arcades at nightfall: arch behind arch, a lantern in each, one woman on her way home."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Point, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("2b2238"))
    far = (860.0, 640.0)

    def at(x: float, y: float, depth: float) -> Point:
        """Move a point of the nearest arch back to the given depth (0 here, 7 the last arch)."""
        k = 1 / (1 + depth * 0.52)
        return far[0] + (x - far[0]) * k, far[1] + (y - far[1]) * k

    left, right, floor, top = -120.0, 1840.0, 1270.0, -420.0
    end = 8.0
    canvas.wash(
        [at(left, floor, 0), at(right, floor, 0), at(right, floor, end), at(left, floor, end)],
        [rgb("d99a5a"), rgb("8a5a4c"), rgb("4a3346")],
    )
    canvas.wash(
        [at(left, top, end), at(right, top, end), at(right, floor, end), at(left, floor, end)],
        [rgb("ffd793")],
    )
    with canvas.pen() as pen:
        for i in range(25):
            x = left + (right - left) * i / 24
            pen.line([at(x, floor, 0), at(x, floor, end)], clear(rgb("3a2434"), 0.4), 2)
        for i in range(40):
            d = end * (i / 40) ** 1.6
            pen.line(
                [at(left, floor, d), at(right, floor, d)],
                clear(rgb("3a2434"), 0.4),
                max(1, 3 - d * 0.4),
            )
    for i in range(8):
        d = i + 0.5
        canvas.wash(
            [
                at(right, floor, d - 0.25),
                at(right, floor, d + 0.3),
                at(right - 620, floor, d + 0.5),
                at(right - 760, floor, d + 0.05),
            ],
            [rgb("7f96d0"), rgb("5a6a9a")],
            alpha=0.32,
            blur=18 / (1 + d) + 1,
        )
    for i in range(8, -1, -1):
        _arch(canvas, at, i, (left, right, floor, top))
        if i:
            _lantern(canvas, at, far[0], floor, i)
        if i == 4:
            _passers_by(canvas, at, floor)
        if i == 2:
            _homeward(canvas, *at(1010, floor, 1.05))
    return canvas.finish(vignette=0.22)


def _lantern(
    canvas: Canvas,
    at: Callable[[float, float, float], Point],
    middle: float,
    floor: float,
    i: int,
) -> None:
    """The lantern that hangs before the i-th arch, its glow, and its pool of light on the floor."""
    x, y = at(middle, 120, i - 0.5)
    k = 1 / (1 + (i - 0.5) * 0.52)
    gx, gy = at(middle, floor, i - 0.5)
    canvas.glow(gx, gy, 560 * k, rgb("ffb45c"), 0.7, squash=0.25)
    canvas.glow(x, y, 420 * k, rgb("ffb960"), 0.75)
    with canvas.pen((x - 90 * k, 0, x + 90 * k, y + 160 * k)) as pen:
        pen.line([(x, 0), (x, y - 80 * k)], rgb("2a1c28"), max(1, 7 * k))
        pen.poly(
            [(x - 62 * k, y - 56 * k), (x, y - 110 * k), (x + 62 * k, y - 56 * k)],
            rgb("2f2028"),
        )
        pen.poly(
            [
                (x - 52 * k, y - 56 * k),
                (x + 52 * k, y - 56 * k),
                (x + 38 * k, y + 70 * k),
                (x - 38 * k, y + 70 * k),
            ],
            rgb("ffe7ad"),
        )
        for dx in (-1, -0.33, 0.33, 1):
            pen.line(
                [(x + 52 * k * dx, y - 56 * k), (x + 38 * k * dx, y + 70 * k)],
                rgb("4a2f2a"),
                max(1, 5 * k),
            )
        pen.poly(
            [(x - 46 * k, y + 70 * k), (x + 46 * k, y + 70 * k), (x, y + 100 * k)],
            rgb("2f2028"),
        )
    canvas.glow(x, y, 130 * k, rgb("fff3cc"), 0.9)


def _passers_by(canvas: Canvas, at: Callable[[float, float, float], Point], floor: float) -> None:
    for x, size, tone in ((980, 250, "3a3448"), (700, 240, "5a3a40")):
        px, py = at(x + (420 if x > 860 else -200), floor, 3.6)
        with canvas.pen((px - 90, py - 260, px + 90, py + 40)) as pen:
            kit.person(
                pen,
                canvas.rng,
                px,
                py,
                size * 0.82,
                [rgb(tone)],
                pose="walk",
                facing=-1 if x > 860 else 1,
                skin=rgb("8a5f4c"),
            )


def _homeward(canvas: Canvas, x: float, y: float) -> None:
    canvas.wash(
        [(x - 46, y - 4), (x + 50, y - 4), (x + 190, y + 250), (x + 20, y + 260)],
        [rgb("241828"), rgb("3a2838")],
        alpha=0.6,
        blur=6,
    )
    with canvas.pen((x - 200, y - 480, x + 200, y + 40)) as pen:
        for dx, tone in ((-6, rgb("ffcf86")), (0, rgb("7a2f44"))):
            kit.person(
                pen,
                random.Random("homeward"),
                x + dx,
                y,
                440,
                [tone],
                pose="walk",
                dress="robe",
                head="scarf",
                facing=-1,
                skin=rgb("c48a62"),
            )
        pen.poly([(x + 34, y - 190), (x + 104, y - 196), (x + 112, y - 100), (x + 40, y - 96)], rgb("c9974f"))
        pen.line(kit.curve([(x + 42, y - 190), (x + 70, y - 250), (x + 98, y - 196)]), rgb("8a6234"), 6)
        pen.poly([(x + 80, y - 195), (x + 104, y - 196), (x + 112, y - 100), (x + 88, y - 98)], rgb("8a6234"))
        kit.bush(pen, canvas.rng, x + 70, y - 200, 58, 34, [rgb("3a5a3c"), rgb("7a9a50")], leaves=30)


def _arch(
    canvas: Canvas,
    at: Callable[[float, float, float], Point],
    depth: int,
    room: tuple[float, float, float, float],
) -> None:
    """One cross wall of the arcade with its arch; its thickness catches the light of the lantern behind."""
    left, right, floor, top = room
    stone = mix(rgb("3a2a3c"), rgb("c98a5c"), min(1, depth / 7))
    for shift, tone in ((0.16, mix(stone, rgb("ffc27a"), 0.55)), (0.0, stone)):
        d = depth + shift
        (x0, y0), (x1, y1) = at(left + 250, -60, d), at(right - 250, floor + 4, d)
        hole = kit.arch(x0, y0, x1, y1, point=0.12, steps=26)
        frame = [
            at(left - 900, floor + 4, d),
            at(left - 900, top - 900, d),
            at(right + 900, top - 900, d),
            at(right + 900, floor + 4, d),
        ]
        canvas.wash([*frame, *hole[::-1]], [tint(tone, -0.2), tone, tint(tone, -0.12)])
    with canvas.pen() as pen:
        (x0, y0), (x1, y1) = at(left + 250, -60, depth), at(right - 250, floor + 4, depth)
        width = max(1.0, 5 / (1 + depth * 0.5))
        for grow in (26, 60):
            k = 1 / (1 + depth * 0.52)
            pen.line(
                kit.arch(x0 - grow * k, y0 - grow * k, x1 + grow * k, y1, point=0.12, steps=26),
                clear(tint(stone, -0.35), 0.7),
                width,
            )
        for side, x in ((-1, x0), (1, x1)):
            k = 1 / (1 + depth * 0.52)
            for y, wide in ((560, 50), (1200, 60)):
                _, py = at(0, y, depth)
                pen.rect(
                    min(x, x + side * wide * k) - 6 * k,
                    py,
                    max(x, x + side * wide * k) + 6 * k,
                    py + 30 * k,
                    tint(stone, 0.12),
                )
