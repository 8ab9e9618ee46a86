"""People in numbers: a crowd of figures at a distance, and backs seen from within a crowd."""

from __future__ import annotations

import random
from collections.abc import Sequence

from articles.demo.scenes.figures import HAIRS, SKINS, person
from articles.demo.scenes.pen import Colour, Pen, curve, mix, tint, vary

SCARVES: tuple[Colour, ...] = (
    (233, 220, 194),
    (216, 102, 90),
    (90, 138, 144),
    (224, 168, 74),
    (138, 90, 132),
)


def crowd(
    pen: Pen,
    rng: random.Random,
    x0: float,
    x1: float,
    y: float,
    height: float,
    count: int,
    clothes: Sequence[Colour],
    *,
    depth: float = 40,
    poses: Sequence[str] = ("stand", "walk", "walk"),
) -> None:
    """Scatter people between `x0` and `x1`, the further (up to `depth` pixels above `y`) the smaller."""
    spots = sorted((rng.random(), rng.uniform(x0, x1)) for _ in range(count))
    for near, x in spots:
        size = height * (0.8 + 0.2 * near) * rng.uniform(0.92, 1.06)
        person(
            pen,
            rng,
            x,
            y - depth * (1 - near),
            size,
            clothes,
            pose=rng.choice(poses),
            facing=rng.choice((-1, 1)),
        )


def seen_from_behind(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    size: float,
    coats: Sequence[Colour],
    *,
    dusk: Colour,
    fade: float = 0,
    rim: Colour = (255, 217, 160),
    head: str | None = None,
) -> None:
    """Draw somebody's back down to the waist, the middle of the head on the point and about `size` / 2 high.

    `dusk` is the tone of the shadows, into which distance (`fade`, up to 1) takes every colour; `rim` is the
    light on the left shoulder. `head` is short, long, scarf, bun, curly or cap, by chance when left out.
    """
    coat = mix(rng.choice(coats), dusk, 0.35 + 0.4 * fade)
    hair = mix(rng.choice(HAIRS), dusk, 0.3 + 0.5 * fade)
    skin = mix(rng.choice(SKINS), dusk, 0.2 + 0.4 * fade)
    half = size * rng.uniform(0.46, 0.56)
    body = curve(
        [
            (x - half, y + size * 1.6),
            (x - half * 0.98, y + size * 0.66),
            (x - half * 0.7, y + size * 0.42),
            (x - size * 0.13, y + size * 0.3),
            (x + size * 0.13, y + size * 0.3),
            (x + half * 0.7, y + size * 0.42),
            (x + half * 0.98, y + size * 0.66),
            (x + half, y + size * 1.6),
        ],
        5,
    )
    pen.poly([(px - size * 0.03, py - size * 0.015) for px, py in body], mix(rim, dusk, 0.15))
    pen.poly(body, coat)
    pen.poly(
        [(x + half * 0.2, y + size * 0.3), *body[22:], (x + half * 0.35, y + size * 1.6)],
        tint(coat, -0.25),
    )
    pen.rect(x - size * 0.1, y + size * 0.1, x + size * 0.1, y + size * 0.36, tint(skin, -0.15))
    kind = head or rng.choice(("short", "short", "long", "scarf", "bun", "curly", "cap"))
    pen.disc(x - size * 0.02, y, size * 0.225, size * 0.265, mix(rim, dusk, 0.2))
    if kind == "scarf":
        cloth = mix(rng.choice(SCARVES), dusk, 0.15 + 0.5 * fade)
        pen.poly(
            curve(
                [
                    (x - size * 0.34, y + size * 0.46),
                    (x - size * 0.22, y + size * 0.1),
                    (x - size * 0.2, y - size * 0.2),
                    (x, y - size * 0.29),
                    (x + size * 0.2, y - size * 0.2),
                    (x + size * 0.22, y + size * 0.1),
                    (x + size * 0.34, y + size * 0.46),
                    (x, y + size * 0.66),
                    (x - size * 0.34, y + size * 0.46),
                ],
                5,
            ),
            cloth,
        )
        pen.poly(
            [
                (x + size * 0.04, y - size * 0.26),
                (x + size * 0.2, y - size * 0.16),
                (x + size * 0.23, y + size * 0.1),
                (x + size * 0.34, y + size * 0.46),
                (x, y + size * 0.66),
            ],
            tint(cloth, -0.2),
        )
        return
    for ear in (-1, 1):
        pen.disc(x + ear * size * 0.21, y + size * 0.03, size * 0.04, size * 0.06, skin)
    if kind == "curly":
        for _ in range(26):
            pen.disc(
                x + rng.gauss(0, 0.11) * size,
                y - size * 0.06 + rng.gauss(0, 0.1) * size,
                size * 0.1,
                size * 0.1,
                vary(rng, hair, 0.08),
            )
        return
    pen.disc(x, y, size * 0.21, size * 0.25, hair)
    if kind == "long":
        pen.poly(
            curve(
                [
                    (x - size * 0.21, y),
                    (x - size * 0.24, y + size * 0.3),
                    (x - size * 0.19, y + size * 0.56),
                    (x + size * 0.19, y + size * 0.56),
                    (x + size * 0.24, y + size * 0.3),
                    (x + size * 0.21, y),
                ],
                5,
            ),
            hair,
        )
    elif kind == "bun":
        pen.disc(x, y - size * 0.1, size * 0.11, size * 0.1, tint(hair, 0.12))
        pen.poly(
            [(x - size * 0.12, y + size * 0.18), (x + size * 0.12, y + size * 0.18), (x, y + size * 0.32)],
            skin,
        )
    elif kind == "cap":
        cap = mix(rng.choice(SCARVES), dusk, 0.2 + 0.4 * fade)
        pen.poly(
            curve(
                [
                    (x - size * 0.22, y - size * 0.02),
                    (x - size * 0.17, y - size * 0.22),
                    (x, y - size * 0.29),
                    (x + size * 0.17, y - size * 0.22),
                    (x + size * 0.22, y - size * 0.02),
                ],
                5,
            ),
            cap,
        )
