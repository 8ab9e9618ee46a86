"""How a picture is described to an editor in few words: in the library's grid, after an upload, beside the form."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse

from press.pictures import making
from press.pictures.admin.filters import SOON
from press.pictures.markup import thumbnail_url
from press.pictures.models import Picture, newsroom_date


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture of the grid; templates/admin/pictures/picture/tile.html draws it."""

    pk: int
    url: str
    thumb: str
    width: int
    height: int
    title: str
    credit: str
    notes: list[dict[str, str]]  # {"words": …, "tone": "alarm", "wish" or "quiet"}


def tile(picture: Picture) -> Tile:
    """Return what the grid shows of a picture; asks the database nothing."""
    return Tile(
        pk=picture.pk,
        url=reverse("admin:pictures_picture_change", args=[picture.pk]),
        thumb=thumbnail_url(picture),
        width=picture.width,
        height=picture.height,
        title=str(picture),
        credit=picture.credit,
        notes=[{"words": words, "tone": tone} for words, tone in _notes(picture)],
    )


def _notes(picture: Picture) -> list[tuple[str, str]]:
    notes = []
    today = newsroom_date()
    if picture.rights_expire and picture.rights_expire < today:
        notes.append(("Rights expired", "alarm"))
    elif picture.rights_expire and picture.rights_expire <= today + timedelta(days=SOON):
        days = (picture.rights_expire - today).days
        notes.append(("Last day today" if not days else f"{days} more day{'s' if days > 1 else ''}", "alarm"))
    if picture.web_only:
        notes.append(("Web only", "quiet"))
    lacking = [name for name, value in (("description", picture.alt), ("credit", picture.credit)) if not value]
    if lacking:
        notes.append((f"No {' or '.join(lacking)}", "wish"))
    if picture.trouble:
        notes.append(("Files not made", "alarm"))
    elif picture.due_at:
        notes.append(("Being made", "quiet"))
    return notes


def facts(picture: Picture) -> dict[str, Any]:
    """Return what the form tells of a picture and nobody types."""
    finished, planned = making.progress(picture)
    return {"finished": finished, "planned": planned, "preview": thumbnail_url(picture, at_least=1280)}
