"""New towers that stand out of the river mist in early sun, and the bridge that leads to them."""

from __future__ import annotations

import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, Pen, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("f6e3c0"))
    kit.sky(
        canvas,
        [rgb("7fb0b8"), rgb("b9d0c4"), rgb("f0e2b8"), rgb("fbd6a0"), rgb("f9c493")],
        860,
        brush=0.3,
    )
    canvas.bloom(330, 700, 620, rgb("fff0c4"), 0.9)
    kit.sun(canvas, 330, 690, 62, rgb("fffbe8"), halo=rgb("ffdf9c"), reach=5)
    kit.ridge(canvas, 780, 110, [rgb("c9c3a8"), rgb("efd5a8")], rough=0.5)
    plan = (
        (
            ("b9c4b8", 0.22),
            (
                (620, 70, 300),
                (720, 54, 420),
                (800, 80, 260),
                (1010, 60, 380),
                (1120, 84, 300),
                (1480, 70, 350),
                (1700, 60, 290),
            ),
        ),
        (
            ("8fabab", 0.3),
            (
                (560, 84, 280),
                (690, 92, 380),
                (890, 76, 560),
                (1060, 110, 420),
                (1260, 90, 610),
                (1400, 120, 380),
                (1640, 96, 470),
            ),
        ),
        (
            ("5f8690", 0.4),
            (
                (770, 118, 430),
                (960, 128, 690),
                (1150, 104, 520),
                (1330, 140, 790),
                (1530, 124, 600),
                (1720, 120, 420),
            ),
        ),
    )
    for depth, ((code, light), blocks) in enumerate(plan):
        with canvas.pen((480, 60, 1800, 960)) as pen:
            for i, (x, width, height) in enumerate(blocks):
                _skyscraper(pen, x, 880, width, height, rgb(code), light, i + depth * 3)
        canvas.haze(560, 900, rgb("f7ddb0"), 0.0, 0.85 - 0.12 * depth)
        canvas.drift((0, 640 + 30 * depth, 1800, 940), rgb("fbe8c6"), (460, 46), 0.7, 0.36)
    canvas.haze(730, 892, rgb("f8e2b8"), 0.0, 1.0)
    with canvas.pen((900, 20, 1240, 500)) as pen:
        pen.line([(1010, 190), (1010, 60)], rgb("c8603a"), 6)
        pen.line([(930, 108), (1180, 108)], rgb("c8603a"), 6)
        pen.line([(1010, 60), (935, 106)], rgb("c8603a"), 2)
        pen.line([(1010, 60), (1170, 106)], rgb("c8603a"), 2)
        pen.line([(1140, 110), (1140, 210)], rgb("9a5a48"), 2)
    canvas.gradient([rgb("f3dcb0"), rgb("c5cdb8"), rgb("7fa5a8"), rgb("507f8a")], (0, 890, 1800, 1200))
    canvas.drift((0, 830, 1800, 1010), rgb("fbeccb"), (520, 40), 0.85, 0.25)
    kit.ripples(canvas, 900, 1200, [clear(rgb("fdf0d0"), 0.55), clear(rgb("41707c"), 0.4)], 260)
    kit.glitter(canvas, 330, 900, 1195, rgb("fff4d2"), 170, spread=70)
    _bridge(canvas)
    return canvas.finish(vignette=0.08)


