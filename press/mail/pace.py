"""The pace of a mailer: so many mails a second over all workers, kept by one row that says when the next may go."""

from datetime import datetime, timedelta

from django.db import transaction

from press.mail.models import Pace


def take(mailer: str, mails: int, *, rate: int, at: datetime) -> timedelta:
    """Take the next `mails` places at `rate` a second (0: no limit); return how long to wait before they may begin.

    What was not used before is not saved up, so that a pause is followed by no burst.
    """
    if not rate:
        return timedelta()
    with transaction.atomic():
        pace, _ = Pace.objects.select_for_update().get_or_create(mailer=mailer, defaults={"free_at": at})
        longest = timedelta(minutes=10)  # a clock that was ahead when the row was written
        begins = max(at, pace.free_at) if pace.free_at - at < longest else at
        Pace.objects.filter(pk=mailer).update(free_at=begins + timedelta(seconds=mails / rate))
    return begins - at
