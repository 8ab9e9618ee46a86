"""Ranks of rough waves, which two of the sea's pictures share."""

from __future__ import annotations

import math
from collections.abc import Sequence

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, clear, rgb, tint


def swell(canvas: Canvas, y: float, rise: float, step: float, tones: Sequence[Colour], phase: float) -> None:
    """Paint one rank of waves across the sheet, leaning to the right, with foam running down its faces."""
    rng = canvas.rng

    def crest(x: float) -> float:
        a = x / step * 2 * math.pi + phase
        lean = a + 0.55 * math.sin(a + 0.6)
        peak = math.pow(0.5 + 0.5 * math.sin(lean), 1.7)
        return y - rise * peak - rise * 0.22 * math.sin(a * 0.37 + phase * 2)

    line = [(x * 12.0 - 20, crest(x * 12.0 - 20)) for x in range(154)]
    canvas.wash([*line, (canvas.width + 20, canvas.height), (-20, canvas.height)], tones)
    white = rgb("eef2ea")
    with canvas.pen((0, y - rise * 1.5, canvas.width, y + rise * 2.2 + 60)) as pen:
        for x, top in line[::1]:
            slope = crest(x + 6) - crest(x - 6)
            height = (y - top) / rise
            if height > 0.55:
                for _ in range(2):
                    fall = rise * rng.uniform(0.15, 0.8) * height
                    drift = rng.uniform(0, 14)
                    path = kit.curve(
                        [
                            (x + drift, top),
                            (x + drift - 8 + slope * 2, top + fall * 0.5),
                            (x + drift - 26 + slope * 3, top + fall),
                        ],
                        4,
                    )
                    pen.taper(path, clear(white, 0.42 * height), rise * 0.035 + 1, 1)
                for _ in range(5):
                    r = rng.uniform(0.015, 0.055) * rise + 1
                    pen.disc(
                        x + rng.uniform(-9, 9),
                        top - rng.uniform(-0.03, 0.1) * rise,
                        r * 1.3,
                        r,
                        clear(white, 0.9),
                    )
        for _ in range(46):
            x = rng.uniform(0, canvas.width)
            depth = rng.uniform(0.35, 1.9)
            length = step * rng.uniform(0.1, 0.34)
            shape = [
                (x - length / 2 + length * k / 5, crest(x - length / 2 + length * k / 5) + rise * depth + 3)
                for k in range(6)
            ]
            pen.taper(
                kit.curve(shape, 3),
                clear(tint(tones[0], rng.choice((0.35, 0.2, -0.3))), 0.42),
                rise * 0.05 + 1.5,
                1,
            )
