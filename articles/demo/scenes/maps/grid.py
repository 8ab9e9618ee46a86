"""The power grid by night: lines and towns as lights on the dark coast, and where the current comes from."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops

from articles.demo.scenes.kit import Canvas, Colour, Ink, Pen, Point, clear, curve, mix, rgb, tint
from articles.demo.scenes.land import oval, path, tones
from articles.demo.scenes.maps import atlas
from articles.demo.scenes.maps.atlas import TOWNS, Chart
from articles.demo.scenes.maps.furniture import scale_bar
from articles.demo.scenes.maps.lettering import label
from articles.demo.scenes.maps.marks import dashes

GOLD, TEAL, CREAM, RED = rgb("ffc65c"), rgb("5fd3c4"), rgb("f3ead2"), rgb("f0644a")
SOLAR: tuple[Point, ...] = ((1140, 800), (1236, 850), (1110, 884))
# Lines by what feeds them; the last point is where the current goes.
LINES: tuple[tuple[str, Colour], ...] = (
    ("1250,262 1160,330 1040,370 905,452", TEAL),
    ("1250,262 1140,180 1030,140", TEAL),
    ("905,452 820,500 744,490", GOLD),
    ("744,490 700,400 560,330", GOLD),
    ("744,490 800,560 850,610", GOLD),
    ("1140,800 1050,800 960,830", GOLD),
    ("1236,850 1140,800", GOLD),
    ("1110,884 1030,870 960,830", GOLD),
    ("960,830 910,720 850,610", GOLD),
    ("960,830 820,850 640,830", GOLD),
    ("1140,800 1080,640 990,540 905,452", GOLD),
    ("1030,140 900,190 780,260 744,490", TEAL),
)


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("0f1c33"))
    chart = Chart(c, (250, 60, 1600, 960))
    size = c.image.size
    c.gradient(tones("0f2036 0c1a30 0a1428"), (0, 0, 1800, 1200))
    land = chart.mask(0.5)
    near = atlas.shore(land, 150).resize(size, Image.Resampling.BICUBIC)
    c.image.paste(rgb("2f6f8a"), (0, 0), near.point([round(v * 0.62) for v in range(256)]))
    for reach, alpha in ((9, 0.5), (19, 0.3), (30, 0.18)):
        line = atlas.distances(land, reach, size, width=1.2)
        c.image.paste(rgb("9fd0d6"), (0, 0), line.point([round(v * alpha) for v in range(256)]))
    for outline in chart.land():
        c.wash(outline, tones("24365a 1f2f50 2a3350"))
    _contours(c, chart, land)
    with c.pen() as pen:
        for outline in chart.land():
            pen.line([*outline, outline[0]], clear(rgb("a9d3d6"), 0.8), 3)
        for text in (atlas.ISHMAR, atlas.LOWER, *atlas.STREAMS):
            pen.taper(
                chart.line(text, 8, rough=0.12),
                clear(rgb("4f8fae"), 0.75),
                3,
                7 if text in (atlas.ISHMAR, atlas.LOWER) else 4,
            )
        pen.poly(chart.line(atlas.LAKE, 3, rough=0.1), rgb("4f8fae"))
    _lines(c, chart)
    _lights(c, chart, rng)
    with c.pen() as pen:
        for spot in SOLAR:
            _panels(pen, *chart.at(spot), 46)
        _turbine(pen, *chart.at(atlas.DAM), 40)
        _drop(pen, *chart.at((536, 352)), 32)
    _names(c, chart)
    _key(c)
    return c.finish(grain=0.9, vignette=0.24, wobble=0.8)


def _contours(c: Canvas, chart: Chart, land: Image.Image) -> None:
    field = atlas.heights(chart, random.Random("relief"), 72)
    for k in range(10):
        level = 0.13 + k * 0.08
        edge = ImageChops.subtract(
            atlas.above(field, level, soft=0.012),
            atlas.above(field, level + 0.005, soft=0.012),
        )
        line = ImageChops.multiply(edge.point([min(255, v * 5) for v in range(256)]), land)
        alpha = 0.5 if k % 3 == 0 else 0.3
        full = line.resize(c.image.size, Image.Resampling.BICUBIC)
        c.image.paste(
            mix(rgb("4a6a94"), rgb("8d86b4"), k / 9),
            (0, 0),
            full.point([round(v * alpha) for v in range(256)]),
        )


def _lines(c: Canvas, chart: Chart) -> None:
    runs = [(chart.line(text, 10), ink) for text, ink in LINES]
    for glow in (TEAL, GOLD):
        for wide, alpha in ((15, 0.1), (8, 0.18)):
            shine = [_ribbon(line, wide) for line, ink in runs if ink == glow]
            c.wash(shine, [glow], alpha=alpha, blur=6, mode="screen")
    with c.pen() as pen:
        for line, ink in runs:
            for off in (-3.4, 3.4):
                pen.line([(x, y + off) for x, y in line], tint(ink, 0.25), 2.2)
            for x, y, _ in atlas.stations(line, 46)[1:-1]:
                _pylon(pen, x, y, 21, tint(ink, 0.5))
        broken = chart.line("905,452 1010,490 1140,480 1290,448", 10)
        dashes(pen, broken, RED, 4.5, 12, 16)
        x, y = chart.at((1150, 478))
        for a, b in (((-13, -13), (13, 13)), ((13, -13), (-13, 13))):
            pen.limb([(x + a[0], y + a[1]), (x + b[0], y + b[1])], RED, 7)
        cable = [chart.at(p) for p in curve(path("744,490 640,520 480,600 400,680 346,716"), 10)]
        dashes(pen, cable, GOLD, 3.5, 3.5, 13)


def _ribbon(line: Sequence[Point], wide: float) -> list[Point]:
    one: list[Point] = []
    other: list[Point] = []
    for x, y, way in atlas.stations(line, 24):
        dx, dy = -math.sin(way) * wide, math.cos(way) * wide
        one.append((x + dx, y + dy))
        other.append((x - dx, y - dy))
    return [*one, *other[::-1]]


def _pylon(pen: Pen, x: float, y: float, h: float, ink: Ink) -> None:
    pen.line([(x - h * 0.24, y + h * 0.55), (x, y - h * 0.6), (x + h * 0.24, y + h * 0.55)], ink, 2)
    for up, half in ((-0.3, 0.36), (-0.02, 0.28)):
        pen.line([(x - h * half, y + h * up), (x + h * half, y + h * up)], ink, 2)


def _lights(c: Canvas, chart: Chart, rng: random.Random) -> None:
    sizes = {
        "Port Sarra": 1.0,
        "Beit Halut": 0.7,
        "Qasr Idrin": 0.6,
        "Tel Ishmar": 0.6,
        "Beit Oren": 0.45,
        "Nahr Kedem": 0.5,
        "Avran": 0.2,
    }
    for name, size in sizes.items():
        x, y = chart.at(TOWNS[name])
        warm = rgb("ffd890") if name != "Avran" else rgb("d98a6a")
        c.glow(x, y, 130 * size + 30, rgb("ffb85a"), 0.75)
        with c.pen((x - 130, y - 130, x + 130, y + 130)) as pen:
            for _ in range(round(230 * size)):
                far = abs(rng.gauss(0, 34 * size + 4))
                a = rng.uniform(0, math.tau)
                r = rng.uniform(1.2, 3.2)
                pen.disc(
                    x + math.cos(a) * far,
                    y + math.sin(a) * far * 0.8,
                    r,
                    r,
                    clear(warm, rng.uniform(0.5, 1)),
                )
            pen.disc(x, y, 9, 9, rgb("fff6dc"))
    for spot in SOLAR:
        c.glow(*chart.at(spot), 90, GOLD, 0.4)
    c.glow(*chart.at(atlas.DAM), 100, TEAL, 0.6)
    x, y = chart.at((345, 716))
    c.glow(x, y, 46, rgb("ffb85a"), 0.8)
    with c.pen((x - 20, y - 20, x + 20, y + 20)) as pen:
        pen.disc(x, y, 5, 5, rgb("fff6dc"))


def _panels(pen: Pen, x: float, y: float, s: float) -> None:
    for k, dy in enumerate((-0.5, 0.0, 0.5)):
        px, py = x - s * 0.12 * k + s * 0.1, y + dy * s
        sheet = [
            (px - s * 0.75, py + s * 0.2),
            (px - s * 0.5, py - s * 0.22),
            (px + s * 0.75, py - s * 0.22),
            (px + s * 0.5, py + s * 0.2),
        ]
        pen.poly([(a + 4, b + 6) for a, b in sheet], clear(rgb("0a1428"), 0.6))
        pen.poly(sheet, rgb("2f6fae"))
        pen.poly([sheet[0], sheet[1], sheet[2]], clear(rgb("7fc0e6"), 0.45))
        for t in (0.25, 0.5, 0.75):
            a = (sheet[0][0] + (sheet[3][0] - sheet[0][0]) * t, sheet[0][1])
            pen.line([a, (a[0] + s * 0.25, sheet[1][1])], GOLD, 1.6)
        pen.line([*sheet, sheet[0]], GOLD, 2.4)


def _turbine(pen: Pen, x: float, y: float, s: float) -> None:
    pen.disc(x, y, s * 0.95, s * 0.95, rgb("12283f"))
    pen.line([*oval(x, y, s * 0.95, s * 0.95), (x + s * 0.95, y)], TEAL, 4)
    wall = [
        (x - s * 0.62, y - s * 0.35),
        (x - s * 0.2, y - s * 0.1),
        (x + s * 0.2, y - s * 0.1),
        (x + s * 0.62, y - s * 0.35),
        (x + s * 0.36, y + s * 0.5),
        (x - s * 0.36, y + s * 0.5),
    ]
    pen.poly(wall, rgb("d9ece4"))
    for k in (-1, 0, 1):
        pen.taper([(x + k * s * 0.24, y), (x + k * s * 0.24, y + s * 0.5)], rgb("2f8f9a"), s * 0.07, s * 0.14)


def _drop(pen: Pen, x: float, y: float, s: float) -> None:
    pen.disc(x, y, s * 0.95, s * 0.95, rgb("12283f"))
    pen.line([*oval(x, y, s * 0.95, s * 0.95), (x + s * 0.95, y)], rgb("8fd0f0"), 3.5)
    drop = curve(
        [
            (x, y - s * 0.66),
            (x - s * 0.4, y + s * 0.06),
            (x - s * 0.3, y + s * 0.44),
            (x, y + s * 0.56),
            (x + s * 0.3, y + s * 0.44),
            (x + s * 0.4, y + s * 0.06),
            (x, y - s * 0.66),
        ],
        6,
    )
    pen.poly(drop, rgb("8fd0f0"))
    pen.taper([(x - s * 0.18, y + s * 0.06), (x - s * 0.16, y + s * 0.32)], rgb("ffffff"), s * 0.1, s * 0.06)


def _names(c: Canvas, chart: Chart) -> None:
    dark = rgb("1a2946")
    for name, dx, dy, size, anchor in (
        ("Port Sarra", -34, 48, 42, "middle"),
        ("Tel Ishmar", 26, -24, 34, "left"),
        ("Nahr Kedem", 30, -8, 32, "left"),
        ("Beit Oren", 26, 14, 32, "left"),
        ("Beit Halut", -30, 62, 36, "middle"),
        ("Qasr Idrin", 0, -40, 36, "middle"),
        ("Avran", 24, 42, 34, "left"),
    ):
        x, y = chart.at(TOWNS[name])
        label(c, name, x + dx, y + dy, size, CREAM, halo=dark, anchor=anchor)
    label(c, "Tamar Gorge Dam", *chart.at((1286, 270)), 31, rgb("b9efe4"), halo=dark, anchor="left")
    label(c, "Teren solar fields", *chart.at((1282, 808)), 31, rgb("ffe0a0"), halo=dark, anchor="left")
    label(c, "Ondra", *chart.at((392, 780)), 32, CREAM, halo=dark)
    for name, spot, turn in (
        ("MARRAN", (1310, 130), 0.06),
        ("SARRA", (960, 330), -0.1),
        ("HALUT", (770, 752), 0.08),
        ("KESH", (1390, 390), 0.1),
    ):
        label(c, name, *chart.at(spot), 62, rgb("b4b9dc"), spacing=0.7, turn=turn, alpha=0.6)
    label(
        c,
        "BAY OF SARRA",
        *chart.at((545, 470)),
        38,
        rgb("8fc3d0"),
        spacing=0.3,
        slant=0.2,
        turn=0.16,
        bend=0.2,
        alpha=0.85,
    )


def _key(c: Canvas) -> None:
    with c.pen((60, 60, 560, 330)) as pen:
        pen.poly([(70, 70), (500, 70), (500, 300), (70, 300)], clear(rgb("0a1428"), 0.72))
        pen.line([(70, 70), (500, 70), (500, 300), (70, 300), (70, 70)], clear(CREAM, 0.7), 2)
        for y, ink in ((112, TEAL), (166, GOLD)):
            for off in (-3.4, 3.4):
                pen.line([(98, y + off), (178, y + off)], tint(ink, 0.25), 2.4)
            _pylon(pen, 138, y, 24, tint(ink, 0.5))
        dashes(pen, [(104, 216), (178, 216)], RED, 4.5, 12, 16)
    for text, y in (("Water power", 122), ("Solar power", 176), ("Line cut", 226)):
        label(c, text, 204, y, 28, CREAM, anchor="left")
    scale_bar(c, 104, 274, 133, CREAM, rgb("0a1428"), ("", "", ""), size=20)
    label(c, "40 km", 386, 288, 22, CREAM, anchor="left")
