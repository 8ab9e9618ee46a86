"""The Assembly from its last row: rings of green benches down to the Speaker's dais, light from above."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Pen, Point, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("e8d3a8"))
    canvas.gradient([rgb("c9a878"), rgb("e9d2a4"), rgb("d9b888")], (0, 0, 1800, 620))
    _apse(canvas)
    with canvas.pen() as pen:
        pen.rect(0, 630, 1800, 1200, rgb("8a4f3c"))
        pen.disc(900, 600, 330, 96, rgb("a8433c"))
        pen.disc(900, 600, 300, 84, rgb("b9524a"))
        _dais(pen, rng)
    coats = [rgb(c) for c in ("2f4358", "4a3c50", "6a3a3c", "3c4f46", "8a7a66", "34344a")]
    for row in range(6):
        rx, ry, y = 420 + row * 205, 92 + row * 62, 590 + row * 42
        size = 34 + row * 15.0
        with canvas.pen((0, 500, 1800, 1200)) as pen:
            _bench(pen, 900, y, rx, ry, size, row)
            count = 13 + row * 2
            for i in range(count):
                a = math.pi * (0.06 + 0.88 * (i + 0.5) / count)
                if (i + 1) % 5 == 0 or rng.random() < 0.12:
                    continue
                x, py = 900 + (rx + size * 0.4) * math.cos(a), y + (ry + size * 0.1) * math.sin(a)
                if -80 < x < 1880:
                    kit.seen_from_behind(
                        pen,
                        rng,
                        x,
                        py - size * 0.9,
                        size,
                        coats,
                        dusk=rgb("2a2a34"),
                        fade=0.1,
                        rim=rgb("fff0c4"),
                    )
            _bench_back(pen, 900, y + size * 0.62, rx + size * 0.9, ry + size * 0.3, size, row)
    for x0, x1, f0, f1 in ((560, 700, 180, 560), (760, 900, 560, 900), (960, 1090, 980, 1380)):
        canvas.wash(
            [(x0, -10), (x1, -10), (f1, 900), (f0, 900)],
            [rgb("fff2cc"), rgb("8a6a48")],
            alpha=0.3,
            blur=24,
            mode="screen",
        )
    canvas.glow(900, 560, 620, rgb("ffe9b0"), 0.3, squash=0.5)
    return canvas.finish(vignette=0.2)


def _apse(canvas: Canvas) -> None:
    with canvas.pen((0, 0, 1800, 660)) as pen:
        for i in range(14):
            x = 60 + i * 129.2
            if 560 < x < 1240:
                continue
            pen.rect(x - 34, 60, x + 34, 560, rgb("f3e4c4"))
            pen.rect(x + 8, 60, x + 34, 560, rgb("cdb48c"))
            pen.rect(x - 44, 44, x + 44, 66, rgb("fbf0d6"))
            pen.rect(x - 42, 540, x + 42, 562, rgb("e6d0a6"))
            pen.arch(x + 42, 130, x + 87, 470, rgb("9fb9b8"))
            pen.arch(x + 46, 134, x + 66, 470, rgb("cfe0d8"))
        pen.rect(0, 20, 1800, 46, rgb("b8935e"))
        pen.rect(0, 0, 1800, 22, rgb("dcbf8c"))
        pen.rect(0, 560, 1800, 640, rgb("7a4a34"))
        pen.rect(0, 556, 1800, 566, rgb("c99a5c"))
        pen.arch(560, -120, 1240, 590, rgb("8f6a48"))
        pen.arch(584, -96, 1216, 590, rgb("f0dcae"))
        for i in range(11):
            a0, a1 = math.pi * i / 11, math.pi * (i + 0.5) / 11
            fan = [(900 + 314 * math.cos(a), 236 - 326 * math.sin(a)) for a in (a0, (a0 + a1) / 2, a1)]
            pen.poly([(900, 262), *fan], rgb("dcbc82"))
            pen.line([(900, 250), fan[0]], rgb("b8935e"), 3)
        pen.disc(900, 246, 92, 84, rgb("c99a5c"))
        pen.disc(900, 246, 76, 70, rgb("f6e6bc"))
        pen.rect(584, 236, 1216, 252, rgb("b8935e"))
        pen.rect(620, 252, 1180, 590, rgb("2f5f52"))
        for i in range(11):
            pen.taper([(640 + i * 49, 252), (632 + i * 49, 590)], rgb("234a42"), 10, 20)
            pen.taper([(660 + i * 49, 252), (656 + i * 49, 590)], rgb("3f7565"), 5, 9)
        pen.disc(900, 356, 74, 74, rgb("c9973f"))
        pen.disc(900, 356, 62, 62, rgb("2f5f52"))
        for i in range(16):
            a = i * math.pi / 8
            pen.taper(
                [
                    (900 + 26 * math.cos(a), 356 + 26 * math.sin(a)),
                    (900 + 56 * math.cos(a), 356 + 56 * math.sin(a)),
                ],
                rgb("e9c46a"),
                10,
                3,
            )
        pen.disc(900, 356, 22, 22, rgb("f2d688"))


def _dais(pen: Pen, rng: random.Random) -> None:
    """The Speaker above, the clerks' table below, and a deputy speaking at the lectern."""
    pen.poly([(700, 590), (1100, 590), (1140, 640), (660, 640)], rgb("6a3a2c"))
    pen.arch(846, 420, 954, 560, rgb("7a2f34"), point=0.2)
    kit.person(
        pen,
        rng,
        900,
        640,
        170,
        [rgb("3a3450")],
        pose="carry",
        dress="robe",
        head="hair",
        skin=rgb("b58260"),
    )
    for x, w, y0, y1, tone in ((900, 150, 520, 596, "8a5238"), (900, 250, 566, 622, "9c6242")):
        pen.rect(x - w, y0, x + w, y1, rgb(tone))
        pen.rect(x - w - 8, y0 - 8, x + w + 8, y0 + 4, rgb("d9a868"))
        for i in range(6):
            pen.rect(
                x - w + 14 + i * w / 3,
                y0 + 14,
                x - w + w / 3 - 2 + i * w / 3,
                y1 - 10,
                tint(rgb(tone), -0.2),
            )
    for x in (716, 1084):
        kit.person(
            pen,
            rng,
            x,
            650,
            120,
            [rgb("2f3a4c")],
            pose="sit",
            facing=1 if x < 900 else -1,
            dress="trousers",
            head="hair",
        )
    kit.person(
        pen,
        rng,
        900,
        690,
        150,
        [rgb("b5473a")],
        pose="raise",
        facing=-1,
        dress="skirt",
        head="hair",
        skin=rgb("c08a64"),
    )
    pen.poly([(856, 628), (912, 628), (904, 694), (864, 694)], rgb("6a3f2c"))
    pen.poly([(846, 618), (922, 618), (916, 632), (852, 632)], rgb("d9a868"))


