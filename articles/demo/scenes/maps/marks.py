"""The marks of a hand-drawn map: hachures, dashed lines, town dots, lettering, compass rose, scale and frame."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from articles.demo.scenes.maps.atlas import Chart, stations
from articles.demo.scenes.kit import Canvas, Colour, Ink, Pen, Point, clear, curve, tint
from articles.demo.scenes.land import path, ragged


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _letter(text: str, size: int, slant: float, halo: int) -> tuple[Image.Image, Image.Image, float]:
    """Return a letter's mask and its halo's mask, on a square tile around the middle of its baseline."""
    font = _font(size * 2)
    wide = font.getlength(text)
    tile = size * 5
    masks = []
    for stroke in (0, halo * 2):
        sheet = Image.new("L", (tile, tile))
        ImageDraw.Draw(sheet).text(((tile - wide) / 2, tile / 2), text, fill=255, font=font, anchor="ls", stroke_width=stroke)
        if slant:
            shear = (1, slant, -slant * tile / 2, 0, 1, 0)
            sheet = sheet.transform(sheet.size, Image.Transform.AFFINE, shear, Image.Resampling.BILINEAR)
        masks.append(sheet)
    return masks[0], masks[1], wide / 2


def label(
    canvas: Canvas,
    text: str,
    x: float,
    y: float,
    size: int,
    ink: Colour,
    *,
    spacing: float = 0.06,
    slant: float = 0,
    turn: float = 0,
    bend: float = 0,
    halo: Colour | None = None,
    anchor: str = "middle",
    alpha: float = 1,
) -> None:
    """Letter a name around (or, with `anchor` left, from) a point of its baseline.

    `spacing` is in parts of the size; `turn` and `bend` are the angle at its middle and how much the angle grows
    from end to end, in radians; `slant` leans the letters, as the names of waters do.
    """
    gap = spacing * size
    made = [(char, *_letter(char, size, slant, max(2, size // 9) if halo else 0)) for char in text]
    length = sum(wide + gap for *_, wide in made) - gap
    start = 0.0 if anchor == "left" else -length / 2
    for masks in (2, 1):
        if masks == 2 and not halo:
            continue
        place = start
        for char, letter, aura, wide in made:
            along = place + wide / 2
            place += wide + gap
            if char == " ":
                continue
            part = along / max(1.0, length)
            angle = turn + bend * part
            # On a bow the baseline falls away from the middle with the square of the distance.
            off = bend * length * part * part / 2
            px = x + math.cos(turn) * along - math.sin(turn) * off
            py = y + math.sin(turn) * along + math.cos(turn) * off
            mask = aura if masks == 2 else letter
            if angle:
                mask = mask.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
            mask = mask.reduce(2)
            if alpha < 1:
                mask = mask.point([round(v * alpha) for v in range(256)])
            corner = round(px - mask.width / 2), round(py - mask.height / 2)
            canvas.image.paste(halo if masks == 2 and halo else ink, (*corner, corner[0] + mask.width, corner[1] + mask.height), mask)


def mountains(
    pen: Pen, rng: random.Random, chart: Chart, ridges: Sequence[tuple[str, float]], ink: Colour, light: Colour, dark: Colour, *, size: float = 15
) -> None:
    """Draw ranges as old maps do: small mountains side by side, lit from the left and hatched on the right."""
    spots: list[tuple[float, float, float]] = []
    for text, high in ridges:
        line = [chart.at(spot) for spot in curve(path(text), 8)]
        for row in (-1, 0, 1):
            for x, y, way in stations(line, size * 1.25 * chart.scale):
                off = (row + rng.uniform(-0.35, 0.35)) * size * 0.95 * chart.scale
                tall = high * (1 if row == 0 else 0.62) * rng.uniform(0.65, 1.15)
                spots.append((y + math.cos(way) * off, x - math.sin(way) * off + rng.gauss(0, 3) * chart.scale, tall))
    for y, x, tall in sorted(spots):
        if -80 < x < chart.canvas.width + 80 and -40 < y < chart.canvas.height + 80:
            _mountain(pen, rng, x, y, tall * size * 1.5 * chart.scale, ink, light, dark)


def _mountain(pen: Pen, rng: random.Random, x: float, y: float, h: float, ink: Colour, light: Colour, dark: Colour) -> None:
    wide = h * rng.uniform(0.62, 0.8)
    lean = rng.uniform(-0.12, 0.12) * h
    top = (x + lean, y - h)
    left = ragged(rng, [(x - wide, y + h * 0.04), (x - wide * 0.45 + lean * 0.5, y - h * 0.52), top], 0.07, 2)
    right = ragged(rng, [top, (x + wide * 0.4 + lean * 0.5, y - h * 0.58), (x + wide, y + h * 0.04)], 0.07, 2)
    seam = ragged(rng, [top, (x + lean * 0.4 + wide * 0.12, y - h * 0.6), (x - wide * 0.1, y - h * 0.3), (x + wide * 0.16, y)], 0.1, 1)
    pen.poly([*left, *right], light)
    pen.poly([*seam, *right[::-1]], dark)
    for k in range(1, 7):
        t = k / 7
        px, py = right[int(t * (len(right) - 1))]
        far = h * (0.16 + 0.3 * t) * rng.uniform(0.7, 1)
        pen.taper([(px, py), (px - far * 0.5, py + far * 0.8)], ink, h * 0.034 + 0.6, 0.7)
    for k in range(1, 4):
        px, py = left[int(k / 4 * (len(left) - 1))]
        pen.taper([(px + 2, py), (px + h * 0.1, py + h * 0.12)], ink, h * 0.02 + 0.5, 0.6)
    pen.line(left, ink, max(1.2, h * 0.03))
    pen.line(right, ink, max(1.6, h * 0.05))


def dashes(pen: Pen, line: Sequence[Point], ink: Ink, width: float, mark: float, gap: float) -> None:
    """Draw a dashed line with round ends."""
    for x, y, way in stations(line, mark + gap):
        dx, dy = math.cos(way) * mark / 2, math.sin(way) * mark / 2
        pen.limb([(x - dx, y - dy), (x + dx, y + dy)], ink, width)


def teeth(pen: Pen, line: Sequence[Point], ink: Ink, size: float, gap: float, side: int) -> None:
    """Set small half-discs on one side of a line, as front lines have them."""
    for x, y, way in stations(line, gap)[1:]:
        turn = way + side * math.pi / 2
        half = [(x + math.cos(turn + a / 8) * size, y + math.sin(turn + a / 8) * size) for a in range(-12, 13)]
        pen.poly(half, ink)


def town(pen: Pen, x: float, y: float, size: float, ink: Ink, paper: Ink, *, capital: bool = False) -> None:
    """Mark a town by a ring, a capital by a ring with a point in a square."""
    if capital:
        pen.rect(x - size * 1.25, y - size * 1.25, x + size * 1.25, y + size * 1.25, ink)
        pen.rect(x - size * 0.95, y - size * 0.95, x + size * 0.95, y + size * 0.95, paper)
    pen.disc(x, y, size * 0.8, size * 0.8, ink)
    pen.disc(x, y, size * 0.42, size * 0.42, paper)


def compass(canvas: Canvas, x: float, y: float, size: float, ink: Colour, paper: Colour, accent: Colour) -> None:
    """Draw a compass rose of sixteen points."""
    with canvas.pen((x - size * 1.3, y - size * 1.5, x + size * 1.3, y + size * 1.3)) as pen:
        for r, wide in ((0.78, 2.5), (0.72, 1.5), (0.34, 2)):
            ring = [(x + math.cos(a / 20) * size * r, y + math.sin(a / 20) * size * r) for a in range(127)]
            pen.line(ring, ink, wide)
        for k in range(72):
            a = math.tau * k / 72
            pen.line([(x + math.cos(a) * size * 0.72, y + math.sin(a) * size * 0.72), (x + math.cos(a) * size * 0.78, y + math.sin(a) * size * 0.78)], ink, 1.5 if k % 2 else 3)
        for order, far, step in ((2, 0.56, 1), (1, 0.74, 2), (0, 1.0, 4)):
            for k in range(0, 16, step):
                if order < 2 and k % (step * 2) == 0 and order == 1:
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


def scale_bar(canvas: Canvas, x: float, y: float, step: float, ink: Colour, paper: Colour, units: Sequence[str], *, size: int = 24) -> None:
    """Draw a scale whose parts are `step` pixels long, with a name at each end of a part."""
    with canvas.pen((x - 4, y - 4, x + step * len(units) + 4, y + 20)) as pen:
        for k in range(len(units) - 1):
            for row in (0, 1):
                dark = (k + row) % 2 == 0
                pen.rect(x + k * step, y + row * 7, x + (k + 1) * step, y + row * 7 + 7, ink if dark else paper)
        pen.line([(x, y), (x + step * (len(units) - 1), y), (x + step * (len(units) - 1), y + 14), (x, y + 14), (x, y)], ink, 2)
    for k, unit in enumerate(units):
        label(canvas, unit, x + k * step, y - 10, size, ink)


def frame(canvas: Canvas, ink: Colour, paper: Colour, *, gap: float = 26, wide: float = 12, step: float = 75) -> None:
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
            pen.line([(inset, inset), (w - inset, inset), (w - inset, h - inset), (inset, h - inset), (inset, inset)], ink, width)


def cartouche(canvas: Canvas, x: float, y: float, width: float, height: float, ink: Colour, paper: Colour) -> None:
    """Clear a panel for a title, with notched corners and a double rule."""
    def panel(inset: float, notch: float) -> list[Point]:
        x0, y0, x1, y1 = x + inset, y + inset, x + width - inset, y + height - inset
        n = notch
        return [(x0 + n, y0), (x1 - n, y0), (x1 - n, y0 + n), (x1, y0 + n), (x1, y1 - n), (x1 - n, y1 - n), (x1 - n, y1), (x0 + n, y1), (x0 + n, y1 - n), (x0, y1 - n), (x0, y0 + n), (x0 + n, y0 + n), (x0 + n, y0)]

    with canvas.pen((x - 4, y - 4, x + width + 14, y + height + 14)) as pen:
        pen.poly([(px + 7, py + 8) for px, py in panel(0, 18)], clear(tint(ink, -0.3), 0.25))
        pen.poly(panel(0, 18), paper)
        pen.line(panel(3, 18), ink, 3)
        pen.line(panel(12, 16), ink, 1.4)
