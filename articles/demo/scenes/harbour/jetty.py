"""A jetty that runs out into the fog, with one lantern burning at its end and an oarsman passing."""

from __future__ import annotations

import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, Pen, Point, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("c9cdcc"))
    kit.sky(canvas, [rgb("84939c"), rgb("a2adb2"), rgb("bcc3c4"), rgb("c9cbc8")], 520, brush=0.12)
    canvas.gradient([rgb("c6c8c5"), rgb("a3b0b5"), rgb("748a95"), rgb("536b79")], (0, 520, 1800, 1200))
    for depth, (y, tone) in enumerate(((522, "adb6b9"), (545, "9aa6ab"), (580, "84949b"))):
        with canvas.pen((0, 120, 1800, 640)) as pen:
            for _ in range(7 + depth * 2):
                x, size = (
                    rng.choice((rng.uniform(20, 640), rng.uniform(1330, 1790))),
                    (110 + 70 * depth) * rng.uniform(0.7, 1.2),
                )
                _ghost(pen, x, y, size, rgb(tone))
        canvas.haze(300, 620, rgb("c3c8c8"), 0.0, 0.4)
        canvas.haze(620, 760, rgb("c3c8c8"), 0.4, 0.0)
    kit.ripples(canvas, 700, 1200, [clear(rgb("d5d6d0"), 0.4), clear(rgb("485e6b"), 0.4)], 150)
    canvas.drift((0, 430, 1800, 760), rgb("ced1ce"), (420, 60), 0.6, 0.35)
    canvas.bloom(1010, 440, 640, rgb("f3cf9c"), 0.8)
    canvas.bloom(1010, 440, 300, rgb("ffe2ae"), 0.8)
    _jetty(canvas)
    canvas.glow(1010, 440, 130, rgb("ffedc0"), 1)
    with canvas.pen((130, 680, 800, 1140)) as pen:
        kit.rowing_boat(pen, 430, 960, 430, rgb("2d3f4a"), rgb("1c2830"), facing=1, part="back")
        kit.person(
            pen,
            rng,
            420,
            962,
            262,
            [rgb("24323b")],
            pose="sit",
            facing=-1,
            dress="trousers",
            head="cap",
            skin=rgb("7d6557"),
        )
        pen.line([(366, 882), (520, 960)], rgb("54666f"), 8)
        kit.rowing_boat(pen, 430, 960, 430, rgb("2d3f4a"), rgb("1c2830"), facing=1, part="front")
        for x0, x1, x2 in ((366, 262, 214), (380, 560, 640)):
            pen.line([(x0, 884), (x1, 960)], rgb("3f515b"), 8)
            pen.taper([(x1, 960), (x2, 1000 - (x2 > 500) * 4)], rgb("3f515b"), 8, 24)
        for i in range(13):
            pen.dash(
                420 + rng.uniform(-24, 24),
                976 + i * 12,
                400 - i * 25,
                8,
                clear(rgb("22323c"), 0.62 - 0.045 * i),
            )
    with canvas.pen((1200, 150, 1800, 420)) as pen:
        kit.birds(pen, rng, 1450, 260, 5, rgb("8d999e"), spread=110, size=24)
    return canvas.finish(grain=1.2, vignette=0.18)


def _ghost(pen: Pen, x: float, y: float, size: float, tone: Colour) -> None:
    """A moored boat so far in the fog that only its outline is left."""
    pen.poly(
        [
            (x - size * 0.4, y - size * 0.12),
            (x + size * 0.45, y - size * 0.16),
            (x + size * 0.36, y),
            (x - size * 0.36, y),
        ],
        tone,
    )
    pen.rect(x - size * 0.26, y - size * 0.28, x - size * 0.02, y - size * 0.1, tone)
    pen.line([(x, y), (x, y - size)], tone, size * 0.025)
    pen.line([(x, y - size * 0.5), (x + size * 0.36, y - size * 0.66)], tone, size * 0.018)
    for end in (-0.38, 0.42):
        pen.line([(x, y - size * 0.97), (x + size * end, y - size * 0.13)], tone, 1)
    pen.poly(
        [
            (x - size * 0.36, y),
            (x + size * 0.36, y),
            (x + size * 0.2, y + size * 0.2),
            (x - size * 0.2, y + size * 0.2),
        ],
        clear(tone, 0.35),
    )


def _jetty(canvas: Canvas) -> None:
    rng = canvas.rng
    fog_tone, wood = rgb("b8bcb8"), rgb("3d4448")

    def side(near: float, edge: float) -> Point:
        """A point of the deck: `near` 0 at its far end to 1 at our feet, `edge` 0 left to 1 right."""
        scale = near**1.9
        left, right = 962 + (640 - 962) * scale, 1054 + (1770 - 1054) * scale
        return left + (right - left) * edge, 560 + 660 * scale

    with canvas.pen((500, 380, 1800, 1200)) as pen:
        for i in range(10):
            near = 0.18 + 0.8 * (i / 9)
            for edge in (0.0, 1.0):
                x, y = side(near, edge)
                size = 150 * near**1.9 + 8
                tone = mix(fog_tone, wood, near**0.8)
                pen.rect(x - size * 0.1, y, x + size * 0.1, y + size * 1.1, tint(tone, -0.15))
                for ring in range(5):
                    pen.dash(
                        x,
                        y + size * (1.1 + 0.16 * ring),
                        size * (0.4 - 0.05 * ring),
                        size * 0.05,
                        clear(tone, 0.5 - 0.09 * ring),
                    )
        for i in range(46):
            a, b = i / 46, (i + 0.86) / 46
            tone = kit.vary(rng, mix(rgb("c2c2b9"), rgb("70716c"), (a**0.9)), 0.09)
            pen.poly([side(a, 0), side(a, 1), side(b, 1), side(b, 0)], tone)
            pen.poly(
                [side(b, 0), side(b, 1), side((i + 1) / 46, 1), side((i + 1) / 46, 0)],
                tint(tone, -0.42),
            )
    canvas.wash(
        [side(0, 0.1), side(0, 0.9), side(0.72, 0.7), side(0.72, 0.3)],
        [rgb("ffe0a8"), rgb("a8987c")],
        alpha=0.55,
        blur=26,
    )
    with canvas.pen((500, 380, 1800, 1200)) as pen:
        for i in (0, 1, 3, 5, 8):
            near = 0.2 + 0.8 * i / 9
            for edge in (0.015, 0.985):
                x, y = side(near, edge)
                size = 150 * near**1.9 + 8
                tone = mix(fog_tone, wood, near**0.7)
                pen.rect(x - size * 0.11, y - size * 0.9, x + size * 0.11, y + size * 0.1, tone)
                pen.rect(x + size * 0.03, y - size * 0.9, x + size * 0.11, y + size * 0.1, tint(tone, -0.3))
                pen.disc(x, y - size * 0.9, size * 0.11, size * 0.04, tint(tone, 0.3))
        kit.lamp(pen, 1010, 566, 148, rgb("59605f"), rgb("fff3cf"))
