"""What a worker does for mail: send one when nudged, and each minute look for what is due."""

from datetime import datetime

from django.tasks import task
from django.utils import timezone

from press.mail import outbox
from press.mail.models import Letter
from press.work.ticks import every_minute


# Before pictures: somebody sits in front of a page and waits for it.
@task(priority=50)
def send_letter(letter_id: int) -> None:
    """Send a mail, unless somebody else is at it."""
    outbox.deliver(letter_id)


@task(priority=40)
def send_due_letters() -> None:
    """Send mail whose errand was lost, or whose next try has come."""
    outbox.deliver_due(timezone.now())


@every_minute
def ask_for_due_letters(at: datetime) -> None:
    outbox.settle_cut_off(at)
    if Letter.objects.due(at).exists():
        send_due_letters.enqueue()


@every_minute
def forget_old_letters(at: datetime) -> None:
    outbox.forget_old(at)
