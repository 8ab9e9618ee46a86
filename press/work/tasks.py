"""Keeping the task table short: what is done is of no interest after a week."""

from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from press.work.ticks import every_minute

KEEP = timedelta(days=7)


@every_minute
def forget_old_tasks(at: datetime) -> None:
    """Delete tasks that ended a week ago, and those whose worker died over them; their rows have been redone since."""
    DBTaskResult.objects.filter(Q(finished_at__lt=at - KEEP) | Q(started_at__lt=at - KEEP)).delete()
