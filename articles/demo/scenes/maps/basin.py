"""The basin of the Ishmar as a relief of cut paper: each height a sheet, its shadow on the sheet below."""

from __future__ import annotations

import random

from PIL import Image, ImageChops, ImageFilter

from articles.demo.scenes.kit import Canvas, Colour, Pen, Point, clear, rgb, tint
from articles.demo.scenes.land import inside, tones
from articles.demo.scenes.maps import atlas
from articles.demo.scenes.maps.atlas import TOWNS, Chart
from articles.demo.scenes.maps.furniture import cartouche, compass, scale_bar
from articles.demo.scenes.maps.lettering import label
from articles.demo.scenes.maps.marks import dashes, town

SHEETS = "7f9a63 97ad6c b5bd78 d3c888 e0b877 d19a62 b97b55 9d6350 c7b3a4 f4efe4"
LEVELS = (0.1, 0.17, 0.24, 0.31, 0.39, 0.48, 0.59, 0.72, 0.87)
WATERSHED = (
    "700,330 740,230 800,130 900,60 1040,30 1200,40 1340,60 1450,120 1500,240 1510,380 1470,520 1400,640 "
    "1260,690 1120,690 1000,640 900,600 800,570 730,540"
)
INK = rgb("33302c")


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("4d8796"))
    chart = Chart(c, (480, 30, 1530, 730))
    # The sheets are cut at three quarters of the size: their many soft shadows cost half as much there.
    cut = Canvas(rng, rgb("4d8796"), 1350, 900)
    _sea(cut, chart)
    first, *rest = tones(SHEETS)
    land = chart.mask(0.5)
    field = atlas.heights(chart, random.Random("relief"), 68)
    _sheet(cut, land, first, deep=1.4)
    for level, colour in zip(LEVELS, rest, strict=True):
        _sheet(cut, ImageChops.multiply(atlas.above(field, level), land), colour)
    c.image = cut.image.resize((c.width, c.height), Image.Resampling.BICUBIC)
    _waters(c, chart)
    with c.pen() as pen:
        shed = chart.line(WATERSHED, 10)
        dashes(pen, shed, clear(rgb("33302c"), 0.35), 9, 20, 22)
        dashes(pen, [(x - 2, y - 3) for x, y in shed], rgb("fffaf0"), 6, 20, 22)
        _dam(pen, *chart.at(atlas.DAM))
        for name in ("Port Sarra", "Tel Ishmar", "Avran", "Beit Oren", "Qasr Idrin"):
            x, y = chart.at(TOWNS[name])
            pen.disc(x + 4, y + 5, 17, 17, clear(INK, 0.4))
            town(pen, x, y, 17, INK, rgb("fffaf0"), capital=name in ("Port Sarra", "Qasr Idrin"))
    _names(c, chart)
    _mat(c)
    cartouche(c, 74, 78, 520, 150, INK, rgb("f6eedb"))
    label(c, "Watershed of the Ishmar", 202, 130, 27, INK, anchor="left")
    with c.pen((74, 78, 620, 240)) as pen:
        dashes(pen, [(112, 122), (182, 122)], INK, 6, 18, 16)
    scale_bar(c, 118, 192, 171, INK, rgb("f6eedb"), ("0", "20", "40 km"), size=22)
    compass(c, 196, 1010, 106, rgb("f3ead2"), rgb("3a7080"), rgb("e0805a"))
    return c.finish(grain=1.2, mottle=0.8, wobble=0)


def _sheet(c: Canvas, mask: Image.Image, colour: Colour, *, deep: float = 1) -> None:
    """Lay one sheet of paper: first its soft shadow, then the sheet with its bright cut edge."""
    size = c.image.size
    blurred = mask.reduce(2).filter(ImageFilter.BoxBlur(3 * deep)).filter(ImageFilter.BoxBlur(3 * deep))
    fallen = ImageChops.offset(blurred, round(4 * deep), round(5 * deep)).resize(
        size,
        Image.Resampling.BILINEAR,
    )
    c.image.paste(rgb("3f2f40"), (0, 0), fallen.point([round(v * 0.5) for v in range(256)]))
    full = mask.resize(size, Image.Resampling.BICUBIC)
    c.image.paste(colour, (0, 0), full)
    rim = ImageChops.subtract(full, ImageChops.offset(full, 3, 4))
    c.image.paste(tint(colour, 0.5), (0, 0), rim.point([round(v * 0.8) for v in range(256)]))


def _sea(c: Canvas, chart: Chart) -> None:
    size = c.image.size
    near = atlas.shore(chart.mask(0.5), 190)
    c.gradient(tones("2f6a80 3a7688"))
    for level, code in ((22, "4a8896"), (60, "6aa3a6"), (100, "93bdb4")):
        gain = [max(0, min(255, (v - level) * 24)) for v in range(256)]
        step = near.point(gain)
        # Under water the sheets are cut deeper, so the shadow falls inwards, from the shallows on the deep.
        blurred = step.reduce(2).filter(ImageFilter.BoxBlur(3)).filter(ImageFilter.BoxBlur(3))
        fallen = ImageChops.offset(blurred, 4, 5).resize(size, Image.Resampling.BILINEAR)
        c.image.paste(rgb("16364a"), (0, 0), fallen.point([round(v * 0.45) for v in range(256)]))
        c.image.paste(rgb(code), (0, 0), step.resize(size, Image.Resampling.BICUBIC))


