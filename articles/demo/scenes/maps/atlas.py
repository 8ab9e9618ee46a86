"""The invented coast as a map knows it: where things lie, and how a chart shows a part of it.

Places are in units of 200 metres, x to the east and y to the south; how they are drawn is in `marks`.
"""

from __future__ import annotations

import array
import math
import random
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import cast

from PIL import Image, ImageFilter, ImageMath

from articles.demo.scenes.kit import Box, Canvas, Pen, Point, curve
from articles.demo.scenes.land import path, ragged

COAST = (
    "410,-140 400,-40 380,60 430,140 396,220 452,286 520,322 610,338 690,372 742,420 752,478 726,530 660,562 "
    "590,584 532,632 478,648 498,716 560,772 548,850 600,930 650,1040 640,1160"
)
ISLAND = "236,742 262,712 306,704 338,726 344,764 312,792 268,800 240,778 236,742"
LAKE = "1020,412 1044,392 1086,388 1112,404 1108,430 1070,446 1034,440 1020,412"
ISHMAR = "1390,120 1330,170 1290,214 1250,262 1232,318 1180,352 1130,384 1096,410"
LOWER = "1030,424 980,434 940,462 905,456 860,476 810,462 778,484 750,480"
STREAMS = (
    "1292,446 1240,424 1190,434 1140,420 1100,420",
    "986,176 1004,240 988,300 1026,350 1048,396",
    "1150,640 1096,584 1040,560 1000,510 956,464",
    "1430,330 1370,380 1330,410 1292,446",
    "820,250 850,320 836,390 860,440 862,474",
)
WADI = "1180,880 1090,838 980,850 880,816 780,846 690,838 620,874 572,880"
RIDGES = (
    ("880,-60 960,40 1080,90 1180,70 1290,100 1400,60 1540,110", 1.0),
    ("1090,190 1160,230 1210,300 1180,300", 0.75),
    ("1300,250 1350,310 1330,370 1400,430 1390,520 1440,590", 0.95),
    ("1180,490 1230,540 1300,570 1330,640 1420,700", 0.8),
    ("1450,180 1480,270 1530,350 1500,450 1560,540", 0.9),
    ("560,40 640,110 720,150 780,240 760,300", 0.55),
    ("880,190 920,250 910,320", 0.5),
    ("760,640 850,690 960,680 1060,720", 0.42),
    ("1200,760 1300,800 1400,790 1520,840", 0.4),
)
TOWNS: dict[str, Point] = {
    "Port Sarra": (744, 490),
    "Tel Ishmar": (905, 452),
    "Nahr Kedem": (560, 330),
    "Beit Oren": (850, 610),
    "Avran": (1290, 448),
    "Qasr Idrin": (1030, 140),
    "Beit Halut": (960, 830),
}
DAM: Point = (1250, 262)
LIGHTHOUSE: Point = (252, 752)
VILLAGE: Point = (322, 730)


class Chart:
    """A sheet that shows the part of the coast in the box (west, north, east, south)."""

    def __init__(self, canvas: Canvas, box: Box) -> None:
        self.canvas, self.box = canvas, box
        self.scale = canvas.width / (box[2] - box[0])

    def at(self, spot: Point) -> Point:
        return (spot[0] - self.box[0]) * self.scale, (spot[1] - self.box[1]) * self.scale

    def line(self, text: str, steps: int = 8, *, rough: float = 0) -> list[Point]:
        """Return a line of the map as the sheet shows it; `rough` lets it wander, the same on every map."""
        points = curve(path(text), steps)
        if rough:
            points = ragged(random.Random(text), points, rough, 2 if steps > 4 else 4)
        return [self.at(spot) for spot in points]

    def land(self) -> list[list[Point]]:
        """Return the outlines of the mainland and of the island."""
        coast = self.line(COAST, 2, rough=0.13)
        return [[*coast, self.at((1900, 1160)), self.at((1900, -140))], self.line(ISLAND, 2, rough=0.12)]

    def mask(self, scale: float = 1) -> Image.Image:
        """Return land in white on black, at a part of the sheet's size."""
        size = round(self.canvas.width * scale * 2), round(self.canvas.height * scale * 2)
        sheet = Image.new("L", size)
        pen = Pen(sheet, 0, 0, scale * 2)
        for outline in self.land():
            pen.poly(outline, 255)
        return sheet.reduce(2)


