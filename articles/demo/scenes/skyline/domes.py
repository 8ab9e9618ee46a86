"""The great dome and its towers before an enormous low moon, with swifts around them."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, Pen, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("f0a890"))
    kit.sky(
        canvas,
        [rgb("3a2f5e"), rgb("7a4a7c"), rgb("c76a80"), rgb("f2a083"), rgb("fad0a0")],
        900,
        brush=0.3,
    )
    canvas.bloom(1130, 520, 760, rgb("ffd2a0"), 0.75)
    with canvas.pen((780, 170, 1480, 870)) as pen:
        pen.disc(1130, 520, 330, 330, rgb("fde3b4"))
    canvas.wash(
        [(1130 + 330 * math.cos(a / 20), 520 + 330 * math.sin(a / 20)) for a in range(126)],
        [rgb("fff1cc"), rgb("f7b98c")],
        alpha=0.8,
        dry=0.3,
    )
    kit.cloud_bars(
        canvas,
        (-200, 330, 1900, 700),
        [rgb("d9788a"), rgb("f7bd97"), rgb("a65c82")],
        15,
        alpha=0.62,
    )
    layers = ((760.0, "c98a94", 0.4), (820, "a5688a", 0.62), (900, "7c4a7c", 0.85))
    for i, (y, code, scale) in enumerate(layers):
        with canvas.pen((0, 300, 1800, 1200)) as pen:
            _roofs(pen, rng, y, scale, rgb(code), i)
        canvas.haze(y - 40, y + 150, mix(rgb("f2a58c"), rgb(code), 0.3), 0.0, 0.55)
    with canvas.pen() as pen:
        _great_hall(pen, 930, 1010, rgb("54346a"))
        for x, y, width, height in (
            (-40.0, 1110.0, 260.0, 250.0),
            (230, 1130, 170, 190),
            (1420, 1120, 190, 220),
            (1600, 1140, 260, 300),
        ):
            kit.house(
                pen,
                rng,
                x,
                y,
                width,
                height,
                rgb("432c5c"),
                rgb("2c1e48"),
                [rgb("ffcf83"), rgb("ffb765")],
                share=0.35,
                cell=46,
            )
    with canvas.pen((0, 900, 1800, 1200)) as pen:
        x = -30.0
        while x < 1800:
            width, height = rng.uniform(110, 210), rng.uniform(40, 150)
            kit.house(
                pen,
                rng,
                x,
                1210,
                width,
                height + 60,
                kit.vary(rng, rgb("33234e"), 0.06),
                rgb("1f1638"),
                [rgb("ffcf83"), rgb("ffb765")],
                share=0.3,
                cell=44,
            )
            if rng.random() < 0.5:
                kit.water_tank(pen, x + width * 0.4, 1146 - height, 30, rgb("2a1d44"))
            x += width * 0.93
        for x, y, size in ((330, 1200, 260), (395, 1200, 200), (1352, 1200, 280), (1300, 1200, 190)):
            kit.cypress(pen, rng, x, y, size, rgb("241a3e"), rgb("3a2a54"))
    with canvas.pen((100, 60, 1700, 620)) as pen:
        kit.birds(pen, rng, 600, 250, 15, rgb("3a2858"), spread=190, size=20)
        kit.birds(pen, rng, 1480, 330, 6, rgb("5a3a68"), spread=90, size=13)
    return canvas.finish(vignette=0.16)


def _roofs(pen: Pen, rng: random.Random, y: float, scale: float, tone: Colour, seed: int) -> None:
    x = -60.0 - 30 * seed
    pen.rect(0, y - 40 * scale, 1800, 1200, tone)
    while x < 1850:
        width, height = rng.uniform(60, 150) * scale, rng.uniform(60, 230) * scale
        pen.rect(x, y - height, x + width, 1200, kit.vary(rng, tone, 0.07))
        kind = rng.random()
        if kind < 0.16:
            kit.dome(pen, x + width / 2, y - height, width * 0.42, tint(tone, 0.12))
        elif kind < 0.26:
            kit.tower(
                pen,
                x + width / 2,
                y - height + 10,
                22 * scale,
                170 * scale,
                tint(tone, 0.06),
                cap="cone",
            )
        elif kind < 0.45:
            pen.rect(x + width * 0.2, y - height - 22 * scale, x + width * 0.5, y - height, tone)
        elif kind < 0.6:
            pen.line(
                [(x + width * 0.5, y - height), (x + width * 0.5, y - height - 60 * scale)],
                tint(tone, -0.1),
                2,
            )
        kit.windows(
            pen,
            rng,
            x + 4,
            y - height + 12,
            x + width - 4,
            y + 20,
            max(1, int(width / (36 * scale))),
            max(1, int(height / (44 * scale))),
            tint(tone, -0.15),
            [rgb("ffdb9c")],
            share=0.14 + 0.1 * seed,
            fill=0.38,
        )
        x += width * rng.uniform(0.92, 1.12)


def _great_hall(pen: Pen, x: float, y: float, tone: Colour) -> None:
    """A great domed hall with half domes stepping down from it and two towers, seen against the light."""
    for side in (-1, 1):
        kit.tower(pen, x + side * 420, y + 30, 46, 640, tint(tone, 0.05), cap="cone")
        kit.dome(pen, x + side * 290, y - 120, 96, tint(tone, 0.12), finial=False)
        kit.dome(pen, x + side * 196, y - 200, 78, tint(tone, 0.14), finial=False)
        pen.rect(x + side * 290 - 104, y - 122, x + side * 290 + 104, y + 140, tone)
    pen.rect(x - 270, y - 205, x + 270, y + 140, tint(tone, 0.04))
    pen.rect(x - 196, y - 300, x + 196, y - 200, tint(tone, 0.02))
    for i in range(11):
        pen.arch(
            x - 178 + i * 33,
            y - 284,
            x - 160 + i * 33,
            y - 222,
            rgb("ffc27c") if i % 3 else tint(tone, -0.3),
        )
    kit.dome(pen, x, y - 298, 190, tint(tone, 0.16), rise=1.02)
    for row, top in enumerate((-160, -60)):
        for i in range(11):
            lit = (i * 5 + row * 3) % 4 == 0
            pen.arch(
                x - 372 + i * 70,
                y + top,
                x - 340 + i * 70,
                y + top + 66,
                rgb("ffc27c") if lit else tint(tone, -0.35),
            )
