"""Whatever an editor's file is made of, readers get upright sRGB that looks the same."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from press.pictures.actions import add_picture
from press.pictures.models import Picture
from press.pictures.tests.builders import image, image_bytes, image_file

pytestmark = pytest.mark.django_db


def shown(picture: Picture) -> Image.Image:
    """What readers are sent first."""
    with default_storage.open(picture.renditions["whole"]["jpeg"][0][2]) as file:
        return Image.open(BytesIO(file.read()))


def near(pixel: object, expected: tuple[int, int, int], tolerance: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= tolerance for one, other in zip(pixel, expected, strict=True))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"),
        ("PNG", "L"), ("PNG", "1"), ("WEBP", "RGB"), ("WEBP", "RGBA"), ("AVIF", "RGB"), ("AVIF", "RGBA"), ("GIF", "P"),
    ],
)  # fmt: skip
def test_every_mode_becomes_rgb(kind: str, mode: str) -> None:
    seen = shown(add_picture(image_file(kind=kind, mode=mode), by=None))
    assert (seen.mode, seen.format, seen.size) == ("RGB", "JPEG", (640, 480))


def test_cmyk_keeps_its_colours() -> None:
    red = Image.new("RGB", (400, 300), (200, 30, 30)).convert("CMYK")
    assert near(shown(add_picture(image_file(of=red), by=None)).getpixel((200, 150)), (200, 30, 30))


def test_sixteen_bits_of_grey_keep_their_middle() -> None:
    grey = Image.new("I;16", (400, 300), 0x8080)
    assert near(shown(add_picture(image_file(kind="PNG", of=grey), by=None)).getpixel((200, 150)), (128, 128, 128))


def test_transparency_is_laid_on_white() -> None:
    clear = Image.new("RGBA", (400, 300), (255, 0, 0, 0))
    assert near(shown(add_picture(image_file(kind="PNG", of=clear), by=None)).getpixel((200, 150)), (255, 255, 255))


def test_palette_with_a_transparent_colour_is_laid_on_white() -> None:
    drawn = Image.new("P", (400, 300), 0)
    drawn.putpalette([0, 128, 0] * 256)
    picture = add_picture(image_file(kind="PNG", of=drawn, transparency=0), by=None)
    assert near(shown(picture).getpixel((200, 150)), (255, 255, 255))


def test_profile_is_applied_not_dropped() -> None:
    """A profile whose red is our green: the pixel says red, the reader sees what the profile means."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = bytearray(lab)
    red, green = swapped.find(b"rXYZ"), swapped.find(b"gXYZ")
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    drawn = Image.new("RGB", (400, 300), (255, 0, 0))
    picture = add_picture(image_file(of=drawn, icc_profile=bytes(swapped)), by=None)
    assert near(shown(picture).getpixel((200, 150)), (0, 255, 0), 40)


def test_damaged_profile_does_not_cost_the_picture() -> None:
    drawn = Image.new("RGB", (400, 300), (10, 200, 10))
    assert near(
        shown(add_picture(image_file(of=drawn, icc_profile=b"nonsense"), by=None)).getpixel((9, 9)), (10, 200, 10)
    )


@pytest.mark.parametrize("turn", range(1, 9))
def test_picture_is_turned_as_the_camera_was_held(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    upright = Image.new("RGB", (600, 300), "white")
    upright.paste((200, 0, 0), (0, 0, 300, 150))  # red, above and left
    undo = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270}  # fmt: skip
    stored = upright.transpose(undo[turn]) if turn in undo else upright
    picture = add_picture(image_file(of=stored, exif=exif), by=None)
    assert (picture.width, picture.height) == (600, 300) == shown(picture).size
    assert near(shown(picture).getpixel((50, 50)), (200, 0, 0))
    assert near(shown(picture).getpixel((550, 250)), (255, 255, 255))


def test_animated_gif_gives_its_first_frame() -> None:
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("blue", "yellow", "green")]
    content = image_bytes(kind="GIF", of=frames[0], save_all=True, append_images=frames[1:], duration=100)
    assert near(shown(add_picture(image_file("moving.gif", content=content), by=None)).getpixel((9, 9)), (0, 0, 255))


def test_phone_jpeg_with_a_second_view_behind_it_is_a_jpeg() -> None:
    views = [image((400, 300)), image((400, 300))]
    content = image_bytes(kind="MPO", of=views[0], save_all=True, append_images=views[1:])
    assert add_picture(image_file("phone.jpg", content=content), by=None).width == 400
