"""Which files readers are offered of a picture, and making them.

The plan follows from the row alone, so a file's name says exactly what it holds: change the focal point or a recipe
and the name changes, and no cache anywhere goes stale. When files are made, and what the row then says, is actions.py.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

WIDTHS = (320, 480, 800, 1280, 1920)
JPEG_WIDTH = 1280
# width / height, and the widest that is offered.
CROPS: dict[str, tuple[float | None, int]] = {"whole": (None, 1920), "wide": (3 / 2, 1920), "square": (1.0, 800)}
EXTENSIONS = {"jpeg": "jpg", "webp": "webp", "avif": "avif"}
# Measured at 1920 × 1280: AVIF takes 0.16 s of CPU at speed 9, 0.7 at 8, 0.9 at 7 and 1.7 at 6; at equal PSNR speed 9
# needs 8 % more bytes than 7. Change a recipe and every rendition gets a new name and is due again (`make_again`).
RECIPES: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 82, "progressive": True, "optimize": True},
    "webp": {"quality": 76, "method": 4},
    "avif": {"quality": 52, "speed": 9, "max_threads": 1},
}
# What is made first: enough for every browser. AVIF takes longest and only saves bytes.
STAGES = (("webp", "jpeg"), ("avif",))

Rows = dict[str, dict[str, list[list[Any]]]]
Box = tuple[int, int, int, int]


class Source(NamedTuple):
    """What the plan depends on."""

    digest: str
    width: int
    height: int
    focal_x: int
    focal_y: int


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file that should exist."""

    crop: str
    format: str
    width: int
    height: int
    box: Box  # of the upright original
    name: str


def crop_box(source: Source, crop: str) -> Box:
    """Return the largest box of the crop's shape, as near to centred on the focal point as the edges allow."""
    ratio, _widest = CROPS[crop]
    width, height = source.width, source.height
    if ratio is None:
        return 0, 0, width, height
    across, down = min(width, round(height * ratio)), min(height, round(width / ratio))
    left = min(max(round(width * source.focal_x / 100 - across / 2), 0), width - across)
    top = min(max(round(height * source.focal_y / 100 - down / 2), 0), height - down)
    return left, top, left + across, top + down


def plan(source: Source) -> list[Rendition]:
    """Return every file that the picture should have."""
    return [
        _rendition(source, crop, kind, width)
        for crop in CROPS
        for kind in RECIPES
        for width in _widths(crop, kind, crop_box(source, crop))
    ]


def first_jpeg(source: Source) -> Rendition:
    """Return the one file that is made at once, during the upload."""
    return next(one for one in plan(source) if one.crop == "whole" and one.format == "jpeg")


def missing(source: Source, rows: Rows) -> list[Rendition]:
    """Return what of the plan is not in the row."""
    have = {(crop, kind, name) for crop, kind, _w, _h, name in _entries(rows)}
    return [one for one in plan(source) if (one.crop, one.format, one.name) not in have]


def rows_with(source: Source, rows: Rows, made: Iterable[Rendition] = ()) -> Rows:
    """Return the row's account of finished files: what it had and what was made, less what no longer fits the plan."""
    have = {(crop, kind, name) for crop, kind, _w, _h, name in _entries(rows)}
    have |= {(one.crop, one.format, one.name) for one in made}
    kept: Rows = {}
    for one in plan(source):
        if (one.crop, one.format, one.name) in have:
            kept.setdefault(one.crop, {}).setdefault(one.format, []).append([one.width, one.height, one.name])
    return kept


def names(rows: Rows) -> set[str]:
    """Return the names of all finished files."""
    return {name for _crop, _kind, _w, _h, name in _entries(rows)}


def needed_size(source: Source, wanted: Iterable[Rendition]) -> tuple[int, int]:
    """Return the smallest size of the original from which all of `wanted` can be made without enlarging."""
    scale = max((one.width / (one.box[2] - one.box[0]) for one in wanted), default=1.0)
    return max(1, round(source.width * scale)), max(1, round(source.height * scale))


def make(image: Image.Image, source: Source, wanted: Iterable[Rendition]) -> Iterator[Rendition]:
    """Write the files, one by one, and yield each once it lies in storage.

    `image` is upright sRGB, the original or a reduction of it. Boxes that are the same file are made once.
    """
    written: set[str] = set()
    shapes: dict[tuple[Box, int], Image.Image] = {}
    for one in sorted(wanted, key=lambda one: (one.box, -one.width)):
        if one.name not in written:
            key = (one.box, one.width)
            if key not in shapes:
                shapes = {key: _resized(image, source, one)}  # one at a time: a picture is held once, not forty times
            write(one.name, encode(shapes[key], one.format))
            written.add(one.name)
        yield one


def encode(image: Image.Image, kind: str) -> bytes:
    """Return the file's bytes: pixels alone, no profile, position or any other metadata."""
    file = BytesIO()
    Image.frombytes("RGB", image.size, image.tobytes()).save(file, kind.upper(), **RECIPES[kind])
    return file.getvalue()


def write(name: str, content: bytes) -> None:
    """Put a file under exactly this name, in the storage's folder.

    It is moved there when it is whole, so that a killed worker leaves nothing cut off under the name, and two that
    make the same file at once both succeed.
    """
    part = default_storage.save(f"{name}.part", ContentFile(content))
    Path(default_storage.path(part)).replace(default_storage.path(name))


def remove(unwanted: Iterable[str]) -> None:
    """Delete files by name."""
    for name in unwanted:
        default_storage.delete(name)


def _resized(image: Image.Image, source: Source, one: Rendition) -> Image.Image:
    across, down = image.width / source.width, image.height / source.height
    left, top, right, bottom = one.box
    box = (left * across, top * down, min(right * across, image.width), min(bottom * down, image.height))
    return image.resize((one.width, one.height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _widths(crop: str, kind: str, box: Box) -> list[int]:
    """Return the steps up to the source's own width, which stands in for the steps it does not reach."""
    own = min(box[2] - box[0], CROPS[crop][1])
    if kind == "jpeg":
        return [min(JPEG_WIDTH, own)]
    return [*(step for step in WIDTHS if step < own * 0.9), own]


def _rendition(source: Source, crop: str, kind: str, width: int) -> Rendition:
    box = crop_box(source, crop)
    height = max(1, round(width * (box[3] - box[1]) / (box[2] - box[0])))
    # One stem for all files of a box: the addresses of a picture then cost a page few bytes.
    stem = hashlib.blake2b(f"{source.digest} {box} {RECIPES}".encode(), digest_size=10).hexdigest()
    return Rendition(crop, kind, width, height, box, f"pictures/{stem[:2]}/{stem}-{width}.{EXTENSIONS[kind]}")


def _entries(rows: Rows) -> Iterator[tuple[str, str, int, int, str]]:
    for crop, kinds in rows.items():
        for kind, files in kinds.items():
            for width, height, name in files:
                yield crop, kind, width, height, name
