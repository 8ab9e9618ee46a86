"""What an editor or a program does with a picture of the library. How its renditions come to be is making.py."""

from datetime import date, datetime
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from PIL import Image

from press.pictures import intake, metadata, renditions, usage
from press.pictures.intake import CannotUsePicture
from press.pictures.making import ask_soon, make_again, make_renditions, source_of, want_sooner
from press.pictures.models import Picture
from press.pictures.signals import picture_changed

__all__ = [
    "AlreadyInLibrary",
    "CannotUsePicture",
    "PictureInUse",
    "add_image",
    "add_picture",
    "describe_picture",
    "make_again",
    "make_renditions",
    "may_change",
    "remove_picture",
    "set_focal_point",
    "want_sooner",
]

_FIELDS = Picture._meta  # noqa: SLF001 - Django's public API, whatever its name says
WORDS = ("caption", "photographer", "agency", "via", "alt", "usage_terms", "rights_expire", "web_only")


class AlreadyInLibrary(CannotUsePicture):
    """The same file is there; `picture` is it."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(f"This picture is in the library already: “{picture}”.")
        self.picture = picture


class PictureInUse(ValueError):
    """The picture stands somewhere; `uses` says where."""

    def __init__(self, uses: list[usage.Use]) -> None:
        super().__init__("This picture is used. Take it out of these places first.")
        self.uses = uses


def add_picture(
    upload: File[bytes],
    *,
    by: AbstractBaseUser | None,
    at: datetime | None = None,
    need: Picture.Need = Picture.Need.LIBRARY,
    **described: Any,
) -> Picture:
    """Take a file into the library, with one JPEG to show at once; the rest is made by a worker.

    `described` are the fields of WORDS and win over what the file says about itself.
    Raises CannotUsePicture (a sentence for the editor), of which AlreadyInLibrary carries `.picture`.
    """
    _check_words(described)
    name = PurePath((upload.name or "").replace("\\", "/")).name
    intake.check_size(upload.size)
    digest = intake.fingerprint(upload)
    _refuse_known(digest)
    opened = intake.open_upload(upload, name=name, preview=renditions.JPEG_WIDTH)
    at = at or timezone.now()
    picture = Picture(
        digest=digest,
        file_name=metadata.clean(name)[:200],
        width=opened.width,
        height=opened.height,
        added_at=at,
        added_by_id=by.pk if by else None,
        need=need,
        due_at=at,
        **{**opened.words, **described},
    )
    source = source_of(picture)
    made = list(renditions.make(opened.preview, source, [renditions.first_jpeg(source)]))
    picture.renditions = renditions.rows_with(source, {}, made)
    upload.seek(0)
    picture.original.save(f"{digest[:24]}{opened.extension}", upload, save=False)
    try:
        with transaction.atomic():
            picture.save(force_insert=True)
            _remember(picture, ADDITION, by=by, at=at, note="Added to the library.")
            ask_soon(picture.pk, at=at)
    except IntegrityError:  # the same file came in twice at once
        picture.original.delete(save=False)
        _refuse_known(digest)
        raise
    return picture


def add_image(
    image: Image.Image, *, name: str, by: AbstractBaseUser | None, at: datetime | None = None, **described: Any
) -> Picture:
    """Take a picture that a program drew into the library, as add_picture does; its original is a JPEG."""
    file = BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=95, subsampling=0)
    return add_picture(ContentFile(file.getvalue(), name=f"{PurePath(name).stem}.jpg"), by=by, at=at, **described)


def may_change(picture: Picture, *, by: Any) -> bool:
    """Say whether this person may: an editor any picture, others one they added, while readers see it nowhere.

    None is a program, which may.
    """
    if by is None or by.has_perm("pictures.edit_any_picture"):
        return True
    return picture.added_by_id == by.pk and not any(use.public for use in usage.uses(picture.pk))


def describe_picture(
    picture: Picture, *, by: AbstractBaseUser | None, at: datetime | None = None, **changes: Any
) -> Picture:
    """Change the words and rights of a picture (the fields of WORDS); what is printed of it is remade.

    Raises PermissionDenied, with a sentence, for who may not change it.
    """
    _check_words(changes)
    with transaction.atomic():
        row = _locked(picture, by=by)
        changed = [field for field, value in changes.items() if getattr(row, field) != value]
        if changed:
            for field in changed:
                setattr(row, field, changes[field])
            row.save(update_fields=changed)
            labels = ", ".join(str(getattr(_FIELDS.get_field(field), "verbose_name", field)) for field in changed)
            _remember(row, CHANGE, by=by, at=at, note=f"Changed {labels}.")
            picture_changed.send(sender=Picture, picture_id=row.pk)
    _copy(row, picture, *changes)
    return picture


def set_focal_point(
    picture: Picture, *, x: int, y: int, by: AbstractBaseUser | None, at: datetime | None = None
) -> Picture:
    """Say which point (in per cent from the left and the top) every crop must keep.

    Crops that look different now are taken off the page until a worker has made them anew; the whole picture stands in.
    Raises PermissionDenied, with a sentence, for who may not change the picture.
    """
    if not (0 <= x <= 100 and 0 <= y <= 100):
        raise ValueError("The focal point lies outside the picture; give 0 to 100 for each.")
    at = at or timezone.now()
    with transaction.atomic():
        row = _locked(picture, by=by)
        if (row.focal_x, row.focal_y) != (x, y):
            before = source_of(row)
            row.focal_x, row.focal_y = x, y
            now = source_of(row)
            row.renditions = {
                crop: made
                for crop, made in row.renditions.items()
                if renditions.crop_box(before, crop) == renditions.crop_box(now, crop)
            }
            row.due_at = at if renditions.missing(now, row.renditions) else row.due_at
            row.tries = 0
            row.save(update_fields=["focal_x", "focal_y", "renditions", "due_at", "tries"])
            _remember(row, CHANGE, by=by, at=at, note=f"Moved the focal point to {x}, {y}.")
            picture_changed.send(sender=Picture, picture_id=row.pk)
            if row.due_at:
                ask_soon(row.pk, at=at)
    _copy(row, picture, "focal_x", "focal_y", "renditions", "due_at", "tries")
    return picture


def remove_picture(picture: Picture, *, by: AbstractBaseUser | None, at: datetime | None = None) -> None:
    """Take a picture out of the library, its files with it. Raises PictureInUse while it stands anywhere."""
    with transaction.atomic():
        row = Picture.objects.select_for_update().get(pk=picture.pk)
        if uses := usage.uses(row.pk):
            raise PictureInUse(uses)
        public, original = renditions.names(row.renditions), row.original.name
        _remember(row, DELETION, by=by, at=at, note="Taken out of the library.")
        try:
            row.delete()
        except ProtectedError as error:  # a desk that points at it and has registered nothing in usage.py
            raise PictureInUse([usage.Use(str(thing), "") for thing in error.protected_objects]) from None

        def remove_files() -> None:
            renditions.remove(public)
            if original:
                row.original.storage.delete(original)

        transaction.on_commit(remove_files, robust=True)


def _locked(picture: Picture, *, by: AbstractBaseUser | None) -> Picture:
    """Return the picture's row for a change by this person, locked."""
    row = Picture.objects.select_for_update().get(pk=picture.pk)
    if not may_change(row, by=by):
        raise PermissionDenied(
            "You may change pictures that you added, until readers see them. Ask an editor to change this one."
        )
    return row