def _skyscraper(
    pen: Pen, x: float, y: float, width: float, height: float, tone: Colour, light: float, kind: int
) -> None:
    """One tower standing on `y`, its left face in the sun; `kind` chooses its crown and its glass."""
    half = width / 2
    edge = x - half + width * 0.38
    crown = kind % 4
    lit, dark = mix(tone, rgb("fbd9a0"), light + 0.25), tint(tone, -0.12)
    left, right = (0.0, 0.0) if crown != 1 else (width * 0.5, 0.0)
    if crown == 2:
        pen.poly([(x - half, y - height), (x, y - height - width * 0.7), (x + half, y - height)], tone)
        pen.line([(x, y - height - width * 0.6), (x, y - height - width * 1.3)], dark, 3)
    elif crown == 3:
        pen.rect(x - half * 0.6, y - height - width * 0.3, x + half * 0.6, y - height, tone)
    pen.poly([(x - half, y - height + left), (edge, y - height + left * 0.6), (edge, y), (x - half, y)], lit)
    pen.poly(
        [(edge, y - height + left * 0.6), (x + half, y - height - right), (x + half, y), (edge, y)],
        dark,
    )
    rows = int(height / 22)
    for i in range(rows):
        v = y - height + 18 + left + i * 22
        if v < y - 8:
            pen.rect(
                x - half + 4,
                v,
                edge - 3,
                v + 9,
                mix(lit, rgb("fff6dd"), 0.5) if (i * 7 + kind) % 5 else mix(lit, tone, 0.5),
            )
            if kind % 3:
                pen.rect(edge + 4, v, x + half - 4, v + 8, tint(dark, 0.16 if (i + kind) % 3 else 0.05))
    if kind % 3 == 0:
        for i in range(1, 7):
            u = edge + (x + half - edge) * i / 7
            pen.line([(u, y - height + 14), (u, y)], tint(dark, 0.18), 3)


def _bridge(canvas: Canvas) -> None:
    """A cable-stayed bridge from the lower left corner to the towers, still dark against the sun."""
    tone = rgb("3d5560")

    def deck(t: float) -> tuple[float, float]:
        return -60 + 1240 * t, 1085 - 205 * max(0.0, t) ** 0.7

    with canvas.pen((0, 280, 1700, 1200)) as pen:
        for t, size in ((0.78, 0.42), (0.34, 1.0)):
            x, y = deck(t)
            ink = mix(tone, rgb("c9b898"), 0.45 * t)
            top = y - 560 * size
            for leg, by in ((26, -0.2), (-26, 0.05)):
                pen.taper(
                    [
                        (x + leg * size * 2.2, y + 150 * size),
                        (x + leg * size * 1.3, y - 20),
                        (x + leg * size * 0.25, top),
                    ],
                    tint(ink, by),
                    24 * size,
                    11 * size,
                )
            pen.rect(x - 40 * size, y - 150 * size, x + 40 * size, y - 138 * size, ink)
            for i in range(1, 13):
                for way in (-1, 1):
                    a = t + way * i * 0.031 * (0.5 + 0.5 * size)
                    if a < 1:
                        pen.line([(x, top + 14 + i * 7 * size), deck(a)], clear(ink, 0.8), 1.5 + size)
        road = [deck(i / 30) for i in range(41)]
        pen.poly(
            road + [(x, y + 32 - 24 * min(i, 36) / 36) for i, (x, y) in reversed(list(enumerate(road)))],
            tone,
        )
        pen.line([(x, y - 7 + 5 * i / 30) for i, (x, y) in enumerate(road)], rgb("8a9a98"), 2.5)
        for t in (0.12, 0.2, 0.47, 0.55, 0.66):
            x, y = deck(t)
            size = 1 - t * 0.75
            pen.rect(x - 46 * size, y - 40 * size, x + 46 * size, y - 3, mix(rgb("d0603a"), tone, t * 0.6))
            pen.rect(
                x - 42 * size,
                y - 34 * size,
                x + 42 * size,
                y - 20 * size,
                mix(rgb("fbe3b4"), tone, t * 0.5),
            )
            for k in (-0.5, 0, 0.5):
                pen.rect(
                    x + (84 * k - 2) * size * 0.55,
                    y - 34 * size,
                    x + (84 * k + 2) * size * 0.55,
                    y - 20 * size,
                    mix(rgb("8a3a2a"), tone, t * 0.6),
                )
    canvas.bloom(1420, 880, 330, rgb("f8e2b8"), 1, squash=0.2)
    canvas.drift((300, 780, 1600, 960), rgb("fbe8c6"), (360, 40), 0.75, 0.35)
