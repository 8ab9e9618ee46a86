"""Lettering for maps: a name along a straight or bent baseline, leaning or upright, with a halo."""

from __future__ import annotations

import math
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from articles.demo.scenes.kit import Canvas, Colour


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _letter(text: str, size: int, slant: float, halo: int) -> tuple[Image.Image, Image.Image, float]:
    """Return a letter's mask and its halo's mask, on a square tile around the middle of its baseline."""
    font = _font(size * 2)
    wide = font.getlength(text)
    tile = size * 5
    masks = []
    for stroke in (0, halo * 2):
        sheet = Image.new("L", (tile, tile))
        ImageDraw.Draw(sheet).text(
            ((tile - wide) / 2, tile / 2), text, fill=255, font=font, anchor="ls", stroke_width=stroke
        )
        if slant:
            shear = (1, slant, -slant * tile / 2, 0, 1, 0)
            sheet = sheet.transform(sheet.size, Image.Transform.AFFINE, shear, Image.Resampling.BILINEAR)
        masks.append(sheet)
    return masks[0], masks[1], wide / 2


def label(
    canvas: Canvas,
    text: str,
    x: float,
    y: float,
    size: int,
    ink: Colour,
    *,
    spacing: float = 0.06,
    slant: float = 0,
    turn: float = 0,
    bend: float = 0,
    halo: Colour | None = None,
    anchor: str = "middle",
    alpha: float = 1,
) -> None:
    """Letter a name around (or, with `anchor` left, from) a point of its baseline.

    `spacing` is in parts of the size; `turn` and `bend` are the angle at its middle and how much the angle
    grows from end to end, in radians; `slant` leans the letters, as the names of waters do.
    """
    gap = spacing * size
    made = [(char, *_letter(char, size, slant, max(2, size // 9) if halo else 0)) for char in text]
    length = sum(wide + gap for *_, wide in made) - gap
    start = 0.0 if anchor == "left" else -length / 2
    for masks in (2, 1):
        if masks == 2 and not halo:
            continue
        place = start
        for char, letter, aura, wide in made:
            along = place + wide / 2
            place += wide + gap
            if char == " ":
                continue
            part = along / max(1.0, length)
            angle = turn + bend * part
            # On a bow the baseline falls away from the middle with the square of the distance.
            off = bend * length * part * part / 2
            px = x + math.cos(turn) * along - math.sin(turn) * off
            py = y + math.sin(turn) * along + math.cos(turn) * off
            mask = aura if masks == 2 else letter
            if angle:
                mask = mask.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
            mask = mask.reduce(2)
            if alpha < 1:
                mask = mask.point([round(v * alpha) for v in range(256)])
            corner = round(px - mask.width / 2), round(py - mask.height / 2)
            canvas.image.paste(
                halo if masks == 2 and halo else ink,
                (*corner, corner[0] + mask.width, corner[1] + mask.height),
                mask,
            )
