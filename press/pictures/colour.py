"""Bringing any decoded picture to upright 8-bit sRGB, which is all that readers are sent."""

from io import BytesIO

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
# What a profile calls the colours that each of Pillow's modes holds.
_SPACES = {"RGB": "RGB", "CMYK": "CMYK", "L": "GRAY"}
# What undoes each of EXIF's orientations, and those in which width and height change places.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = {5, 6, 7, 8}


def load(image: Image.Image, *, no_smaller_than: tuple[int, int]) -> Image.Image:
    """Decode an opened picture and return it upright, in sRGB, with nothing attached.

    It comes back at its full size or, where that is cheaper, reduced to no less than `no_smaller_than` (width and
    height as it is seen upright). Raises whatever Pillow raises for a broken file.
    """
    turn, profile = orientation(image), image.info.get("icc_profile")
    least = no_smaller_than[::-1] if turn in SIDEWAYS else no_smaller_than
    image.draft(image.mode, least)  # a JPEG is decoded at an eighth, a quarter or a half in far less time
    image.load()
    seen = _to_srgb(_reduced(_plain(image), least), profile)
    return seen.transpose(_TURNS[turn]) if turn in _TURNS else seen


def orientation(image: Image.Image) -> int:
    """Return how the camera was held, 1 to 8 as EXIF counts; 1, upright, when the file does not say it well."""
    try:
        turn = image.getexif().get(0x0112, 1)
    except Exception:  # noqa: BLE001 - a damaged block makes Pillow raise anything; the pixels may still be good
        return 1
    return turn if turn in _TURNS else 1


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture in L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):  # 16 bits of grey; Pillow's own conversion cuts off all that is brighter than 255
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"L", "RGB", "CMYK"} and "transparency" not in image.info:
        return image
    if image.mode in {"LA", "La", "RGBa", "PA"} or "transparency" in image.info:
        return image.convert("RGBA")
    return image if image.mode == "RGBA" else image.convert("L" if image.mode == "1" else "RGB")


def _reduced(image: Image.Image, least: tuple[int, int]) -> Image.Image:
    factor = min(image.width // least[0], image.height // least[1])
    return image.reduce(factor) if factor > 1 else image


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.mode == "RGBA":
        on_white = Image.new("RGB", image.size, "white")
        on_white.paste(_to_srgb(image.convert("RGB"), profile), mask=image.getchannel("A"))
        return on_white
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if source.profile.xcolor_space.strip() == _SPACES[image.mode]:
                flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
                converted = ImageCms.profileToProfile(
                    image, source, _SRGB, ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB", flags=flags
                )
                return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a damaged profile: the colours are a little off, the picture is still the picture
    return image.convert("RGB") if image.mode != "RGB" else image.copy()
