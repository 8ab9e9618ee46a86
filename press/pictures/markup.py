"""The HTML of a picture, printed from its own row: no query, and no file that is not finished.

Made when a story or card is rendered on write. Whether rights still last is the caller's question (`Picture.is_shown`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypedDict
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from press.pictures.models import Picture


class PictureRow(Protocol):
    """What is needed of a picture: the model, or any row that carries these."""

    @property
    def caption(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def renditions(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Role:
    """Where a picture stands: how wide it is drawn there, and how soon it is fetched."""

    sizes: str
    lazy: bool = True
    first: bool = False


# `sizes="auto"` is honoured for lazy pictures only; the rest of the list is for browsers that do not know it.
ROLES: Mapping[str, Role] = {
    "lead": Role("(min-width: 60rem) 65vw, 100vw", lazy=False, first=True),
    "wide": Role("auto, (min-width: 80rem) 72rem, 100vw"),
    "body": Role("auto, (min-width: 45rem) 42rem, 100vw"),
    "card": Role("auto, (min-width: 60rem) 24rem, 100vw"),
    "thumb": Role("auto, 8rem"),
    "print": Role("17cm", lazy=False),  # a lazy picture may be missing on paper
}
# Best first: the browser takes the first format it knows.
_TYPES = {"avif": "image/avif", "webp": "image/webp"}


class ShareImage(TypedDict):
    """A picture for share cards and feeds."""

    url: str
    width: int
    height: int
    alt: str


def picture_html(picture: PictureRow, *, crop: str, role: str, alt: str | None = None) -> SafeString:
    """Return a `<picture>` of the finished files of `crop`, or of the whole picture until there are any.

    `crop` is "whole", "wide" (3:2) or "square"; `role` a name of ROLES. `alt` defaults to the picture's own
    description, then its caption; pass "" where a caption beside it says the same. Empty when nothing is finished.
    """
    place = ROLES[role]
    made = _made(picture, crop)
    if not made:
        return SafeString("")
    width, height, name = made["jpeg"][-1]
    url = escape(default_storage.url(name))
    words = escape(description(picture) if alt is None else alt)
    sources = "".join(
        f'<source type="{mime}" srcset="{_srcset(made[kind])}" sizes="{place.sizes}">'
        for kind, mime in _TYPES.items()
        if made.get(kind)
    )
    # The candidate repeats `src` because `sizes` is valid, and read for auto sizes, only beside a `srcset`.
    loading = f' srcset="{url} {width}w" sizes="{place.sizes}" loading="lazy"' if place.lazy else ""
    priority = ' fetchpriority="high"' if place.first else ""
    return mark_safe(  # noqa: S308 - every value above is escaped, a number, or a constant of this module
        f'<picture>{sources}<img src="{url}"{loading} width="{width}" height="{height}" alt="{words}"'
        f' decoding="async"{priority}></picture>'
    )


def shown_html(picture: Picture | None, *, crop: str, role: str) -> str:
    """Return the HTML of a picture that may be missing, or nothing when there is none or its rights have ended."""
    return picture_html(picture, crop=crop, role=role) if picture is not None and picture.is_shown else ""


def share_image(picture: PictureRow, *, crop: str = "wide", at_least: int = 0) -> ShareImage | None:
    """Return the JPEG of `crop` (the whole one until it is made) with its absolute address, for cards, feeds and mail:
    the largest, or the smallest that is `at_least` pixels wide.
    """
    made = _made(picture, crop)
    if not made:
        return None
    fitting = [file for file in sorted(made["jpeg"]) if at_least and file[0] >= at_least]
    width, height, name = fitting[0] if fitting else made["jpeg"][-1]
    url = urljoin(settings.SITE_URL + "/", default_storage.url(name))
    return {"url": url, "width": width, "height": height, "alt": description(picture)}


def plain_html(picture: PictureRow) -> SafeString:
    """Return an `<img>` of the whole picture with its absolute address, for who knows no `<picture>`: feeds, mail."""
    image = share_image(picture, crop="whole")
    if image is None:
        return SafeString("")
    return format_html('<img src="{url}" width="{width}" height="{height}" alt="{alt}">', **image)


def thumbnail_url(picture: PictureRow, *, at_least: int = 320) -> str:
    """Return the smallest finished file of the whole picture that is `at_least` so wide, or the largest; the desk's."""
    made = _made(picture, "whole")
    files = sorted([*made.get("webp", []), *made.get("jpeg", [])], key=lambda file: file[0])
    fitting = [file for file in files if file[0] >= at_least] or files[-1:]
    return default_storage.url(fitting[0][2]) if fitting else ""


def description(picture: PictureRow) -> str:
    """Return what a reader who cannot see the picture is told, on one line."""
    return " ".join((picture.alt or picture.caption).split())


def _made(picture: PictureRow, crop: str) -> dict[str, list[tuple[int, int, str]]]:
    for wanted in (crop, "whole"):
        made: dict[str, list[tuple[int, int, str]]] = picture.renditions.get(wanted) or {}
        if made.get("jpeg"):
            return made
    return {}


def _srcset(files: list[tuple[int, int, str]]) -> str:
    return escape(", ".join(f"{default_storage.url(name)} {width}w" for width, _height, name in files))
