"""A lantern seller's vault at night: coloured glass overhead, a mother and her child looking up."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes import kit
from articles.demo.scenes.kit import Canvas, Colour, Pen, clear, mix, rgb, tint


def paint(rng: random.Random) -> Image.Image:
    canvas = Canvas(rng, rgb("14122c"))
    _vault(canvas)
    hues = [rgb(c) for c in ("ffb13d", "e8483a", "2fb8a8", "ffd56a", "6a7cf0", "f0792e", "d8508e", "58b060")]
    back: list[tuple[float, float, float, Colour]] = [
        (
            x,
            60 + rng.uniform(0, 260),
            rng.uniform(46, 66),
            rng.choice(hues),
        )
        for x in range(60, 1800, 128)
    ]
    front = [
        (120.0, 430.0, 118.0),
        (372, 250, 92),
        (560, 520, 84),
        (800, 300, 120),
        (1030, 470, 82),
        (1265, 260, 100),
        (1480, 500, 112),
        (1700, 300, 96),
    ]
    near = [(x, y, size, hues[i]) for i, (x, y, size) in enumerate(front)]
    for x, y, size, hue in back:
        canvas.glow(x, y, size * 3.2, hue, 0.4)
    with canvas.pen((0, 0, 1800, 460)) as pen:
        for i, (x, y, size, hue) in enumerate(back):
            _lantern(pen, x, y, size, mix(hue, rgb("3a2346"), 0.35), i)
    canvas.haze(0, 700, rgb("1a1434"), 0.5, 0.0)
    for i, (x, y, size, hue) in enumerate(near):
        canvas.glow(x, y, size * 4.2, hue, 0.62)
        canvas.glow(x, 1110 + 8 * (i % 3), size * 3.4, hue, 0.62, squash=0.26)
    _below_lanterns(canvas)
    with canvas.pen((0, 0, 1800, 760)) as pen:
        for i, (x, y, size, hue) in enumerate(near):
            _lantern(pen, x, y, size, hue, i)
    for x, y, size, hue in near:
        canvas.glow(x, y, size * 1.5, tint(hue, 0.5), 0.75)
    return canvas.finish(vignette=0.25)


def _vault(canvas: Canvas) -> None:
    """Three arches, the middle one open on the town, and the paved floor."""
    rng = canvas.rng
    canvas.gradient([rgb("0e0f28"), rgb("221a40"), rgb("3a2346"), rgb("2a1a36")])
    with canvas.pen() as pen:
        pen.poly([(0, 1000), (1800, 1000), (1800, 1200), (0, 1200)], rgb("2c1d38"))
        for x0, x1 in ((-160, 470), (540, 1260), (1330, 1960)):
            pen.arch(x0 - 26, 250, x1 + 26, 1010, rgb("4a2c4c"), point=0.35)
            pen.arch(x0, 280, x1, 1010, rgb("1a1434"), point=0.35)
        pen.arch(540, 280, 1260, 1010, rgb("1b2550"), point=0.35)
        for _ in range(60):
            pen.disc(
                rng.uniform(600, 1200),
                rng.uniform(380, 760),
                1.6,
                1.6,
                clear(rgb("f4ecd2"), rng.random()),
            )
        x = 560.0
        while x < 1240:
            width, height = rng.uniform(60, 110), rng.uniform(110, 240)
            kit.house(
                pen,
                rng,
                x,
                1004,
                width,
                height,
                rgb("2c2450"),
                rgb("161434"),
                [rgb("f7b95a")],
                share=0.3,
                cell=30,
            )
            x += width * 0.9
        pen.poly([(540, 1004), (1260, 1004), (1260, 960), (540, 960)], rgb("1f1a3c"))
        _carpet(pen)
        for i in range(13):
            y = 1010 + 190 * (i / 12) ** 1.7
            pen.line([(0, y), (1800, y)], clear(rgb("120d22"), 0.5), 1 + i * 0.3)
        for i in range(-14, 34):
            pen.line(
                [(900 + (i * 90 - 900) * 0.8, 1008), (900 + (i * 90 - 900) * 2.2, 1200)],
                clear(rgb("120d22"), 0.4),
                2,
            )


def _carpet(pen: Pen) -> None:
    pen.rect(1430, 540, 1740, 930, rgb("7a2438"))
    for inset, tone in ((16, "c98a46"), (24, "5a1c38"), (60, "c98a46"), (66, "8a2c3c")):
        pen.rect(1430 + inset, 540 + inset, 1740 - inset, 930 - inset, rgb(tone))
    for j in range(3):
        for half, tone in ((62, "d9a050"), (46, "274066"), (22, "d9a050")):
            y = 642.0 + 93 * j
            pen.poly(
                [(1585 - half, y), (1585, y - half * 0.7), (1585 + half, y), (1585, y + half * 0.7)],
                rgb(tone),
            )
    for i in range(32):
        pen.line([(1434 + i * 9.8, 930), (1434 + i * 9.8, 946)], rgb("c9a878"), 2)


def _below_lanterns(canvas: Canvas) -> None:
    rng = canvas.rng
    with canvas.pen((0, 560, 1800, 1200)) as pen:
        for x, pose, size, head, facing, tone in (
            (1010, "stand", 430, "scarf", -1, "6a2f52"),
            (876, "raise", 270, "hair", -1, "b8632f"),
        ):
            for dx, ink in ((-5, rgb("ffc27a")), (0, rgb(tone))):
                kit.person(
                    pen,
                    random.Random("cast"),
                    x + dx,
                    1150,
                    size,
                    [ink],
                    pose=pose,
                    dress="robe",
                    head=head,
                    facing=facing,
                    skin=rgb("c98a5c") if dx == 0 else rgb("ffc27a"),
                    shadow=clear(rgb("0c0818"), 0.5),
                )
        pen.poly([(0, 900), (470, 900), (500, 940), (500, 1160), (0, 1160)], rgb("3a1f34"))
        pen.poly([(0, 888), (470, 888), (500, 922), (0, 922)], rgb("9a5a3a"))
        for i in range(7):
            pen.poly(
                [(20 + i * 70, 940), (72 + i * 70, 940), (72 + i * 70, 1140), (20 + i * 70, 1140)],
                rgb("48263a"),
            )
        kit.person(
            pen,
            rng,
            300,
            1130,
            470,
            [rgb("28506a")],
            pose="reach",
            dress="robe",
            head="cap",
            facing=1,
            skin=rgb("b87c54"),
        )
        pen.poly([(0, 888), (470, 888), (500, 922), (500, 1160), (0, 1160)], rgb("4a2638"))
        pen.poly([(0, 888), (470, 888), (500, 922), (0, 922)], rgb("a8623c"))
        for i in range(6):
            pen.arch(24 + i * 78, 950, 84 + i * 78, 1130, rgb("37192e"), point=0.3)
        for i, x in enumerate((60, 140, 400)):
            _lantern(pen, x, 842, 38, rgb(("f0792e", "2fb8a8", "ffd56a")[i]), i + 1, chain=False)


def _lantern(
    pen: Pen,
    x: float,
    y: float,
    size: float,
    hue: Colour,
    kind: int,
    *,
    chain: bool = True,
) -> None:
    """A lantern of brass and coloured glass about the point; `kind` chooses one of four forms."""
    brass, dark = mix(rgb("d9a24a"), hue, 0.25), mix(rgb("5c3a24"), hue, 0.15)
    profile = (
        ((0, -1.0), (0.5, -0.72), (0.8, -0.1), (0.62, 0.5), (0.22, 0.85), (0, 1.0)),
        ((0.2, -1.0), (0.42, -0.9), (0.52, 0.0), (0.46, 0.8), (0.2, 0.95), (0, 1.0)),
        ((0, -0.9), (0.75, -0.62), (0.92, 0.0), (0.75, 0.6), (0.3, 0.84), (0, 0.9)),
        ((0, -1.1), (0.3, -0.7), (0.34, -0.4), (0.85, 0.1), (0.5, 0.72), (0, 1.1)),
    )[kind % 4]
    right = [(x + u * size, y + v * size) for u, v in profile]
    outline = kit.curve(right, 6)
    outline = outline + [(2 * x - px, py) for px, py in outline[::-1]]
    if chain:
        pen.line([(x, -10), (x, y - size)], dark, max(2, size * 0.035))
    pen.poly(outline, mix(hue, rgb("40203a"), 0.12))
    for shrink, light in ((0.8, 0.18), (0.58, 0.4), (0.34, 0.72)):
        pen.poly(
            [(x + (px - x) * shrink, y + size * 0.05 + (py - y) * shrink) for px, py in outline],
            tint(hue, light),
        )
    reach = max(u for u, _ in profile) * size
    for i in range(-2, 3):
        rib = kit.curve([(x + (px - x) * i / 3, py) for px, py in right], 6)
        pen.line(rib, dark, max(1.5, size * 0.025))
    for v in (-0.45, 0.0, 0.45):
        half = reach * (1 - abs(v) * 0.75) * (0.97 if kind % 4 != 3 or v > -0.2 else 0.5)
        band = [
            (x + half * math.cos(a / 8 * math.pi), y + v * size + half * 0.16 * math.sin(a / 8 * math.pi))
            for a in range(9)
        ]
        pen.line(band, dark, max(1.5, size * 0.03))
        for j in range(7):
            px, py = band[j + 1] if j < 7 else band[7]
            pen.disc(px, py + size * 0.22, size * 0.035, size * 0.05, tint(hue, 0.85))
    pen.line([*outline, outline[0]], brass, max(1.5, size * 0.035))
    top, foot = y + profile[0][1] * size, y + profile[-1][1] * size
    pen.poly(
        [
            (x - size * 0.3, top + size * 0.14),
            (x - size * 0.12, top - size * 0.1),
            (x, top - size * 0.3),
            (x + size * 0.12, top - size * 0.1),
            (x + size * 0.3, top + size * 0.14),
        ],
        brass,
    )
    pen.poly(
        [
            (x, top - size * 0.3),
            (x + size * 0.12, top - size * 0.1),
            (x + size * 0.3, top + size * 0.14),
            (x, top + size * 0.14),
        ],
        dark,
    )
    pen.poly(
        [
            (x - size * 0.16, foot - size * 0.06),
            (x + size * 0.16, foot - size * 0.06),
            (x, foot + size * 0.24),
        ],
        brass,
    )