def _refuse_known(digest: str) -> None:
    known = Picture.objects.filter(digest=digest).first()
    if known:
        raise AlreadyInLibrary(known)


def _check_words(words: dict[str, Any]) -> None:
    """Clean what will be stored; a name that is no field of WORDS is a mistake in the program."""
    unknown = set(words) - set(WORDS)
    if unknown:
        raise TypeError(f"A picture has no {', '.join(sorted(unknown))} to describe; it has {', '.join(WORDS)}.")
    for field, value in words.items():
        if isinstance(value, str) and field != "rights_expire":
            longest = getattr(_FIELDS.get_field(field), "max_length", None)
            words[field] = metadata.clean(value)[:longest]
        elif field == "rights_expire" and not (value is None or isinstance(value, date)):
            raise TypeError("rights_expire is a date or None.")


def _remember(picture: Picture, flag: int, *, by: AbstractBaseUser | None, at: datetime | None, note: str) -> None:
    """Write the picture's history, where the desk shows it."""
    if by is None:
        return
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(Picture),
        object_id=str(picture.pk),
        object_repr=str(picture)[:200],
        action_flag=flag,
        action_time=at or timezone.now(),
        change_message=note,
    )


def _copy(row: Picture, picture: Picture, *fields: str) -> None:
    for field in fields:
        setattr(picture, field, getattr(row, field))
