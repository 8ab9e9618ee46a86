"""Files that are no pictures of ours: each is refused with a sentence, and nothing is kept."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import File
from django.core.files.storage import storages
from hypothesis import given, settings
from hypothesis import strategies as st

from press.pictures.actions import AlreadyInLibrary, CannotUsePicture, add_picture
from press.pictures.intake import EXTENSIONS, open_upload
from press.pictures.models import Picture
from press.pictures.tests.builders import SUFFIX, image, image_bytes, image_file

pytestmark = pytest.mark.django_db


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that would take gigabytes to decode."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> Iterator[None]:
    yield
    assert not Picture.objects.exists()


def refusal(upload: Any) -> str:
    with pytest.raises(CannotUsePicture) as refused:
        add_picture(upload, by=None)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize("size", [(60_000, 60_000), (60_000, 1_000), (200_001, 200), (8_000, 5_001)])
def test_bomb_is_refused_by_its_header(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _: pytest.fail("it was decoded"))
    assert "too many pixels" in refusal(image_file("bomb.png", content=bomb(*size)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("kept", [0.3, 0.7])
def test_truncated_file_is_refused(kind: str, kept: float) -> None:
    content = image_bytes(kind=kind, of=image((640, 480)))
    upload = image_file(f"cut.{SUFFIX[kind]}", content=content[: int(len(content) * kept)])
    assert "damaged" in refusal(upload)


def test_svg_with_a_script_is_refused_under_any_name() -> None:
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for name in ("drawing.svg", "drawing.png"):
        assert "SVG" in refusal(image_file(name, content=svg))


def test_png_that_is_html_is_refused() -> None:
    assert "a web page" in refusal(image_file("photo.png", content=b"\n <!DOCTYPE html><script>alert(1)</script>"))


@pytest.mark.parametrize(
    ("beginning", "said"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"8BPS", "Photoshop"),
        (b"II*\0", "TIFF"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"\0\1\2", "damaged"),
    ],
)
def test_other_files_are_called_by_their_name(beginning: bytes, said: str) -> None:
    assert said in refusal(image_file("photo.jpg", content=beginning + bytes(400)))


def test_readable_format_that_we_do_not_take_is_refused() -> None:
    assert "TIFF" in refusal(image_file("photo.tif", kind="TIFF"))


def test_ending_must_agree_with_the_real_format() -> None:
    assert "is called .png but is a JPEG" in refusal(image_file("photo.png", content=image_bytes()))
    assert "no ending" in refusal(image_file("photo", content=image_bytes()))


def test_file_of_200_megabytes_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    huge = tmp_path / "huge.jpg"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # sparse: it takes no room
    monkeypatch.setattr("press.pictures.intake.fingerprint", lambda _: pytest.fail("it was read"))
    with huge.open("rb") as file:
        assert "has 200 MB; a picture may have up to 40 MB" in refusal(File(file, name="huge.jpg"))


@given(st.data(), st.sampled_from(sorted(EXTENSIONS)))
@settings(max_examples=60, deadline=None)
def test_damaged_file_is_read_or_refused_and_nothing_else(data: st.DataObject, kind: str) -> None:
    content = bytearray(_whole(kind))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    upload = image_file(f"damaged.{SUFFIX[kind]}", content=bytes(content))
    with suppress(CannotUsePicture):
        open_upload(upload, name=upload.name or "", preview=320)


@cache
def _whole(kind: str) -> bytes:
    return image_bytes((240, 200), kind)


def test_empty_file_is_refused() -> None:
    assert "empty" in refusal(image_file("photo.jpg", content=b""))


@pytest.mark.parametrize("size", [(199, 800), (800, 199), (1, 1)])
def test_tiny_picture_is_refused(size: tuple[int, int]) -> None:
    assert "at least 200" in refusal(image_file(size=size))


def test_refused_file_leaves_no_original_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storages["originals"], "save", lambda *_, **__: pytest.fail("it was kept"))
    refusal(image_file("photo.png", content=b"<html>"))


def test_same_content_under_another_name_is_known() -> None:
    content = image_bytes()
    first = add_picture(image_file("one.jpg", content=content), by=None)
    with pytest.raises(AlreadyInLibrary) as known:
        add_picture(image_file("two.jpg", content=content), by=None)
    assert known.value.picture == first
    assert Picture.objects.count() == 1
    Picture.objects.all().delete()
