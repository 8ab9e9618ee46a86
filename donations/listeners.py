"""What appeals do when a picture changes."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from donations.actions.appeals import render_appeal
from donations.models import Appeal
from press.pictures.signals import picture_changed
from press.pictures.usage import Use, where_used


def _appeals_with(picture_id: int) -> list[Appeal]:
    in_text = Appeal.objects.filter(message__contains=f'data-picture="{picture_id}"')
    return list(Appeal.objects.filter(picture_id=picture_id) | in_text)


@receiver(picture_changed, dispatch_uid="donations.picture_changed")
def render_where_the_picture_stands(picture_id: int, **_: Any) -> None:
    """Remake the appeals that show the picture."""
    for appeal in _appeals_with(picture_id):
        render_appeal(appeal)


@where_used
def appeals(picture_id: int) -> Iterator[Use]:
    """Tell the library which appeals show a picture."""
    now = timezone.now()
    for appeal in _appeals_with(picture_id):
        url = reverse("admin:donations_appeal_change", args=[appeal.pk])
        yield Use(appeal.title, url, public=appeal.is_in_season(now))
