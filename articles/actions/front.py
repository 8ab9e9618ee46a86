"""Arranging the front page: pin a story to a place, take a pin off, change the order of a place's pins."""

from datetime import datetime
from typing import Any

from django.db import transaction

from articles.actions.history import moment, note, require
from articles.models import Article, FrontSection, FrontSlot
from press.pictures.making import want_sooner
from press.pictures.models import Picture
from press.record.people import Person

Place = FrontSlot.Place
_GONE = {Article.Status.RETRACTED, Article.Status.KILLED, Article.Status.SPIKED}


class CannotPin(ValueError):
    """The story cannot be pinned like this; the message tells the editor why."""


def pin(
    article: Article,
    *,
    by: Person,
    place: str,
    section: FrontSection | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    may_repeat: bool = False,
    at: datetime | None = None,
) -> FrontSlot:
    """Pin a story to a place of the front page, above what is pinned there, from and until when.

    A story that is not live yet may be pinned: it takes its place when it appears. Raises PermissionDenied, CannotPin.
    """
    require(by, "add_frontslot")
    at = moment(at)
    if article.status in _GONE:
        raise CannotPin(f"“{article.headline}” was {article.status}; readers see nothing of it.")
    _check_place(place, section)
    _check_time(starts_at, ends_at, at)
    with transaction.atomic():
        pins = _pins(place, section)
        same = [one for one in pins if one.article_id == article.pk]
        if any(_overlap(one, starts_at, ends_at) for one in same):
            raise CannotPin(
                f"“{article.headline}” is pinned there already. Take that pin off first, or change its time."
            )
        slot = FrontSlot(place=place, section=section, article=article, may_repeat=may_repeat)
        slot.starts_at, slot.ends_at = starts_at, ends_at
        slot.save()
        _number([slot, *pins])
        if article.lead_picture_id:
            want_sooner([article.lead_picture_id], need=Picture.Need.FRONT)
        note(article, "pinned", by=by, at=at, note=_where(slot))
    return slot


def change_pin(
    slot: FrontSlot,
    *,
    by: Person,
    starts_at: datetime | None,
    ends_at: datetime | None,
    may_repeat: bool = False,
    at: datetime | None = None,
) -> FrontSlot:
    """Give a pin another time. Raises PermissionDenied, CannotPin."""
    require(by, "change_frontslot")
    at = moment(at)
    _check_time(starts_at, ends_at, at if ends_at != slot.ends_at else None)
    with transaction.atomic():
        slot.starts_at, slot.ends_at, slot.may_repeat = starts_at, ends_at, may_repeat
        slot.save(update_fields=["starts_at", "ends_at", "may_repeat"])
        note(slot.article, "changed the pin of", by=by, at=at, note=_where(slot))
    return slot


def unpin(slot: FrontSlot, *, by: Person, at: datetime | None = None) -> None:
    """Take a pin off; the place is filled with the newest again. Raises PermissionDenied."""
    require(by, "delete_frontslot")
    with transaction.atomic():
        FrontSlot.objects.filter(pk=slot.pk).delete()
        note(slot.article, "unpinned", by=by, at=moment(at), note=_where(slot))


def reorder(slot: FrontSlot, *, by: Person, up: bool) -> None:
    """Move a pin one step up or down among the pins of its place; at the end it stays. Raises PermissionDenied."""
    require(by, "change_frontslot")
    with transaction.atomic():
        pins = _pins(slot.place, slot.section)
        keys = [one.pk for one in pins]
        if slot.pk not in keys:
            return  # somebody took it off meanwhile
        stands = keys.index(slot.pk)
        goes = min(max(stands + (-1 if up else 1), 0), len(pins) - 1)
        pins.insert(goes, pins.pop(stands))
        _number(pins)


def _pins(place: str, section: FrontSection | None) -> list[FrontSlot]:
    return list(
        FrontSlot.objects.select_for_update(of=("self",))
        .filter(place=place, section=section)
        .order_by("position", "pk")
    )


def _number(pins: list[FrontSlot]) -> None:
    """Write the order as 0, 1, 2 …, so that the next move is unambiguous."""
    for position, slot in enumerate(pins):
        slot.position = position
    FrontSlot.objects.bulk_update(pins, ["position"])


def _check_place(place: str, section: FrontSection | None) -> None:
    if place not in Place.values:
        raise CannotPin("There is no such place on the front page.")
    if (place == Place.SECTION) != (section is not None):
        raise CannotPin("Choose the section for a story in a section, and none for the other places.")


def _check_time(starts_at: datetime | None, ends_at: datetime | None, at: datetime | None) -> None:
    if ends_at and at and ends_at <= at:
        raise CannotPin("That end has passed already; nobody would see it there.")
    if starts_at and ends_at and ends_at <= starts_at:
        raise CannotPin("It would end before it starts. Give a later “until”.")


def _overlap(slot: FrontSlot, starts_at: datetime | None, ends_at: datetime | None) -> bool:
    begins_in_time = slot.starts_at is None or ends_at is None or slot.starts_at < ends_at
    ends_late_enough = slot.ends_at is None or starts_at is None or slot.ends_at > starts_at
    return begins_in_time and ends_late_enough


def _where(slot: Any) -> str:
    return str(slot.section) if slot.section_id else str(Place(slot.place).label)
