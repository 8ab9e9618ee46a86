"""The Kesh highlands as in an old atlas, with the line of the cease-fire in red across the mountains."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PIL import Image

from articles.demo.scenes.kit import Canvas, Ink, Pen, Point, clear, rgb
from articles.demo.scenes.land import between, path, scatter, tones
from articles.demo.scenes.maps import atlas
from articles.demo.scenes.maps.atlas import TOWNS, Chart
from articles.demo.scenes.maps.furniture import cartouche, compass, frame, scale_bar
from articles.demo.scenes.maps.lettering import label
from articles.demo.scenes.maps.marks import dashes, mountains, teeth, town

# It begins at Marran's border and runs south, off the sheet.
FRONT = "1188,261 1196,280 1216,304 1226,350 1262,388 1254,424 1262,470 1234,508 1262,560 1240,620"
BORDER = "920,250 990,236 1060,262 1120,242 1190,262 1250,256 1300,232 1360,246 1440,220 1600,240"
FOOTHILLS = (
    ("1020,190 1060,220 1090,216", 0.4),
    ("1420,300 1450,340 1440,400", 0.6),
    ("1110,520 1150,560 1200,600", 0.4),
    ("1480,420 1470,480 1500,530", 0.7),
    ("1286,300 1300,350 1296,390", 0.5),
)
ROADS = (
    "900,520 960,500 1010,480 1080,466 1150,462 1210,452 1290,448 1360,470 1430,520 1600,560",
    "1290,448 1336,390 1352,330 1366,270 1400,200 1440,140",
    "1080,466 1060,520 1090,600",
)


INK, RED, WATER, PAPER = rgb("4a3628"), rgb("b03a2e"), rgb("5f8a94"), rgb("f3e8cc")
POST = rgb("2f6f96")


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("efe2c4"))
    chart = Chart(c, (955, 150, 1555, 550))
    line = chart.line(FRONT, 10)
    _countries(c, chart, line)
    with c.pen() as pen:
        hills = (*atlas.RIDGES, *FOOTHILLS)
        mountains(pen, rng, chart, hills, INK, rgb("f3e6c6"), rgb("c9a883"), size=14)
        for x, y in scatter(rng, 60, 60, 1740, 1140, 260):
            pen.line([(x, y), (x + 5, y - 9), (x + 10, y)], clear(rgb("7d8a5a"), 0.4), 2)
    _waters(c, chart)
    for wide, alpha in ((58, 0.16), (34, 0.2)):
        edge = [(x - wide, y) for x, y in line], [(x + wide, y) for x, y in line]
        c.wash([*edge[0], *edge[1][::-1]], [RED], alpha=alpha)
    with c.pen() as pen:
        _roads(pen, chart)
        pen.line(line, rgb("f6ecd4"), 15)
        dashes(pen, line, RED, 10, 34, 20)
        teeth(pen, line, RED, 13, 54, -1)
        _signs(pen, chart)
    _names(c, chart)
    _legend(c)
    frame(c, INK, PAPER)
    return c.finish(grain=1.1, vignette=0.16)


def _countries(c: Canvas, chart: Chart, line: Sequence[Point]) -> None:
    """Tint Sarra, the highlands and Marran, and let the light of the north-west fall on their relief."""
    c.wash(path("0,0 1800,0 1800,1200 0,1200"), tones("e3d0a4 f3e7cb"), alpha=0.6, dry=0.6)
    border = chart.line(BORDER)
    east = [spot for spot in border[::-1] if spot[0] > line[0][0]]
    west = [spot for spot in border if spot[0] < line[0][0]]
    for field, run in (
        ([*line, (1900, 1500), *east], "e2b590 d9a584"),
        ([*line, (-50, 1400), *west], "c3cba0 b5c09a"),
        ([*border, (1900, -60), (-60, -60)], "b4bac4 c0c4c6"),
    ):
        c.wash(field, tones(run), alpha=0.45, dry=0.25)
    light = atlas.relief(chart, random.Random("relief"))
    shadow = Image.new("RGB", c.image.size, rgb("8a6a4a"))
    c.lay(shadow, light.point([round(max(0, 128 - v) * 1.3) for v in range(256)]), (0, 0), "multiply")
    shine = Image.new("RGB", c.image.size, rgb("fff6de"))
    c.lay(shine, light.point([round(max(0, v - 128) * 1.1) for v in range(256)]), (0, 0))


def _waters(c: Canvas, chart: Chart) -> None:
    lake = chart.line(atlas.LAKE, 8, rough=0.08)
    with c.pen() as pen:
        for text, wide in ((atlas.ISHMAR, 11), (atlas.LOWER, 13), *((text, 6) for text in atlas.STREAMS)):
            river = chart.line(text, 8, rough=0.14)
            pen.taper(river, rgb("efe2c4"), wide * 0.6 + 6, wide + 8)
            pen.taper(river, WATER, wide * 0.35, wide)
            pen.taper(river, rgb("a9c6c4"), wide * 0.1, wide * 0.45)
    c.wash(lake, tones("a9c6c4 84acb0"))
    middle = [chart.at((1066, 416))] * len(lake)
    with c.pen((180, 690, 500, 900)) as pen:
        for k in range(1, 6):
            ring = between(lake, middle, k * 0.15)
            pen.line([*ring, ring[0]], clear(WATER, 0.7), 2)
        pen.line([*lake, lake[0]], INK, 4)


def _roads(pen: Pen, chart: Chart) -> None:
    for text in ROADS:
        road = chart.line(text, 8, rough=0.06)
        pen.line(road, INK, 8)
        pen.line(road, rgb("f6ecd4"), 5)
    border = chart.line(BORDER)
    dashes(pen, border, clear(INK, 0.9), 4, 26, 14)
    for x, y, _ in atlas.stations(border, 40):
        pen.disc(x + 20, y, 3, 3, INK)


def _signs(pen: Pen, chart: Chart) -> None:
    _dam_sign(pen, *chart.at(atlas.DAM), INK)
    for spot in ((1150, 330), (1206, 404), (1130, 478), (1146, 284)):
        _post(pen, *chart.at(spot), POST)
    town(pen, *chart.at(TOWNS["Avran"]), 20, INK, rgb("f6ecd4"), capital=True)
    for spot in ((1100, 464), (1350, 474), (1010, 482), (1352, 330), (1420, 516)):
        town(pen, *chart.at(spot), 12, INK, rgb("f6ecd4"))


def _names(c: Canvas, chart: Chart) -> None:
    water, lake, clay = rgb("2f5a66"), rgb("a9c6c4"), rgb("e9cfae")
    label(c, "Avran", *chart.at((1302, 465)), 46, INK, halo=PAPER, anchor="left")
    label(c, "Lake Sefan", *chart.at((1064, 421)), 31, water, slant=0.25, halo=lake)
    label(c, "Ishmar", *chart.at((1202, 345)), 29, water, slant=0.25, turn=-0.5, halo=PAPER)
    label(c, "Tamar Gorge Dam", *chart.at((1264, 258)), 30, INK, halo=PAPER, anchor="left")
    for name, spot, size, code, spacing, turn, bend, halo in (
        ("KESH HIGHLANDS", (1412, 400), 58, "7d3a2c", 0.34, 0.36, 0.3, clay),
        ("SARRA", (1058, 330), 62, "5a6638", 0.6, -0.1, -0.2, PAPER),
        ("MARRAN", (1300, 190), 58, "4f5866", 0.7, -0.06, 0, PAPER),
    ):
        label(c, name, *chart.at(spot), size, rgb(code), spacing=spacing, turn=turn, bend=bend, halo=halo)


def _legend(c: Canvas) -> None:
    compass(c, 1630, 200, 104, INK, PAPER, RED)
    cartouche(c, 76, 974, 600, 150, INK, PAPER)
    label(c, "Line of the cease-fire", 222, 1036, 29, INK, anchor="left")
    label(c, "Post of the Concord Mission", 222, 1088, 29, INK, anchor="left")
    with c.pen((76, 974, 700, 1130)) as pen:
        dashes(pen, [(118, 1027), (196, 1027)], RED, 9, 26, 14)
        _post(pen, 156, 1094, POST)
    cartouche(c, 1318, 1040, 416, 96, INK, PAPER)
    scale_bar(c, 1362, 1100, 150, INK, PAPER, ("0", "10", "20 km"), size=26)


def _dam_sign(pen: Pen, x: float, y: float, ink: Ink) -> None:
    pen.line([(x - 24, y + 8), (x, y - 4), (x + 22, y + 12)], ink, 11)
    for k in range(5):
        pen.line([(x - 20 + k * 10, y + 10), (x - 20 + k * 10, y + 22)], ink, 3)


def _post(pen: Pen, x: float, y: float, ink: Ink) -> None:
    pen.line([(x, y + 4), (x, y - 36)], rgb("33302c"), 4)
    pen.poly([(x, y - 38), (x + 32, y - 30), (x, y - 18)], ink)
    pen.disc(x, y + 5, 7, 4, rgb("33302c"))
