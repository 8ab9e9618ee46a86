"""What landscapes and still lifes add to the kit: ground in perspective, strokes kept inside a shape, rock, old trees.

Only what two kinds of picture share belongs here; what one picture needs stays beside that picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image

from articles.demo.scenes.kit import Canvas, Colour, Ink, Pen, Point, clear, curve, mix, rgb, tint

SHADOW: Colour = (92, 84, 128)


@dataclass(frozen=True)
class Ground:
    """A level plain seen by an eye `eye` metres above it; `focal` pixels show a metre at one metre's distance."""

    horizon: float
    centre: float = 900
    focal: float = 1500
    eye: float = 1.7

    def at(self, x: float, z: float, up: float = 0) -> Point:
        """Return where a spot `x` metres to the right, `z` away and `up` above the ground is seen."""
        return self.centre + self.focal * x / z, self.horizon + self.focal * (self.eye - up) / z

    def size(self, z: float) -> float:
        """Return how many pixels a metre takes up at that distance."""
        return self.focal / z

    def quad(self, x0: float, z0: float, x1: float, z1: float) -> list[Point]:
        """Return the outline of a rectangle lying on the ground."""
        return [self.at(x0, z0), self.at(x1, z0), self.at(x1, z1), self.at(x0, z1)]


def path(text: str) -> list[Point]:
    """Return the points written as `x,y x,y …`, which keeps an outline on one line."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def soft(text: str, steps: int = 8) -> list[Point]:
    """Return a smooth line through the points written as for `path`."""
    return curve(path(text), steps)


def tones(codes: str) -> list[Colour]:
    """Return the colours of several hexadecimal codes with blanks between them."""
    return [rgb(code) for code in codes.split()]


@contextmanager
def inside(canvas: Canvas, *shapes: Sequence[Point]) -> Iterator[None]:
    """Keep whatever is painted within the shapes; outside them the picture stays as it was."""
    xs = [x for shape in shapes for x, _ in shape]
    ys = [y for shape in shapes for _, y in shape]
    box = canvas.clip((min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1))
    before = canvas.image.copy()
    yield
    if box[2] > box[0] and box[3] > box[1]:
        mask = Image.new("L", (2 * (box[2] - box[0]), 2 * (box[3] - box[1])))
        pen = Pen(mask, box[0], box[1], 2)
        for shape in shapes:
            pen.poly(shape, 255)
        before.paste(canvas.image.crop(box), box[:2], mask.reduce(2))
    canvas.image = before


def strokes(
    pen: Pen,
    rng: random.Random,
    spots: Sequence[Point],
    heading: Callable[[float, float], float],
    inks: Sequence[Ink],
    *,
    length: float = 60,
    width: float = 5,
) -> None:
    """Draw a brush stroke, thin at its end, from each spot in the direction (radians) that `heading` gives there."""
    for x, y in spots:
        far = length * rng.uniform(0.5, 1.3)
        first = heading(x, y)
        middle = (x + math.cos(first) * far / 2, y + math.sin(first) * far / 2)
        then = heading(*middle) + rng.uniform(-0.06, 0.06)
        end = (middle[0] + math.cos(then) * far / 2, middle[1] + math.sin(then) * far / 2)
        wide = width * rng.uniform(0.5, 1.2)
        pen.taper(curve([(x, y), middle, end], 4), rng.choice(inks), wide, wide * 0.15)


def scatter(rng: random.Random, x0: float, y0: float, x1: float, y1: float, count: int) -> list[Point]:
    """Return chance spots in a box, the highest first, so that near strokes cover far ones."""
    return sorted(((rng.uniform(x0, x1), rng.uniform(y0, y1)) for _ in range(count)), key=lambda spot: spot[1])


def between(one: Sequence[Point], other: Sequence[Point], share: float) -> list[Point]:
    """Return the line that lies a `share` of the way from one line to another of as many points."""
    return [(a + (c - a) * share, b + (d - b) * share) for (a, b), (c, d) in zip(one, other, strict=True)]


def ragged(rng: random.Random, points: Sequence[Point], amount: float, depth: int = 4) -> list[Point]:
    """Return the line through the points broken like rock: each piece's middle is shifted, again and again."""
    line = list(points)
    for _ in range(depth):
        finer: list[Point] = []
        for (x0, y0), (x1, y1) in zip(line, line[1:], strict=False):
            reach = math.hypot(x1 - x0, y1 - y0) * amount
            shift = (rng.uniform(-reach, reach), rng.uniform(-reach, reach))
            finer += [(x0, y0), ((x0 + x1) / 2 + shift[0], (y0 + y1) / 2 + shift[1])]
        line = [*finer, line[-1]]
    return line


