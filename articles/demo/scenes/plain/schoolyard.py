"""Children at football, at a rope and at hopscotch; a mulberry tree gives its shade on the left."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Pen,
    Point,
    clear,
    curve,
    person,
    rgb,
    tint,
)
from articles.demo.scenes.land import Ground, oval, path, placed, ragged, scatter, shade, soft, tones
from articles.demo.scenes.plants import dabs

YARD = Ground(horizon=-260, centre=900, focal=1500, eye=17)
# People are drawn larger than they are, or a face would be three pixels wide in print.
GROWN = 1.42
CLOTHES = "c9463c 2f6f8f e0a53a f3ead6 5f8a54 7d4f86 e58a5a 38557a"


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("e6c590"))
    c.gradient(tones("d9b27a e6c48c f0d5a2"), (0, 240, 1800, 1200))
    with c.pen((0, 240, 1800, 1200)) as pen:
        for x, y in scatter(rng, 0, 250, 1800, 1200, 900):
            pen.dash(
                x,
                y,
                rng.uniform(20, 90),
                rng.uniform(2, 6),
                clear(rgb(rng.choice(("fbe6ba", "c49a64", "d9ae74"))), 0.5),
            )
    _school(c, rng)
    _markings(c)
    _tree_shade(c, rng)
    _children(c, rng)
    _tree(c, rng)
    c.glow(1900, -200, 1500, rgb("fff0c4"), 0.35)
    return c.finish(vignette=0.2)


def _school(c: Canvas, rng: random.Random) -> None:
    c.gradient(tones("f9eedb f0dfc0"), (0, 0, 1800, 262))
    with c.pen((0, 0, 1800, 380)) as pen:
        pen.poly(path("0,262 1800,262 1800,296 0,296"), rgb("c9a878"))
        pen.poly(path("0,262 1800,262 1800,270 0,270"), rgb("f6e6c6"))
        pen.rect(0, 0, 1800, 20, rgb("b5583c"))
        for k in range(64):
            pen.disc(k * 29, 20, 15, 12, rgb("c96f4c" if k % 2 else "b05238"))
        pen.poly(path("0,32 1800,32 1800,62 0,44"), clear(rgb("8a7aa0"), 0.35))
        for k in range(9):
            x = 34 + k * 204
            if k == 4:
                pen.arch(x + 6, 74, x + 156, 262, rgb("cdb48c"))
                pen.arch(x + 18, 88, x + 144, 262, rgb("2f6478"))
                pen.rect(x + 79, 100, x + 83, 262, rgb("1f4a5c"))
                for dx in (66, 96):
                    pen.disc(x + dx, 190, 5, 5, rgb("e0b45a"))
                continue
            pen.rect(x + 36, 92, x + 120, 208, rgb("d9c29a"))
            pen.rect(x + 42, 98, x + 114, 202, rgb("3f5563"))
            for dx in (42, 66, 90):
                pen.rect(x + dx + 3, 101, x + dx + 21, 146, rgb(rng.choice(("5d7c88", "8fb0b4", "4b6673"))))
                pen.rect(x + dx + 3, 152, x + dx + 21, 199, rgb(rng.choice(("5d7c88", "4b6673", "6d8f98"))))
            for dx in (8, 120):
                pen.rect(x + dx, 94, x + dx + 28, 206, rgb("3f86a0"))
                for j in range(9):
                    pen.line([(x + dx + 3, 102 + j * 12), (x + dx + 25, 102 + j * 12)], rgb("2b6478"), 3)
            pen.poly([(x + 2, 206), (x + 154, 206), (x + 136, 216), (x - 10, 216)], clear(rgb("8a7aa0"), 0.5))
            for j in range(5):
                pen.disc(
                    x + 46 + j * 16,
                    202 - rng.uniform(0, 8),
                    9,
                    8,
                    rgb(rng.choice(("4f7a4a", "c9463c", "6f9a54"))),
                )
    shade(c, path("-10,290 1810,290 1810,306 -10,330"), alpha=0.4, blur=3, ink=rgb("8a6a8a"))


def _markings(c: Canvas) -> None:
    chalk = clear(rgb("fffaf0"), 0.85)
    with c.pen((0, 260, 1800, 1200)) as pen:
        ring = [YARD.at(4.2 + 4.2 * math.cos(k / 9), 27.2 + 4.2 * math.sin(k / 9)) for k in range(58)]
        pen.line(ring, chalk, 6)
        pen.line([YARD.at(4.2, 40), YARD.at(4.2, 17)], chalk, 6)
        for k, wide in enumerate((1, 1, 2, 1, 2, 1)):
            for j in range(wide):
                x0, z0 = -3.4 + (j - wide / 2) * 0.9, 18.4 + k * 0.9
                square = YARD.quad(x0, z0, x0 + 0.9, z0 + 0.9)
                pen.poly(square, clear(rgb(("e58a5a", "6fa3b0", "e0b45a")[(k + j) % 3]), 0.5))
                pen.line([*square, square[0]], chalk, 5)


def _cast(pen: Pen, x: float, z: float, tall: float) -> None:
    """Throw a figure's shadow: the sun is low on the right, behind."""
    (px, py), h = YARD.at(x, z), tall * YARD.size(z)
    ink = clear(rgb("7d5a72"), 0.55)
    dx, dy = -1.25 * h, 0.36 * h

    def on(along: float, off: float) -> Point:
        return px + dx * along - off * h * 0.3, py + dy * along + off * h

    pen.poly(
        [
            on(0, -0.03),
            on(0.45, -0.05),
            on(0.78, -0.085),
            on(0.84, -0.02),
            on(0.84, 0.03),
            on(0.78, 0.085),
            on(0.45, 0.06),
            on(0, 0.03),
        ],
        ink,
    )
    pen.poly(oval(px + dx * 0.93, py + dy * 0.93, 0.095 * h, 0.05 * h, turn=-0.28), ink)


