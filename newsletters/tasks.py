"""What is looked at each minute for newsletters."""

from datetime import datetime

from newsletters.actions.subscribe import forget_unconfirmed
from press.work.ticks import every_minute


@every_minute
def forget_who_never_confirmed(at: datetime) -> None:
    forget_unconfirmed(at)
