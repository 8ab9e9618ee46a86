"""The ferries of the bay on a sea chart: deep water, soundings, rhumb lines and the boats on their ways."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes.kit import Canvas, Colour, Ink, Pen, clear, curve, rgb
from articles.demo.scenes.land import path, placed, scatter, tones
from articles.demo.scenes.maps import atlas
from articles.demo.scenes.maps.atlas import TOWNS, Chart
from articles.demo.scenes.maps.furniture import compass, frame, scale_bar
from articles.demo.scenes.maps.lettering import label
from articles.demo.scenes.maps.marks import dashes, mountains, town

CREAM = rgb("f3e6c6")
INK = rgb("2b3a44")
ROUTES = (
    ("738,482 690,462 610,486 500,556 410,640 346,700 330,722", "f2b84b"),
    ("738,482 690,444 620,398 560,366 552,336", "f3e6c6"),
    ("738,482 640,470 480,452 300,430 80,400", "f3e6c6"),
)
HILLS = (("860,360 900,400 880,430", 0.3), ("640,700 720,740 800,730", 0.4), ("520,140 560,230 640,270", 0.5))


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("2d6474"))
    chart = Chart(c, (100, 270, 925, 820))
    c.gradient(tones("3d7a86 2c6576 1e4a60"), (0, 0, 1800, 1200))
    _sea(c, chart)
    for outline in chart.land():
        c.wash(outline, tones("ead7a6 e3c993 d9b98a"))
    with c.pen() as pen:
        for outline in chart.land():
            pen.line([*outline, outline[0]], INK, 6)
        mountains(
            pen,
            rng,
            chart,
            (*atlas.RIDGES, *HILLS),
            rgb("5f4a38"),
            rgb("f6ebcf"),
            rgb("c2a57c"),
            size=12,
        )
        for text, wide in ((atlas.LOWER, 9), (atlas.WADI, 4)):
            pen.taper(chart.line(text, 8, rough=0.12), rgb("3d7a86"), wide * 0.6, wide)
        for x, y in scatter(rng, 60, 60, 1740, 1140, 500):
            if _is_land(c, x, y):
                pen.line([(x, y), (x + 5, y - 8), (x + 10, y)], clear(rgb("8a8a52"), 0.55), 2)
    _soundings(c, rng)
    with c.pen() as pen:
        for text, code in ROUTES[::-1]:
            line = chart.line(text, 14)
            dashes(pen, line, clear(rgb("12303f"), 0.4), 12, 30, 20)
            dashes(pen, line, rgb(code), 7, 28, 22)
        for x, y in (chart.at((536, 780)), chart.at((344, 756))):
            pen.disc(x, y, 9, 9, rgb("d9523c"))
        dashes(
            pen,
            [chart.at(p) for p in curve(path("344,756 420,796 500,800 536,780"), 8)],
            rgb("d9826a"),
            5,
            5,
            16,
        )
        for name in ("Port Sarra", "Nahr Kedem", "Beit Oren"):
            town(pen, *chart.at(TOWNS[name]), 17, INK, CREAM, capital=name == "Port Sarra")
        town(pen, *chart.at(atlas.VILLAGE), 13, INK, CREAM)
        _ferry(pen, *chart.at((474, 578)), 96, -1)
        _ferry(pen, *chart.at((610, 392)), 70, -1)
        _ferry(pen, *chart.at((300, 428)), 74, 1)
    _lighthouse(c, *chart.at(atlas.LIGHTHOUSE))
    _names(c, chart)
    compass(c, 330, 600, 170, CREAM, rgb("24566a"), rgb("e0703f"))
    scale_bar(c, 96, 130, 109, CREAM, INK, ("0", "10", "20 km"), size=26)
    frame(c, INK, CREAM)
    return c.finish(vignette=0.18)


def _is_land(c: Canvas, x: float, y: float) -> bool:
    spot = c.image.getpixel((int(x), int(y)))
    return isinstance(spot, tuple) and spot[0] > 190


def _sea(c: Canvas, chart: Chart) -> None:
    size = c.image.size
    land = chart.mask(0.5)
    shoal = atlas.shore(land, 120).resize(size, Image.Resampling.BICUBIC)
    c.image.paste(rgb("7db3ac"), (0, 0), shoal.point([round(v * 0.75) for v in range(256)]))
    middle = (330.0, 600.0)
    with c.pen() as pen:
        for k in range(32):
            a = math.tau * k / 32
            end = (middle[0] + math.cos(a) * 2200, middle[1] + math.sin(a) * 2200)
            pen.line([middle, end], clear(CREAM, 0.22 if k % 2 else 0.36), 1.6)
    for reach, alpha in ((7, 0.85), (14, 0.6), (22, 0.45), (31, 0.32), (41, 0.22)):
        line = atlas.distances(land, reach, size, width=1.3)
        c.image.paste(CREAM, (0, 0), line.point([round(v * alpha) for v in range(256)]))


def _soundings(c: Canvas, rng: random.Random) -> None:
    shallow, deep = rgb("d9e2cc"), rgb("a9c9c6")
    for k in range(150):
        x, y = 100 + k % 15 * 112 + rng.uniform(-34, 34), 100 + k // 15 * 108 + rng.uniform(-34, 34)
        spot = c.image.getpixel((min(1799, int(x)), min(1199, int(y))))
        lettered = (480 < x < 1010 and 410 < y < 600) or (y > 560 and 700 < x < 880) or (y < 180 and x < 480)
        if isinstance(spot, tuple) and spot[0] < 90 and math.hypot(x - 330, y - 600) > 230 and not lettered:
            depth = rng.randrange(24, 90) if spot[0] < 62 else rng.randrange(4, 22)
            label(c, str(depth), x, y, 20, shallow if depth < 24 else deep, alpha=0.7, slant=0.2)


def _ferry(pen: Pen, x: float, y: float, s: float, way: int) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + way * px * s / 100, y + py * s / 100) for px, py in path(outline)], ink)

    part("-54,6 50,6 62,12 -66,12", clear(rgb("f3e6c6"), 0.5))
    part("-50,-14 62,-14 48,8 -46,8", rgb("f6efdc"))
    part("-50,-2 54,-2 48,8 -46,8", rgb("c9482f"))
    part("-40,-30 34,-30 40,-14 -42,-14", rgb("e9ddc0"))
    part("-30,-42 20,-42 24,-30 -32,-30", rgb("f6efdc"))
    part("-14,-60 2,-60 4,-42 -14,-42", rgb("e0a53a"))
    part("-14,-60 2,-60 2.4,-55 -14,-55", rgb("2b3a44"))
    for k in range(6):
        part(f"{-34 + k * 11},-26 {-28 + k * 11},-26 {-28 + k * 11},-20 {-34 + k * 11},-20", rgb("2f5f72"))
    smoke = curve(placed("-6,-62 -20,-76 -42,-78", x, y, s, way), 6)
    pen.taper(smoke, clear(rgb("f3e6c6"), 0.6), s * 0.06, s * 0.16)
    for k in range(3):
        low, high = y + s * (0.18 + k * 0.07), y + s * (0.14 + k * 0.07)
        bends = (x - s * 0.7 + k * 14, x - s * 0.3, x, x + s * 0.3, x + s * 0.62 - k * 14)
        wave = curve([(px, high if i % 2 else low) for i, px in enumerate(bends)], 6)
        pen.line(wave, clear(rgb("f3e6c6"), 0.75), 2.4)


def _lighthouse(c: Canvas, x: float, y: float) -> None:
    for turn in (2.7, 3.5, 4.3, 5.3, 6.1):
        beam = [
            (x, y - 92),
            (x + math.cos(turn - 0.07) * 190, y - 92 + math.sin(turn - 0.07) * 190),
            (x + math.cos(turn + 0.07) * 190, y - 92 + math.sin(turn + 0.07) * 190),
        ]
        c.wash(beam, tones("ffe9a8"), alpha=0.4, blur=2)
    c.glow(x, y - 92, 120, rgb("ffe9a8"), 0.8)
    with c.pen((x - 60, y - 140, x + 60, y + 30)) as pen:
        pen.poly([(x - 18, y), (x - 12, y - 80), (x + 12, y - 80), (x + 18, y)], rgb("f6efdc"))
        for low, high in ((0.1, 0.35), (0.6, 0.85)):
            a, b = 18 - 6 * low, 18 - 6 * high
            pen.poly(
                [
                    (x - a, y - 80 * low),
                    (x - b, y - 80 * high),
                    (x + b, y - 80 * high),
                    (x + a, y - 80 * low),
                ],
                rgb("c9482f"),
            )
        pen.poly([(x + 4, y), (x + 3, y - 80), (x + 12, y - 80), (x + 18, y)], clear(INK, 0.25))
        pen.rect(x - 16, y - 84, x + 16, y - 78, INK)
        pen.rect(x - 9, y - 102, x + 9, y - 84, rgb("ffe9a8"))
        pen.poly([(x - 13, y - 101), (x, y - 118), (x + 13, y - 101)], rgb("c9482f"))


def _names(c: Canvas, chart: Chart) -> None:
    sea: Colour = rgb("f0e7c8")
    label(c, "BAY OF SARRA", *chart.at((432, 500)), 46, sea, spacing=0.3, slant=0.2, turn=0.1, bend=0.16)
    label(c, "STRAIT OF ONDRA", *chart.at((424, 716)), 28, sea, spacing=0.16, slant=0.2, turn=-1.15, bend=0.2)
    label(
        c,
        "Tuesdays and Fridays",
        *chart.at((420, 602)),
        27,
        rgb("f6cf7c"),
        slant=0.2,
        turn=-0.86,
        bend=-0.12,
    )
    label(c, "Ondra", *chart.at((292, 790)), 40, INK, spacing=0.12, halo=rgb("ead7a6"))
    label(c, "Port Sarra", *chart.at((756, 512)), 44, INK, anchor="left", halo=rgb("ead7a6"))
    label(c, "Nahr Kedem", *chart.at((574, 322)), 36, INK, anchor="left", halo=rgb("ead7a6"))
    label(c, "Beit Oren", *chart.at((842, 592)), 32, INK, halo=rgb("ead7a6"))
    label(
        c,
        "SARRA",
        *chart.at((730, 610)),
        66,
        rgb("8a5a3c"),
        spacing=0.6,
        turn=0.12,
        bend=0.2,
        halo=rgb("ead7a6"),
    )
    label(c, "HALUT", *chart.at((720, 790)), 60, rgb("8a5a3c"), spacing=0.6, turn=-0.06, halo=rgb("ead7a6"))
