"""A hand lets a folded paper into a wooden box; the light of a high window falls across the wall."""

from __future__ import annotations

import random

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Colour,
    Pen,
    clear,
    curve,
    rgb,
    tint,
)
from articles.demo.scenes.land import between, inside, oval, path, ragged, scatter, shade, soft, tones


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("7d9a94"))
    c.gradient(tones("4f7478 6d918c 8aa79a"), (0, 0, 1800, 800))
    for i in range(2):
        for j in range(2):
            left, top = 150 + i * 300 + j * 90, -60 + j * 290
            pane = [(left, top), (left + 262, top), (left + 342, top + 256), (left + 80, top + 256)]
            c.wash(pane, tones("e9dfb4 d5d3ac"), alpha=0.6, blur=5)
    with c.pen((0, 0, 1800, 800)) as pen:
        for x, y in scatter(rng, 0, 0, 1800, 780, 260):
            pen.dash(
                x,
                y,
                rng.uniform(40, 170),
                rng.uniform(3, 9),
                clear(rgb(rng.choice(("e6ecd6", "3f6468"))), 0.12),
            )
    _booth(c, rng)
    c.wash(path("-10,770 1810,770 1810,1210 -10,1210"), tones("9f4a3c 8a3a34 642a2c"))
    with c.pen((0, 760, 1800, 1200)) as pen:
        pen.rect(0, 764, 1800, 772, rgb("c96f54"))
        for x, y in scatter(rng, 0, 780, 1800, 1200, 800):
            pen.dash(x, y, 36, 2.4, clear(rgb(rng.choice(("b8604c", "54222a"))), 0.4))
    shade(
        c,
        path("760,1030 1270,1000 1800,1066 1800,1130 1240,1120 760,1080"),
        alpha=0.75,
        blur=7,
        ink=rgb("6a4456"),
    )
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
            pen.poly(
                [*curve(sway, 6), *[(px + 14, py) for px, py in curve(sway, 6)[::-1]]],
                clear(rgb("6a6a66"), 0.4),
            )
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
            sheet = [
                (120 + dx, 1010 + dy),
                (390 + dx, 956 + dy),
                (480 + dx, 1020 + dy),
                (196 + dx, 1084 + dy),
            ]
            pen.poly([(x, y + 9) for x, y in sheet], rgb("b5a88e"))
            pen.poly(sheet, rgb("f8f2e0" if k % 2 else "ece2ca"))
        for i in range(4):
            a, b = (
                between([(150.0, 966.0)], [(214.0, 1016.0)], i / 3.4)[0],
                between([(330.0, 930.0)], [(398.0, 976.0)], i / 3.4)[0],
            )
            pen.line([a, b], clear(rgb("6a6a78"), 0.8), 4)
            pen.poly(
                [(b[0] + 18, b[1] - 5), (b[0] + 44, b[1] - 10), (b[0] + 54, b[1]), (b[0] + 28, b[1] + 6)],
                rgb("54607a"),
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
        pen.taper(
            [(x - 2, y - wide * 0.25) for x, y in line[2:]],
            clear(tint(tone, 0.4), 0.5),
            wide * 0.26,
            3,
        )

    with c.pen((780, 0, 1800, 620)) as pen:
        pen.poly(soft("1480,-30 1340,110 1250,180 1320,345 1440,290 1640,150 1820,60 1820,-30", 8), sleeve)
        pen.poly(
            soft("1400,250 1600,110 1820,-10 1820,60 1640,150 1440,290 1320,345 1400,250", 8),
            tint(sleeve, -0.3),
        )
        pen.poly(soft("1262,164 1228,184 1294,362 1336,346 1262,164", 6), rgb("f3ead6"))
        # The fingers go behind the paper, the thumb before it.
        finger(pen, "1170,250 1090,262 1034,312 1000,370", 44, tint(skin, -0.16))
        finger(pen, "1180,222 1090,206 1004,250 948,340", 46, skin)
        finger(pen, "1200,330 1120,344 1086,392 1120,420", 42, tint(skin, -0.1))
        finger(pen, "1220,352 1160,376 1136,420 1166,440", 38, tint(skin, -0.16))
        pen.poly(
            soft("1250,186 1180,196 1130,220 1110,270 1130,340 1180,386 1250,382 1306,346 1250,186", 8),
            skin,
        )
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
