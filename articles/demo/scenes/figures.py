"""People, drawn with a `Pen`: one figure in several poses."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from articles.demo.scenes.pen import Colour, Ink, Pen, Point, curve, tint

# Where a point of the figure is on the sheet, from its reach forwards and its height, in parts of the whole.
type Place = Callable[[float, float], Point]

SKINS: tuple[Colour, ...] = ((201, 150, 112), (172, 118, 82), (140, 92, 64), (222, 178, 142))
HAIRS: tuple[Colour, ...] = ((40, 32, 34), (66, 46, 38), (120, 112, 108), (30, 26, 32))


def person(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    height: float,
    clothes: Sequence[Colour],
    *,
    pose: str = "stand",
    facing: int = 1,
    dress: str | None = None,
    shadow: Ink | None = None,
    skin: Colour | None = None,
    shade: float = 0.22,
    head: str | None = None,
    hair: Colour | None = None,
) -> None:
    """Draw one faceless figure whose feet are on `y`.

    `pose` is stand, walk, carry (a load before the chest), reach (an arm stretched out forwards), raise
    (an arm up) or sit (on something 0.27 of the height high); `facing` 1 is right, -1 left. `dress` is robe,
    skirt or trousers and `head` hair, scarf, cap or hat, both by chance when left out. `shade` darkens the
    far side.
    """
    h, f = height, facing
    dress = dress or rng.choice(("robe", "skirt", "trousers", "trousers"))
    head = head or rng.choice(
        ("hair", "hair", "scarf", "cap") if dress == "trousers" else ("scarf", "scarf", "hair", "hat")
    )
    upper, lower = rng.choice(clothes), rng.choice(clothes)
    upper = lower if dress == "robe" else upper
    skin, hair = skin or rng.choice(SKINS), hair or rng.choice(HAIRS)

    def at(dx: float, up: float) -> Point:
        return x + f * dx * h, y - up * h

    if shadow:
        pen.disc(x + 0.05 * h, y, 0.2 * h, 0.035 * h, shadow)
    seat = 0.27 if pose == "sit" else 0.5
    drop = 0.5 - seat if pose == "sit" else 0.0
    stride = 0.13 if pose == "walk" else 0.05
    if pose == "sit":
        _bent_legs(pen, at, h, tint(lower, -0.45) if dress == "trousers" else lower, tint(lower, -0.56))
    elif dress == "trousers":
        _trousers(pen, at, h, stride, tint(lower, -0.45))
    else:
        _gown(pen, at, h, stride, 0.02 if dress == "robe" else 0.17, lower, skin, shade)
    top = 0.82 - drop
    bodice = [
        at(-0.1, top - 0.035),
        at(-0.045, top + 0.015),
        at(0.045, top + 0.015),
        at(0.1, top - 0.035),
        at(0.095, seat + 0.04),
        at(0.085, seat - 0.03),
        at(-0.085, seat - 0.03),
        at(-0.095, seat + 0.04),
    ]
    far_arm = {
        "carry": [at(0.06, top - 0.05), at(0.1, top - 0.22), at(0.2, top - 0.22)],
        "walk": [at(0.07, top - 0.05), at(0.15, top - 0.2), at(0.2, top - 0.33)],
        "sit": [at(0.06, top - 0.05), at(0.11, top - 0.2), at(0.2, top - 0.24)],
    }.get(pose, [at(0.08, top - 0.05), at(0.125, top - 0.2), at(0.12, top - 0.36)])
    near_arm = {
        "carry": [at(-0.05, top - 0.05), at(-0.04, top - 0.23), at(0.16, top - 0.25)],
        "walk": [at(-0.07, top - 0.05), at(-0.15, top - 0.19), at(-0.14, top - 0.33)],
        "reach": [at(-0.02, top - 0.05), at(0.13, top - 0.15), at(0.3, top - 0.11)],
        "raise": [at(0.06, top - 0.04), at(0.15, top + 0.08), at(0.14, top + 0.25)],
        "sit": [at(-0.04, top - 0.05), at(-0.02, top - 0.22), at(0.14, top - 0.25)],
    }.get(pose, [at(-0.08, top - 0.05), at(-0.125, top - 0.2), at(-0.11, top - 0.36)])
    pen.line(far_arm, tint(upper, -shade - 0.12), 0.055 * h)
    pen.disc(*far_arm[-1], 0.026 * h, 0.026 * h, tint(skin, -0.2))
    pen.poly(bodice, upper)
    pen.poly(
        [bodice[0], bodice[1], at(-0.02, top), at(-0.03, seat - 0.03), bodice[6], bodice[7]],
        tint(upper, -shade),
    )
    pen.disc(*far_arm[0], 0.028 * h, 0.028 * h, upper)
    pen.line([at(0, top), at(0.005, top + 0.05)], tint(skin, -0.15), 0.05 * h)
    cx, cy = at(0.012, 0.915 - drop)
    pen.disc(cx, cy, 0.052 * h, 0.066 * h, skin)
    # The nose turns the face; without one a figure reads as a peg.
    pen.poly(
        [
            (cx + f * 0.035 * h, cy - 0.025 * h),
            (cx + f * 0.068 * h, cy + 0.014 * h),
            (cx + f * 0.04 * h, cy + 0.024 * h),
        ],
        skin,
    )
    pen.poly(
        [
            (cx + f * 0.0 * h, cy + 0.05 * h),
            (cx + f * 0.044 * h, cy + 0.03 * h),
            (cx + f * 0.036 * h, cy + 0.062 * h),
        ],
        skin,
    )
    _headwear(
        pen,
        head,
        cx,
        cy,
        h,
        f,
        skin,
        hair,
        upper if head == "scarf" and rng.random() < 0.3 else rng.choice(clothes),
    )
    pen.limb(near_arm[:2], tint(upper, -shade * 0.4), 0.06 * h)
    pen.limb(near_arm[1:], tint(upper, -shade * 0.4), 0.05 * h)
    (ex, ey), (wx, wy) = near_arm[-2:]
    reach = math.hypot(wx - ex, wy - ey) or 1
    ux, uy = (wx - ex) / reach * h, (wy - ey) / reach * h
    pen.limb([(wx, wy), (wx + ux * 0.03, wy + uy * 0.03)], skin, 0.036 * h)
    pen.limb(
        [
            (wx + ux * 0.01, wy + uy * 0.01),
            (wx + ux * 0.035 - uy * 0.012 * f, wy + uy * 0.035 - abs(ux) * 0.022),
        ],
        skin,
        0.014 * h,
    )
    if dress == "robe":
        pen.taper([near_arm[1], (wx, wy)], tint(upper, -shade * 0.4), 0.055 * h, 0.085 * h)


def _bent_legs(pen: Pen, at: Place, h: float, near: Colour, far: Colour) -> None:
    for off, ink in ((0.03, far), (0, near)):
        pen.limb([at(-0.02, 0.27), at(0.22 + off, 0.29), at(0.22 + off, 0.03)], ink, 0.085 * h)
        pen.limb([at(0.2 + off, 0.02), at(0.29 + off, 0.02)], tint(ink, -0.5), 0.04 * h)


def _trousers(pen: Pen, at: Place, h: float, stride: float, dark: Colour) -> None:
    for dx, ink in ((-stride, tint(dark, -0.25)), (stride, dark)):
        knee = at(dx * 0.55 + (0.02 if stride > 0.1 else 0), 0.27)
        pen.line([at(dx * 0.25, 0.52), knee, at(dx, 0.03)], ink, 0.085 * h)
        pen.limb([at(dx - 0.01, 0.018), at(dx + 0.06, 0.015)], tint(ink, -0.5), 0.036 * h)


def _gown(
    pen: Pen,
    at: Place,
    h: float,
    stride: float,
    hem: float,
    cloth: Colour,
    skin: Colour,
    shade: float,
) -> None:
    """A skirt or a robe down to `hem`, with folds where the figure is large enough to show them."""
    for dx in (-stride * 0.8, stride * 0.8):
        pen.line([at(dx, 0.2), at(dx, 0.02)], tint(skin, -0.25), 0.04 * h)
        pen.limb([at(dx, 0.014), at(dx + 0.055, 0.012)], tint(cloth, -0.67), 0.032 * h)
    flare = 0.12 + stride * 0.35
    left = [at(-0.08, 0.58), at(-0.105, 0.35), at(-flare, hem)]
    right = [at(flare, hem), at(0.1, 0.35), at(0.08, 0.58)]
    pen.poly(curve([*left, at(0, hem - 0.012), *right], 4), cloth)
    pen.poly([*left, at(-flare * 0.3, hem - 0.008), at(-0.03, 0.55)], tint(cloth, -shade))
    if h > 150:
        for dx, up in ((0.03, 0.44), (-0.045, 0.38), (0.065, 0.3)):
            fold = [at(dx * 0.8, up), at(dx * 1.3, hem + 0.03)]
            pen.taper(fold, tint(cloth, -shade * 0.7), 0.002 * h, 0.016 * h)


def _headwear(
    pen: Pen, head: str, cx: float, cy: float, h: float, f: int, skin: Colour, hair: Colour, cloth: Colour
) -> None:
    if head == "scarf":
        pen.poly(
            [
                (cx - f * 0.075 * h, cy + 0.1 * h),
                (cx - f * 0.065 * h, cy - 0.03 * h),
                (cx - f * 0.02 * h, cy - 0.078 * h),
                (cx + f * 0.04 * h, cy - 0.06 * h),
                (cx + f * 0.02 * h, cy + 0.02 * h),
                (cx + f * 0.05 * h, cy + 0.085 * h),
                (cx, cy + 0.12 * h),
            ],
            cloth,
        )
        pen.disc(cx - f * 0.012 * h, cy - 0.02 * h, 0.056 * h, 0.058 * h, cloth)
        pen.disc(cx + f * 0.03 * h, cy + 0.006 * h, 0.026 * h, 0.043 * h, skin)
        pen.poly(
            [
                (cx + f * 0.045 * h, cy - 0.018 * h),
                (cx + f * 0.068 * h, cy + 0.014 * h),
                (cx + f * 0.044 * h, cy + 0.022 * h),
            ],
            skin,
        )
        return
    pen.disc(cx - f * 0.016 * h, cy - 0.02 * h, 0.052 * h, 0.055 * h, hair)
    if head == "cap":
        pen.poly(
            [
                (cx - f * 0.065 * h, cy - 0.02 * h),
                (cx - f * 0.05 * h, cy - 0.075 * h),
                (cx + f * 0.03 * h, cy - 0.08 * h),
                (cx + f * 0.05 * h, cy - 0.03 * h),
                (cx + f * 0.09 * h, cy - 0.018 * h),
            ],
            tint(cloth, -0.3),
        )
    elif head == "hat":
        pen.disc(cx, cy - 0.035 * h, 0.11 * h, 0.022 * h, tint(cloth, 0.35))
        pen.disc(cx, cy - 0.06 * h, 0.055 * h, 0.04 * h, tint(cloth, 0.45))