def _ring(x: float, y: float, rx: float, ry: float, a0: float, a1: float) -> list[Point]:
    return [
        (
            x + rx * math.cos(a0 + (a1 - a0) * i / 40),
            y + ry * math.sin(a0 + (a1 - a0) * i / 40),
        )
        for i in range(41)
    ]


def _bench(pen: Pen, x: float, y: float, rx: float, ry: float, size: float, row: int) -> None:
    """The desk in front of one ring of seats: its front falls away from us, its top shines."""
    wood = mix(rgb("c98f58"), rgb("7a4a34"), row / 7)
    front, back = (
        _ring(x, y - size * 0.3, rx - size * 0.9, ry - size * 0.3, 0.1, math.pi - 0.1),
        _ring(x, y - size * 0.3, rx - size * 0.1, ry - size * 0.02, 0.1, math.pi - 0.1),
    )
    pen.poly(
        _ring(x, y + size * 0.5, rx + size, ry + size * 0.4, 0.02, math.pi - 0.02) + front[::-1],
        rgb("6a3d34"),
    )
    pen.poly(front + back[::-1], wood)
    pen.line(front, tint(wood, 0.35), max(2, size * 0.05))
    for i in range(18):
        a = 0.2 + (math.pi - 0.4) * (i + 0.3) / 18
        px, py = x + (rx - size * 0.5) * math.cos(a), y - size * 0.3 + (ry - size * 0.16) * math.sin(a)
        pen.poly(
            [
                (px - size * 0.2, py - size * 0.06),
                (px + size * 0.16, py - size * 0.1),
                (px + size * 0.22, py + size * 0.06),
                (px - size * 0.14, py + size * 0.1),
            ],
            rgb("fbf4e0"),
        )


def _bench_back(pen: Pen, x: float, y: float, rx: float, ry: float, size: float, row: int) -> None:
    leather = mix(rgb("3f7f68"), rgb("1f4a42"), row / 6)
    top, foot = (
        _ring(x, y - size * 0.55, rx, ry, 0.05, math.pi - 0.05),
        _ring(x, y + size * 0.5, rx + size * 0.2, ry + size * 0.1, 0.05, math.pi - 0.05),
    )
    pen.poly(top + foot[::-1], leather)
    pen.line(top, tint(leather, 0.35), max(2, size * 0.07))
    count = 26 + 4 * row
    for i in range(count):
        a = 0.05 + (math.pi - 0.1) * i / count
        one = (x + rx * math.cos(a), y - size * 0.5 + ry * math.sin(a))
        other = (x + (rx + size * 0.2) * math.cos(a), y + size * 0.5 + (ry + size * 0.1) * math.sin(a))
        pen.line([one, other], tint(leather, -0.3), max(1.5, size * 0.035))
    for a in (0.62, 1.24, 1.9, 2.52):
        w = size * 0.75
        px, py = x + rx * math.cos(a), y + ry * math.sin(a)
        ox = (px - x) / rx * size * 0.9
        pen.poly(
            [
                (px - w * 0.5 - ox * 0.5, py - size * 0.75),
                (px + w * 0.5 - ox * 0.5, py - size * 0.75),
                (px + w * 0.7 + ox * 0.6, py + size * 0.66),
                (px - w * 0.7 + ox * 0.6, py + size * 0.66),
            ],
            rgb("a8433c"),
        )
        for k in range(3):
            t = -0.5 + 0.42 * k
            pen.line(
                [(px - w * 0.6 + ox * t, py + size * t), (px + w * 0.6 + ox * t, py + size * t)],
                rgb("7c2c30"),
                max(2, size * 0.05),
            )