@cache
def _summits() -> list[tuple[float, float, float]]:
    """Return points along every ridge and the height of each, lower towards the ridge's ends."""
    found: list[tuple[float, float, float]] = []
    for text, high in RIDGES:
        line = curve(path(text), 3)
        for i, (x, y) in enumerate(line):
            end = min(i, len(line) - 1 - i) / (len(line) - 1)
            found.append((x, y, high * (0.6 + 0.8 * end)))
    return found


def heights(chart: Chart, rng: random.Random, columns: int = 108) -> Image.Image:
    """Return the chart's relief in floating point, from 0 (the sea) to about 1, at half the sheet's size."""
    canvas = chart.canvas
    rows = round(columns * canvas.height / canvas.width)
    step = canvas.width / chart.scale / columns
    near = chart.mask(0.1).resize((columns, rows)).tobytes()
    bumps = [(rng.uniform(0.02, 0.045), rng.uniform(0.02, 0.045), rng.uniform(0, 6)) for _ in range(5)]
    valleys = [p for text in (ISHMAR, LOWER, *STREAMS) for p in curve(path(text), 2)]
    field = array.array("f")
    for j in range(rows):
        for i in range(columns):
            if not near[j * columns + i]:
                field.append(0)
                continue
            x, y = chart.box[0] + (i + 0.5) * step, chart.box[1] + (j + 0.5) * step
            high = 0.0
            for sx, sy, h in _summits():
                far = (x - sx) ** 2 + (y - sy) ** 2
                if far < 32000:
                    high = max(high, h * math.exp(-far / 5200) + 0.25 * h * math.exp(-far / 14000))
            inland = min(1.0, max(0.0, (x - 420) / 700))
            high = 0.08 + 0.16 * inland + high * 0.72
            high += 0.03 * sum(math.sin(x * a + y * b + c) for a, b, c in bumps) * (0.4 + high)
            low = min((x - vx) ** 2 + (y - vy) ** 2 for vx, vy in valleys)
            high *= 1 - 0.45 * math.exp(-low / 700)
            field.append(high * near[j * columns + i] / 255)
    small = Image.frombytes("F", (columns, rows), field.tobytes())
    return small.resize((canvas.width // 2, canvas.height // 2), Image.Resampling.BICUBIC)


def relief(chart: Chart, rng: random.Random) -> Image.Image:
    """Return how light from the north-west falls on the heights, in greys around the middle."""
    field = heights(chart, rng, 64)
    near = field.crop((5, 5, field.width, field.height)).resize(field.size)
    slope = ImageMath.lambda_eval(
        lambda part: (part["far"] - part["near"]) * 3000 + 128,
        far=field,
        near=near,
    )
    return cast(Image.Image, slope).convert("L").resize(chart.canvas.image.size, Image.Resampling.BICUBIC)


def above(field: Image.Image, level: float, *, soft: float = 0.006) -> Image.Image:
    """Return what lies above a height, in white on black, with a smooth edge."""
    gain = 255 / (2 * soft)
    return field.point(lambda v: v * gain + (127 - level * gain)).convert("L")


def distances(mask: Image.Image, reach: float, size: tuple[int, int], *, width: float = 2) -> Image.Image:
    """Return a white line that follows the coast about `reach` pixels out at sea, as old charts have it."""
    blurred = mask.filter(ImageFilter.BoxBlur(reach * 0.4)).filter(ImageFilter.BoxBlur(reach * 0.4))
    middle, half = 9.0, max(2.0, 9.0 * width / reach * 1.3)
    bump = [round(255 * max(0.0, 1 - abs(v - middle) / half)) for v in range(256)]
    return blurred.point(bump).resize(size, Image.Resampling.BICUBIC)


def stations(line: Sequence[Point], gap: float) -> list[tuple[float, float, float]]:
    """Return spots at even gaps along a line, each with the direction of the line there."""
    found: list[tuple[float, float, float]] = []
    left = 0.0
    for (x0, y0), (x1, y1) in pairwise(line):
        far = math.hypot(x1 - x0, y1 - y0)
        while left < far:
            t = left / far
            found.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, math.atan2(y1 - y0, x1 - x0)))
            left += gap
        left -= far
    return found


def shore(mask: Image.Image, reach: float) -> Image.Image:
    """Return how near to the coast the water is, white at the land and black from `reach` pixels on."""
    quarter = mask.reduce(4)
    blurred = quarter.filter(ImageFilter.BoxBlur(reach / 8)).filter(ImageFilter.BoxBlur(reach / 8))
    return blurred.resize(mask.size, Image.Resampling.BICUBIC)
