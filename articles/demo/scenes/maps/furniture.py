"""What surrounds a map: its frame, title panel, compass rose and scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

from articles.demo.scenes.kit import Canvas, Colour, Point, clear, tint
from articles.demo.scenes.maps.lettering import label


def compass(
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    ink: Colour,
    paper: Colour,
    accent: Colour,
) -> None:
    """Draw a compass rose of sixteen points."""
    with canvas.pen((x - size * 1.3, y - size * 1.5, x + size * 1.3, y + size * 1.3)) as pen:
        for r, wide in ((0.78, 2.5), (0.72, 1.5), (0.34, 2)):
            ring = [(x + math.cos(a / 20) * size * r, y + math.sin(a / 20) * size * r) for a in range(127)]
            pen.line(ring, ink, wide)
        for k in range(72):
            a = math.tau * k / 72
            pen.line(
                [
                    (x + math.cos(a) * size * 0.72, y + math.sin(a) * size * 0.72),
                    (x + math.cos(a) * size * 0.78, y + math.sin(a) * size * 0.78),
                ],
                ink,
                1.5 if k % 2 else 3,
            )
        for order, far, step in ((2, 0.56, 1), (1, 0.74, 2), (0, 1.0, 4)):
            for k in range(0, 16, step):
                if order == 1 and k % 4 == 0:
                    continue
                a = math.tau * k / 16 - math.pi / 2
                tip = (x + math.cos(a) * size * far, y + math.sin(a) * size * far)
                base = size * (0.1 if order else 0.15)
                for side, fill in ((-1, ink if order else accent), (1, paper)):
                    b = a + side * math.pi / (4 if order == 0 else 5)
                    wing = (x + math.cos(b) * base, y + math.sin(b) * base)
                    pen.poly([(x, y), wing, tip], fill)
                    pen.line([(x, y), wing, tip, (x, y)], ink, 1.5)
        pen.disc(x, y, size * 0.05, size * 0.05, ink)
    label(canvas, "N", x, y - size * 1.07, round(size * 0.26), ink)


def scale_bar(
    canvas: Canvas,
    x: float,
    y: float,
    step: float,
    ink: Colour,
    paper: Colour,
    units: Sequence[str],
    *,
    size: int = 24,
) -> None:
    """Draw a scale whose parts are `step` pixels long, with a name at each end of a part."""
    with canvas.pen((x - 4, y - 4, x + step * len(units) + 4, y + 20)) as pen:
        for k in range(len(units) - 1):
            for row in (0, 1):
                dark = (k + row) % 2 == 0
                pen.rect(
                    x + k * step,
                    y + row * 7,
                    x + (k + 1) * step,
                    y + row * 7 + 7,
                    ink if dark else paper,
                )
        pen.line(
            [
                (x, y),
                (x + step * (len(units) - 1), y),
                (x + step * (len(units) - 1), y + 14),
                (x, y + 14),
                (x, y),
            ],
            ink,
            2,
        )
    for k, unit in enumerate(units):
        label(canvas, unit, x + k * step, y - 10, size, ink)


def frame(
    canvas: Canvas,
    ink: Colour,
    paper: Colour,
    *,
    gap: float = 26,
    wide: float = 12,
    step: float = 75,
) -> None:
    """Draw a map's border: a margin of paper, a band of degrees in black and white, and fine lines."""
    w, h = canvas.width, canvas.height
    with canvas.pen() as pen:
        for x0, y0, x1, y1 in ((0, 0, w, gap), (0, h - gap, w, h), (0, 0, gap, h), (w - gap, 0, w, h)):
            pen.rect(x0, y0, x1, y1, paper)
        inner = gap + wide
        for k in range(round((w - 2 * gap) / step)):
            fill = ink if k % 2 else paper
            x0, x1 = gap + k * step, min(w - gap, gap + (k + 1) * step)
            pen.rect(x0, gap, x1, inner, fill)
            pen.rect(x0, h - inner, x1, h - gap, fill)
        for k in range(round((h - 2 * gap) / step)):
            fill = ink if k % 2 else paper
            y0, y1 = gap + k * step, min(h - gap, gap + (k + 1) * step)
            pen.rect(gap, y0, inner, y1, fill)
            pen.rect(w - inner, y0, w - gap, y1, fill)
        for inset, width in ((gap, 2.5), (inner, 2.5), (inner + 7, 1.2)):
            pen.line(
                [
                    (inset, inset),
                    (w - inset, inset),
                    (w - inset, h - inset),
                    (inset, h - inset),
                    (inset, inset),
                ],
                ink,
                width,
            )


def cartouche(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    ink: Colour,
    paper: Colour,
) -> None:
    """Clear a panel for a title, with notched corners and a double rule."""

    def panel(inset: float, notch: float) -> list[Point]:
        x0, y0, x1, y1 = x + inset, y + inset, x + width - inset, y + height - inset
        n = notch
        return [
            (x0 + n, y0),
            (x1 - n, y0),
            (x1 - n, y0 + n),
            (x1, y0 + n),
            (x1, y1 - n),
            (x1 - n, y1 - n),
            (x1 - n, y1),
            (x0 + n, y1),
            (x0 + n, y1 - n),
            (x0, y1 - n),
            (x0, y0 + n),
            (x0 + n, y0 + n),
            (x0 + n, y0),
        ]

    with canvas.pen((x - 4, y - 4, x + width + 14, y + height + 14)) as pen:
        pen.poly([(px + 7, py + 8) for px, py in panel(0, 18)], clear(tint(ink, -0.3), 0.25))
        pen.poly(panel(0, 18), paper)
        pen.line(panel(3, 18), ink, 3)
        pen.line(panel(12, 16), ink, 1.4)
