"""What is looked at each minute for newsletters, and what a worker does beside its tasks: sending."""

from datetime import datetime

from django.conf import settings

from newsletters.actions.automatic import schedule_automatic
from newsletters.actions.release import release_due
from newsletters.actions.subscribe import forget_unconfirmed
from newsletters.sending import claims
from newsletters.sending.run import send_due
from newsletters.sending.tally import forget_deliveries
from press.work.rounds import Stopping, beside_tasks
from press.work.ticks import every_minute


@every_minute
def forget_who_never_confirmed(at: datetime) -> None:
    forget_unconfirmed(at)


@every_minute
def keep_only_the_counts_of_old_editions(at: datetime) -> None:
    forget_deliveries(at)


@every_minute
def let_editions_go(at: datetime) -> None:
    """Propose what makes itself, and release what is due."""
    schedule_automatic(at)
    release_due(at)


@every_minute
def take_back_from_the_dead(at: datetime) -> None:
    claims.settle_lapsed(at=at)


@beside_tasks(lambda: int(settings.BULK_MAIL_LINES))
def send_editions(stopping: Stopping) -> None:
    send_due(stopping=stopping)
