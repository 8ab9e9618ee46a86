"""The Kesh highlands as an old atlas would engrave them, the line of the cease-fire in red across the mountains."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageFilter

from articles.demo.scenes.maps import atlas
from articles.demo.scenes.maps.atlas import TOWNS, Chart
from articles.demo.scenes.kit import Canvas, Colour, Ink, Pen, Point, clear, curve, mix, rgb, tint
from articles.demo.scenes.land import inside, oval, path, scatter, shade, soft, tones
from articles.demo.scenes.maps.marks import cartouche, compass, dashes, frame, label, mountains, scale_bar, teeth, town

FRONT = "1172,120 1190,190 1176,250 1216,300 1226,350 1262,388 1254,424 1262,470 1234,508 1262,560 1240,620"
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


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("efe2c4"))
    chart = Chart(c, (955, 150, 1555, 550))
    ink, red, water = rgb("4a3628"), rgb("b03a2e"), rgb("5f8a94")
    c.wash(path("0,0 1800,0 1800,1200 0,1200"), tones("e3d0a4 f3e7cb"), alpha=0.6, dry=0.6)
    line = chart.line(FRONT, 10)
    c.wash([*line, (1800, 1500), (1900, 600), (1900, -100)], tones("e2b590 d9a584"), alpha=0.42, dry=0.25)
    c.wash([*line, (-50, 1400), (-50, -100)], tones("c3cba0 b5c09a"), alpha=0.4, dry=0.25)
    c.wash([*chart.line(BORDER), (1900, -60), (-60, -60)], tones("b9bfc6 c3c6c4"), alpha=0.5, dry=0.25)
    light = atlas.relief(chart, random.Random("relief"))
    c.lay(Image.new("RGB", c.image.size, rgb("8a6a4a")), light.point(lambda v: max(0, 128 - v) * 1.3), (0, 0), "multiply")
    c.lay(Image.new("RGB", c.image.size, rgb("fff6de")), light.point(lambda v: max(0, v - 128) * 1.1), (0, 0))
    with c.pen() as pen:
        mountains(pen, rng, chart, (*atlas.RIDGES, *FOOTHILLS), ink, rgb("f3e6c6"), rgb("c9a883"), size=14)
        for x, y in scatter(rng, 60, 60, 1740, 1140, 260):
            pen.line([(x, y), (x + 5, y - 9), (x + 10, y)], clear(rgb("7d8a5a"), 0.4), 2)
    lake = chart.line(atlas.LAKE, 8, rough=0.08)
    with c.pen() as pen:
        for text, wide in ((atlas.ISHMAR, 11), (atlas.LOWER, 13), *((text, 6) for text in atlas.STREAMS)):
            river = chart.line(text, 8, rough=0.14)
            pen.taper(river, rgb("efe2c4"), wide * 0.6 + 6, wide + 8)
            pen.taper(river, water, wide * 0.35, wide)
            pen.taper(river, rgb("a9c6c4"), wide * 0.1, wide * 0.45)
    c.wash(lake, tones("a9c6c4 84acb0"))
    with inside(c, lake), c.pen((180, 690, 500, 900)) as pen:
        for k in range(1, 6):
            middle = chart.at((1066, 416))
            ring = [(middle[0] + (x - middle[0]) * (1 - k * 0.15), middle[1] + (y - middle[1]) * (1 - k * 0.15)) for x, y in lake]
            pen.line([*ring, ring[0]], clear(water, 0.7), 2)
    with c.pen() as pen:
        pen.line([*lake, lake[0]], ink, 4)
        for text in ROADS:
            road = chart.line(text, 8, rough=0.06)
            pen.line(road, ink, 8)
            pen.line(road, rgb("f6ecd4"), 5)
        dashes(pen, chart.line(BORDER), clear(ink, 0.9), 4, 26, 14)
        for x, y, _ in atlas.stations(chart.line(BORDER), 40):
            pen.disc(x + 20, y, 3, 3, ink)
    for wide, alpha in ((58, 0.16), (34, 0.2)):
        edge = [(x - wide, y) for x, y in line], [(x + wide, y) for x, y in line]
        c.wash([*edge[0], *edge[1][::-1]], [red], alpha=alpha)
    with c.pen() as pen:
        pen.line(line, rgb("f6ecd4"), 15)
        dashes(pen, line, red, 10, 34, 20)
        teeth(pen, line, red, 13, 54, -1)
        _dam_sign(pen, *chart.at(atlas.DAM), ink)
        for x, y in ((1150, 330), (1206, 404), (1130, 478), (1128, 210)):
            _post(pen, *chart.at((x, y)), rgb("2f6f96"))
        x, y = chart.at(TOWNS["Avran"])
        town(pen, x, y, 20, ink, rgb("f6ecd4"), capital=True)
        for spot in ((1100, 464), (1350, 474), (1010, 482), (1352, 330), (1420, 516)):
            town(pen, *chart.at(spot), 12, ink, rgb("f6ecd4"))
    paper = rgb("f3e8cc")
    label(c, "Avran", *_off(chart, "Avran", 36, 50), 46, ink, halo=paper, anchor="left")
    label(c, "Lake Sefan", *chart.at((1064, 421)), 31, rgb("2f5a66"), slant=0.25, halo=rgb("a9c6c4"))
    label(c, "Ishmar", *chart.at((1202, 345)), 29, rgb("2f5a66"), slant=0.25, turn=-0.5, halo=paper)
    label(c, "Tamar Gorge Dam", *chart.at((1264, 258)), 30, ink, halo=paper, anchor="left")
    label(c, "KESH HIGHLANDS", *chart.at((1412, 400)), 58, rgb("7d3a2c"), spacing=0.34, turn=0.36, bend=0.3, halo=rgb("e9cfae"))
    label(c, "SARRA", *chart.at((1058, 330)), 62, rgb("5a6638"), spacing=0.6, turn=-0.1, bend=-0.2, halo=paper)
    label(c, "MARRAN", *chart.at((1300, 190)), 58, rgb("4f5866"), spacing=0.7, turn=-0.06, halo=paper)
    compass(c, 1630, 200, 104, ink, paper, red)
    cartouche(c, 76, 974, 600, 150, ink, paper)
    label(c, "Line of the cease-fire", 222, 1036, 29, ink, anchor="left")
    label(c, "Post of the Concord Mission", 222, 1088, 29, ink, anchor="left")
    with c.pen((76, 974, 700, 1130)) as pen:
        dashes(pen, [(118, 1027), (196, 1027)], red, 9, 26, 14)
        _post(pen, 156, 1094, rgb("2f6f96"))
    cartouche(c, 1318, 1040, 416, 96, ink, paper)
    scale_bar(c, 1362, 1100, 150, ink, paper, ("0", "10", "20 km"), size=26)
    frame(c, ink, paper)
    return c.finish(grain=1.1, vignette=0.16)


def _off(chart: Chart, name: str, dx: float, dy: float) -> Point:
    x, y = chart.at(TOWNS[name])
    return x + dx, y + dy


def _dam_sign(pen: Pen, x: float, y: float, ink: Ink) -> None:
    pen.line([(x - 24, y + 8), (x, y - 4), (x + 22, y + 12)], ink, 11)
    for k in range(5):
        pen.line([(x - 20 + k * 10, y + 10), (x - 20 + k * 10, y + 22)], ink, 3)


def _post(pen: Pen, x: float, y: float, ink: Ink) -> None:
    pen.line([(x, y + 4), (x, y - 36)], rgb("33302c"), 4)
    pen.poly([(x, y - 38), (x + 32, y - 30), (x, y - 18)], ink)
    pen.disc(x, y + 5, 7, 4, rgb("33302c"))

