"""Opening an upload safely: what it is, that it is whole, and its sentence to the editor when it is neither.

Nothing is decoded before its real format and its measures are known. What the file says about itself is read in
metadata.py, its colours are brought to sRGB in colour.py.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO

from django.core.files.base import File
from PIL import Image, UnidentifiedImageError

from press.pictures import colour, metadata

logger = logging.getLogger(__name__)

MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 40_000_000
MIN_SIDE = 200

# What is accepted: by its real format, the endings its name may have, the one we keep first.
EXTENSIONS = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "AVIF": (".avif",),
    "GIF": (".gif",),
}
ACCEPT = ",".join(ending for endings in EXTENSIONS.values() for ending in endings)
_NAMES = {"JPEG": "a JPEG", "PNG": "a PNG", "WEBP": "a WebP picture", "AVIF": "an AVIF picture", "GIF": "a GIF"}
# How other files begin that editors try, in lower case.
_OTHERS = {
    b"<": "a web page",
    b"%pdf": "a PDF",
    b"8bps": "a Photoshop file",
    b"bm": "a BMP",
    b"ii*\0": "a TIFF or a camera's raw file",
    b"mm\0*": "a TIFF or a camera's raw file",
}
_AGAIN = "Save it as JPEG or PNG and upload it again."

# Pillow warns at this and refuses at twice this while it reads a header; we refuse at this, see `_measured`.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class CannotUsePicture(ValueError):
    """The file is no picture of ours; the message is a sentence for the editor."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An upload that has been found good."""

    extension: str
    width: int  # as seen upright
    height: int
    preview: Image.Image  # sRGB, upright, reduced
    words: dict[str, Any]  # what the file says about itself, by the model's field names


def fingerprint(file: BinaryIO | File[bytes]) -> str:
    """Return the SHA-256 of the content, read in pieces."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(1024 * 1024):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def check_size(size: int | None) -> None:
    """Refuse a file that is empty or larger than we take, before anything of it is read."""
    if not size:
        raise CannotUsePicture("This file is empty. Choose it again, or save the picture anew and upload that.")
    if size > MAX_BYTES:
        raise CannotUsePicture(too_large(size))


def too_large(size: int | None = None) -> str:
    """Return the sentence for a file that is too large."""
    has = f"This file has {size / 1024 / 1024:,.0f} MB" if size else "This file is too large"
    return f"{has}; a picture may have up to {MAX_BYTES // 1024 // 1024} MB. Save a smaller JPEG and upload that."


def open_upload(upload: File[bytes], *, name: str, preview: int) -> Opened:
    """Check an upload and decode it once, to `preview` pixels in width or a little more.

    Raises CannotUsePicture.
    """
    check_size(upload.size)
    with refusing():
        image = _identified(upload, name)
        width, height = _measured(image)
        words = metadata.read_words(image)
        seen = colour.load(image, no_smaller_than=(min(preview, width), max(1, height * min(preview, width) // width)))
    extension = EXTENSIONS[_format(image)][0]
    return Opened(extension, width, height, seen, words)


def is_animated(upload: File[bytes]) -> bool:
    """Say whether a file that was found good has more pictures than the first, which is the one that is kept."""
    with refusing():
        upload.seek(0)
        return bool(getattr(Image.open(upload, formats=list(EXTENSIONS)), "is_animated", False))


@contextmanager
def refusing() -> Iterator[None]:
    """Turn whatever Pillow raises for a bad file into a sentence."""
    try:
        yield
    except CannotUsePicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise CannotUsePicture(_TOO_MANY) from None
    except MemoryError:
        raise CannotUsePicture(f"This file needs more memory to open than a picture should. {_AGAIN}") from None
    except Exception as error:  # noqa: BLE001 - a damaged or hostile file makes decoders raise anything
        logger.info("A picture could not be read: %r", error)
        raise CannotUsePicture(f"This file is damaged or was cut off on its way. {_AGAIN}") from None


_TOO_MANY = (
    f"This picture has too many pixels; width times height may be up to {MAX_PIXELS // 1_000_000} million. "
    "Save it smaller and upload it again."
)


def _identified(upload: File[bytes], name: str) -> Image.Image:
    ending = PurePath(name).suffix.lower()
    upload.seek(0)
    head = upload.read(1024)
    upload.seek(0)
    try:
        image = Image.open(upload, formats=list(EXTENSIONS))
    except UnidentifiedImageError:
        raise CannotUsePicture(_what_it_is(head, ending)) from None
    real = _format(image)
    if ending not in EXTENSIONS[real]:
        called = f"is called {ending}" if ending else "has no ending in its name"
        raise CannotUsePicture(
            f"This file {called} but is {_NAMES[real]}. "
            f"Rename it to end in {EXTENSIONS[real][0]}, or save it as JPEG or PNG, and upload it again."
        )
    return image


def _measured(image: Image.Image) -> tuple[int, int]:
    """Return width and height as seen upright; refuse before anything is decoded."""
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise CannotUsePicture(_TOO_MANY)
    if min(width, height) < MIN_SIDE:
        raise CannotUsePicture(
            f"This picture is {width} × {height} pixels; each side needs at least {MIN_SIDE}. Upload a larger one."
        )
    return (height, width) if colour.orientation(image) in colour.SIDEWAYS else (width, height)


def _format(image: Image.Image) -> str:
    return "JPEG" if image.format == "MPO" else image.format or ""  # MPO: a phone's JPEG with a second view behind it


def _what_it_is(head: bytes, ending: str) -> str:
    """Return the sentence for a file that none of our decoders knows, as helpful as its first bytes allow."""
    start = head.lstrip().lower()
    if b"<svg" in start or (ending == ".svg" and start.startswith(b"<")):
        return "This file is an SVG drawing, which can carry scripts. Save it as PNG and upload it again."
    for beginning, what in _OTHERS.items():
        if start.startswith(beginning):
            return f"This file is {what}, not a picture that we can use. {_AGAIN}"
    if head[4:8] == b"ftyp" and head[8:12] not in {b"avif", b"avis"}:
        return f"This file is a HEIC photograph or a film. {_AGAIN}"
    if any(ending in endings for endings in EXTENSIONS.values()):
        return f"This file is called {ending} but is no such picture, or it is damaged. {_AGAIN}"
    return f"This file is not a picture that we can use (JPEG, PNG, WebP, AVIF or GIF). {_AGAIN}"
