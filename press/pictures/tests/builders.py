"""Pictures for tests: real small files, and rows that claim finished files without having them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from press.pictures import actions, making, renditions
from press.pictures.models import Picture

SUFFIX = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif", "TIFF": "tif"}
_numbers: Iterator[int] = count(1)


def image(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """Return a drawn picture that is like no other: gradients, with its number in black and white squares."""
    number = next(_numbers)
    bands = [Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size), Image.new("L", size, 90)]
    drawn = Image.merge("RGB", bands)
    for bit in range(16):  # large enough to survive any compression
        drawn.paste("white" if number >> bit & 1 else "black", (bit * 8, 0, bit * 8 + 8, 8))
    return drawn if mode == "RGB" else drawn.convert(mode)


def image_bytes(
    size: tuple[int, int] = (640, 480),
    kind: str = "JPEG",
    mode: str = "RGB",
    *,
    of: Image.Image | None = None,
    **save: Any,
) -> bytes:
    file = BytesIO()
    (of or image(size, mode)).save(file, kind, **save)
    return file.getvalue()


def image_file(name: str = "", *, content: bytes | None = None, kind: str = "JPEG", **drawn: Any) -> SimpleUploadedFile:
    """Return an upload; `drawn` are image_bytes's arguments."""
    content = image_bytes(kind=kind, **drawn) if content is None else content
    return SimpleUploadedFile(name or f"photo.{SUFFIX[kind]}", content)


def make_picture(
    *, size: tuple[int, int] = (330, 240), by: Any = None, at: datetime | None = None, **described: Any
) -> Picture:
    """Return a picture of the library as it is just after its upload: one JPEG, the rest due."""
    return actions.add_picture(
        image_file(size=size), by=by, at=at or timezone.now() - timedelta(minutes=1), **described
    )


def make_row(*, finished: bool = True, **fields: Any) -> Picture:
    """Return a row whose files nobody has made: enough for pages, lists and rights."""
    number = next(_numbers)
    digest = sha256(str(number).encode()).hexdigest()
    row = {"digest": digest, "width": 2400, "height": 1600, "added_at": timezone.now(), "file_name": f"row{number}.jpg"}
    picture = Picture(**{**row, **fields})
    source = making.source_of(picture)
    made = renditions.plan(source) if finished else [renditions.first_jpeg(source)]
    picture.renditions = renditions.rows_with(source, {}, made)
    picture.due_at = None if finished else picture.added_at
    picture.save()
    return picture
