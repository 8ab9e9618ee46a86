"""The court before it sits: three high chairs, slanting window light, and one man waiting at the rail."""

from __future__ import annotations

import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, clear, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("5a3a2c"))
    _wall(canvas)
    _bench_of_judges(canvas)
    for x in (500, 1300):
        canvas.glow(x, 580, 190, rgb("ffd890"), 0.8)
    canvas.wash([(-5, 900), (1805, 900), (1805, 1205), (-5, 1205)], [rgb("8a5a40"), rgb("4a2e28")])
    with canvas.pen((0, 890, 1800, 1200)) as pen:
        for i in range(-12, 32):
            pen.line(
                [(900 + (i * 90 - 900) * 0.9, 900), (900 + (i * 90 - 900) * 2.0, 1205)],
                clear(rgb("2f1c1c"), 0.35),
                2,
            )
        pen.poly([(640, 900), (1160, 900), (1420, 1205), (380, 1205)], rgb("7c2f30"))
        for a, b in ((660, 416), (1140, 1384)):
            pen.line([(a, 900), (b, 1205)], rgb("c99a54"), 7)
    for i in range(2):
        x = 120 + i * 520
        canvas.wash(
            [(x, 930), (x + 210, 930), (x + 500, 1205), (x + 190, 1205)],
            [rgb("ffd890"), rgb("e0a868")],
            alpha=0.5,
            blur=5,
            mode="screen",
        )
    _dock(canvas)
    for x in (-120, 190, 500):
        canvas.wash(
            [(x, -20), (x + 170, -20), (x + 900, 1205), (x + 560, 1205)],
            [rgb("ffe6b4"), rgb("6a4a34")],
            alpha=0.2,
            blur=22,
            mode="screen",
        )
    return canvas.finish(vignette=0.26)


def _wall(canvas: Canvas) -> None:
    """Panelling below, plaster above, and across both the sun through three tall windows."""
    canvas.gradient([rgb("cbb892"), rgb("e3d2aa"), rgb("c9ad80")], (0, 0, 1800, 330))
    canvas.wash(
        [(-5, 320), (1805, 320), (1805, 905), (-5, 905)],
        [rgb("6f452f"), rgb("8a5838"), rgb("5f3a2a")],
    )
    canvas.wash([(-5, 320), (1805, 320), (1805, 905), (-5, 905)], [rgb("b07a4c")], alpha=0.4, dry=0.6)
    with canvas.pen((0, 0, 1800, 910)) as pen:
        pen.rect(0, 296, 1800, 330, rgb("4a2c22"))
        pen.rect(0, 292, 1800, 302, rgb("b98a54"))
        for i in range(13):
            x = 18 + i * 138
            for y0, y1 in ((352, 560), (584, 880)):
                pen.rect(x, y0, x + 112, y1, rgb("4f3025"))
                pen.rect(x + 8, y0 + 8, x + 112, y1, rgb("9a6840"))
                pen.rect(x + 8, y0 + 8, x + 104, y1 - 8, rgb("7a4c33"))
    for i in range(3):
        x = 470 + i * 330
        for k in range(2):
            for j in range(3):
                lx, ty = x + k * 96, 60 + j * 196
                canvas.wash(
                    [(lx, ty), (lx + 84, ty + 22), (lx + 84 + 46, ty + 206), (lx + 46, ty + 184)],
                    [rgb("ffdf9c"), rgb("ffcf86")],
                    alpha=0.62,
                    blur=2.4,
                    mode="screen",
                )