def _children(c: Canvas, rng: random.Random) -> None:
    cast: list[tuple[float, float, float, str, int, str | None]] = [
        *(
            (5.0, 25.6, 1.45, "walk", 1, "trousers"),
            (6.9, 26.8, 1.4, "walk", -1, "trousers"),
            (3.0, 28.6, 1.4, "walk", 1, "trousers"),
        ),
        *(
            (8.9, 29.8, 1.4, "raise", -1, "trousers"),
            (9.8, 24.6, 1.35, "walk", -1, "trousers"),
            (1.7, 24.6, 1.35, "stand", 1, "trousers"),
        ),
        *(
            (-3.2, 20.8, 1.3, "raise", 1, "skirt"),
            (-5.2, 19.6, 1.32, "stand", 1, "skirt"),
            (-4.8, 21.4, 1.28, "reach", 1, "trousers"),
        ),
        *(
            (-2.6, 30.0, 1.35, "reach", 1, "trousers"),
            (1.2, 30.2, 1.38, "reach", -1, "skirt"),
            (-0.6, 29.8, 1.2, "raise", 1, "skirt"),
        ),
        *(
            (8.0, 20.2, 1.3, "walk", -1, "skirt"),
            (6.8, 19.7, 1.34, "walk", 1, "trousers"),
            (2.0, 19.2, 1.3, "carry", -1, "skirt"),
        ),
        *(
            (0.6, 18.6, 1.32, "stand", 1, "trousers"),
            (11.4, 33.0, 1.7, "stand", -1, "robe"),
            (-9.0, 33.0, 1.4, "walk", 1, "trousers"),
        ),
        *(
            (4.4, 34.0, 1.4, "walk", -1, "skirt"),
            (12.6, 27.2, 1.4, "stand", -1, "trousers"),
            (-7.8, 32.4, 1.35, "walk", 1, "skirt"),
        ),
    ]
    with c.pen((0, 200, 1800, 1200)) as pen:
        for x, z, tall, *_ in cast:
            _cast(pen, x, z, tall * GROWN)
        for x, z, tall, pose, way, dress in sorted(cast, key=lambda one: -one[1]):
            px, py = YARD.at(x, z)
            h = tall * GROWN * YARD.size(z)
            head = "scarf" if dress == "robe" else rng.choice(("hair", "hair", "hair", "cap", "scarf"))
            person(pen, rng, px, py, h, tones(CLOTHES), pose=pose, facing=way, dress=dress, head=head)
            if head == "hair":
                # The kit's figures may go grey, children do not.
                ink = rgb(rng.choice(("2c2226", "3f2a22", "5a3a26")))
                pen.disc(px - way * 0.004 * h, py - 0.935 * h, 0.052 * h, 0.055 * h, ink)
            if pose == "carry":
                pen.poly(
                    [
                        (px - 0.3 * h, py - 0.72 * h),
                        (px - 0.08 * h, py - 0.7 * h),
                        (px - 0.08 * h, py - 0.54 * h),
                        (px - 0.3 * h, py - 0.56 * h),
                    ],
                    rgb("2f6f8f"),
                )
        (ax, ay), (bx, by) = YARD.at(-2.05, 30.0, 1.34), YARD.at(0.62, 30.2, 1.36)
        rope = soft(
            f"{ax},{ay} {ax + 40},{ay - 84} {(ax + bx) / 2},{ay - 118} {bx - 40},{by - 84} {bx},{by}",
            8,
        )
        pen.line(rope, rgb("8a4a34"), 4)
        x, y = YARD.at(5.95, 25.3)
        pen.disc(x - 22, y + 8, 20, 6, clear(rgb("7d5a72"), 0.55))
        pen.disc(x, y - 14, 14, 14, rgb("fbf3e2"))
        pen.disc(x + 2, y - 12, 10, 10, rgb("e3d3bc"))
        for k in range(5):
            a = k * 1.257 - 0.4
            pen.disc(x + 9 * math.cos(a), y - 14 + 9 * math.sin(a), 3.4, 3.4, rgb("3a3438"))
        for bx, bz, code in (
            (-1.0, 17.9, "c9463c"),
            (-0.2, 17.6, "2f6f8f"),
            (10.9, 19.0, "e0a53a"),
            (11.6, 19.4, "5f8a54"),
        ):
            x, y = YARD.at(bx, bz)
            pen.poly(oval(x - 30, y + 6, 48, 12), clear(rgb("7d5a72"), 0.5))
            pen.poly(
                curve(placed("-28,4 -27,-44 -14,-60 14,-60 27,-44 28,4 -28,4", x, y, 100), 4),
                rgb(code),
            )
            pen.poly(
                [(x - 20, y - 2), (x - 20, y - 28), (x + 20, y - 28), (x + 20, y - 2)],
                tint(rgb(code), -0.25),
            )
            pen.line(
                curve(placed("-9,-59 -7,-72 7,-72 9,-59", x, y, 100), 4),
                tint(rgb(code), -0.3),
                5,
            )