def ribs(
    pen: Pen,
    rng: random.Random,
    crest: Sequence[Point],
    count: int,
    inks: Sequence[Ink],
    *,
    fall: float,
    lean: float = 0.4,
    width: float = 40,
) -> None:
    """Carve gullies into a mountain: ragged wedges that hang from its crest and fall up to `fall` pixels."""
    for _ in range(count):
        x, y = rng.choice(crest)
        drop = fall * rng.uniform(0.25, 1)
        way = lean + rng.uniform(-0.25, 0.25)
        spine = ragged(rng, [(x, y), (x + way * drop * 0.5, y + drop * 0.5), (x + way * drop, y + drop)], 0.16, 3)
        wide = width * rng.uniform(0.4, 1.2)
        side = [
            (px + wide * math.sin(math.pi * min(1, i / len(spine) * 1.05)) * rng.uniform(0.4, 1.2), py + wide * 0.2)
            for i, (px, py) in enumerate(spine)
        ]
        pen.poly([*spine, *side[::-1]], rng.choice(inks))


def shade(
    canvas: Canvas, shape: Sequence[Point], *, alpha: float = 0.6, blur: float = 1.5, ink: Colour = SHADOW
) -> None:
    """Cast a coloured shadow of that shape on whatever is there."""
    canvas.wash(shape, [ink], alpha=alpha, blur=blur, mode="multiply")


def oval(x: float, y: float, rx: float, ry: float, *, turn: float = 0, steps: int = 36) -> list[Point]:
    """Return an oval's outline, turned by `turn` radians."""
    c, s = math.cos(turn), math.sin(turn)
    ring = [(rx * math.cos(2 * math.pi * i / steps), ry * math.sin(2 * math.pi * i / steps)) for i in range(steps)]
    return [(x + u * c - v * s, y + u * s + v * c) for u, v in ring]


def fir(pen: Pen, rng: random.Random, x: float, y: float, height: float, dark: Ink, light: Ink | None = None) -> None:
    """Draw a fir that stands on `y`, branch by branch; `light` is what lies on the branches' left."""
    h = height
    slim = rng.uniform(0.8, 1.1)
    pen.taper([(x, y), (x, y - h)], dark, h * 0.045, h * 0.008)
    count = max(9, round(9 + h / 13))
    for i in range(count):
        t = max(0.0, (i + rng.uniform(-0.3, 0.3)) / count)
        top = y - h * (0.97 - 0.87 * t)
        for side in (-1, 1):
            reach = h * (0.03 + 0.19 * t**0.85) * rng.uniform(0.65, 1.15) * slim
            droop = h * (0.025 + 0.05 * t) * rng.uniform(0.7, 1.3)
            bough = [(x, top), (x + side * reach * 0.55, top + droop * 0.75), (x + side * reach, top + droop)]
            pen.taper(bough, dark, h * (0.05 + 0.035 * t), h * 0.008)
            if light and (side < 0 or rng.random() < 0.25) and rng.random() < 0.8:
                lie = [(px - h * 0.004, py - h * 0.014) for px, py in between(bough, [bough[0]] * 3, 0.12)]
                pen.taper(lie[1:], light, h * 0.022, h * 0.004)


def dabs(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    rx: float,
    ry: float,
    inks: Sequence[Ink],
    *,
    count: int,
    size: float,
    turn: Callable[[float, float], float] | None = None,
) -> None:
    """Fill an oval with leaf-shaped dabs: the first inks below and to the right, the last ones to the light."""
    for i in range(count):
        up = i / count
        angle, far = rng.uniform(0, 2 * math.pi), math.sqrt(rng.random()) * (1.04 - 0.5 * up)
        px, py = x + (math.cos(angle) * far - 0.24 * up) * rx, y + (math.sin(angle) * far - 0.36 * up) * ry
        lie = turn(px, py) if turn else rng.uniform(0, math.pi)
        ink = inks[min(len(inks) - 1, int(up * len(inks) + rng.uniform(-0.3, 0.3)))]
        leaf(pen, px, py, size * rng.uniform(0.6, 1.3), lie, ink)


def leaf(pen: Pen, x: float, y: float, length: float, turn: float, ink: Ink, *, slim: float = 0.2) -> None:
    """Draw one pointed leaf around its middle."""
    c, s = math.cos(turn) * length / 2, math.sin(turn) * length / 2
    ox, oy = -s * slim * 1.4, c * slim * 1.4
    pen.poly([(x - c, y - s), (x + ox, y + oy), (x + c, y + s), (x - ox, y - oy)], ink)


