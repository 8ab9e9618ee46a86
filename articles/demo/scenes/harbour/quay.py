"""A container ship head-on under the cranes of the new quay, at night."""

from __future__ import annotations

import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, Pen, Point, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("0c1630"))
    horizon = 800
    kit.sky(
        canvas,
        [rgb("070f26"), rgb("0f1f42"), rgb("1d3560"), rgb("41507a"), rgb("8a6a6c")],
        horizon,
        brush=0.2,
    )
    kit.stars(canvas, 190, 560)
    canvas.glow(1250, 800, 900, rgb("e88a3c"), 0.55, squash=0.6)
    kit.ridge(canvas, 772, 46, [rgb("1a2a4c"), rgb("25365a")], foot=horizon)
    with canvas.pen((0, 740, 1800, 840)) as pen:
        for _ in range(120):
            x = rng.uniform(0, 1800)
            pen.disc(
                x,
                horizon - rng.random() ** 2 * 26,
                2.2,
                2.2,
                rgb(rng.choice(("ffd28a", "ffb060", "fff0cf"))),
            )
    with canvas.pen((0, 300, 1800, horizon)) as pen:
        for scale in (0.2, 0.28, 0.42):
            _crane(pen, 640, horizon, scale, mix(rgb("2c3d66"), rgb("a0452f"), scale**0.7))
    kit.reflect(canvas, horizon, [rgb("3a4468"), rgb("14264c"), rgb("08122c")], cover=0.5, shake=16)
    kit.ripples(canvas, 860, 1200, [clear(rgb("4b5f88"), 0.5), clear(rgb("070f26"), 0.5)], 160, x1=1150)
    canvas.wash(
        [(430, 950), (750, 950), (800, 1090), (770, 1200), (400, 1200), (376, 1090)],
        [rgb("0c1730"), rgb("14244a")],
        alpha=0.8,
        blur=16,
    )
    for x, count in ((330, 50), (560, 40), (790, 60), (905, 50)):
        kit.glitter(canvas, x, horizon + 60, 1195, rgb("ffb65e"), count, spread=24)
    canvas.wash(
        [(640, horizon), (1830, horizon), (1830, 1060), (1180, 1060)],
        [rgb("8a6452"), rgb("4a3a44"), rgb("2c2a40")],
    )
    for x, reach in ((1080, 170), (1420, 460), (1640, 420)):
        canvas.bloom(x, 800 + reach * 0.5, reach, rgb("e0974f"), 0.75, squash=0.25)
    canvas.wash(
        [(640, horizon), (1180, 1060), (1830, 1060), (1830, 1200), (1180, 1200), (640, horizon + 10)],
        [rgb("2a2c44"), rgb("0b1124")],
    )
    with canvas.pen((300, 120, 1800, 1110)) as pen:
        for x in (1260, 1500, 1760, 2100, 2700):
            pen.line([(640, horizon), (x, 1060)], clear(rgb("1c1c30"), 0.5), 3)
        _crane(pen, 640, horizon, 0.62, rgb("93432f"))
        for x, w in ((1190, 62), (1020, 30), (1090, 42)):
            pen.poly(
                [
                    (x, 1052 - (1190 - x) * 0.86),
                    (x + w, 1052 - (1190 - x) * 0.86),
                    (x + w * 8, 1066 - (1190 - x) * 0.8),
                    (x + w * 7, 1080 - (1190 - x) * 0.8),
                ],
                clear(rgb("141428"), 0.4),
            )
        pen.line([(640, horizon + 1), (1180, 1060), (1830, 1060)], rgb("d9a066"), 4)
        _ship(pen, rng, 590, 950)
    _quayside(canvas, horizon)
    for scale in (1.0, 0.62, 0.42):
        x, top = 640 + 540 * scale, horizon - 300 * scale
        for dx in (-330, -60, 150, 430):
            canvas.glow(x + dx * scale, top, 130 * scale, rgb("ffb050"), 0.9)
            with canvas.pen((x + dx * scale - 9, top - 9, x + dx * scale + 9, top + 9)) as pen:
                pen.disc(x + dx * scale, top, 7 * scale, 7 * scale, rgb("fff2d2"))
    return canvas.finish(vignette=0.2)


