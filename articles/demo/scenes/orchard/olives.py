"""Old olives on walled terraces above the sea, in early light from the left; two people pick."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

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
    vary,
)
from articles.demo.scenes.land import between, oval, ragged, scatter, shade, soft, tones
from articles.demo.scenes.plants import olive_tree

# The top of each terrace's wall, from far to near, and how tall the trees below it look.
TERRACES = (
    ("520,440 800,405 1100,350 1450,296 1820,262", 0),
    ("380,508 700,490 1050,446 1400,392 1820,346", 96),
    ("200,596 600,598 1000,560 1400,506 1820,446", 130),
    ("-20,706 400,726 900,706 1400,642 1820,572", 170),
    ("-20,852 400,890 900,872 1400,806 1820,728", 230),
    ("-20,1052 500,1104 1000,1088 1500,1022 1820,950", 330),
)


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("e6c9a3"))
    sky(c, tones("8fb3bd c9cfc0 f4d9ab f9d39a"), 400, brush=0.2)
    cloud_bars(c, (0, 60, 1800, 260), tones("f8e3c4 e3b99a"), 9, alpha=0.5)
    c.gradient(tones("f3d7a8 a9bcb4 6f9aa3 5a8a98"), (0, 380, 1800, 780))
    c.glow(210, 372, 520, rgb("ffd38a"), 0.9)
    sun(c, 210, 352, 40, rgb("fff1cf"), halo=rgb("ffcb7a"))
    with c.pen((0, 380, 900, 620)) as pen:
        for x, y in scatter(rng, 0, 384, 800, 600, 150):
            near = (y - 380) / 220
            lit = math.exp(-(((x - 210) / (60 + 120 * near)) ** 2))
            ink = mix(rgb("5d8c98"), rgb("fff0c8"), lit)
            pen.dash(x, y, 20 + 90 * near, 1.5 + 5 * near, clear(ink, 0.75))
    cape = ragged(rng, soft("-20,392 120,386 330,372 420,382 560,360 700,384", 3), 0.06, 2)
    c.wash([*cape[::-1], (-20, 396), (700, 396)], tones("a5a39a c0b29a"))
    lines = [soft(text, 12) for text, _ in TERRACES]
    for i, (line, (_, tall)) in enumerate(zip(lines, TERRACES, strict=True)):
        foot = lines[i + 1] if i + 1 < len(lines) else [(x, y + 330) for x, y in line]
        _terrace(c, rng, line, foot, 0.4 if i < 5 else 0.24, i)
        if tall:
            _olive_row(c, rng, lines[i - 1], line, tall, i)
    with c.pen((200, 700, 700, 1120)) as pen:
        _pickers(pen, rng)
    lying = [(x, y) for x, y in oval(1560, 1150, 430, 62, turn=0.06)]
    shade(c, lying, alpha=0.6, blur=5, ink=rgb("6f6a86"))
    with c.pen((0, 120, 1800, 1200)) as pen:
        olive_tree(
            pen,
            rng,
            1270,
            1150,
            900,
            rgb("8d7663"),
            tones("2f423c 41584b 5d7562 80967c a9b899 d6dabd"),
            count=3600,
        )
        _grass(pen, rng, 1110)
    c.glow(210, 372, 900, rgb("ffcf8a"), 0.28)
    return c.finish(grain=0.9)


def _terrace(
    c: Canvas, rng: random.Random, top: Sequence[Point], foot: Sequence[Point], share: float, near: int
) -> None:
    far = 1 - near / 5
    haze = rgb("e9cfa6")
    base = between(top, foot, share)
    c.wash([*base, *foot[::-1]], [mix(rgb(code), haze, far * 0.5) for code in ("b3a45c", "c9b068", "a8985a")])
    c.wash([*top, *base[::-1]], [mix(rgb(code), haze, far * 0.45) for code in ("8f7d6b", "6d5f5b")])
    rows = 3 if near < 4 else 4
    with c.pen() as pen:
        for row in range(rows):
            at = between(top, base, (row + 0.08) / rows)
            low = between(top, base, (row + 0.9) / rows)
            place = rng.uniform(-20, 0)
            step = 12 + 9 * near
            while place < 1820:
                wide = step * rng.uniform(0.6, 1.5)
                spot, end = _along(at, place), _along(low, place)
                if spot and end:
                    tone = mix(vary(rng, rgb("c4ae90"), 0.22), haze, far * 0.4)
                    lift = rng.uniform(-0.1, 0.1) * (end - spot)
                    pen.poly(
                        [
                            (place, spot + lift),
                            (place + wide - 3, spot - lift),
                            (place + wide - 4, end),
                            (place + 2, end),
                        ],
                        tone,
                    )
                    pen.line(
                        [(place + 2, spot + lift), (place + wide - 4, spot - lift)],
                        clear(rgb("fbe9c6"), 0.55),
                        2,
                    )
                place += wide
        grass = [mix(rgb(code), haze, far * 0.4) for code in ("8d8f4e", "d8bf74", "6f7a46", "e3cf8c")]
        for x, _ in scatter(rng, 0, 0, 1800, 1, 240):
            upper, lower = _along(base, x), _along(foot, x)
            if upper and lower:
                y = rng.uniform(upper + 4, lower)
                pen.dash(
                    x,
                    y,
                    rng.uniform(20, 70) * (0.4 + near / 5),
                    2 + near,
                    clear(rng.choice(grass), 0.7),
                )


def _along(line: Sequence[Point], x: float) -> float | None:
    for (x0, y0), (x1, y1) in pairwise(line):
        if x0 <= x < x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return None


def _olive_row(
    c: Canvas, rng: random.Random, top: Sequence[Point], foot: Sequence[Point], tall: float, near: int
) -> None:
    far = 1 - near / 5
    leaves = tones("3a4d43 4f6655 6f8670 97a98c cbd3b4")
    crown = [mix(leaf, rgb("e9cfa6"), far * 0.45) for leaf in leaves]
    ground = between(top, foot, 0.72)
    x = rng.uniform(0, 1) * tall - 40
    while x < 1840:
        y = _along(ground, x)
        if y and not (near == 5 and x > 640) and not (near == 4 and x < 600):
            shade(
                c,
                oval(x + tall * 0.5, y + 2, tall * 0.55, tall * 0.07),
                alpha=0.5 - 0.2 * far,
                blur=2,
                ink=rgb("7b7590"),
            )
            with c.pen((x - tall, y - tall * 1.2, x + tall, y + 10)) as pen:
                size = tall * rng.uniform(0.85, 1.12)
                olive_tree(
                    pen,
                    rng,
                    x,
                    y,
                    size,
                    mix(rgb("7c6757"), rgb("e9cfa6"), far * 0.4),
                    crown,
                    count=320 + 80 * near,
                )
        x += tall * rng.uniform(1.05, 1.7)


def _pickers(pen: Pen, rng: random.Random) -> None:
    net = soft("250,1006 330,990 470,996 600,1010 560,1034 400,1040 270,1028 250,1006", 6)
    pen.poly(net, clear(rgb("5f7f86"), 0.8))
    for i in range(9):
        pen.line([(262 + i * 36, 1004), (280 + i * 34, 1030)], clear(rgb("a9c0bd"), 0.6), 1.5)
    olive_tree(
        pen,
        rng,
        430,
        1004,
        250,
        rgb("75604f"),
        tones("35493f 4a6152 6c8370 98a98c d0d7b8"),
        count=900,
    )
    for off in (0, 26):
        pen.line([(318 + off, 1012), (372 + off * 0.6, 872)], rgb("6b4a33"), 5)
    for i in range(6):
        pen.line([(324 + i * 9, 996 - i * 23), (344 + i * 7.6, 996 - i * 23)], rgb("6b4a33"), 4)
    person(
        pen,
        rng,
        350,
        944,
        120,
        tones("b5563f e6d9bd"),
        pose="raise",
        facing=1,
        head="scarf",
        dress="skirt",
    )
    person(
        pen,
        rng,
        545,
        1018,
        128,
        tones("3f6170 cdb07a"),
        pose="reach",
        facing=-1,
        head="hat",
        dress="trousers",
    )


def _grass(pen: Pen, rng: random.Random, y0: float) -> None:
    for x, y in scatter(rng, -10, y0 + 10, 1810, 1220, 700):
        tall = rng.uniform(14, 52) * (y - y0 + 40) / 110
        ink = rgb(rng.choice(("d9c47c", "a89a55", "7c8049", "efe0a2", "5d6a42")))
        pen.taper([(x, y), (x + rng.uniform(-0.1, 0.5) * tall, y - tall)], ink, 4.5, 1)
