"""Pictures of the library as a body shows them, to readers and in the editor."""

from collections.abc import Iterable
from typing import Any

from press.pictures.markup import picture_html, plain_html, thumbnail_url
from press.pictures.models import Picture
from press.richtext.render import PlacedPicture

_IN_THE_EDITOR = 640  # pixels


def placed_picture(picture_id: int) -> PlacedPicture | None:
    """Return a picture for `render(…, picture_for=placed_picture)`, or None when it is gone or may not be shown."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None or not picture.is_shown:
        return None
    html = picture_html(picture, crop="whole", role="body")
    return PlacedPicture(html, picture.credit, portrait=picture.height > picture.width)


def picture_abroad(picture_id: int) -> PlacedPicture | None:
    """Return a picture for `render_abroad(…, picture_for=picture_abroad)`, or None when it may not go out."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None or not picture.goes_out:
        return None
    return PlacedPicture(plain_html(picture), picture.credit)


def pictures_in_the_editor(ids: Iterable[int]) -> dict[str, dict[str, Any]]:
    """Return what static/richtext/figure.js shows of each picture, by its id as text."""
    return {
        str(picture.pk): {
            "id": picture.pk,
            "thumb": thumbnail_url(picture, at_least=_IN_THE_EDITOR),
            "width": picture.width,
            "height": picture.height,
            "credit": picture.credit,
            "alt": picture.alt or picture.caption,
            "expired": not picture.is_shown,
        }
        for picture in Picture.objects.filter(pk__in=list(ids))
    }
