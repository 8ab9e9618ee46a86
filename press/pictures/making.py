"""Having renditions made: the row says what is due, a worker claims it by a conditional UPDATE, makes it, says so.

A task is only a nudge: it may be lost, doubled or late, and the row is still right. Files are written before the row.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from PIL import Image

from press.pictures import colour, renditions
from press.pictures.intake import CannotUsePicture, refusing
from press.pictures.models import Picture
from press.pictures.signals import picture_changed

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)  # after this a worker that says nothing is taken for dead
LONGEST_WAIT = timedelta(days=1)
# A nudge that has brought nothing for so long is taken for lost, and given again.
NUDGE = timedelta(hours=1)
# Nudges that wait at a time; the rest stay rows, so that what is wanted next is decided late.
AHEAD = 20
# Decode at this many times the size that is needed, so that the last, good filter has something to choose from.
_ROOM = 2


def source_of(picture: Picture) -> renditions.Source:
    """Return what the plan of a picture depends on."""
    return renditions.Source(picture.digest, picture.width, picture.height, picture.focal_x, picture.focal_y)


def progress(picture: Picture) -> tuple[int, int]:
    """Return how many files of the plan are finished, and how many there are."""
    source = source_of(picture)
    planned = len(renditions.plan(source))
    return planned - len(renditions.missing(source, picture.renditions)), planned


def want_sooner(picture_ids: Iterable[int], *, need: Picture.Need, at: datetime | None = None) -> None:
    """Say that pictures are needed for `need`; those that were wanted less are made sooner, none later."""
    at = at or timezone.now()
    with transaction.atomic():
        raised = Picture.objects.filter(pk__in=list(picture_ids), need__gt=need)
        ids = list(raised.filter(due_at__isnull=False).values_list("pk", flat=True))
        raised.update(need=need)
        for picture_id in ids:
            ask_soon(picture_id, at=at)


def make_again(picture: Picture, *, at: datetime | None = None) -> None:
    """Try at once what failed, or make what the plan has and the picture has not (after a recipe changed)."""
    at = at or timezone.now()
    with transaction.atomic():
        row = Picture.objects.select_for_update().get(pk=picture.pk)
        if renditions.missing(source_of(row), row.renditions):
            Picture.objects.filter(pk=row.pk).update(due_at=at, tries=0)
            ask_soon(row.pk, at=at)
    picture.refresh_from_db()


def ask_soon(picture_id: int, *, at: datetime) -> None:
    """Nudge a worker once the transaction is through; when that fails, the tick does it."""
    from press.pictures.tasks import render_picture

    def ask() -> None:
        with transaction.atomic():
            row = Picture.objects.filter(pk=picture_id)
            row.update(asked_at=at)
            need = row.values_list("need", flat=True).first()
            if need is not None:
                render_picture.using(priority=PRIORITIES[need]).enqueue(picture_id)

    transaction.on_commit(ask, robust=True)


# Among the other tasks (0): what readers see now goes first, what only the library lacks waits.
PRIORITIES: dict[int, int] = {
    Picture.Need.FRONT: 20,
    Picture.Need.LEAD: 10,
    Picture.Need.BODY: -10,
    Picture.Need.LIBRARY: -20,
}


def ask_for_due(at: datetime) -> int:
    """Nudge for due pictures, the most needed first, up to AHEAD of them at a time; return how many."""
    lost = Q(asked_at__isnull=True) | Q(asked_at__lt=at - NUDGE)
    due = Picture.objects.due(at)
    room = AHEAD - due.exclude(lost).count()
    ids = list(due.filter(lost).most_needed_first().values_list("pk", flat=True)[: max(room, 0)])
    for picture_id in ids:
        ask_soon(picture_id, at=at)
    return len(ids)


def make_renditions(picture_id: int, *, at: datetime | None = None) -> bool:
    """Make what a due picture lacks; return whether this call claimed it.

    `at` is the moment of the claim (now). Nothing is raised for a failure: its sentence stands in `trouble`, and the
    next try waits a minute, then four, sixteen … at most a day. A worker that dies leaves a claim that lapses.
    """
    picture = _claim(picture_id, at or timezone.now())
    if picture is None:
        return False
    try:
        _make(picture)
    except Exception as error:  # whatever it was, the row must say so and be tried again
        logger.exception("Picture %s: renditions could not be made.", picture_id)
        _fail(picture, error)
    return True


def _claim(picture_id: int, at: datetime) -> Picture | None:
    """Take a due picture, or None when it is not due or another worker was faster."""
    picture = Picture.objects.due(at).filter(pk=picture_id).first()
    if picture is None:
        return None
    tries = min(picture.tries + 1, 100)
    until = at + max(CLAIM, wait_after(tries))  # a picture that kills its worker must not kill one every ten minutes
    claimed = Picture.objects.filter(pk=picture_id, due_at=picture.due_at, tries=picture.tries)
    if not claimed.update(due_at=until, tries=tries):
        return None
    picture.due_at, picture.tries = until, tries
    return picture


def wait_after(tries: int) -> timedelta:
    """Return how long the next try waits after so many."""
    return min(timedelta(minutes=4 ** min(tries - 1, 10)), LONGEST_WAIT)


def _make(picture: Picture) -> None:
    source = source_of(picture)
    lacking = renditions.missing(source, picture.renditions)
    image: Image.Image | None = None
    for kinds in renditions.STAGES:
        wanted = [one for one in lacking if one.format in kinds]
        if wanted:
            image = image or _decoded(picture, lacking)
            _store(picture, list(renditions.make(image, source, wanted)))
    _finish(picture)


def _decoded(picture: Picture, wanted: list[renditions.Rendition]) -> Image.Image:
    width, height = renditions.needed_size(source_of(picture), wanted)
    with picture.original.open("rb") as file, refusing():
        return colour.load(Image.open(file), no_smaller_than=(width * _ROOM, height * _ROOM))


def _store(picture: Picture, made: list[renditions.Rendition]) -> None:
    """Say in the row what lies in storage; if the focal point moved meanwhile, what no longer fits is left out."""
    with transaction.atomic():
        row = Picture.objects.select_for_update().filter(pk=picture.pk).first()
        if row is None:  # taken out of the library while its files were made
            renditions.remove(one.name for one in made)
            return
        row.renditions = renditions.rows_with(source_of(row), row.renditions, made)
        row.save(update_fields=["renditions"])
        picture_changed.send(sender=Picture, picture_id=row.pk)


def _finish(picture: Picture) -> None:
    with transaction.atomic():
        row = Picture.objects.select_for_update().filter(pk=picture.pk).first()
        if row is None:
            return
        lacks = renditions.missing(source_of(row), row.renditions)
        if not lacks:
            row.due_at = None
        elif row.due_at == picture.due_at:  # still our claim: what is lacking is lacking now
            row.due_at = timezone.now()
        row.tries, row.trouble = 0, ""
        row.save(update_fields=["due_at", "tries", "trouble"])


def _fail(picture: Picture, error: Exception) -> None:
    wait = wait_after(picture.tries)
    Picture.objects.filter(pk=picture.pk, due_at=picture.due_at).update(
        due_at=timezone.now() + wait, trouble=_sentence(error)
    )


def _sentence(error: Exception) -> str:
    if isinstance(error, CannotUsePicture):
        return f"The original cannot be read any more. {error}"
    if isinstance(error, FileNotFoundError):
        return "The original is missing from storage. Restore it, or upload the picture again."
    if isinstance(error, OSError):
        return f"The files could not be stored ({error.strerror or type(error).__name__}). It is tried again by itself."
    return f"The renditions could not be made ({type(error).__name__}). It is tried again by itself."


def tell_of_expiry(at: datetime) -> int:
    """Tell the desks of each picture whose rights ended since the last time; return how many."""
    ended = Picture.objects.expired(at).exclude(expiry_told__isnull=False, expiry_told=F("rights_expire"))
    count = 0
    for picture_id, last_day in list(ended.values_list("pk", "rights_expire")):
        with transaction.atomic():
            told = Picture.objects.filter(pk=picture_id, rights_expire=last_day).exclude(expiry_told=last_day)
            if told.update(expiry_told=last_day):
                picture_changed.send(sender=Picture, picture_id=picture_id)
                count += 1
    return count