def _bench_of_judges(canvas: Canvas) -> None:
    gold, wood = rgb("d9a850"), rgb("7d4a30")
    with canvas.pen((260, 60, 1540, 920)) as pen:
        pen.poly([(560, 330), (560, 214), (900, 120), (1240, 214), (1240, 330)], rgb("5f3828"))
        pen.poly([(540, 218), (900, 106), (1260, 218), (1260, 240), (900, 130), (540, 240)], rgb("a8743f"))
        for x in (566, 1198):
            pen.rect(x, 330, x + 36, 640, rgb("8a5a38"))
            pen.rect(x + 20, 330, x + 36, 640, rgb("5f3828"))
        pen.line([(900, 160), (900, 292)], gold, 9)
        pen.line([(812, 196), (988, 196)], gold, 8)
        for x in (812, 988):
            pen.line([(x - 36, 262), (x, 196), (x + 36, 262)], gold, 3)
            pen.poly(kit.curve([(x - 44, 260), (x - 20, 284), (x + 20, 284), (x + 44, 260)]), gold)
        pen.poly([(866, 298), (934, 298), (920, 284), (880, 284)], gold)
        for x, top, width in ((700, 414, 138), (1100, 414, 138), (900, 366, 170)):
            pen.arch(x - width / 2 - 14, top - 14, x + width / 2 + 14, 690, rgb("3f241d"), point=0.1)
            pen.arch(x - width / 2, top, x + width / 2, 690, rgb("8a2f33"), point=0.1)
            pen.arch(x - width / 2 + 8, top + 8, x - width * 0.1, 690, rgb("a84444"), point=0.1)
            for i in range(3):
                for j in range(4):
                    pen.disc(x - width * 0.27 + i * width * 0.27, top + 66 + j * 56, 5, 5, rgb("d9a850"))
        pen.rect(300, 632, 1500, 900, wood)
        pen.rect(1300, 632, 1500, 900, tint(wood, -0.25))
        pen.rect(276, 606, 1524, 638, rgb("b57a48"))
        pen.rect(276, 606, 1524, 614, rgb("e3b377"))
        for i in range(9):
            x = 322 + i * 131
            pen.rect(x, 664, x + 106, 876, tint(wood, -0.35))
            pen.rect(x + 7, 671, x + 106, 876, tint(wood, 0.16))
            pen.rect(x + 7, 671, x + 99, 869, tint(wood, -0.08))
        for x in (500, 1300):
            pen.rect(x - 5, 536, x + 5, 606, gold)
            pen.poly([(x - 40, 560), (x - 24, 524), (x + 24, 524), (x + 40, 560)], rgb("3f7a62"))
        for x, tone in ((770, "8a2f33"), (1030, "2f4f5c"), (690, "d9c79c")):
            pen.rect(x, 580, x + 86, 606, rgb(tone))
            pen.rect(x + 8, 566, x + 80, 582, tint(rgb(tone), 0.2))
        pen.poly([(560, 770), (560, 720), (700, 700), (700, 900), (560, 900)], rgb("5f3828"))


def _dock(canvas: Canvas) -> None:
    with canvas.pen((40, 560, 1800, 1200)) as pen:
        for i in range(19):
            x = 70 + i * 92
            pen.taper([(x, 960), (x - 5, 1030), (x + 5, 1110), (x, 1205)], rgb("3f241d"), 20, 26)
            pen.taper([(x - 6, 960), (x - 8, 1205)], rgb("9a6840"), 5, 6)
        pen.poly([(40, 926), (1760, 926), (1772, 966), (28, 966)], rgb("8a5636"))
        pen.poly([(40, 926), (1760, 926), (1762, 937), (38, 937)], rgb("e0ae70"))
        kit.seen_from_behind(
            pen,
            random.Random("the man at the rail"),
            900,
            740,
            310,
            [rgb("2a3242")],
            dusk=rgb("1c1a24"),
            rim=rgb("ffd796"),
            head="short",
        )
        collar = kit.curve([(845, 842), (866, 858), (900, 866), (934, 858), (955, 842)], 6)
        pen.poly([*collar, (938, 830), (900, 842), (862, 830)], rgb("e9dfca"))
        pen.taper(kit.curve([(900, 872), (897, 1010), (900, 1200)]), clear(rgb("14141e"), 0.5), 3, 6)
