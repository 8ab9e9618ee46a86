"""Colours, soft noise, and the pen that draws crisp shapes; the sheet it draws on is in `canvas`."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw

type Colour = tuple[int, int, int]
type Ink = tuple[int, int, int] | tuple[int, int, int, int]
type Point = tuple[float, float]
type Box = tuple[float, float, float, float]

# Edges are drawn at twice the size and reduced, because Pillow itself does not smooth polygons.
FINE = 2


def rgb(code: str) -> Colour:
    """Return the colour of a hexadecimal code such as `e8a87c`."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return `one` with `share` (0 to 1) of `other` in it."""
    a, b, c = (round(p + (q - p) * share) for p, q in zip(one, other, strict=True))
    return a, b, c


def tint(colour: Colour, by: float) -> Colour:
    """Return the colour lighter (`by` up to 1: warm white) or darker (down to -1: blue black)."""
    return mix(colour, (255, 250, 238), by) if by > 0 else mix(colour, (14, 14, 30), -by)


def vary(rng: random.Random, colour: Colour, amount: float = 0.08) -> Colour:
    """Return the colour a little lighter or darker, by chance."""
    return tint(colour, rng.uniform(-amount, amount))


def clear(colour: Colour, alpha: float) -> Ink:
    """Return the colour as an ink that covers `alpha` (0 to 1) of what is under it."""
    return (*colour, max(0, min(255, round(alpha * 255))))


def ramp(colours: Sequence[Colour], size: tuple[int, int], *, across: bool = False) -> Image.Image:
    """Return a picture that runs evenly through the colours, downwards or across."""
    length = size[0] if across else size[1]
    data = bytearray()
    for i in range(length):
        place = i / max(1, length - 1) * (len(colours) - 1)
        low = min(int(place), max(0, len(colours) - 2))
        data += bytes(mix(colours[low], colours[min(low + 1, len(colours) - 1)], place - low))
    strip = Image.frombytes("RGB", (length, 1) if across else (1, length), bytes(data))
    return strip.resize(size, Image.Resampling.NEAREST)


def noise(rng: random.Random, size: tuple[int, int], cell: Point) -> Image.Image:
    """Return soft grey noise of the given size, whose blotches are about `cell` pixels wide and high."""
    small = (max(2, math.ceil(size[0] / cell[0])), max(2, math.ceil(size[1] / cell[1])))
    grey = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
    return grey.resize(size, Image.Resampling.BICUBIC)


def curve(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """Return a smooth line (Catmull-Rom) through the points."""
    ends = [points[0], *points, points[-1]]
    line: list[Point] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for i in range(steps):
            t = i / steps
            w0, w1 = -t + 2 * t * t - t**3, 2 - 5 * t * t + 3 * t**3
            w2, w3 = t + 4 * t * t - 3 * t**3, t**3 - t * t
            line.append(
                (
                    (w0 * a[0] + w1 * b[0] + w2 * c[0] + w3 * d[0]) / 2,
                    (w0 * a[1] + w1 * b[1] + w2 * c[1] + w3 * d[1]) / 2,
                )
            )
    return [*line, points[-1]]


class Pen:
    """Draws crisp shapes, in the canvas's own coordinates, on an enlarged copy of one part of it."""

    def __init__(self, sheet: Image.Image, left: int, top: int, scale: float) -> None:
        self.draw = ImageDraw.Draw(sheet, "RGBA" if sheet.mode == "RGB" else None)
        self.left, self.top, self.scale = left, top, scale

    def at(self, points: Sequence[Point]) -> list[Point]:
        k = self.scale
        return [((x - self.left) * k, (y - self.top) * k) for x, y in points]

    def poly(self, points: Sequence[Point], fill: Ink | int) -> None:
        if len(points) > 2:
            self.draw.polygon(self.at(points), fill=fill)

    def line(self, points: Sequence[Point], fill: Ink | int, width: float = 2) -> None:
        self.draw.line(self.at(points), fill=fill, width=max(1, round(width * self.scale)), joint="curve")

    def limb(self, points: Sequence[Point], fill: Ink | int, width: float) -> None:
        """Draw a line with round ends."""
        self.line(points, fill, width)
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, width / 2, fill)

    def taper(self, points: Sequence[Point], fill: Ink | int, start: float, end: float) -> None:
        """Draw a line whose width runs from `start` to `end`, as a trunk or a brush stroke does."""
        one: list[Point] = []
        other: list[Point] = []
        for i, (x, y) in enumerate(points):
            (x0, y0), (x1, y1) = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
            length = math.hypot(x1 - x0, y1 - y0) or 1
            half = (start + (end - start) * i / max(1, len(points) - 1)) / 2
            dx, dy = (y1 - y0) / length * half, (x0 - x1) / length * half
            one.append((x + dx, y + dy))
            other.append((x - dx, y - dy))
        self.poly(one + other[::-1], fill)

    def disc(self, x: float, y: float, rx: float, ry: float, fill: Ink | int) -> None:
        ((x0, y0), (x1, y1)) = self.at([(x - rx, y - ry), (x + rx, y + ry)])
        self.draw.ellipse((x0, y0, x1, y1), fill=fill)

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: Ink | int) -> None:
        self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill)

    def arch(self, x0: float, y0: float, x1: float, y1: float, fill: Ink | int, *, point: float = 0) -> None:
        """Draw a doorway whose round (or, with `point` up to 1, pointed) head touches `y0`."""
        self.poly(arch(x0, y0, x1, y1, point=point), fill)

    def dash(self, x: float, y: float, length: float, height: float, fill: Ink | int) -> None:
        """Draw one flat stroke with thin ends, as a ripple or a bar of cloud."""
        a, b = length / 2, height / 2
        self.poly([(x - a, y), (x - a / 3, y - b), (x + a / 3, y - b), (x + a, y), (x, y + b)], fill)


def arch(x0: float, y0: float, x1: float, y1: float, *, point: float = 0, steps: int = 14) -> list[Point]:
    """Return the outline of an arched opening that stands on `y1`."""
    middle, half = (x0 + x1) / 2, (x1 - x0) / 2
    rise = min(half * (1 + point), y1 - y0)
    line: list[Point] = [(x0, y1)]
    for i in range(steps + 1):
        angle = math.pi * i / steps
        bow = math.sin(angle) * (1 - point) + point * (1 - abs(math.cos(angle)) ** 1.6)
        line.append((middle - half * math.cos(angle), y0 + rise - rise * bow))
    return [*line, (x1, y1)]