def _mat(c: Canvas) -> None:
    """Cover the edges with a passe-partout, whose bevel throws its own shadow on the relief."""
    w, h, inset = c.width, c.height, 40
    hole = Image.new("L", (w // 2, h // 2), 255)
    hole.paste(0, (inset // 2 + 3, inset // 2 + 4, (w - inset) // 2, (h - inset) // 2))
    soft = hole.filter(ImageFilter.BoxBlur(5)).filter(ImageFilter.BoxBlur(5))
    fallen = soft.resize((w, h), Image.Resampling.BILINEAR)
    c.image.paste(rgb("3f2f40"), (0, 0), fallen.point([round(v * 0.6) for v in range(256)]))
    with c.pen() as pen:
        for x0, y0, x1, y1 in (
            (0, 0, w, inset),
            (0, h - inset, w, h),
            (0, 0, inset, h),
            (w - inset, 0, w, h),
        ):
            pen.rect(x0, y0, x1, y1, rgb("f3ead6"))
        edge = [
            (inset, inset),
            (w - inset, inset),
            (w - inset, h - inset),
            (inset, h - inset),
            (inset, inset),
        ]
        pen.line(edge[:3], rgb("cdbfa6"), 5)
        pen.line(edge[2:], rgb("fffdf6"), 5)


def _waters(c: Canvas, chart: Chart) -> None:
    blue, edge = rgb("3f86a6"), rgb("24566f")
    lake = chart.line(atlas.LAKE, 3, rough=0.1)
    with c.pen() as pen:
        rivers = [
            (chart.line(text, 8, rough=0.12), 3.0, wide)
            for text, wide in ((atlas.ISHMAR, 13.0), *((text, 8.0) for text in atlas.STREAMS))
        ]
        rivers.append((chart.line(atlas.LOWER, 8, rough=0.12), 13.0, 19.0))
        for line, start, end in rivers:
            pen.taper([(x - 1.5, y - 2) for x, y in line], edge, start + 3, end + 4)
            pen.taper([(x + 1.5, y + 2) for x, y in line], clear(rgb("fffaf0"), 0.6), start + 2, end + 3)
        for line, start, end in rivers:
            pen.taper(line, blue, start, end)
            pen.taper(line, clear(rgb("8fc3d3"), 0.8), start * 0.2, end * 0.3)
        pen.poly([(x - 3, y - 4) for x, y in lake], edge)
        pen.poly([(x + 3, y + 4) for x, y in lake], rgb("fffaf0"))
    c.wash(lake, tones("3f86a6 5ba3bb"))
    x, y = chart.at((1066, 414))
    with inside(c, lake), c.pen((x - 130, y - 100, x + 130, y + 100)) as pen:
        for share in (0.72, 0.45):
            ring = [(x + (px - x) * share, y + (py - y) * share) for px, py in lake]
            pen.poly(ring, clear(rgb("1f5a7a"), 0.28))


def _dam(pen: Pen, x: float, y: float) -> None:
    wall: list[Point] = [(x - 34, y - 2), (x - 12, y + 10), (x + 14, y + 12), (x + 34, y + 4)]
    pen.line([(px + 4, py + 6) for px, py in wall], clear(INK, 0.45), 15)
    pen.line(wall, INK, 15)
    pen.line([(px, py - 2) for px, py in wall], rgb("fffaf0"), 8)


def _names(c: Canvas, chart: Chart) -> None:
    white, deep = rgb("fffaf0"), rgb("1f4a60")
    label(c, "Ishmar", *chart.at((1214, 372)), 34, deep, slant=0.22, turn=-0.55, halo=rgb("e6cf9a"))
    label(c, "Lake Sefan", *chart.at((1066, 478)), 34, deep, slant=0.22, halo=rgb("dcd09a"))
    label(c, "Tamar Gorge Dam", *chart.at((1275, 276)), 32, INK, anchor="left", halo=rgb("efe2c4"))
    label(c, "Port Sarra", *chart.at((762, 524)), 40, INK, anchor="left", halo=rgb("c9cf9a"))
    label(c, "Tel Ishmar", *chart.at((905, 432)), 36, INK, halo=rgb("c9cf9a"))
    label(c, "Avran", *chart.at((1306, 474)), 36, INK, anchor="left", halo=rgb("e6cf9a"))
    label(c, "Beit Oren", *chart.at((850, 642)), 34, INK, halo=rgb("c9cf9a"))
    label(c, "Qasr Idrin", *chart.at((1046, 152)), 36, INK, anchor="left", halo=rgb("efe2c4"))
    label(c, "MARRAN", *chart.at((1190, 104)), 56, rgb("5a4438"), spacing=0.6, turn=0.05, halo=rgb("efe2c4"))
    label(c, "SARRA", *chart.at((900, 350)), 60, rgb("4f6638"), spacing=0.6, turn=-0.1, halo=rgb("d9d6a4"))
    label(
        c,
        "KESH HIGHLANDS",
        *chart.at((1370, 596)),
        40,
        rgb("7d3a2c"),
        spacing=0.14,
        turn=0.14,
        bend=0.1,
        halo=rgb("efe2c4"),
    )
    label(c, "BAY OF SARRA", *chart.at((588, 452)), 31, white, spacing=0.2, slant=0.2, turn=0.2)
