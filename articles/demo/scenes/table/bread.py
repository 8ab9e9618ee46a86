"""A loaf, a bowl of olives and a flask of oil in the light of a window on the left."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Colour,
    Pen,
    Point,
    clear,
    curve,
    rgb,
    tint,
    vary,
)
from articles.demo.scenes.land import inside, oval, path, scatter, shade, soft, tones
from articles.demo.scenes.plants import leaf
from articles.demo.scenes.table.turned import Turned, crumbs


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("a9866a"))
    c.gradient(tones("8c7a73 a58f7c c4a783"), (0, 0, 1800, 560))
    for left in (120, 520):
        pane = [(left, -20), (left + 330, -20), (left + 700, 520), (left + 330, 560)]
        c.wash(pane, tones("f3d9a4 e9c48a"), alpha=0.55, blur=9)
    with c.pen((0, 0, 1800, 560)) as pen:
        for x, y in scatter(rng, 0, 0, 1800, 540, 260):
            pen.dash(
                x,
                y,
                rng.uniform(40, 170),
                rng.uniform(3, 9),
                clear(rgb(rng.choice(("fbe9c4", "7a665c"))), 0.12),
            )
    _planks(c, rng)
    _cloth(c, rng)
    flask = Turned(
        560,
        800,
        path("118,0 132,30 128,110 108,180 60,250 34,300 30,360 36,420 44,432"),
        flat=0.2,
    )
    loaf = soft(
        "640,760 650,640 740,540 900,490 1080,504 1210,580 1270,680 1262,770 950,838 760,820 640,760",
        10,
    )
    bowl = Turned(1330, 1010, path("84,0 92,16 150,60 200,120 216,150"), flat=0.3)
    for cast in (
        [(560, 820), (700, 800), (1010, 700), (1090, 708), (760, 850)],
        [(x + 150 + (838 - y) * 0.55, 838 - (838 - y) * 0.12 + 12) for x, y in loaf],
        oval(1500, 1030, 250, 74, turn=0.03),
        oval(1200, 806, 260, 52, turn=-0.06),
    ):
        shade(c, cast, alpha=0.72, blur=6, ink=rgb("7d5f66"))
    c.wash(oval(770, 812, 130, 26, turn=-0.15), tones("f7cf5a"), alpha=0.7, blur=9)
    _loaf(c, rng, loaf)
    _flask(c, flask)
    _bowl(c, rng, bowl)
    _slices(c, rng)
    with c.pen() as pen:
        for x, y, code in (
            (1060, 1092, "4a3a4c"),
            (1130, 1060, "7d8a3c"),
            (1000, 1040, "8d963f"),
            (1600, 1100, "4a3a4c"),
        ):
            pen.poly(oval(x + 26, y + 12, 34, 10), clear(rgb("4f3430"), 0.5))
            _olive(pen, rng, x, y, 27, rgb(code))
        _sprig(pen, rng)
        crumbs(pen, rng, 900, 960, 150, tones("f3dcae c99a5c 8f6238"), 90)
    c.glow(100, -60, 1200, rgb("ffe2a4"), 0.4)
    return c.finish(vignette=0.24)


def _planks(c: Canvas, rng: random.Random) -> None:
    c.gradient(tones("b5854f a06f40 7d5230 5d3b26"), (0, 552, 1800, 1200))
    with c.pen((0, 545, 1800, 1200)) as pen:
        for y, tall in ((552, 52), (604, 76), (680, 108), (788, 150), (938, 220), (1158, 100)):
            pen.rect(0, y, 1800, y + tall, clear(vary(rng, rgb("a87444"), 0.25), 0.35))
            for _ in range(46):
                x, dy = rng.uniform(-200, 1700), rng.uniform(0.08, 0.92) * tall
                grain = [
                    (x, y + dy),
                    (x + 160, y + dy + rng.uniform(-5, 5)),
                    (x + rng.uniform(240, 620), y + dy),
                ]
                ink = clear(rgb(rng.choice(("5a3822", "d9a868", "6f4628"))), 0.35)
                pen.taper(curve(grain, 5), ink, 4 * tall / 100, 1)
            pen.line([(0, y), (1800, y)], rgb("472c1e"), 2 + tall / 60)
            pen.line([(0, y + 3 + tall / 60), (1800, y + 3 + tall / 60)], clear(rgb("e9bd80"), 0.5), 2)
        pen.rect(0, 545, 1800, 553, rgb("6a452b"))


def _cloth(c: Canvas, rng: random.Random) -> None:
    far, near = (
        soft("330,872 700,830 1200,812 1560,838", 10),
        soft("90,1290 600,1300 1280,1300 1790,1290", 10),
    )
    sheet = [*far, *near[::-1]]
    shade(c, [(x + 26, y + 16) for x, y in sheet], alpha=0.6, blur=6, ink=rgb("6a4a44"))
    c.wash(sheet, tones("f0e6d2 e6d8c0 cdbba4"))
    with inside(c, sheet):
        for i, code in (
            (0.06, "3f6377"),
            (0.11, "3f6377"),
            (0.14, "b5533c"),
            (0.86, "b5533c"),
            (0.89, "3f6377"),
            (0.94, "3f6377"),
        ):
            a = [
                (far[0][0] + (far[-1][0] - far[0][0]) * i, 800),
                (near[0][0] + (near[-1][0] - near[0][0]) * i, 1260),
            ]
            c.wash([a[0], (a[0][0] + 22, 800), (a[1][0] + 34, 1260), a[1]], tones(code), alpha=0.85)
        for fold in (
            "420,880 520,1000 470,1100 560,1240 600,1240 540,1100 590,1000 460,876",
            "1400,826 1500,960 1480,1100 1600,1240 1660,1240 1540,1090 1560,960 1450,830",
            "840,830 880,930 850,990 900,1010 930,930 870,828",
        ):
            shade(c, soft(fold, 6), alpha=0.4, blur=6, ink=rgb("8d8298"))
        with c.pen((60, 800, 1800, 1200)) as pen:
            for x, y in scatter(rng, 100, 830, 1800, 1200, 500):
                pen.dash(x, y, 30, 2, clear(rgb(rng.choice(("fffaf0", "b5a48c"))), 0.3))


def _loaf(c: Canvas, rng: random.Random, loaf: list[Point]) -> None:
    c.wash(loaf, tones("e2a458 c57f3a a05c2a 7d4422"))
    with inside(c, loaf):
        c.wash(
            soft("640,700 700,590 880,500 1010,520 930,600 780,680 690,760 640,760", 8),
            tones("f3c67c e0a054"),
            alpha=0.85,
            blur=16,
        )
        shade(
            c,
            soft("1300,560 1160,600 1130,720 1000,800 760,850 1300,880", 8),
            alpha=0.7,
            blur=20,
            ink=rgb("8a5a5a"),
        )
        with c.pen((620, 470, 1300, 850)) as pen:
            for x, y in scatter(rng, 640, 490, 1270, 830, 900):
                ink = clear(rgb(rng.choice(("fbe6bd", "7a4220", "fff3d8", "a8642c"))), 0.4)
                pen.dash(x, y, rng.uniform(5, 20), rng.uniform(2, 5), ink)
            for bend, wide in (
                ("740,690 800,610 900,560 1010,548", 30),
                ("850,740 920,660 1020,610 1130,606", 34),
                ("980,780 1050,710 1130,680 1210,690", 28),
            ):
                cut = soft(bend, 8)
                bulge = [wide * math.sin(math.pi * i / (len(cut) - 1)) for i in range(len(cut))]
                deep = [(x + 4, y + 0.45 * out) for (x, y), out in zip(cut, bulge, strict=True)]
                pen.poly([*cut, *deep[::-1]], rgb("6f3a1c"))
                belly = [(x, y - 0.8 * out) for (x, y), out in zip(cut, bulge, strict=True)]
                pen.poly([*cut, *belly[::-1]], rgb("f6dcaa"))
                pen.line(belly, rgb("8f5426"), 4)
                for _ in range(26):
                    i = rng.randrange(1, len(cut) - 1)
                    (x0, y0), (x1, y1) = cut[i], belly[i]
                    t = rng.random()
                    pen.dash(
                        x0 + (x1 - x0) * t,
                        y0 + (y1 - y0) * t,
                        12,
                        3,
                        clear(rgb(rng.choice(("fff6e0", "d9ac6a"))), 0.8),
                    )


def _flask(c: Canvas, flask: Turned) -> None:
    with c.pen((400, 330, 720, 860)) as pen:
        flask.paint(pen, tones("6f8a78 a9bda6 c9d3bb a5b59c 7d9484 a9bda6"))
        pen.disc(560, 790, 112, 26, rgb("7d7420"))
        oil = Turned(560, 800, path("112,4 124,30 121,110 110,150"), flat=0.2)
        oil.paint(pen, tones("8f7a1c cfae32 f0d45c d9b53a b08f24 e9cc58 8f7a1c"))
        pen.disc(560, 650, 110, 22, rgb("efd774"))
        pen.disc(562, 650, 92, 16, rgb("d3b23e"))
        for bend, wide, alpha in (
            ("474,780 466,690 486,640 520,580", 15, 0.85),
            ("540,530 536,440 538,400", 9, 0.8),
            ("642,760 650,690 640,650", 7, 0.5),
        ):
            pen.taper(soft(bend, 6), clear(rgb("fffbe6"), alpha), wide, 3)
        flask.mouth(pen, rgb("cfdcc6"), rgb("7d8f7a"))
        cork = Turned(560, 378, path("26,0 30,40 33,66"), flat=0.2)
        cork.paint(pen, tones("c99f66 d9b47c a57a48 7d5832"))
        pen.disc(560, 312, 33, 7, rgb("e6c690"))


def _bowl(c: Canvas, rng: random.Random, bowl: Turned) -> None:
    with c.pen((1080, 760, 1580, 1100)) as pen:
        bowl.paint(pen, tones("4f8394 7fb3b8 5d95a3 3c6c82 274a63 3f6a80"))
        bowl.band(pen, 96, 110, clear(rgb("f3ead4"), 0.9))
        for k in range(15):
            a = -1.45 + k * 0.21
            pen.poly(
                [bowl.at(a - 0.07, 86), bowl.at(a, 62), bowl.at(a + 0.07, 86)],
                clear(rgb("f3ead4"), 0.9),
            )
        bowl.mouth(pen, rgb("a9cdcb"), rgb("24384a"), lip=0.92)
        heap = []
        for _ in range(58):
            a, far = rng.uniform(0, math.tau), math.sqrt(rng.random())
            x, y = 1330 + math.cos(a) * far * 172, 860 + math.sin(a) * far * 46
            heap.append((y, x, y - (1 - far) * 62))
        for _, x, y in sorted(heap):
            _olive(pen, rng, x, y, 29, rgb(rng.choice(("4a3a4c", "5a4458", "7d8a3c", "939c46", "6f7a34"))))
        front = [*bowl.ring(150), *bowl.ring(140, math.pi / 2, -math.pi / 2)]
        pen.poly(front, rgb("8fc0c2"))
        pen.taper(bowl.ring(146, -1.2, -0.4), clear(rgb("ffffff"), 0.8), 3, 8)


def _olive(pen: Pen, rng: random.Random, x: float, y: float, r: float, tone: Colour) -> None:
    turn = rng.uniform(-0.6, 0.6)
    pen.poly(oval(x + 3, y + 4, r * 1.06, r * 0.82, turn=turn), clear(rgb("2a2228"), 0.45))
    pen.poly(oval(x, y, r, r * 0.76, turn=turn), tint(tone, -0.25))
    pen.poly(oval(x - r * 0.1, y - r * 0.12, r * 0.84, r * 0.58, turn=turn), tone)
    pen.poly(oval(x - r * 0.26, y - r * 0.28, r * 0.42, r * 0.22, turn=turn), tint(tone, 0.3))
    pen.poly(oval(x - r * 0.34, y - r * 0.32, r * 0.15, r * 0.09, turn=turn), rgb("fdf8ea"))


def _slices(c: Canvas, rng: random.Random) -> None:
    for dx, dy, turn in ((0, 0, 0.1), (120, 58, -0.12)):
        x, y = 760 + dx, 945 + dy
        shade(c, oval(x + 46, y + 28, 168, 62, turn=turn), alpha=0.6, blur=5, ink=rgb("7d6266"))
        crust = [(px, py + 17) for px, py in oval(x, y, 158, 70, turn=turn)]
        c.wash([*oval(x, y, 158, 70, turn=turn), *crust], tones("b0713a 8f5428"))
        c.wash(crust, tones("b0713a 7d4622"))
        c.wash(oval(x, y, 158, 70, turn=turn), tones("c98a48 b5733a"))
        crumb = oval(x - 2, y - 1, 146, 61, turn=turn)
        c.wash(crumb, tones("fbeccb f0d9ac"))
        with inside(c, crumb), c.pen((x - 170, y - 80, x + 170, y + 90)) as pen:
            for px, py in scatter(rng, x - 140, y - 60, x + 140, y + 60, 90):
                size = rng.uniform(2, 8)
                pen.disc(px, py, size, size * 0.45, clear(rgb("cfa868"), 0.6))
                pen.disc(px - 1, py - 1.5, size * 0.7, size * 0.25, clear(rgb("fff8e6"), 0.6))


def _sprig(pen: Pen, rng: random.Random) -> None:
    stem = soft("180,1090 290,1040 400,1030 520,980", 8)
    pen.taper([(x + 12, y + 14) for x, y in stem], clear(rgb("4f3a3a"), 0.45), 9, 3)
    pen.taper(stem, rgb("6d6240"), 9, 3)
    for i, (x, y) in enumerate(stem[1::3]):
        for side in (-1, 1):
            turn = -0.3 + side * rng.uniform(0.6, 1)
            far = rng.uniform(70, 96) * (1 - i * 0.03)
            px, py = x + math.cos(turn) * far / 2, y + math.sin(turn) * far / 2
            leaf(pen, px + 10, py + 14, far, turn, clear(rgb("4f3a3a"), 0.4))
            leaf(pen, px, py, far, turn, rgb(rng.choice(("5d7258", "74896a", "4a6150"))), slim=0.3)
            tip = (x + math.cos(turn) * far, y + math.sin(turn) * far)
            pen.taper([(x, y), tip], clear(rgb("dfe3c4"), 0.8), 4, 1)