def _quayside(canvas: Canvas, horizon: float) -> None:
    """The quay at our feet: its fenders, the nearest crane, stacked containers and two men."""
    with canvas.pen() as pen:
        for i in range(6):
            pen.disc(1290 + 100 * i, 1106, 22, 26, rgb("0a0f20"))
            pen.disc(1290 + 100 * i, 1106, 11, 14, rgb("2a3048"))
        _crane(pen, 640, horizon, 1.0, rgb("c94f30"))
        for i in range(5):
            x = 1562 + 64 * i
            for j in range(2 - i % 2 + i // 3):
                tone = rgb(("3d7472", "d08a3a", "7d8a5a", "9c3d38")[(i + j * 3) % 4])
                pen.rect(x, 1046 - 48 * (j + 1), x + 60, 1044 - 48 * j, tone)
                for k in range(6):
                    pen.line(
                        [(x + 6 + 10 * k, 1050 - 48 * (j + 1)), (x + 6 + 10 * k, 1040 - 48 * j)],
                        tint(tone, -0.25),
                        2,
                    )
        for x, pose, facing in ((1300, "raise", -1), (1352, "walk", -1)):
            kit.person(
                pen,
                canvas.rng,
                x,
                1052,
                84,
                [rgb("f0953f"), rgb("222a44")],
                pose=pose,
                facing=facing,
                dress="trousers",
                head="cap",
            )


def _crane(pen: Pen, vx: float, vy: float, scale: float, tone: Colour) -> None:
    """One crane of the row that runs to the vanishing point; its boom reaches over the water."""

    def at(x: float, y: float) -> Point:
        return vx + x * scale, vy + y * scale

    def beam(points: list[Point], width: float, by: float = 0) -> None:
        pen.line([at(x, y) for x, y in points], tint(tone, by), max(1.2, width * scale))

    for shift, by in ((46, -0.4), (0, 0)):
        for x in (610, 850):
            beam([(x + shift, 252 - shift * 0.3), (x + shift, -300)], 26, by)
        beam([(610 + shift, 30), (850 + shift, 30)], 20, by)
        beam([(610 + shift, 30), (850 + shift, -280)], 11, by)
        beam([(610 + shift, 250 - shift * 0.3), (690 + shift, 30)], 8, by)
    beam([(610, -300), (570, -640), (850, -300)], 16)
    beam([(595, -470), (740, -430)], 9)
    beam([(570, -636), (250, -322)], 7)
    beam([(570, -636), (-40, -322)], 7)
    beam([(570, -636), (1080, -322)], 7)
    beam([(-110, -310), (1130, -310)], 24)
    beam([(-110, -298), (1130, -298)], 9, -0.4)
    beam([(-110, -346), (1130, -346)], 4, 0.15)
    for i in range(32):
        beam([(-110 + i * 40, -346), (-90 + i * 40, -318)], 4, 0.15)
    pen.poly([at(870, -330), at(1060, -330), at(1060, -410), at(870, -410)], tint(tone, -0.25))
    pen.poly([at(560, -600), at(580, -660), at(590, -600)], tint(tone, 0.2))
    pen.poly([at(176, -296), at(262, -296), at(250, -262), at(186, -262)], tint(tone, 0.35))
    for x, foot in ((196, 160), (242, 282)):
        beam([(x, -270), (foot, -150)], 3, 0.2)
    pen.poly([at(150, -150), at(292, -150), at(292, -88), at(150, -88)], mix(tone, rgb("4f8a86"), 0.85))
    for x in (590, 836):
        pen.poly([at(x, 236), at(x + 60, 236), at(x + 60, 258), at(x, 258)], tint(tone, -0.5))


def _ship(pen: Pen, rng: random.Random, x: float, y: float) -> None:
    """A laden container ship seen from before its bow, its deck cargo lit from the quay on the right."""
    tones = [
        rgb(code)
        for code in (
            "a8483a",
            "3f6b78",
            "c98b3f",
            "6d7f52",
            "7d8ea0",
            "8a3e4a",
            "d6a25c",
            "35507c",
        )
    ]
    for row in range(6):
        count = 9 if row < 4 else 9 - 2 * (row - 3)
        for i in range(count):
            left, top = x - count * 23 + 46 * i, y - 196 - 40 * (row + 1)
            tone = mix(rng.choice(tones), rgb("101c3c"), 0.5 - 0.42 * (left - x + 210) / 420)
            pen.rect(left, top, left + 44, top + 38, tone)
            pen.rect(left, top, left + 44, top + 4, tint(tone, 0.25))
            pen.rect(left + 38, top, left + 44, top + 38, tint(tone, -0.3))
    flare = kit.curve([(x - 214, y - 200), (x - 190, y - 120), (x - 120, y - 30), (x - 92, y)])
    right = [(2 * x - px, py) for px, py in flare]
    pen.poly(flare + right[::-1], rgb("15223f"))
    pen.poly([(x, y - 196), *right, (x, y)], rgb("31466b"))
    pen.poly([(x - 30, y - 214), (x, y - 236), (x + 30, y - 214), (x + 8, y), (x - 4, y)], rgb("22345a"))
    pen.poly([(x - 112, y - 22), (x + 112, y - 22), (x + 92, y), (x - 92, y)], rgb("7c2f30"))
    pen.line(
        [(x - 214, y - 200), (x - 30, y - 212), (x, y - 236), (x + 30, y - 212), (x + 214, y - 200)],
        rgb("c9b08a"),
        5,
    )
    for side in (-1, 1):
        pen.disc(x + side * 66, y - 140, 11, 14, rgb("0a1226"))
        pen.line([(x + side * 66, y - 140), (x + side * 62, y - 110)], rgb("9a8a7c"), 4)
    pen.line([(x, y - 236), (x, y - 330)], rgb("9fb0c4"), 5)
    pen.disc(x, y - 332, 7, 7, rgb("fff6da"))
    pen.rect(x - 120, y - 492, x + 120, y - 436, rgb("9aa6b4"))
    pen.rect(x - 112, y - 480, x + 112, y - 458, rgb("ffdf9c"))
    for i in range(9):
        pen.rect(x - 110 + i * 25, y - 482, x - 106 + i * 25, y - 456, rgb("6a7688"))
