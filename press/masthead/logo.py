"""The logo: which files are taken, and what is published of them. Photographs belong to press/pictures above."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

MAX_BYTES = 4 * 1024 * 1024
MAX_SIDE = 4000
_KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "PNG": ("png", {"optimize": True}),
    "JPEG": ("jpg", {"quality": 90}),
    "WEBP": ("webp", {"quality": 90}),
}


class CannotUseLogo(ValueError):
    """The file is no logo of ours; the message is a sentence for the publisher."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was decoded and written anew: pixels alone, under a name that says what it holds."""

    name: str
    content: bytes
    width: int
    height: int


def read_logo(upload: File[bytes]) -> Logo:
    """Decode an upload and encode it anew, so that nothing but its pixels is published. Raises CannotUseLogo."""
    if not upload.size or upload.size > MAX_BYTES:
        raise CannotUseLogo("A logo may have up to 4 MB and not be empty. Save it smaller and choose it again.")
    upload.seek(0)
    try:
        image = Image.open(upload, formats=list(_KINDS))
        _check_measures(image)
        extension, options = _KINDS[image.format or ""]
        pixels = _plain(ImageOps.exif_transpose(image))
        file = BytesIO()
        pixels.save(file, image.format, **options)
    except CannotUseLogo:
        raise
    except Exception:  # noqa: BLE001 - a hostile or damaged file makes decoders raise anything
        raise CannotUseLogo("A logo is a PNG, JPEG or WebP picture, and this file is none. Save it as PNG.") from None
    name = f"masthead/{hashlib.blake2b(file.getvalue(), digest_size=10).hexdigest()}.{extension}"
    return Logo(name, file.getvalue(), *pixels.size)


def store_logo(logo: Logo) -> None:
    """Publish the file. An earlier logo stays, because pages that caches hold still name it."""
    if not default_storage.exists(logo.name):
        default_storage.save(logo.name, ContentFile(logo.content))


def _check_measures(image: Image.Image) -> None:
    """Refuse before anything is decoded."""
    if max(image.size) > MAX_SIDE:
        raise CannotUseLogo(f"A logo may be up to {MAX_SIDE} pixels wide and high. Save it smaller.")


def _plain(image: Image.Image) -> Image.Image:
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return Image.frombytes(mode, image.size, image.convert(mode).tobytes())
