"""Blue tables of glass in rows over red sand, up to the mesas; two engineers walk between them."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Pen,
    Point,
    clear,
    cloud_bars,
    mix,
    person,
    rgb,
    sky,
    sun,
)
from articles.demo.scenes.land import Ground, between, inside, path, ragged, ribs, scatter, tones

HAZE = rgb("eebf8a")
GROUND = Ground(horizon=430, centre=900, focal=1150, eye=8.5)
# The rows run to a point on the right, and these are the steps of one metre along and across them.
TURN = math.atan2(420, 1150)
ALONG, ACROSS = (math.sin(TURN), math.cos(TURN)), (math.cos(TURN), -math.sin(TURN))


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("d98f5e"))
    sky(c, tones("3f8fa6 8fc3bd f3dfb0 f7c98a"), 440, brush=0.24)
    sun(c, 1390, 250, 52, rgb("fff6d6"), halo=rgb("ffe0a0"), reach=7)
    cloud_bars(c, (-100, 120, 1500, 330), tones("fbeccb e9c3a0"), 8, alpha=0.5)
    _mesas(c, rng)
    c.gradient(tones("e6ae74 d08a55 b56a44 8f4f3c"), (0, 430, 1800, 1200))
    with c.pen((0, 430, 1800, 1200)) as pen:
        for x, y in scatter(rng, 0, 436, 1800, 1200, 900):
            near = (y - 430) / 770
            ink = rgb(rng.choice(("f0c08a", "a35a3f", "e09a66", "83473a")))
            pen.dash(x, y, (10 + 80 * near) * rng.uniform(0.5, 1.3), 1 + 5 * near, clear(ink, 0.45))
    _tables(c, rng)
    with c.pen((0, 560, 800, 1200)) as pen:
        for x, y, h, way, head in ((330, 1010, 200, 1, "cap"), (420, 1030, 206, -1, "hat")):
            pen.poly(
                [(x - 12, y), (x + 14, y), (x - 130, y + 66), (x - 158, y + 56)],
                clear(rgb("5b2f3f"), 0.5),
            )
            person(
                pen,
                rng,
                x,
                y,
                h,
                tones("e8e0cc f0a030 35506a"),
                pose="stand",
                facing=way,
                dress="trousers",
                head=head,
            )
        pen.poly(path("352,912 388,900 398,922 362,934"), rgb("f4f0e2"))
        pen.poly(path("356,914 386,904 394,920 364,930"), rgb("4f7f9a"))
    c.glow(1390, 250, 900, rgb("ffe3a8"), 0.35)
    return c.finish()


def _mesas(c: Canvas, rng: random.Random) -> None:
    for outline, run, foot in (
        (
            "-20,400 60,330 90,300 330,292 360,330 470,396 640,408 700,350 820,326 850,352 940,410 1820,424",
            "b98d8f d3a58c",
            445,
        ),
        (
            "880,430 960,400 1010,330 1040,296 1250,286 1290,320 1360,372 1500,410 1600,342 1820,330",
            "c57f62 dba071",
            450,
        ),
    ):
        crest = ragged(rng, path(outline), 0.05, 3)
        mass = [*crest, (crest[-1][0], foot), (crest[0][0], foot)]
        c.wash(mass, tones(run))
        with inside(c, mass), c.pen((0, 260, 1800, 460)) as pen:
            dark = [clear(rgb("8f5a63"), 0.55), clear(rgb("f3cf9f"), 0.4)]
            ribs(pen, rng, [p for p in crest if p[1] < foot - 40], 80, dark, fall=90, lean=-0.3, width=16)
            for y in (318, 344, 366, 388):
                line = ragged(rng, [(-20, y), (900, y + 6), (1820, y)], 0.004, 5)
                pen.line(line, clear(rgb("8a5560"), 0.25), 4)
    c.haze(380, 450, rgb("f3d3a0"), 0, 0.6)


def _seen(u: float, v: float, up: float) -> Point:
    """Return where a spot `u` metres along the rows, `v` across them and `up` above the sand is seen."""
    return GROUND.at(u * ALONG[0] + v * ACROSS[0], u * ALONG[1] + v * ACROSS[1], up)


def _tables(c: Canvas, rng: random.Random) -> None:
    sheets: list[tuple[float, float, float]] = []
    for row in range(-34, 26):
        for k in range(36):
            u, v = k * 9.6 - 6, row * 6.2 + 4.0
            x, z = u * ALONG[0] + v * ACROSS[0], u * ALONG[1] + v * ACROSS[1]
            if 6 < z < 260 and abs(x / z) < 1.0:
                sheets.append((z, u, v))
    with c.pen() as pen:
        for z, u, v in sorted(sheets, reverse=True):
            _table(pen, rng, z, u, v)


def _table(pen: Pen, rng: random.Random, z: float, u: float, v: float) -> None:
    far, end = min(1.0, z / 150) ** 0.7, u + 9.1
    cast = [(u, v - 0.4), (end, v - 0.4), (end, v - 5.0), (u, v - 5.0)]
    pen.poly([_seen(*spot, 0) for spot in cast], mix(rgb("7a3f3f"), HAZE, far * 0.75))
    if z < 40:
        for leg in (u + 1.2, u + 7.9):
            pen.line([_seen(leg, v - 1.7, 0), _seen(leg, v - 1.7, 1.5)], rgb("4a4450"), 100 / z)
    # The tables tilt towards the light on the right, so their lower edge has the greater `v`.
    a, b = _seen(u, v, 0.7), _seen(end, v, 0.7)
    top, d = _seen(end, v - 2.9, 2.9), _seen(u, v - 2.9, 2.9)
    if (b[0] - a[0]) * (d[1] - a[1]) > (b[1] - a[1]) * (d[0] - a[0]):
        # From the other side of the avenue we look at the tables' backs.
        pen.poly([a, b, top, d], mix(rgb("4b4152"), HAZE, far * 0.6))
        seam, edge = clear(mix(rgb("8d7a80"), HAZE, far * 0.6), 0.8), rgb("6b5b66")
    else:
        gleam = max(0.0, 1 - abs(v + 18) / 15) * max(0.0, 1 - abs(z - 62) / 34)
        glass = mix(mix(rgb("1f4a78"), rgb("2f6f9c"), rng.random()), rgb("fff0cc"), 0.8 * gleam)
        pen.poly([a, b, top, d], mix(glass, HAZE, far * 0.55))
        sheen = [d, top, *between([b], [top], 0.55), *between([a], [d], 0.55)]
        pen.poly(sheen, clear(mix(rgb("7fb4c6"), HAZE, far * 0.5), 0.45))
        seam, edge = clear(mix(rgb("cfe0df"), HAZE, far * 0.6), 0.5), rgb("16304f")
    if z < 90:
        for i in range(1, 6):
            pen.line([*between([a], [b], i / 6), *between([d], [top], i / 6)], seam, 26 / z)
        pen.line([*between([a], [d], 0.5), *between([b], [top], 0.5)], seam, 26 / z)
    pen.line([d, top], clear(rgb("f4f1df"), 0.9 - 0.5 * far), max(1, 34 / z))
    pen.line([a, b], mix(edge, HAZE, far * 0.7), max(1, 30 / z))
