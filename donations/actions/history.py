"""Signing the history of giving, and the question who may do what."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models

from donations.models import GivingEntry
from press.record.people import Person

DONOR = "the donor"


def require(by: Person, permission: str) -> None:
    """Raise PermissionDenied, with a sentence, unless `by` holds `donations.<permission>`."""
    if not by.has_perm(f"donations.{permission}"):
        raise PermissionDenied(f"Your role does not include “{permission.replace('_', ' ')}”.")


def note(about: models.Model, verb: str, *, by: Person | None, at: datetime, note: str = "") -> GivingEntry:
    """Write the history row of an action; `by` is None where the donor did it."""
    return GivingEntry.objects.create(
        about=about._meta.model_name or "",  # noqa: SLF001
        about_id=str(about.pk),
        label=str(about)[:200],
        verb=verb,
        note=note,
        made_at=at,
        made_by_id=by.pk if by else None,
        made_by=str(by) if by else DONOR,
    )
