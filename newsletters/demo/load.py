"""Loading the demo paper's newsletters by the same actions as the desk's; what is there already is left alone."""

from datetime import datetime, time

from newsletters.actions.automatic import write_newsletter
from newsletters.models import Newsletter

Rhythm = Newsletter.Rhythm
_ROWS = [
    Newsletter(
        slug="morning",
        name="The Morning Courier",
        promise="What happened around the bay while you slept, and what you follow, each morning at half past six.",
        send_at=time(6, 30),
        position=1,
    ),
    Newsletter(
        slug="week",
        name="The Week on the Bay",
        promise="The stories that will still matter next week, with the editor’s letter, each Saturday.",
        rhythm=Rhythm.WEEKLY,
        send_at=time(8),
        weekday=5,
        minimum=3,
        position=2,
    ),
    Newsletter(
        slug="breaking",
        name="Breaking",
        promise="A few lines when something happens that cannot wait. Some months bring none.",
        rhythm=Rhythm.BREAKING,
        position=3,
    ),
]


def load(*, at: datetime) -> None:
    """Write the newsletters that are missing."""
    for row in _ROWS:
        if not Newsletter.objects.filter(slug=row.slug).exists():
            row.pk = None
            write_newsletter(row, at=at)
