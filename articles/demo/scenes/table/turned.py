"""Things turned on a wheel: bowls, jars and bottles, shaded round their axis and seen a little from above."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from articles.demo.scenes.kit import Colour, Ink, Pen, Point, curve, mix


class Turned:
    """A round body that stands on (x, y); its profile gives half its width for each height above its foot."""

    def __init__(self, x: float, y: float, profile: Sequence[Point], *, flat: float = 0.22) -> None:
        self.x, self.y, self.flat = x, y, flat
        self.profile = curve(profile, 8)

    def half(self, up: float) -> float:
        """Return half the width at a height."""
        for (w0, u0), (w1, u1) in zip(self.profile, self.profile[1:], strict=False):
            if min(u0, u1) <= up <= max(u0, u1) and u0 != u1:
                return w0 + (w1 - w0) * (up - u0) / (u1 - u0)
        return self.profile[-1][0]

    def at(self, angle: float, up: float, out: float = 0) -> Point:
        """Return where a spot of the surface is seen; angle 0 faces us, `out` lifts it off the surface."""
        half = self.half(up) + out
        return self.x + math.sin(angle) * half, self.y - up + math.cos(angle) * half * self.flat

    def paint(
        self,
        pen: Pen,
        tone: Sequence[Colour],
        *,
        columns: int = 44,
        low: float = 0,
        high: float = 1,
    ) -> None:
        """Fill the body between two parts of its height with tones that run round it, from left to right."""
        top = self.profile[-1][1]
        spots = [(w, u) for w, u in self.profile if low * top <= u <= high * top]
        for i in range(columns):
            # One column overlaps the next, so that no seam of the ground shows between them.
            s0, s1 = math.pi * (i / columns - 0.5), math.pi * (min(columns, i + 1.6) / columns - 0.5)
            one = [self._spot(s0, w, u) for w, u in spots]
            other = [self._spot(s1, w, u) for w, u in spots]
            pen.poly([*one, *other[::-1]], along(tone, (math.sin((s0 + s1) / 2) + 1) / 2))

    def _spot(self, angle: float, half: float, up: float) -> Point:
        return self.x + math.sin(angle) * half, self.y - up + math.cos(angle) * half * self.flat

    def ring(
        self,
        up: float,
        start: float = -math.pi / 2,
        end: float = math.pi / 2,
        *,
        out: float = 0,
    ) -> list[Point]:
        """Return the line round the body at a height, in front by default."""
        return [self.at(start + (end - start) * i / 40, up, out) for i in range(41)]

    def band(self, pen: Pen, low: float, high: float, ink: Ink) -> None:
        """Paint a band round the front."""
        pen.poly([*self.ring(low), *self.ring(high)[::-1]], ink)

    def outline(self) -> list[Point]:
        """Return the whole outline, for a shadow or a mask."""
        left = [self._spot(-math.pi / 2, w, u) for w, u in self.profile]
        right = [self._spot(math.pi / 2, w, u) for w, u in self.profile]
        top = self.profile[-1][1]
        lid = self.ring(top, -math.pi / 2, -3 * math.pi / 2)
        foot = self.ring(self.profile[0][1], math.pi / 2, -math.pi / 2)
        return [*left, *lid, *right[::-1], *foot]

    def mouth(self, pen: Pen, rim: Ink, inside: Ink, *, lip: float = 0.9) -> None:
        """Draw the opening at the top: the rim and the dark in it."""
        half, top = self.profile[-1]
        pen.disc(self.x, self.y - top, half, half * self.flat, rim)
        pen.disc(self.x, self.y - top + half * 0.01, half * lip, half * self.flat * lip * 0.94, inside)


def along(tone: Sequence[Colour], place: float) -> Colour:
    """Return the colour at a place (0 to 1) of an even run of colours."""
    spot = max(0.0, min(1.0, place)) * (len(tone) - 1)
    low = min(int(spot), len(tone) - 2)
    return mix(tone[low], tone[low + 1], spot - low)


def crumbs(
    pen: Pen,
    rng: random.Random,
    x: float,
    y: float,
    spread: float,
    inks: Sequence[Ink],
    count: int,
) -> None:
    """Strew small specks over a table round a point."""
    for _ in range(count):
        size = rng.uniform(1.4, 4.2)
        pen.disc(
            x + rng.gauss(0, spread),
            y + rng.gauss(0, spread * 0.32),
            size,
            size * 0.7,
            rng.choice(inks),
        )
