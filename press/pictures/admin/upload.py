"""Taking uploads: several files in one form, or one at a time from the page's script; one result for each."""

from collections.abc import Iterable
from typing import Any, TypedDict

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.urls import reverse

from press.pictures import intake
from press.pictures.actions import AlreadyInLibrary, CannotUsePicture, add_picture
from press.pictures.admin.tiles import Tile, tile
from press.pictures.models import Picture


class Result(TypedDict):
    """What became of one file."""

    name: str
    outcome: str  # "added", "known" or "refused"
    sentence: str
    picture: Tile | None


class SizeGuard(FileUploadHandler):
    """Stops keeping a file as soon as it is larger than a picture may be; the other files of the form come through."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.too_large: list[str] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > intake.MAX_BYTES:
            self.too_large.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing: the handlers after this one hold the file."""


def guard(request: HttpRequest) -> SizeGuard:
    """Put the guard before the request's own handlers; nothing may have read the form yet."""
    handler = SizeGuard(request)
    request.upload_handlers = [handler, *request.upload_handlers]
    return handler


def take(files: Iterable[UploadedFile[bytes]], guarded: SizeGuard, *, by: AbstractBaseUser) -> list[Result]:
    """Add each file to the library; one that is refused does not keep out the others."""
    refused: list[Result] = [
        {"name": name, "outcome": "refused", "sentence": intake.too_large(), "picture": None}
        for name in guarded.too_large
    ]
    return [*(_take_one(file, by=by) for file in files), *refused]


def _take_one(file: UploadedFile[bytes], *, by: AbstractBaseUser) -> Result:
    name = file.name or "A file without a name"
    try:
        picture = add_picture(file, by=by)
    except AlreadyInLibrary as known:
        return {"name": name, "outcome": "known", "sentence": "Already in the library.", "picture": tile(known.picture)}
    except CannotUsePicture as refusal:
        return {"name": name, "outcome": "refused", "sentence": str(refusal), "picture": None}
    return {"name": name, "outcome": "added", "sentence": _added(picture, file), "picture": tile(picture)}


def _added(picture: Picture, file: UploadedFile[bytes]) -> str:
    sentences = ["Added."]
    if intake.is_animated(file):
        sentences.append("The animation is not kept: its first picture is shown.")
    if picture.caption or picture.credit:
        sentences.append("Its words come from the file; check them.")
    return " ".join(sentences)


def as_json(results: list[Result]) -> dict[str, Any]:
    """Return the results for the page's script."""
    return {
        "results": [
            {
                **{key: result[key] for key in ("name", "outcome", "sentence")},
                "url": result["picture"].url if result["picture"] else "",
                "thumb": result["picture"].thumb if result["picture"] else "",
            }
            for result in results
        ]
    }


def context() -> dict[str, Any]:
    """Return what templates/admin/pictures/picture/dropzone.html needs."""
    return {
        "upload_url": reverse("admin:pictures_picture_add"),
        "accept": intake.ACCEPT,
        "max_bytes": intake.MAX_BYTES,
        "too_large": intake.too_large(),
    }
