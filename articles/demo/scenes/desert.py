"""The south: a field of solar panels, a track through dunes, salt pans and a wadi the day after rain."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from PIL import Image

from articles.demo.scenes.dunes import dunes_track
from articles.demo.scenes.flats import salt_flats, wadi_after_rain
from articles.demo.scenes.kit import (
    Canvas,
    Colour,
    Ink,
    Pen,
    Point,
    birds,
    clear,
    cloud_bars,
    curve,
    mix,
    person,
    reflect,
    rgb,
    sky,
    sun,
    tint,
)
from articles.demo.scenes.land import (
    Ground,
    between,
    billows,
    dabs,
    inside,
    oval,
    path,
    ragged,
    ribs,
    scatter,
    shade,
    soft,
    strokes,
    tones,
)


def solar_field(rng: random.Random) -> Image.Image:
    """Blue tables of glass in rows over red sand, up to the mesas; two engineers walk between them."""
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
            pen.poly([(x - 12, y), (x + 14, y), (x - 130, y + 66), (x - 158, y + 56)], clear(rgb("5b2f3f"), 0.5))
            person(
                pen, rng, x, y, h, tones("e8e0cc f0a030 35506a"), pose="stand", facing=way, dress="trousers", head=head
            )
        pen.poly(path("352,912 388,900 398,922 362,934"), rgb("f4f0e2"))
        pen.poly(path("356,914 386,904 394,920 364,930"), rgb("4f7f9a"))
    c.glow(1390, 250, 900, rgb("ffe3a8"), 0.35)
    return c.finish()


def _mesas(c: Canvas, rng: random.Random) -> None:
    for outline, run, foot in (
        (
            "-20,400 60,330 90,300 330,292 360,330 470,396 640,408 700,350 730,330 820,326 850,352 940,410 1820,424",
            "b98d8f d3a58c",
            445,
        ),
        (
            "880,430 960,400 1010,330 1040,296 1250,286 1290,320 1330,330 1360,372 1500,410 1560,380 1600,342 1820,330",
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


def _tables(c: Canvas, rng: random.Random) -> None:
    ground = Ground(horizon=430, centre=900, focal=1150, eye=8.5)
    turn = math.atan2(1320 - 900, 1150)
    along, across = (math.sin(turn), math.cos(turn)), (math.cos(turn), -math.sin(turn))

    def at(u: float, v: float, up: float) -> Point | None:
        x, z = u * along[0] + v * across[0], u * along[1] + v * across[1]
        return ground.at(x, z, up) if z > 3 else None

    def flat(spots: Sequence[tuple[float, float, float]]) -> list[Point] | None:
        found = [at(*spot) for spot in spots]
        return [p for p in found if p] if all(found) else None

    sheets: list[tuple[float, float, float]] = []
    for row in range(-34, 26):
        for k in range(36):
            u, v = k * 9.6 - 6, row * 6.2 + 4.0
            z = u * along[1] + v * across[1]
            if 6 < z < 260 and abs((u * along[0] + v * across[0]) / z) < 1.0:
                sheets.append((z, u, v))
    with c.pen() as pen:
        for z, u, v in sorted(sheets, reverse=True):
            far = min(1.0, z / 150) ** 0.7
            end = u + 9.1
            # The tables tilt towards the light on the right, so their lower edge has the greater `v`.
            face = flat([(u, v, 0.7), (end, v, 0.7), (end, v - 2.9, 2.9), (u, v - 2.9, 2.9)])
            cast = flat([(u, v - 0.4, 0), (end, v - 0.4, 0), (end, v - 5.0, 0), (u, v - 5.0, 0)])
            if not face or not cast:
                continue
            haze = rgb("eebf8a")
            pen.poly(cast, mix(rgb("7a3f3f"), haze, far * 0.75))
            for lu in (u + 1.2, u + 7.9):
                foot, knee = at(lu, v - 1.7, 0), at(lu, v - 1.7, 1.5)
                if foot and knee and z < 40:
                    pen.line([foot, knee], rgb("4a4450"), 100 / z)
            (a, b, top, d) = face
            if (b[0] - a[0]) * (d[1] - a[1]) > (b[1] - a[1]) * (d[0] - a[0]):
                # From the other side of the avenue we look at the tables' backs.
                pen.poly(face, mix(rgb("4b4152"), haze, far * 0.6))
                inks = (clear(mix(rgb("8d7a80"), haze, far * 0.6), 0.8), rgb("6b5b66"))
            else:
                gleam = max(0.0, 1 - abs(v + 18) / 15) * max(0.0, 1 - abs(z - 62) / 34)
                glass = mix(mix(rgb("1f4a78"), rgb("2f6f9c"), rng.random()), rgb("fff0cc"), 0.8 * gleam)
                pen.poly(face, mix(glass, haze, far * 0.55))
                sheen = [d, top, *between([b], [top], 0.55), *between([a], [d], 0.55)]
                pen.poly(sheen, clear(mix(rgb("7fb4c6"), haze, far * 0.5), 0.45))
                inks = (clear(mix(rgb("cfe0df"), haze, far * 0.6), 0.5), rgb("16304f"))
            if z < 90:
                for i in range(1, 6):
                    pen.line([*between([a], [b], i / 6), *between([d], [top], i / 6)], inks[0], 26 / z)
                pen.line([*between([a], [d], 0.5), *between([b], [top], 0.5)], inks[0], 26 / z)
            pen.line([d, top], clear(rgb("f4f1df"), 0.9 - 0.5 * far), max(1, 34 / z))
            pen.line([a, b], mix(inks[1], haze, far * 0.7), max(1, 30 / z))


SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "desert-solar-field": solar_field,
    "desert-dunes-track": dunes_track,
    "desert-salt-flats": salt_flats,
    "desert-wadi-after-rain": wadi_after_rain,
}
