"""A camp of white tents at dusk, lit from within; on the lane between them children fly a kite."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Colour,
    Pen,
    clear,
    curve,
    mix,
    person,
    rgb,
    sky,
    stars,
    tint,
)
from articles.demo.scenes.land import Ground, between, inside, oval, path, ragged, ribs, scatter, tones


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("5d6a92"))
    sky(c, tones("2f3f6b 5d6395 a9809c e8a98c f6cf9a"), 600, brush=0.24)
    stars(c, 90, 330)
    for outline, run in (
        (
            "-20,520 160,430 330,470 480,400 640,470 860,500 1060,440 1240,360 1560,460 1700,410 1820,450",
            "6d6a94 a98a9a",
        ),
        ("-20,560 240,520 520,545 800,520 1100,550 1400,510 1820,540", "565a85 8d7a90"),
    ):
        crest = ragged(rng, path(outline), 0.08, 4)
        mass = [*crest, (1820, 610), (-20, 610)]
        c.wash(mass, tones(run))
        with inside(c, mass), c.pen((0, 340, 1800, 610)) as pen:
            inks = [clear(rgb("e0a99a"), 0.4), clear(rgb("434a78"), 0.45)]
            ribs(pen, rng, crest, 70, inks, fall=100, lean=0.3, width=22)
    c.gradient(tones("b58f86 8f7480 665a72 453f5c"), (0, 596, 1800, 1200))
    ground = Ground(horizon=590, centre=960, focal=1150, eye=3.4)
    lane = [ground.at(x, z) for x, z in ((-1.2, 150), (1.2, 150), (2.1, 6), (-2.3, 6))]
    c.wash(lane, tones("d9b09a b5958f 9a8490"))
    with c.pen((0, 596, 1800, 1200)) as pen:
        for x, y in scatter(rng, 0, 600, 1800, 1200, 800):
            near = (y - 596) / 604
            ink = clear(rgb(rng.choice(("e3b9a0", "443c58", "c99a90", "352f4c"))), 0.4)
            pen.dash(x, y, (10 + 80 * near) * rng.uniform(0.5, 1.3), 1 + 5 * near, ink)
    plots = [
        (side * (4.4 + 7.2 * k), z)
        for z in (92, 76, 63, 52, 43, 35, 27.6, 20.6, 13.8)
        for k in range(6)
        for side in (-1, 1)
    ]
    for x, z in plots:
        px, _ = ground.at(x, z)
        if -420 < px < 2220:
            _tent(c, rng, ground, x, z, lit=rng.random() < 0.55)
    _camp_life(c, rng, ground)
    x, y = ground.at(-3.3, 8.9)
    c.glow(x, y - 40, 420, rgb("ff9a4a"), 0.6, squash=0.7)
    c.glow(1000, 560, 900, rgb("ffc29a"), 0.3)
    return c.finish(vignette=0.2)


def _tent(c: Canvas, rng: random.Random, ground: Ground, x: float, z: float, *, lit: bool) -> None:
    far = min(1.0, z / 85)
    air = rgb("c39a98")
    half, deep, wall, top = 1.9, 4.4, 1.15, 2.5
    x += rng.uniform(-0.2, 0.2)
    door = [
        ground.at(x - half, z),
        ground.at(x - half, z, wall),
        ground.at(x, z, top),
        ground.at(x + half, z, wall),
        ground.at(x + half, z),
    ]
    # The side that looks at the lane is the one we see; the ridge runs away from us.
    side = 1 if x < 0 else -1
    roof = [
        ground.at(x, z, top),
        ground.at(x + side * half, z, wall),
        ground.at(x + side * half, z + deep, wall),
        ground.at(x, z + deep, top),
    ]
    flank = [
        ground.at(x + side * half, z, wall),
        ground.at(x + side * half, z),
        ground.at(x + side * half, z + deep),
        ground.at(x + side * half, z + deep, wall),
    ]
    cloth = mix(rgb("e9dfdc") if not lit else rgb("ffd28a"), air, far * 0.5)
    size = ground.size(z)
    px, py = ground.at(x, z)
    with c.pen((px - 4 * size, py - 3.4 * size, px + 4 * size, py + 0.8 * size)) as pen:
        pen.poly(
            [
                ground.at(x - half - 0.2, z),
                ground.at(x + half + 0.2, z),
                ground.at(x + half, z - 1),
                ground.at(x - half, z - 1),
            ],
            clear(rgb("2c2748"), 0.4),
        )
        dusk = mix(rgb("8f86ac"), air, far * 0.5)
        pen.poly(flank, mix(cloth, tint(dusk, -0.3), 0.62 if lit else 0.55))
        pen.poly(roof, mix(cloth, dusk, 0.5 if lit else 0.3))
        pen.poly(door, mix(cloth, rgb("8d86a8"), 0.35 if not lit else 0))
        if lit:
            pen.poly(
                [
                    ground.at(x - half, z),
                    ground.at(x - half, z, wall),
                    ground.at(x, z, top * 0.9),
                    ground.at(x - 0.4, z),
                ],
                clear(rgb("fff0c0"), 0.5),
            )
        gap = [
            ground.at(x - 0.55, z),
            ground.at(x - 0.1, z, top * 0.82),
            ground.at(x + 0.1, z, top * 0.82),
            ground.at(x + 0.6, z),
        ]
        pen.poly(gap, rgb("fff3c9") if lit else mix(rgb("3a3554"), air, far * 0.5))
        for a, b in ((-0.55, -0.1), (0.6, 0.1)):
            pen.poly(
                [ground.at(x + a, z), ground.at(x + b, z, top * 0.82), ground.at(x + a * 1.9, z, 0.1)],
                tint(cloth, -0.16),
            )
        line = mix(rgb("4a4468"), air, far * 0.5)
        pen.line([door[1], door[2], door[3]], tint(cloth, 0.4), max(1.2, 0.07 * size))
        for s in (-1, 1):
            pen.line(
                [ground.at(x + s * half, z, wall), ground.at(x + s * (half + 1), z - 0.3)],
                line,
                max(1, 0.025 * size),
            )
        for k in range(3):
            t = (k + 1) / 4
            pen.line(
                [*between([roof[0]], [roof[3]], t), *between([roof[1]], [roof[2]], t)],
                clear(line, 0.4),
                max(1, 0.02 * size),
            )
        pen.rect(px - 0.03 * size, py - top * size, px + 0.03 * size, py - (top + 0.25) * size, line)
    if lit:
        c.glow(px, py - 0.9 * size, 3.4 * size, rgb("ffb65c"), 0.5)
        c.wash(
            oval(px, py + 0.35 * size, 1.5 * size, 0.3 * size),
            tones("ffd890"),
            alpha=0.4,
            blur=max(2.0, 0.14 * size),
        )


def _camp_life(c: Canvas, rng: random.Random, ground: Ground) -> None:
    clothes = tones("a83f4a 35577a e0a850 e9e0d2 4f7a68 6d4a7a")
    with c.pen() as pen:
        for x, z, tall, pose, way, dress, head in (
            (-0.8, 40, 1.65, "walk", 1, "robe", "scarf"),
            (0.5, 38, 1.1, "walk", 1, "trousers", "hair"),
            (1.0, 27, 1.72, "carry", -1, "trousers", "cap"),
            (-2.1, 21, 1.62, "stand", 1, "skirt", "scarf"),
            (-1.5, 20.6, 1.66, "stand", -1, "robe", "scarf"),
            (2.0, 16.5, 1.66, "sit", -1, "trousers", "hat"),
            (0.35, 12.6, 1.2, "raise", 1, "trousers", "hair"),
            (-0.75, 11.4, 1.05, "raise", 1, "skirt", "hair"),
            (-1.9, 13.5, 0.95, "walk", 1, "trousers", "cap"),
        ):
            px, py = ground.at(x, z)
            h = tall * ground.size(z)
            pen.poly(oval(px - 0.1 * h, py + 0.03 * h, 0.3 * h, 0.05 * h), clear(rgb("2c2748"), 0.5))
            person(pen, rng, px, py, h, clothes, pose=pose, facing=way, dress=dress, head=head)
        a, b = ground.at(-8.6, 12.2, 2.0), ground.at(-5.2, 12.2, 2.0)
        sag = curve([a, ((a[0] + b[0]) / 2, a[1] + 16), b], 12)
        for x, y in (a, b):
            pen.line([(x, y - 8), (x, ground.at(0, 12.2)[1])], rgb("3a3352"), 6)
        pen.line(sag, rgb("3a3352"), 2.5)
        for k, cloth in enumerate(tones("f3ead6 a83f4a 4f7a9a e0a850 f3ead6 6d4a7a")):
            (x0, y0), (x1, y1) = sag[k * 4], sag[k * 4 + 3]
            drop = rng.uniform(54, 84)
            pen.poly([(x0, y0), (x1, y1), (x1 + 5, y1 + drop), (x0 + 4, y0 + drop * 0.96)], cloth)
            pen.poly(
                [(x0, y0), (x0 + 8, y0), (x0 + 14, y0 + drop), (x0 + 4, y0 + drop * 0.96)],
                clear(rgb("2c2748"), 0.25),
            )
        _fire(pen, rng, ground, clothes)
        hand = (ground.at(0.35, 12.6)[0] + 16, ground.at(0.35, 12.6, 1.26)[1])
        kite = (1380.0, 170.0)
        pen.line(curve([hand, (1180, 470), (1300, 300), (1384, 200)], 14), clear(rgb("fbeede"), 0.8), 2)
        tail = curve([(1392, 236), (1430, 290), (1400, 340), (1446, 396), (1424, 440)], 8)
        pen.line(tail, rgb("fbeede"), 2.5)
        for k, (x, y) in enumerate(tail[4::6]):
            for s in (-1, 1):
                pen.poly(
                    [(x, y), (x + s * 18, y - 10), (x + s * 18, y + 9)],
                    rgb(("e0503f", "f0b848")[k % 2]),
                )
        x, y = kite
        pen.poly([(x, y - 86), (x + 58, y - 6), (x + 12, y + 66), (x - 44, y - 20)], rgb("e0503f"))
        pen.poly([(x, y - 86), (x + 58, y - 6), (x + 12, y + 66)], rgb("f0b848"))
        pen.poly([(x, y - 86), (x + 58, y - 6), (x + 6, y - 13)], rgb("fbe3b0"))
        pen.line([(x, y - 86), (x + 12, y + 66)], rgb("5f2a3c"), 3)
        pen.line([(x - 44, y - 20), (x + 58, y - 6)], rgb("5f2a3c"), 3)


def _fire(pen: Pen, rng: random.Random, ground: Ground, clothes: Sequence[Colour]) -> None:
    for x, z, way, dress, head in ((-4.35, 9.0, 1, "robe", "scarf"), (-2.35, 8.8, -1, "trousers", "cap")):
        px, py = ground.at(x, z)
        h = 1.66 * ground.size(z)
        pen.poly(oval(px - way * 0.2 * h, py + 0.03 * h, 0.4 * h, 0.06 * h), clear(rgb("2c2748"), 0.55))
        pen.rect(px - 0.1 * h, py - 0.25 * h, px + 0.1 * h, py, rgb("5d4038"))
        person(pen, rng, px, py, h, clothes, pose="sit", facing=way, dress=dress, head=head)
    x, y = ground.at(-3.3, 8.9)
    pen.poly(oval(x, y + 4, 74, 17), clear(rgb("2c2748"), 0.55))
    for k in range(9):
        pen.disc(
            x + 62 * math.cos(k * 0.7),
            y + 3 + 13 * math.sin(k * 0.7),
            14,
            10,
            tint(rgb("6f5f6a"), rng.uniform(-0.2, 0.1)),
        )
    for reach, ink in ((92, "e2552c"), (68, "f59a36"), (42, "ffe39a")):
        for off in (-0.28, 0.0, 0.26):
            w = reach * 0.2
            tip = (x + off * reach * 0.6, y - reach * (1 - abs(off)))
            flame = curve(
                [
                    (x + off * reach - w, y),
                    (x + off * reach - w * 0.9, y - reach * 0.4),
                    tip,
                    (x + off * reach + w, y - reach * 0.3),
                    (x + off * reach + w, y),
                ],
                6,
            )
            pen.poly(flame, rgb(ink))
    x, y = ground.at(3.5, 8.7)
    for k, (dx, dy, code) in enumerate(((66, 4, "3f6f96"), (-70, 10, "e0a83a"), (0, 26, "d9952f"))):
        px, py = x + dx, y + dy
        pen.poly(oval(px - 26, py + 2, 66, 11), clear(rgb("2c2748"), 0.55))
        pen.poly(
            [(px - 27, py), (px - 27, py - 66), (px - 12, py - 84), (px + 27, py - 84), (px + 27, py)],
            rgb(code),
        )
        pen.poly([(px + 6, py), (px + 6, py - 84), (px + 27, py - 84), (px + 27, py)], tint(rgb(code), -0.25))
        pen.line(
            [(px - 4, py - 84), (px - 2, py - 98), (px + 20, py - 98), (px + 22, py - 84)],
            tint(rgb(code), -0.1),
            7,
        )
        pen.rect(px - 26, py - 84, px - 12, py - 72, rgb("efe6d6" if k != 2 else "a83f4a"))
