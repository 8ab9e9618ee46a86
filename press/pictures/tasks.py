"""What a worker does for pictures: make renditions when nudged, and each minute look for what is due."""

from datetime import datetime

from django.tasks import task

from press.pictures import making
from press.work.ticks import every_minute


@task(queue_name="pictures")
def render_picture(picture_id: int) -> None:
    """Make the renditions that a picture lacks, unless another worker is at it."""
    making.make_renditions(picture_id)


@every_minute
def ask_for_due_pictures(at: datetime) -> None:
    making.ask_for_due(at)


@every_minute
def tell_of_expired_rights(at: datetime) -> None:
    making.tell_of_expiry(at)
