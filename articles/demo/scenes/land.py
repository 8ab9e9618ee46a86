"""What landscapes add to the kit: ground in perspective, strokes inside a shape, rock, clouds.

Only what two kinds of picture share belongs here; what one picture needs stays beside that picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

from articles.demo.scenes.kit import Canvas, Colour, Ink, Pen, Point, curve, mix, rgb

SHADOW: Colour = (92, 84, 128)


@dataclass(frozen=True)
class Ground:
    """A level plain seen by an eye `eye` metres above it; at one metre a metre takes `focal` pixels."""

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


def placed(text: str, x: float, y: float, size: float, way: int = 1) -> list[Point]:
    """Return an outline written in hundredths of a size, set down at a spot; `way` -1 mirrors it."""
    return [(x + way * px * size / 100, y + py * size / 100) for px, py in path(text)]


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
    """Draw a brush stroke from each spot in the direction (radians) that `heading` gives there."""
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
    return sorted(
        ((rng.uniform(x0, x1), rng.uniform(y0, y1)) for _ in range(count)),
        key=lambda spot: spot[1],
    )


def between(one: Sequence[Point], other: Sequence[Point], share: float) -> list[Point]:
    """Return the line that lies a `share` of the way from one line to another of as many points."""
    return [(a + (c - a) * share, b + (d - b) * share) for (a, b), (c, d) in zip(one, other, strict=True)]


def ragged(rng: random.Random, points: Sequence[Point], amount: float, depth: int = 4) -> list[Point]:
    """Return the line through the points broken like rock: piece by piece the middle shifts."""
    line = list(points)
    for _ in range(depth):
        finer: list[Point] = []
        for (x0, y0), (x1, y1) in pairwise(line):
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
        spine = ragged(
            rng,
            [(x, y), (x + way * drop * 0.5, y + drop * 0.5), (x + way * drop, y + drop)],
            0.16,
            3,
        )
        wide = width * rng.uniform(0.4, 1.2)
        side = [
            (
                px + wide * math.sin(math.pi * min(1, i / len(spine) * 1.05)) * rng.uniform(0.4, 1.2),
                py + wide * 0.2,
            )
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
    angles = [2 * math.pi * i / steps for i in range(steps)]
    ring = [(rx * math.cos(a), ry * math.sin(a)) for a in angles]
    return [(x + u * c - v * s, y + u * s + v * c) for u, v in ring]


def billows(
    canvas: Canvas, x: float, y: float, width: float, light: Colour, dark: Colour, *, tall: float = 0.24
) -> None:
    """Pile up a summer cloud out of round puffs, each lit from the upper left, on a flat foot at `y`."""
    rng = canvas.rng
    peak, second = rng.uniform(-0.15, 0.15), rng.uniform(-0.3, 0.3)
    puffs: list[tuple[float, float, float]] = []
    for i in range(26):
        place = ((i * 7 % 26 + rng.random()) / 26 - 0.5) * 0.86
        rise = max(
            math.exp(-(((place - peak) / 0.17) ** 2)),
            0.6 * math.exp(-(((place - second) / 0.2) ** 2)),
            0.12,
        )
        up = rise * tall * width * (1 if i < 9 else rng.uniform(0, 0.85))
        puffs.append(
            (x + place * width, y - up, width * rng.uniform(0.055, 0.1) * (1.25 - 0.5 * abs(place) * 2)),
        )
    for px, py, size in sorted(puffs, key=lambda puff: puff[1]):
        ring = [(u, min(v, y + 4 * math.sin(u / 40))) for u, v in oval(px, py, size, size * 0.86)]
        # The foot of the whole cloud is dark, its top light, and every puff has a little of both.
        high = max(0.0, min(1.0, (y - py) / (width * tall * 0.9)))
        foot = mix(dark, light, 0.15 + 0.6 * high)
        canvas.wash(ring, [light, mix(light, foot, 0.35), foot], alpha=0.95, blur=2, dry=0.05)
