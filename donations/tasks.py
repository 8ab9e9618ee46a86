"""What a worker does for giving: handle an event when nudged, and each minute look for what is due."""

from datetime import datetime

from django.tasks import task
from django.utils import timezone

from donations.actions import events, receipts
from donations.models import StripeEvent
from press.work.ticks import every_minute


# After mail that somebody waits for, before pictures.
@task(priority=30)
def handle_event(event_id: str) -> None:
    """Handle an event, unless somebody else is at it."""
    events.handle(event_id)


@task(priority=20)
def handle_due_events() -> None:
    """Handle events whose errand was lost, or whose next try has come."""
    events.handle_due(timezone.now())


@every_minute
def ask_for_due_events(at: datetime) -> None:
    if StripeEvent.objects.due(at).exists():
        handle_due_events.enqueue()


@every_minute
def forget_what_is_kept_no_longer(at: datetime) -> None:
    events.forget_old_bodies(at)
    receipts.forget_old_papers(at)