def _tree_shade(c: Canvas, rng: random.Random) -> None:
    blots = [
        oval(
            -40 + rng.gauss(0, 190),
            1000 + rng.gauss(0, 95),
            rng.uniform(40, 120),
            rng.uniform(22, 56),
            turn=-0.3,
        )
        for _ in range(60)
    ]
    c.wash(blots, tones("7d5f80"), alpha=0.55, blur=3, mode="multiply")
    shade(c, path("240,860 300,880 40,1010 -60,1010"), alpha=0.55, blur=3, ink=rgb("7d5f80"))


def _tree(c: Canvas, rng: random.Random) -> None:
    with c.pen((0, 0, 900, 1200)) as pen:
        x, y = 268, 880
        pen.poly(oval(x, y - 6, 160, 62), rgb("b58a5c"))
        pen.poly(oval(x, y - 34, 160, 62), rgb("efd9b0"))
        pen.poly(oval(x, y - 34, 104, 38), rgb("8a6244"))
        for k in range(14):
            a = math.tau * k / 14
            pen.line(
                [
                    (x + 104 * math.cos(a), y - 34 + 38 * math.sin(a)),
                    (x + 160 * math.cos(a), y - 34 + 62 * math.sin(a)),
                ],
                rgb("b58a5c"),
                3,
            )
        trunk = rgb("6d4f3c")
        pen.taper(soft("268,856 262,740 276,640 270,560", 8), trunk, 76, 46)
        pen.taper(soft("254,852 250,740 262,640 258,560", 8), tint(trunk, -0.3), 26, 14)
        for limb in ("268,640 190,540 110,470", "272,620 350,520 450,450", "270,580 280,460 260,360"):
            pen.taper(soft(limb, 6), trunk, 40, 14)
        for side in (-62, 14):
            px = x + side + 20
            person(
                pen,
                rng,
                px,
                y + 40,
                190,
                tones(CLOTHES),
                pose="sit",
                facing=1 if side > 0 else -1,
                dress="trousers",
                head="cap",
            )
        crown = (
            (110, 430, 150, 110),
            (440, 420, 160, 116),
            (280, 470, 190, 110),
            (200, 320, 170, 120),
            (380, 300, 160, 120),
            (60, 330, 120, 100),
            (290, 200, 150, 100),
        )
        inks = tones("2c5040 3b6a48 54874c 7fa858 b5c96a")
        for px, py, rx, ry in crown:
            pen.poly(ragged(rng, oval(px, py, rx * 0.9, ry * 0.88, steps=14), 0.2, 2), inks[0])
        for px, py, rx, ry in crown:
            # Dabs are lighter on the left, but here the sun is on the right, so each clump moves that way.
            dabs(pen, rng, px + rx * 0.2, py, rx, ry, inks, count=340, size=30)