# An old olive's trunk in hundredths of the tree's height, and the part of it that lies in shade.
TRUNK = (
    "-15,0 -9,3 -8,10 -10,18 -17,26 -27,36 -33,52 -30,53 -22,38 -12,30 -5,26 -4,40 -8,60 -4,60 1,42 3,30 "
    "13,35 23,44 31,60 35,58 28,40 19,29 11,20 9,12 10,5 17,0 10,0 5,-1 0,1 -6,-1 -15,0"
)
SHADE = (
    "3,-1 4,8 1,16 4,22 3,30 13,35 23,44 31,60 35,58 28,40 19,29 11,20 9,12 10,5 17,0 10,0 3,-1",
    "-5,26 -12,30 -22,38 -30,53 -31,52 -24,38 -14,28 -9,20 -5,26",
    "-2,24 1,32 -1,44 -5,60 -4,60 1,42 3,30 -2,24",
)


def olive_tree(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    height: float,
    bark: Colour,
    leaves: Sequence[Colour],
    *,
    count: int = 420,
) -> None:
    """Draw an old olive that stands on `y`: a twisted, split trunk and a silvery crown in many cushions.

    The light comes from the left; `leaves` run from the darkest to the lightest tone.
    """
    h, f = height, rng.choice((-1, 1))

    def part(text: str, ink: Ink) -> None:
        pen.poly([(x + px * h / 100, y - py * h / 100) for px, py in soft(text, 4)], ink)

    part(TRUNK, bark)
    for text in SHADE:
        part(text, tint(bark, -0.42))
    for _ in range(22):
        # The grain turns about the trunk as it rises.
        at, up = rng.uniform(-7, 8), rng.uniform(0, 12)
        grain = [(at * 1.1, up), (at * 0.8 + 1.5, up + 5), (at * 0.9 + 1, up + rng.uniform(7, 12))]
        ink = clear(tint(bark, rng.choice((-0.6, -0.6, 0.35))), 0.65)
        pen.taper(curve([(x + px * h / 100, y - py * h / 100) for px, py in grain], 3), ink, 0.013 * h, 0.003 * h)
    part("-1,7 1,14 4,16 4,10 2,5 -1,7", tint(bark, -0.75))
    cushions = [
        *((-0.05, 0.62, 0.24), (-0.3, 0.56, 0.19), (0.33, 0.6, 0.2), (-0.43, 0.67, 0.15), (0.45, 0.7, 0.14)),
        *(
            (0.16, 0.72, 0.22),
            (-0.22, 0.76, 0.2),
            (0.32, 0.82, 0.14),
            (-0.02, 0.88, 0.18),
            (-0.3, 0.87, 0.11),
            (0.16, 0.93, 0.12),
        ),
    ]
    size = max(5.0, 0.024 * h + 4)
    for dx, up, wide in cushions:
        px, py, rx, ry = x + f * dx * h, y - up * h, wide * h, wide * 0.62 * h
        pen.poly(ragged(rng, oval(px, py, rx * 0.86, ry * 0.8, steps=12), 0.2, 2), leaves[0])
        dabs(pen, rng, px, py, rx, ry, leaves, count=count // len(cushions), size=size)


def blend_all(colours: Sequence[Colour], other: Colour, share: float) -> list[Colour]:
    """Return every colour with a share of another in it, as distance does."""
    return [mix(colour, other, share) for colour in colours]


def billows(
    canvas: Canvas, x: float, y: float, width: float, light: Colour, dark: Colour, *, tall: float = 0.24
) -> None:
    """Pile up a summer cloud out of round puffs, each lit from the upper left, on a flat foot at `y`."""
    rng = canvas.rng
    peak, second = rng.uniform(-0.15, 0.15), rng.uniform(-0.3, 0.3)
    puffs: list[tuple[float, float, float]] = []
    for i in range(26):
        place = ((i * 7 % 26 + rng.random()) / 26 - 0.5) * 0.86
        rise = max(math.exp(-(((place - peak) / 0.17) ** 2)), 0.6 * math.exp(-(((place - second) / 0.2) ** 2)), 0.12)
        up = rise * tall * width * (1 if i < 9 else rng.uniform(0, 0.85))
        puffs.append((x + place * width, y - up, width * rng.uniform(0.055, 0.1) * (1.25 - 0.5 * abs(place) * 2)))
    for px, py, size in sorted(puffs, key=lambda puff: puff[1]):
        ring = [(u, min(v, y + 4 * math.sin(u / 40))) for u, v in oval(px, py, size, size * 0.86)]
        # The foot of the whole cloud is dark, its top light, and every puff has a little of both.
        high = max(0.0, min(1.0, (y - py) / (width * tall * 0.9)))
        foot = mix(dark, light, 0.15 + 0.6 * high)
        canvas.wash(ring, [light, mix(light, foot, 0.35), foot], alpha=0.95, blur=2, dry=0.05)
