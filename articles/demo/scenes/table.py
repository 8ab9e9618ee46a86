"""Still lifes: bread and olives by a window, and a ballot box; the jar and the oud have modules of their own."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import Image

from articles.demo.scenes.kit import Canvas, Colour, Ink, Pen, Point, clear, curve, mix, rgb, tint, vary
from articles.demo.scenes.land import between, inside, leaf, oval, path, ragged, scatter, shade, soft, strokes, tones
from articles.demo.scenes.antiques import ancient_jar, oud
from articles.demo.scenes.turned import Turned, crumbs


def bread_olives(rng: random.Random) -> Image.Image:
    """A loaf, a bowl of olives and a flask of oil in the light of a window on the left."""
    c = Canvas(rng, rgb("a9866a"))
    c.gradient(tones("8c7a73 a58f7c c4a783"), (0, 0, 1800, 560))
    for x in (120, 520):
        pane = [(x, -20), (x + 330, -20), (x + 700, 520), (x + 330, 560)]
        c.wash(pane, tones("f3d9a4 e9c48a"), alpha=0.55, blur=9)
    with c.pen((0, 0, 1800, 560)) as pen:
        for x, y in scatter(rng, 0, 0, 1800, 540, 260):
            pen.dash(x, y, rng.uniform(40, 170), rng.uniform(3, 9), clear(rgb(rng.choice(("fbe9c4", "7a665c"))), 0.12))
    _planks(c, rng)
    _cloth(c, rng)
    flask = Turned(560, 800, path("118,0 132,30 128,110 108,180 60,250 34,300 30,360 36,420 44,432"), flat=0.2)
    loaf = soft(
        "640,760 650,640 740,540 900,490 1070,500 1210,580 1270,680 1262,770 1150,822 950,838 760,820 640,760", 10
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
                grain = [(x, y + dy), (x + 160, y + dy + rng.uniform(-5, 5)), (x + rng.uniform(240, 620), y + dy)]
                ink = clear(rgb(rng.choice(("5a3822", "d9a868", "6f4628"))), 0.35)
                pen.taper(curve(grain, 5), ink, 4 * tall / 100, 1)
            pen.line([(0, y), (1800, y)], rgb("472c1e"), 2 + tall / 60)
            pen.line([(0, y + 3 + tall / 60), (1800, y + 3 + tall / 60)], clear(rgb("e9bd80"), 0.5), 2)
        pen.rect(0, 545, 1800, 553, rgb("6a452b"))


def _cloth(c: Canvas, rng: random.Random) -> None:
    far, near = soft("330,872 700,830 1200,812 1560,838", 10), soft("90,1290 600,1300 1280,1300 1790,1290", 10)
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
            a = [(far[0][0] + (far[-1][0] - far[0][0]) * i, 800), (near[0][0] + (near[-1][0] - near[0][0]) * i, 1260)]
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
        shade(c, soft("1300,560 1160,600 1130,720 1000,800 760,850 1300,880", 8), alpha=0.7, blur=20, ink=rgb("8a5a5a"))
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
                deep = [
                    (x + 4, y + wide * 0.45 * math.sin(math.pi * i / (len(cut) - 1))) for i, (x, y) in enumerate(cut)
                ]
                pen.poly([*cut, *deep[::-1]], rgb("6f3a1c"))
                belly = [(x, y - wide * math.sin(math.pi * i / (len(cut) - 1)) * 0.8) for i, (x, y) in enumerate(cut)]
                pen.poly([*cut, *belly[::-1]], rgb("f6dcaa"))
                pen.line(belly, rgb("8f5426"), 4)
                for _ in range(26):
                    i = rng.randrange(1, len(cut) - 1)
                    (x0, y0), (x1, y1) = cut[i], belly[i]
                    t = rng.random()
                    pen.dash(
                        x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, 12, 3, clear(rgb(rng.choice(("fff6e0", "d9ac6a"))), 0.8)
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
            pen.poly([bowl.at(a - 0.07, 86), bowl.at(a, 62), bowl.at(a + 0.07, 86)], clear(rgb("f3ead4"), 0.9))
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


def ballot_box(rng: random.Random) -> Image.Image:
    """A hand lets a folded paper into the slot of a wooden box; the light of a high window falls across the wall."""
    c = Canvas(rng, rgb("7d9a94"))
    c.gradient(tones("4f7478 6d918c 8aa79a"), (0, 0, 1800, 800))
    for i in range(2):
        for j in range(2):
            x, y = 150 + i * 300 + j * 90, -60 + j * 290
            pane = [(x, y), (x + 262, y), (x + 342, y + 256), (x + 80, y + 256)]
            c.wash(pane, tones("e9dfb4 d5d3ac"), alpha=0.6, blur=5)
    with c.pen((0, 0, 1800, 800)) as pen:
        for x, y in scatter(rng, 0, 0, 1800, 780, 260):
            pen.dash(x, y, rng.uniform(40, 170), rng.uniform(3, 9), clear(rgb(rng.choice(("e6ecd6", "3f6468"))), 0.12))
    _booth(c, rng)
    c.wash(path("-10,770 1810,770 1810,1210 -10,1210"), tones("9f4a3c 8a3a34 642a2c"))
    with c.pen((0, 760, 1800, 1200)) as pen:
        pen.rect(0, 764, 1800, 772, rgb("c96f54"))
        for x, y in scatter(rng, 0, 780, 1800, 1200, 800):
            pen.dash(x, y, 36, 2.4, clear(rgb(rng.choice(("b8604c", "54222a"))), 0.4))
    shade(c, path("760,1030 1270,1000 1800,1066 1800,1130 1240,1120 760,1080"), alpha=0.75, blur=7, ink=rgb("6a4456"))
    _box(c, rng)
    _papers(c, rng)
    _hand(c)
    c.glow(240, -80, 1200, rgb("fff0c0"), 0.35)
    return c.finish(vignette=0.2)


def _booth(c: Canvas, rng: random.Random) -> None:
    with c.pen((1240, 60, 1800, 780)) as pen:
        pen.rect(1290, 110, 1800, 770, rgb("2f4a50"))
        pen.rect(1260, 92, 1800, 124, rgb("6b4a34"))
        pen.rect(1260, 92, 1800, 100, rgb("a37a54"))
        for k in range(12):
            x = 1300 + k * 46
            sway = [(x, 124), (x - 5, 330), (x + 7, 520), (x - 4, 716)]
            wave = curve(sway, 6) + curve([(px + 46, py) for px, py in sway[::-1]], 6)
            pen.poly(wave, rgb("e4d7b4") if k % 2 else rgb("c9bb98"))
            pen.poly([*curve(sway, 6), *[(px + 14, py) for px, py in curve(sway, 6)[::-1]]], clear(rgb("6a6a66"), 0.4))
            pen.disc(x + 12, 122, 9, 9, rgb("a37a54"))
        pen.rect(1268, 100, 1294, 770, rgb("54392a"))
        pen.rect(1268, 100, 1277, 770, rgb("8d6544"))


def _box(c: Canvas, rng: random.Random) -> None:
    front, side = path("560,610 1120,626 1112,1104 580,1070"), path("1120,626 1330,570 1308,1010 1112,1104")
    lid = path("548,612 1122,630 1342,568 800,556")
    c.wash(front, tones("d9ab6a c8935a b07a46"))
    c.wash(side, tones("8d5f3c 77492f 5f3826"))
    c.wash(lid, tones("efcf94 e0b878"))
    with inside(c, front), c.pen((540, 590, 1130, 1110)) as pen:
        for i in range(1, 4):
            a, b = between([front[0]], [front[3]], i / 4)[0], between([front[1]], [front[2]], i / 4)[0]
            pen.line([a, b], rgb("7a4f30"), 4)
            pen.line([(a[0], a[1] + 4), (b[0], b[1] + 4)], clear(rgb("f6d8a4"), 0.7), 2)
        for x, y in scatter(rng, 540, 610, 1100, 1100, 150):
            far = rng.uniform(50, 200)
            grain = [(x, y), (x + far / 2, y + rng.uniform(-5, 7)), (x + far, y + 0.03 * far)]
            pen.taper(curve(grain, 4), clear(rgb(rng.choice(("8d5f38", "f0cf96", "9f6d40"))), 0.45), 4, 1)
    with inside(c, side), c.pen((1100, 560, 1340, 1110)) as pen:
        for i in range(1, 4):
            a, b = between([side[0]], [side[3]], i / 4)[0], between([side[1]], [side[2]], i / 4)[0]
            pen.line([a, b], rgb("472818"), 4)
        for x, y in scatter(rng, 1110, 590, 1320, 1090, 60):
            pen.taper([(x, y), (x + 90, y - 26)], clear(rgb(rng.choice(("54301e", "a87a4e"))), 0.45), 4, 1)
    with c.pen((520, 540, 1360, 1120)) as pen:
        pen.poly(path("548,612 1122,630 1122,654 548,634"), rgb("a8703f"))
        pen.poly(path("1122,630 1342,568 1342,590 1122,654"), rgb("6b4229"))
        pen.line(path("548,612 1122,630 1342,568"), rgb("fbe6b8"), 4)
        pen.poly(path("560,634 1120,654 1120,676 560,656"), clear(rgb("5f3a26"), 0.4))
        pen.poly(path("800,592 1068,600 1084,590 822,583"), rgb("3a221a"))
        for corner in (
            "560,636 600,638 596,672 562,670",
            "1076,1060 1112,1062 1112,1104 1074,1100",
            "578,1030 612,1034 612,1072 580,1070",
            "1078,654 1120,656 1119,692 1078,690",
        ):
            pen.poly(path(corner), rgb("b8963f"))
            x, y = path(corner)[0]
            pen.disc(x + 20, y + 18, 5, 5, rgb("f3dc94"))
        # A lock, and a seal of wax on its string.
        pen.poly(path("800,640 872,642 872,700 800,698"), rgb("c9a548"))
        pen.line(soft("812,736 810,690 836,672 862,690 862,738", 6), rgb("6f7478"), 12)
        pen.poly(path("790,730 884,732 882,812 792,808"), rgb("b0893a"))
        pen.poly(path("790,730 812,730 814,809 792,808"), rgb("e0c068"))
        pen.disc(837, 762, 9, 9, rgb("43301c"))
        pen.poly(path("832,764 842,764 846,788 828,788"), rgb("43301c"))
        pen.line(soft("880,704 960,740 1010,700 1040,752", 6), rgb("f3ead2"), 5)
        wax = ragged(rng, oval(1042, 776, 40, 38, steps=12), 0.12, 2)
        pen.poly([(x + 5, y + 6) for x, y in wax], clear(rgb("4f2a1e"), 0.6))
        pen.poly(wax, rgb("a82a30"))
        pen.disc(1040, 774, 26, 25, rgb("c4424a"))
        pen.disc(1042, 777, 24, 23, rgb("a02830"))
        pen.line(path("1030,776 1039,786 1056,764"), rgb("e68a84"), 5)


def _papers(c: Canvas, rng: random.Random) -> None:
    shade(c, path("130,1000 440,960 520,1040 190,1096"), alpha=0.7, blur=5, ink=rgb("5f3648"))
    with c.pen((80, 840, 560, 1200)) as pen:
        for k in range(7):
            dx, dy = rng.uniform(-8, 8), -k * 9
            sheet = [(120 + dx, 1010 + dy), (390 + dx, 956 + dy), (480 + dx, 1020 + dy), (196 + dx, 1084 + dy)]
            pen.poly([(x, y + 9) for x, y in sheet], rgb("b5a88e"))
            pen.poly(sheet, rgb("f8f2e0" if k % 2 else "ece2ca"))
        for i in range(4):
            a, b = (
                between([(150.0, 966.0)], [(214.0, 1016.0)], i / 3.4)[0],
                between([(330.0, 930.0)], [(398.0, 976.0)], i / 3.4)[0],
            )
            pen.line([a, b], clear(rgb("6a6a78"), 0.8), 4)
            pen.poly(
                [(b[0] + 18, b[1] - 5), (b[0] + 44, b[1] - 10), (b[0] + 54, b[1]), (b[0] + 28, b[1] + 6)], rgb("54607a")
            )
        pen.taper([(250, 1160), (470, 1112)], clear(rgb("4f1f28"), 0.6), 16, 10)
        pen.line([(240, 1142), (440, 1098)], rgb("2f5f74"), 16)
        pen.line([(241, 1138), (440, 1094)], rgb("6f9fae"), 5)
        pen.poly(path("438,1089 476,1089 443,1107"), rgb("e6c49a"))
        pen.poly(path("464,1089 480,1088 466,1094"), rgb("2c2a30"))
        pen.line(soft("240,1142 150,1160 90,1130 20,1180 -20,1170", 8), rgb("f3ead2"), 4)


def _hand(c: Canvas) -> None:
    skin, sleeve = rgb("b57a52"), rgb("2f4f6a")

    def finger(pen: Pen, bend: str, wide: float, tone: Colour) -> None:
        line = soft(bend, 6)
        pen.limb([(x + 3, y + 6) for x, y in line], tint(tone, -0.35), wide)
        pen.limb(line, tone, wide)
        pen.taper([(x - 2, y - wide * 0.25) for x, y in line[2:]], clear(tint(tone, 0.4), 0.5), wide * 0.26, 3)

    with c.pen((780, 0, 1800, 620)) as pen:
        pen.poly(soft("1480,-30 1340,110 1250,180 1320,345 1440,290 1640,150 1820,60 1820,-30", 8), sleeve)
        pen.poly(soft("1400,250 1600,110 1820,-10 1820,60 1640,150 1440,290 1320,345 1400,250", 8), tint(sleeve, -0.3))
        pen.poly(soft("1262,164 1228,184 1294,362 1336,346 1262,164", 6), rgb("f3ead6"))
        # The fingers go behind the paper, the thumb before it.
        finger(pen, "1170,250 1090,262 1034,312 1000,370", 44, tint(skin, -0.16))
        finger(pen, "1180,222 1090,206 1004,250 948,340", 46, skin)
        finger(pen, "1200,330 1120,344 1086,392 1120,420", 42, tint(skin, -0.1))
        finger(pen, "1220,352 1160,376 1136,420 1166,440", 38, tint(skin, -0.16))
        pen.poly(soft("1250,186 1180,196 1130,220 1110,270 1130,340 1180,386 1250,382 1306,346 1250,186", 8), skin)
        pen.poly(soft("1306,346 1250,382 1180,386 1150,362 1230,352 1290,310 1306,346", 8), tint(skin, -0.22))
        pen.poly(path("1020,600 1034,590 1056,326 1040,330"), rgb("b8ab92"))
        pen.poly(path("858,596 1020,600 1040,330 880,318"), rgb("fbf6e6"))
        pen.poly(path("858,596 1020,600 1024,540 862,534"), clear(rgb("8d8a8a"), 0.4))
        # The paper is folded, so that only the office's stamp shows, never the vote.
        pen.line([*oval(930, 458, 38, 37, turn=0.2), (968, 460)], clear(rgb("35608a"), 0.75), 5)
        pen.poly(soft("906,470 930,430 954,470 930,460 906,470", 2), clear(rgb("35608a"), 0.7))
        pen.poly(oval(1000, 372, 58, 20, turn=-0.2), clear(rgb("8d7a70"), 0.4))
        finger(pen, "1230,300 1150,290 1080,312 986,352", 52, tint(skin, 0.05))
        pen.poly(oval(978, 348, 19, 13, turn=-0.4), rgb("ecc4a6"))
        for bend in ("1150,206 1166,220 1160,240", "1192,276 1222,284 1236,306"):
            pen.taper(soft(bend, 5), clear(tint(skin, -0.45), 0.6), 5, 1)


SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "table-bread-olives": bread_olives,
    "table-ballot-box": ballot_box,
    "table-ancient-jar": ancient_jar,
    "table-oud": oud,
}
