"""The lighthouse on its rock, a sea breaking over it, and its beam on the rain."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, clear, mix, rgb, tint
from articles.demo.scenes.sea.waves import swell


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("2c3f48"))
    kit.sky(
        canvas,
        [rgb("141f2b"), rgb("26384a"), rgb("40586a"), rgb("7d8f90"), rgb("b3b39c")],
        760,
        brush=0.3,
    )
    for i in range(26):
        y = 20 + i * 22
        x = rng.uniform(-100, 1900)
        reach, height = rng.uniform(300, 760), rng.uniform(40, 110)
        top = [
            (x - reach + 2 * reach * k / 14, y - height * math.sin(math.pi * k / 14) * rng.uniform(0.4, 1.1))
            for k in range(15)
        ]
        foot = [
            (
                x + reach - 2 * reach * k / 14,
                y + height * 0.3 * math.sin(math.pi * k / 14),
            )
            for k in range(15)
        ]
        tone = mix(rgb("182632"), rgb("71858a"), i / 34 + rng.uniform(-0.1, 0.1))
        canvas.wash(
            kit.curve(top, 4) + kit.curve(foot, 4),
            [tint(tone, 0.12), tone, tint(tone, -0.25)],
            alpha=0.75,
            blur=7,
            dry=0.2,
        )
    light = (1235.0, 318.0)
    for x, y0, y1, alpha in ((-80, 60, 420, 0.62), (-80, 150, 330, 0.5), (1990, 250, 420, 0.35)):
        canvas.wash([light, (x, y0), (x, y1)], [rgb("fff0c0")], alpha=alpha * 0.62, blur=9, mode="screen")
    swells = (
        ("5b7377", "3d565e", 760, 26, 90),
        ("4a666d", "2c4852", 800, 44, 150),
        ("3a5a64", "203b46", 856, 66, 230),
    )
    for crest, trough, y, rise, step in swells:
        swell(canvas, y, rise, step, [rgb(crest), rgb(trough)], rng.uniform(0, 6))
    _rock(canvas)
    _lighthouse(canvas, 1235, 800, 500)
    canvas.glow(*light, 330, rgb("ffe2a0"), 0.9)
    canvas.glow(*light, 90, rgb("fffbe8"), 1)
    _burst(canvas, 1010, 945, 390, 1900)
    _burst(canvas, 1445, 930, 260, 800)
    for crest, trough, y, rise, step in (
        ("43707a", "16323d", 960, 96, 420),
        ("2f5a66", "0e2530", 1090, 120, 610),
    ):
        swell(
            canvas,
            y,
            rise,
            step,
            [rgb(crest), mix(rgb(crest), rgb(trough), 0.6), rgb(trough)],
            rng.uniform(0, 6),
        )
    _spill(canvas)
    kit.rain(canvas, rgb("d5dedb"), 620, slant=-0.42, length=74, alpha=0.26)
    with canvas.pen((300, 200, 1000, 640)) as pen:
        kit.birds(pen, rng, 640, 470, 4, rgb("dfe4dc"), spread=130, size=24)
    return canvas.finish(vignette=0.26)


def _rock(canvas: Canvas) -> None:
    rng = canvas.rng
    line = [
        (820, 1010),
        (900, 930),
        (985, 905),
        (1040, 850),
        (1120, 832),
        (1160, 796),
        (1320, 790),
        (1370, 826),
        (1440, 842),
        (1500, 900),
        (1610, 930),
        (1680, 1010),
    ]
    canvas.wash(line, [rgb("4a4a4c"), rgb("23282e")])
    with canvas.pen((800, 780, 1700, 1020)) as pen:
        for _ in range(46):
            x, y = rng.uniform(890, 1600), rng.uniform(815, 1000)
            if y > 810 + abs(x - 1240) * 0.34:
                r = rng.uniform(16, 60)
                facet = [
                    (x, y - r * 0.5),
                    (x + r * 0.8, y - r * 0.2),
                    (x + r * 0.6, y + r * 0.5),
                    (x - r * 0.4, y + r * 0.4),
                ]
                pen.poly(facet, clear(rgb(rng.choice(("6d6a64", "1a1f26", "57575a", "85806f"))), 0.6))


def _lighthouse(canvas: Canvas, x: float, y: float, height: float) -> None:
    h = height
    with canvas.pen((x - 220, y - h * 1.12, x + 330, y + 20)) as pen:
        pen.rect(x + 60, y - 92, x + 230, y + 6, rgb("b9b4a4"))
        pen.rect(x + 170, y - 92, x + 230, y + 6, rgb("8a887e"))
        pen.poly([(x + 50, y - 90), (x + 90, y - 138), (x + 205, y - 138), (x + 242, y - 90)], rgb("7c3d34"))
        pen.rect(x + 92, y - 64, x + 116, y - 26, rgb("ffd68a"))

        def ring(a: float, b: float, tone: Colour) -> None:
            wa, wb = 76 - 34 * a, 76 - 34 * b
            for share, by in ((1.0, -0.34), (0.68, -0.12), (0.34, 0.05)):
                right = wa * (2 * share - 1), wb * (2 * share - 1)
                pen.poly(
                    [
                        (x - wa, y - h * a),
                        (x + right[0], y - h * a),
                        (x + right[1], y - h * b),
                        (x - wb, y - h * b),
                    ],
                    tint(tone, by),
                )

        for i in range(6):
            ring(i * 0.14, i * 0.14 + 0.14, (rgb("e6dfcd"), rgb("b2412f"))[i % 2])
        for i, up in enumerate((0.2, 0.46, 0.7)):
            pen.arch(x - 14 + i * 4, y - h * up - 34, x + 8 + i * 4, y - h * up, rgb("2a2c34"))
        pen.poly(
            [(x - 46, y - h * 0.83), (x - 68, y - h * 0.87), (x + 68, y - h * 0.87), (x + 46, y - h * 0.83)],
            rgb("3a3e46"),
        )
        for i in range(9):
            pen.line([(x - 64 + i * 16, y - h * 0.87), (x - 64 + i * 16, y - h * 0.92)], rgb("2a2e36"), 3)
        pen.line([(x - 66, y - h * 0.92), (x + 66, y - h * 0.92)], rgb("2a2e36"), 4)
        pen.rect(x - 34, y - h * 1.0, x + 34, y - h * 0.87, rgb("ffeeb8"))
        for dx in (-34, -12, 12, 34):
            pen.line([(x + dx, y - h), (x + dx, y - h * 0.87)], rgb("3a3e46"), 4)
        kit.dome(pen, x, y - h * 1.0, 44, rgb("8f3a30"), rise=0.95)


def _burst(canvas: Canvas, x: float, y: float, size: float, count: int) -> None:
    """A wave thrown up by the rock: dabs of foam in a fan, thick below and fine above."""
    rng = canvas.rng
    canvas.bloom(x, y - size * 0.25, size * 1.1, rgb("dfe6e0"), 0.55)
    with canvas.pen((x - size * 1.3, y - size * 1.5, x + size * 1.3, y + size * 0.4)) as pen:
        for i in range(26):
            a = math.pi * (0.12 + 0.76 * i / 25) + rng.uniform(-0.08, 0.08)
            reach = size * rng.uniform(0.45, 1.15) * (0.55 + 0.45 * math.sin(a))
            foot = (x + size * 0.3 * math.cos(a), y + size * 0.1)
            bend = (x + reach * 0.38 * math.cos(a), y - reach * 0.66 * math.sin(a))
            tip = (x + reach * 0.9 * math.cos(a), y - reach * math.sin(a) * 0.97)
            pen.taper(kit.curve([foot, bend, tip]), clear(rgb("e4ebe6"), 0.42), size * 0.11, size * 0.01)
        for i in range(count):
            far = rng.random() ** 0.7
            a = math.pi * rng.uniform(0.05, 0.95)
            reach = size * far * (0.5 + 0.7 * math.sin(a)) * rng.uniform(0.75, 1.15)
            r = size * 0.03 * (1.1 - far) * rng.uniform(0.3, 1.2) + 0.6
            px, py = x + reach * math.cos(a), y - reach * math.sin(a) + size * 0.1
            tone = clear(rgb("ffffff") if i % 3 else rgb("b4cacb"), 0.75)
            pen.taper(
                [
                    (px - r * math.cos(a) * 1.6, py + r * math.sin(a) * 1.6),
                    (px, py),
                    (px + r * math.cos(a) * 2.2, py - r * math.sin(a) * 2.2),
                ],
                tone,
                r * 1.9,
                r * 0.5,
            )


def _spill(canvas: Canvas) -> None:
    """What falls back from the rock: foam strewn over the water before it."""
    rng = canvas.rng
    with canvas.pen((640, 860, 1760, 1060)) as pen:
        for x, y, wide in ((1010, 962, 150), (1445, 944, 110), (1240, 960, 230)):
            for _ in range(190):
                px, py = x + rng.gauss(0, 1) * wide, y + rng.gauss(0, 1) * 19
                pen.dash(
                    px,
                    py,
                    rng.uniform(6, 44),
                    rng.uniform(3, 9),
                    clear(rgb("eef3ee"), rng.uniform(0.35, 0.9)),
                )
