"""Who did what about giving: written once."""

from django.db import models

from press.record.models import Signed


class GivingEntry(Signed):
    """One thing that somebody did by hand: a donor to their plan, a publisher to a gift, a receipt or an event.

    What Stripe does of itself stands in the event inbox and in the books.
    """

    about = models.CharField(max_length=20, db_index=True, help_text="plan, gift, receipt, event, policy, donor.")
    about_id = models.CharField(max_length=255, db_index=True)
    label = models.CharField(max_length=200, blank=True, help_text="Without names: it outlives them.")
    verb = models.CharField(max_length=30)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = "giving history entry"
        verbose_name_plural = "giving history"

    def __str__(self) -> str:
        return f"{self.verb}: {self.label}"
