"""The paper the demo pictures are painted on: washes, light, mist, and the grain that finishes a picture.

Nothing here knows what a picture shows; skies, trees and people have modules of their own, and all of it is
offered together by `kit`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageChops, ImageFilter

from articles.demo.scenes.pen import FINE, Box, Colour, Pen, Point, mix, noise, ramp


class Canvas:
    """One picture while it is being painted; `finish` gives the picture."""

    def __init__(self, rng: random.Random, ground: Colour, width: int = 1800, height: int = 1200) -> None:
        self.rng, self.width, self.height = rng, width, height
        self.image = Image.new("RGB", (width, height), ground)
        self._bristle: Image.Image | None = None

    def clip(self, box: Box | None) -> tuple[int, int, int, int]:
        x0, y0, x1, y1 = box or (0, 0, self.width, self.height)
        left, top = max(0, math.floor(x0)), max(0, math.floor(y0))
        return left, top, min(self.width, math.ceil(x1)), min(self.height, math.ceil(y1))

    @contextmanager
    def pen(self, box: Box | None = None) -> Iterator[Pen]:
        """Lend a pen for the box (or the whole sheet); give a box where you can, it is quicker.

        Whatever lies in the box and is not drawn on comes back unchanged; strokes outside are cut off.
        """
        left, top, right, bottom = self.clip(box)
        if right <= left or bottom <= top:
            yield Pen(Image.new("RGB", (1, 1)), 0, 0, FINE)
            return
        sheet = self.image.crop((left, top, right, bottom))
        sheet = sheet.resize(((right - left) * FINE, (bottom - top) * FINE), Image.Resampling.NEAREST)
        yield Pen(sheet, left, top, FINE)
        self.image.paste(sheet.reduce(FINE), (left, top))

    def gradient(self, colours: Sequence[Colour], box: Box | None = None, *, across: bool = False) -> None:
        """Fill the box with an even run of colours, downwards or across."""
        left, top, right, bottom = self.clip(box)
        self.image.paste(ramp(colours, (right - left, bottom - top), across=across), (left, top))

    def bristle(self) -> Image.Image:
        """The marks of one wide, nearly dry brush drawn across the sheet; light where it leaves paint."""
        if self._bristle is None:
            size = (self.width, self.height)
            rows = Image.blend(noise(self.rng, size, (230, 4)), noise(self.rng, size, (420, 14)), 0.5)
            self._bristle = Image.blend(rows, noise(self.rng, size, (34, 10)), 0.4)
        return self._bristle

    def wash(
        self,
        shapes: Sequence[Point] | Sequence[Sequence[Point]],
        colours: Sequence[Colour],
        *,
        alpha: float = 1,
        blur: float = 0,
        dry: float = 0,
        mode: str = "normal",
        across: bool = False,
    ) -> None:
        """Paint one or more polygons with a run of colours from their top to their bottom (or across).

        `blur` is the softness of the edge in pixels, `dry` (0 to 1) how much of the brush's marks stays
        unpainted; `mode` is normal, multiply (a shadow) or screen (light).
        """
        polygons: list[Sequence[Point]] = []
        for shape in shapes:
            if isinstance(shape[0], float | int):
                polygons = [shapes]  # type: ignore[list-item]
                break
            polygons.append(shape)  # type: ignore[arg-type]
        xs = [x for polygon in polygons for x, _ in polygon]
        ys = [y for polygon in polygons for _, y in polygon]
        pad = 3 * blur
        box = self.clip((min(xs) - pad, min(ys) - pad, max(xs) + pad + 1, max(ys) + pad + 1))
        size = (box[2] - box[0], box[3] - box[1])
        if size[0] <= 0 or size[1] <= 0:
            return
        scale: float = FINE if blur < 4 else 0.5 if blur < 14 else 0.25
        mask = Image.new("L", (max(1, round(size[0] * scale)), max(1, round(size[1] * scale))))
        pen = Pen(mask, box[0], box[1], scale)
        for polygon in polygons:
            pen.poly(polygon, 255)
        if scale == FINE:
            mask = mask.reduce(FINE)
            if blur:
                mask = mask.filter(ImageFilter.BoxBlur(blur)).filter(ImageFilter.BoxBlur(blur))
        else:
            soft = ImageFilter.BoxBlur(blur * scale)
            mask = mask.filter(soft).filter(soft).resize(size, Image.Resampling.BICUBIC)
        if dry:
            gaps = self.bristle().crop(box).point([_left_by_brush(v, dry) for v in range(256)])
            mask = ImageChops.multiply(mask, gaps)
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        # The run of colours belongs to the shape, also where a part of it lies outside the sheet.
        y0, y1 = (min(xs), max(xs)) if across else (min(ys), max(ys))
        start, end = (box[0], box[2]) if across else (box[1], box[3])
        ends = [_along(colours, (v - y0) / max(1.0, y1 - y0)) for v in _steps(start, end)]
        self.lay(ramp(ends, size, across=across), mask, (box[0], box[1]), mode)

    def lay(self, paint: Image.Image, mask: Image.Image, at: tuple[int, int], mode: str = "normal") -> None:
        """Lay a painted sheet on the picture through a mask of its size."""
        if mode != "normal":
            under = self.image.crop((*at, at[0] + paint.width, at[1] + paint.height))
            paint = (ImageChops.screen if mode == "screen" else ImageChops.multiply)(under, paint)
        self.image.paste(paint, at, mask)

    def glow(
        self, x: float, y: float, radius: float, colour: Colour, strength: float = 1, *, squash: float = 1
    ) -> None:
        """Let light shine around a point; it only ever brightens. `squash` is height over width."""
        left, top = math.floor(x - radius), math.floor(y - radius * squash)
        size = (math.ceil(2 * radius), math.ceil(2 * radius * squash))
        falloff = [round(strength * 255 * max(0.0, 1 - v / 180) ** 2.2) for v in range(256)]
        halo = Image.radial_gradient("L").point(falloff).resize(size, Image.Resampling.BILINEAR)
        box = self.clip((left, top, left + size[0], top + size[1]))
        if box[2] > box[0] and box[3] > box[1]:
            halo = halo.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
            self.lay(Image.new("RGB", halo.size, colour), halo, (box[0], box[1]), "screen")

    def bloom(
        self, x: float, y: float, radius: float, colour: Colour, strength: float = 1, *, squash: float = 1
    ) -> None:
        """Colour the air around a point; unlike `glow` it also darkens, so warm light shows in pale fog."""
        left, top = math.floor(x - radius), math.floor(y - radius * squash)
        size = (math.ceil(2 * radius), math.ceil(2 * radius * squash))
        falloff = [round(strength * 255 * max(0.0, 1 - v / 180) ** 2.2) for v in range(256)]
        halo = Image.radial_gradient("L").point(falloff).resize(size, Image.Resampling.BILINEAR)
        self.image.paste(colour, (left, top, left + size[0], top + size[1]), halo)

    def haze(self, y0: float, y1: float, colour: Colour, above: float, below: float) -> None:
        """Veil a band of the whole width, with `above` of the colour at its top and `below` at its foot."""
        _, top, _, bottom = self.clip((0, y0, self.width, y1))
        if bottom > top:
            levels = bytes(
                round(
                    255 * (above + (below - above) * i / (bottom - top)),
                )
                for i in range(bottom - top)
            )
            veil = Image.frombytes("L", (1, bottom - top), levels).resize((self.width, bottom - top))
            self.image.paste(colour, (0, top, self.width, bottom), veil)

    def drift(self, box: Box, colour: Colour, cell: Point, alpha: float, cut: float = 0.5) -> None:
        """Blow mist, foam or dust over the box, in blotches about `cell` wide and high; `cut` leaves gaps."""
        left, top, right, bottom = self.clip(box)
        size = (right - left, bottom - top)
        half = (max(2, size[0] // 3), max(2, size[1] // 3))
        patches = Image.blend(
            noise(self.rng, half, (cell[0] / 3, cell[1] / 3)),
            noise(self.rng, half, (cell[0] / 8, cell[1] / 8)),
            0.3,
        )
        level = [
            round(
                255 * alpha * max(0.0, min(1.0, (v / 255 - cut) / max(0.05, 0.8 - cut))),
            )
            for v in range(256)
        ]
        # Faded towards the top and the foot of the box, so that the band has no edge.
        fade = (
            Image.linear_gradient("L")
            .resize(half)
            .point([round(255 * math.sin(math.pi * v / 255)) for v in range(256)])
        )
        mask = ImageChops.multiply(patches.point(level), fade).resize(size, Image.Resampling.BICUBIC)
        self.image.paste(colour, (left, top, right, bottom), mask)

    def soften(self, blur: float) -> None:
        """Put everything painted so far out of focus, as behind glass."""
        small = (
            self.image.reduce(2)
            .filter(
                ImageFilter.BoxBlur(blur / 2),
            )
            .filter(ImageFilter.BoxBlur(blur / 2))
        )
        self.image = small.resize(self.image.size, Image.Resampling.BICUBIC)

    def wobble(self, amount: float = 1.4, cell: int = 45) -> None:
        """Let every line waver a little, as a hand's does; it takes about a tenth of a second."""
        across, down = math.ceil(self.width / cell), math.ceil(self.height / cell)
        push = [
            [
                (
                    self.rng.uniform(-amount, amount),
                    self.rng.uniform(-amount, amount),
                )
                for _ in range(across + 1)
            ]
            for _ in range(down + 1)
        ]

        def source(i: int, j: int) -> Point:
            x, y = min(i * cell, self.width), min(j * cell, self.height)
            dx, dy = push[j][i]
            edge_x, edge_y = 0 < x < self.width, 0 < y < self.height
            return (x + dx if edge_x else x, y + dy if edge_y else y)

        mesh = [
            (
                (i * cell, j * cell, min((i + 1) * cell, self.width), min((j + 1) * cell, self.height)),
                (*source(i, j), *source(i, j + 1), *source(i + 1, j + 1), *source(i + 1, j)),
            )
            for i in range(across)
            for j in range(down)
        ]
        self.image = self.image.transform(
            self.image.size,
            Image.Transform.MESH,
            mesh,
            Image.Resampling.BILINEAR,
        )

    def finish(
        self, *, grain: float = 1, mottle: float = 1, vignette: float = 0.12, wobble: float = 1.2
    ) -> Image.Image:
        """Give the picture its hand and its paper: wavering lines, blotches, grain, darker corners."""
        if wobble:
            self.wobble(wobble)
        size = self.image.size
        fine = Image.frombytes(
            "L",
            size,
            self.rng.randbytes(size[0] * size[1]),
        ).filter(ImageFilter.BoxBlur(0.7))
        paper = Image.blend(fine, noise(self.rng, size, (5, 4)), 0.35)
        blot = Image.blend(noise(self.rng, size, (150, 60)), self.bristle(), 0.55)
        paper = Image.blend(
            paper.point([round(128 + (v - 128) * 0.32 * grain) for v in range(256)]),
            blot.point([round(128 + (v - 128) * 0.36 * mottle) for v in range(256)]),
            0.5,
        )
        if vignette:
            corner = Image.radial_gradient("L").resize(size)
            paper = ImageChops.subtract(
                paper,
                corner.point([round(max(0, v - 110) * vignette) for v in range(256)]),
            )
        self.image = ImageChops.overlay(self.image, Image.merge("RGB", (paper, paper, paper)))
        return self.image


def _left_by_brush(value: int, dry: float) -> int:
    return max(0, min(255, round((value - 255 * dry * 0.75) * 5 + 40)))


def _along(colours: Sequence[Colour], place: float) -> Colour:
    place = max(0.0, min(1.0, place)) * (len(colours) - 1)
    low = min(int(place), max(0, len(colours) - 2))
    return mix(colours[low], colours[min(low + 1, len(colours) - 1)], place - low)


def _steps(start: int, end: int, count: int = 24) -> list[float]:
    return [start + (end - start) * i / count for i in range(count + 1)]
