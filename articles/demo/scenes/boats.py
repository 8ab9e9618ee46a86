"""Boats, each on its waterline: an open one, a sailing one and a small trawler, drawn with a `Pen`."""

from __future__ import annotations

from articles.demo.scenes.pen import Colour, Pen, curve, tint


def rowing_boat(
    pen: Pen,
    x: float,
    y: float,
    length: float,
    hull: Colour,
    inside: Colour,
    *,
    facing: int = 1,
    part: str = "all",
) -> None:
    """Draw a small open boat whose waterline is on `y`.

    To seat somebody in it draw its `part` back, then the person, then its `part` front.
    """
    a, f = length / 2, facing
    rim = curve(
        [
            (x - f * a, y - length * 0.13),
            (x - f * a * 0.3, y - length * 0.08),
            (x + f * a * 0.5, y - length * 0.1),
            (x + f * a, y - length * 0.21),
        ],
        6,
    )
    back = curve(
        [
            (x + f * a, y - length * 0.21),
            (x + f * a * 0.4, y - length * 0.15),
            (x - f * a * 0.4, y - length * 0.14),
            (x - f * a, y - length * 0.13),
        ],
        6,
    )
    if part != "front":
        pen.poly(rim + back, inside)
    if part == "back":
        return
    keel = curve(
        [
            (x + f * a, y - length * 0.21),
            (x + f * a * 0.82, y),
            (x - f * a * 0.6, y + length * 0.01),
            (x - f * a * 0.94, y),
            (x - f * a, y - length * 0.13),
        ],
        6,
    )
    pen.poly(rim + keel, hull)
    pen.line(rim, tint(hull, 0.45), max(1.5, length * 0.014))


def sailboat(
    pen: Pen,
    x: float,
    y: float,
    height: float,
    sail: Colour,
    hull: Colour,
    *,
    facing: int = 1,
) -> None:
    """Draw a lateen-rigged boat whose waterline is on `y`; `height` is that of its mast."""
    f, h = facing, height
    pen.poly(
        curve(
            [
                (x - f * h * 0.36, y - h * 0.09),
                (x, y - h * 0.055),
                (x + f * h * 0.42, y - h * 0.12),
                (x + f * h * 0.3, y + 1),
                (x - f * h * 0.28, y + 1),
                (x - f * h * 0.36, y - h * 0.09),
            ],
            5,
        ),
        hull,
    )
    pen.line(
        [(x + f * h * 0.06, y - h * 0.06), (x + f * h * 0.03, y - h * 0.86)],
        tint(hull, -0.3),
        max(1.5, h * 0.014),
    )
    peak, tack, clew = (
        (x - f * h * 0.14, y - h),
        (x + f * h * 0.36, y - h * 0.16),
        (x - f * h * 0.3, y - h * 0.14),
    )
    belly = curve([peak, (x - f * h * 0.36, y - h * 0.5), clew], 8)
    pen.poly([*belly, *curve([clew, (x, y - h * 0.19), tack], 6)], sail)
    pen.poly(
        [peak, *curve([tack, (x + f * h * 0.06, y - h * 0.22), (x - f * h * 0.02, y - h * 0.18)], 6)],
        tint(sail, -0.16),
    )
    pen.line([peak, tack], tint(hull, -0.2), max(1.5, h * 0.012))


def fishing_boat(pen: Pen, x: float, y: float, size: float, hull: Colour, band: Colour, facing: int) -> None:
    """Draw a small trawler, `size` long, whose waterline is on `y`; `band` paints its strake and its roof."""
    f, s = facing, size
    rim = curve([(x - f * s * 0.5, y - s * 0.13), (x, y - s * 0.09), (x + f * s * 0.52, y - s * 0.24)], 8)
    keel = curve([(x + f * s * 0.44, y), (x, y + s * 0.012), (x - f * s * 0.46, y)], 6)
    pen.line([(x - f * s * 0.02, y - s * 0.1), (x - f * s * 0.03, y - s * 0.82)], tint(hull, 0.1), s * 0.018)
    pen.line([(x - f * s * 0.03, y - s * 0.34), (x - f * s * 0.42, y - s * 0.6)], tint(hull, 0.1), s * 0.013)
    for end in ((x + f * s * 0.5, y - s * 0.23), (x - f * s * 0.47, y - s * 0.13)):
        pen.line([(x - f * s * 0.03, y - s * 0.8), end], tint(hull, 0.2), max(1, s * 0.004))
    pen.rect(
        min(x - f * s * 0.36, x - f * s * 0.12),
        y - s * 0.31,
        max(x - f * s * 0.36, x - f * s * 0.12),
        y - s * 0.08,
        tint(hull, 0.35),
    )
    pen.rect(
        min(x - f * s * 0.39, x - f * s * 0.09),
        y - s * 0.335,
        max(x - f * s * 0.39, x - f * s * 0.09),
        y - s * 0.3,
        tint(band, -0.3),
    )
    for dx in (-0.32, -0.21):
        pen.rect(
            x + f * s * dx - s * 0.03,
            y - s * 0.27,
            x + f * s * dx + s * 0.03,
            y - s * 0.2,
            (255, 220, 150),
        )
    pen.poly(rim + keel, hull)
    pen.line([(px, py + s * 0.022) for px, py in rim], band, s * 0.02)
    pen.line(rim, tint(hull, 0.5), max(1, s * 0.008))
    for i in range(3):
        pen.disc(
            x + f * s * (0.12 + 0.1 * i),
            y - s * 0.13,
            s * 0.05,
            s * 0.035,
            (tint(band, 0.15), (217, 160, 90), tint(hull, 0.4))[i],
        )
