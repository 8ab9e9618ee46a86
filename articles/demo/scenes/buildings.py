"""What people build on land: houses with windows, domes, towers, tanks and lamps, drawn with a `Pen`."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from articles.demo.scenes.pen import Colour, Ink, Pen, Point, mix, tint


def windows(
    pen: Pen,
    rng: random.Random,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    columns: int,
    rows: int,
    dark: Ink,
    lit: Sequence[Ink],
    *,
    share: float = 0.3,
    arched: bool = False,
    fill: float = 0.5,
) -> None:
    """Set rows of windows in a wall; a `share` of them is lit, and each takes up `fill` of its cell."""
    w, h = (x1 - x0) / columns, (y1 - y0) / rows
    for i in range(columns):
        for j in range(rows):
            x, y = x0 + (i + 0.5 - fill / 2) * w, y0 + (j + 0.5 - fill / 2 * 1.2) * h
            ink = rng.choice(lit) if lit and rng.random() < share else dark
            if arched:
                pen.arch(x, y, x + w * fill, y + h * fill * 1.2, ink)
            else:
                pen.rect(x, y, x + w * fill, y + h * fill * 1.2, ink)


def house(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    width: float,
    height: float,
    wall: Colour,
    dark: Ink,
    lit: Sequence[Ink],
    *,
    share: float = 0.3,
    side: float = 0.25,
    roof: str = "flat",
    cell: float = 34,
) -> None:
    """Draw a plain town house standing on `y`, its right side (a part `side` of the width) in shade.

    `roof` is flat (with a parapet), gable or none; `cell` is the size of a window's cell.
    """
    edge = x + width * (1 - side)
    pen.rect(x, y - height, edge, y, wall)
    pen.rect(edge, y - height, x + width, y, tint(wall, -0.22))
    if roof == "flat":
        pen.rect(x - 2, y - height - 5, x + width + 2, y - height + 1, tint(wall, 0.15))
        if rng.random() < 0.4:
            box = rng.uniform(0.15, 0.3) * width
            spot = x + rng.uniform(0.1, 0.5) * width
            pen.rect(spot, y - height - box * 0.7 - 4, spot + box, y - height - 4, tint(wall, -0.1))
    elif roof == "gable":
        pen.poly(
            [
                (x - 4, y - height),
                (x + width * 0.3, y - height - width * 0.28),
                (x + width * 0.8, y - height - width * 0.28),
                (x + width + 4, y - height),
            ],
            mix(wall, (150, 70, 50), 0.7),
        )
    columns, rows = max(1, round(width * (1 - side) / cell)), max(1, round(height / (cell * 1.25)))
    windows(
        pen,
        rng,
        x + 3,
        y - height + 6,
        edge - 3,
        y - 4,
        columns,
        rows,
        dark,
        lit,
        share=share,
        arched=rng.random() < 0.3,
    )
    if side:
        windows(
            pen,
            rng,
            edge + 2,
            y - height + 6,
            x + width - 2,
            y - 4,
            max(1, round(width * side / cell)),
            rows,
            mix(tint(wall, -0.22), (20, 20, 40), 0.5),
            lit,
            share=share * 0.6,
        )


def dome(
    pen: Pen, x: float, y: float, radius: float, light: Colour, *, rise: float = 1.15, finial: bool = True
) -> None:
    """Draw a dome whose rim is on `y`, lit from the left in three tones."""
    for part, ink in ((1.0, tint(light, -0.3)), (0.72, tint(light, -0.12)), (0.36, light)):
        line: list[Point] = []
        for i in range(21):
            a = math.pi * i / 20
            edge = -math.cos(a)
            line.append(
                (
                    x + radius * (edge if edge < 0 else edge * (2 * part - 1)),
                    y - radius * rise * math.sin(a) ** 0.85,
                )
            )
        pen.poly(line, ink)
    if finial:
        pen.line(
            [(x, y - radius * rise), (x, y - radius * (rise + 0.4))],
            tint(light, -0.3),
            max(1.5, radius * 0.05),
        )
        pen.disc(x, y - radius * (rise + 0.22), radius * 0.07, radius * 0.07, tint(light, 0.1))


def tower(
    pen: Pen,
    x: float,
    y: float,
    width: float,
    height: float,
    wall: Colour,
    *,
    cap: str = "cone",
) -> None:
    """Draw a slender tower with a gallery, standing on `y`; `cap` is cone, dome or none."""
    half = width / 2
    pen.rect(x - half, y - height, x + half, y, wall)
    pen.rect(x + half * 0.25, y - height, x + half, y, tint(wall, -0.22))
    gallery = y - height * 0.82
    pen.poly(
        [
            (x - half, gallery + width * 0.5),
            (x - width * 0.8, gallery),
            (x + width * 0.8, gallery),
            (x + half, gallery + width * 0.5),
        ],
        tint(wall, -0.12),
    )
    pen.rect(x - width * 0.8, gallery - width * 0.25, x + width * 0.8, gallery, tint(wall, 0.1))
    if cap == "cone":
        pen.poly(
            [(x - half * 1.15, y - height), (x, y - height - width * 2), (x + half * 1.15, y - height)],
            tint(wall, -0.4),
        )
    elif cap == "dome":
        dome(pen, x, y - height, half * 1.1, tint(wall, -0.1), rise=1.4)


def lamp(pen: Pen, x: float, y: float, height: float, iron: Ink, light: Ink) -> None:
    """Draw a street lamp standing on `y`; give its light to the air with `Canvas.glow`."""
    w = height * 0.022
    pen.taper([(x, y), (x, y - height * 0.85)], iron, w * 2, w)
    pen.rect(x - w * 2.2, y - height * 0.04, x + w * 2.2, y, iron)
    pen.poly(
        [
            (x - w * 1.6, y - height * 0.85),
            (x - w * 3, y - height * 0.95),
            (x + w * 3, y - height * 0.95),
            (x + w * 1.6, y - height * 0.85),
        ],
        light,
    )
    pen.poly([(x - w * 3.6, y - height * 0.945), (x, y - height), (x + w * 3.6, y - height * 0.945)], iron)


def water_tank(pen: Pen, x: float, y: float, size: float, tone: Colour) -> None:
    """Draw one of the water tanks that stand on every roof; `size` is half its width, its legs are on `y`."""
    for dx in (-0.8, 0, 0.8):
        pen.line([(x + dx * size, y), (x + dx * size * 0.8, y - size * 0.7)], tone, 4)
    pen.rect(x - size, y - size * 1.9, x + size, y - size * 0.7, tone)
    pen.disc(x, y - size * 1.9, size, size * 0.3, tint(tone, 0.15))
    pen.rect(x + size * 0.4, y - size * 1.85, x + size, y - size * 0.7, tint(tone, -0.25))
