"""The city's lights through a window down which rain runs; a geranium and a cup on the sill."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Pen, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("5b7080"))
    canvas.gradient([rgb("66798a"), rgb("8b9aa4"), rgb("b9bcb8"), rgb("d8c8b4")], (0, 0, 1800, 900))
    for depth, (y, code) in enumerate(((520.0, "8996a0"), (610, "667886"), (720, "3c4f60"))):
        with canvas.pen((0, 150, 1800, 960)) as pen:
            x = -50.0
            while x < 1820:
                width, height = rng.uniform(70, 170), rng.uniform(60, 300) * (1 - 0.2 * depth)
                tone = kit.vary(rng, rgb(code), 0.06)
                pen.rect(x, y - height, x + width, 960, tone)
                if rng.random() < 0.2:
                    kit.dome(pen, x + width / 2, y - height, width * 0.4, tint(tone, 0.1))
                elif rng.random() < 0.3:
                    pen.rect(x + width * 0.55, y - height - 26, x + width * 0.8, y - height, tone)
                lit = [rgb("ffd08a"), rgb("ffe3b0"), rgb("f7b46a")]
                kit.windows(
                    pen,
                    rng,
                    x + 6,
                    y - height + 14,
                    x + width - 6,
                    y + 130,
                    max(2, round(width / 36)),
                    max(3, round(height / 40) + 3),
                    tint(tone, -0.15),
                    lit,
                    share=0.16 + 0.07 * depth,
                    fill=0.42,
                )
                x += width * rng.uniform(0.95, 1.1)
        canvas.haze(y - 120, y + 220, rgb("a5a8a8"), 0.0, 0.36)
    canvas.gradient([rgb("4d5a66"), rgb("343f4c")], (0, 820, 1800, 980))
    canvas.soften(5)
    for _ in range(46):
        x, y = rng.gauss(900, 560), rng.uniform(700, 930)
        hue = rgb(rng.choice(("ffc878", "ffc878", "ffe9c0", "e8574a", "7fc6b8")))
        r = rng.uniform(10, 30)
        canvas.glow(x, y, r * 3, hue, 0.5)
        with canvas.pen((x - r, y - r, x + r, y + r)) as pen:
            pen.disc(x, y, r * 0.7, r * 0.7, clear(hue, 0.55))
    kit.rain(canvas, rgb("cdd6da"), 240, slant=0.1, length=46, alpha=0.2)
    _drops(canvas)
    canvas.bloom(1720, 760, 700, rgb("f2b06a"), 0.3)
    _sill(canvas)
    return canvas.finish(vignette=0.2)


def _drops(canvas: Canvas) -> None:
    """Beads and runnels on the glass: each shows the town upside down, so it is light below, dark above."""
    rng = canvas.rng
    with canvas.pen((0, 0, 1800, 980)) as pen:
        for _ in range(26):
            x, y, reach = rng.uniform(80, 1720), rng.uniform(-60, 600), rng.uniform(140, 520)
            path = kit.curve([(x + rng.uniform(-7, 7), y + reach * i / 7) for i in range(8)], 5)
            pen.taper(path, clear(rgb("dfe6e6"), 0.2), 2, 11)
            pen.taper([(px - 2, py) for px, py in path], clear(rgb("27333f"), 0.22), 1, 4)
            _drop(pen, *path[-1], rng.uniform(8, 14))
        for _ in range(420):
            _drop(pen, rng.uniform(60, 1740), rng.uniform(20, 960), 1.5 + 8 * rng.random() ** 3)


def _drop(pen: Pen, x: float, y: float, r: float) -> None:
    pen.disc(x, y, r, r * 1.15, clear(rgb("2b3947"), 0.45))
    pen.disc(x, y + r * 0.3, r * 0.8, r * 0.75, clear(rgb("d7dcd8"), 0.45))
    pen.disc(x - r * 0.3, y - r * 0.4, r * 0.22, r * 0.22, clear(rgb("ffffff"), 0.9))


def _sill(canvas: Canvas) -> None:
    rng = canvas.rng
    wood, lit = rgb("4a2f2c"), rgb("b8794a")
    with canvas.pen() as pen:
        for x0, x1 in ((0, 70), (1060, 1110), (1735, 1800)):
            pen.rect(x0, 0, x1, 990, wood)
            pen.rect(x1 - 14 if x0 == 0 else x0, 0, x1 if x0 == 0 else x0 + 12, 990, tint(wood, 0.12))
            pen.rect(x1 - 12, 0, x1, 990, mix(wood, lit, 0.6 if x1 > 1000 else 0.3))
        pen.rect(0, 0, 1800, 36, tint(wood, -0.2))
        pen.rect(0, 330, 1800, 352, wood)
        pen.rect(0, 330, 1800, 335, tint(wood, 0.14))
        pen.poly([(0, 970), (1800, 970), (1800, 1010), (0, 1010)], tint(wood, -0.15))
    canvas.wash(
        [(-5, 1000), (1805, 1000), (1805, 1205), (-5, 1205)],
        [rgb("7a4c38"), rgb("c98a54")],
        across=True,
    )
    canvas.wash(
        [(-5, 1000), (1805, 1000), (1805, 1205), (-5, 1205)],
        [rgb("f0b878"), rgb("5a342c")],
        alpha=0.35,
        dry=0.4,
    )
    canvas.wash([(90, 1090), (460, 1080), (400, 1140), (60, 1150)], [rgb("2a1a20")], alpha=0.4, blur=14)
    canvas.wash([(1080, 1092), (1390, 1084), (1300, 1140), (1020, 1140)], [rgb("2a1a20")], alpha=0.4, blur=14)
    with canvas.pen((60, 380, 800, 1150)) as pen:
        for i in range(13):
            a = math.pi * (0.12 + 0.76 * i / 12)
            reach = rng.uniform(200, 330)
            tip = (400 + reach * math.cos(a) * 0.95, 870 - reach * math.sin(a))
            pen.taper(
                kit.curve(
                    [(400, 900), (400 + reach * 0.2 * math.cos(a), 870 - reach * 0.6 * math.sin(a)), tip],
                ),
                rgb("35503a"),
                12,
                5,
            )
            for _ in range(3):
                x, y = tip[0] + rng.uniform(-60, 60), tip[1] + rng.uniform(10, 130)
                r = rng.uniform(28, 46)
                tone = kit.vary(rng, rgb(rng.choice(("2f4d3a", "3f6646", "5d8456"))), 0.08)
                pen.poly(
                    [
                        (
                            x + r * (0.85 + 0.15 * math.cos(7 * t / 9)) * math.cos(t * math.pi / 9),
                            y + r * 0.8 * math.sin(t * math.pi / 9),
                        )
                        for t in range(18)
                    ],
                    tone,
                )
                pen.line([(x, y), (x + r * 0.5, y - r * 0.3)], tint(tone, 0.2), 2)
            if i % 3 == 1:
                for k in range(26):
                    b, far = rng.uniform(0, 6.3), rng.random() ** 0.5 * 52
                    pen.disc(
                        tip[0] + far * math.cos(b),
                        tip[1] + far * 0.8 * math.sin(b),
                        13,
                        11,
                        rgb(("9c2430", "c4343a", "e2564e", "f08a76")[k // 7]),
                    )
        pen.poly([(296, 876), (504, 876), (472, 1092), (328, 1092)], rgb("a8512f"))
        pen.poly([(430, 876), (504, 876), (472, 1092), (420, 1092)], rgb("cf7a46"))
        pen.rect(284, 862, 516, 912, rgb("b85e38"))
        pen.rect(440, 862, 516, 912, rgb("dd8a54"))
    with canvas.pen((1100, 700, 1500, 1130)) as pen:
        pen.disc(1280, 1092, 150, 26, rgb("e9dcc4"))
        pen.disc(1280, 1086, 130, 18, rgb("b9a78e"))
        pen.line(kit.curve([(1352, 990), (1420, 980), (1420, 1050), (1345, 1060)]), rgb("f2e7d2"), 18)
        pen.poly(
            kit.curve([(1190, 960), (1200, 1050), (1245, 1088), (1315, 1088), (1360, 1050), (1370, 960)]),
            rgb("d8c9ae"),
        )
        pen.poly(
            kit.curve([(1300, 962), (1305, 1050), (1290, 1088), (1315, 1088), (1360, 1050), (1370, 960)]),
            rgb("f7eedb"),
        )
        pen.disc(1280, 960, 90, 22, rgb("fbf4e4"))
        pen.disc(1280, 962, 78, 16, rgb("5a3326"))
        pen.rect(1194, 996, 1366, 1008, rgb("356a80"))
    for i in range(3):
        x = 1245 + 34 * i
        canvas.wash(
            [(px, py) for px, py in kit.curve([(x, 946), (x + 18, 890), (x - 14, 830), (x + 10, 760)])]
            + kit.curve([(x + 22, 760), (x + 2, 830), (x + 32, 890), (x + 14, 946)]),
            [rgb("f4efe6"), rgb("f4efe6")],
            alpha=0.3,
            blur=6,
        )
    canvas.glow(1800, 1100, 620, rgb("ffb768"), 0.45)
