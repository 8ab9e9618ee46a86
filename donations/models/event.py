"""What Stripe has told us happened."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class StripeEventQuerySet(models.QuerySet["StripeEvent"]):
    """Events by what is to be done about them."""

    def due(self, at: datetime) -> Self:
        """Those that somebody should handle now."""
        return self.filter(next_try_at__lte=at)

    def open(self) -> Self:
        """Those that nothing has come of yet."""
        return self.filter(Q(state=StripeEvent.State.NEW) | self.troubled_q())

    def troubled(self) -> Self:
        """Those that somebody should look at."""
        return self.filter(self.troubled_q())

    @staticmethod
    def troubled_q() -> Q:
        return Q(state__in=[StripeEvent.State.PARKED, StripeEvent.State.FAILED])


class StripeEvent(models.Model):
    """One event, stored once by its id before anything is done about it. That it happened is all we believe of it."""

    class State(models.TextChoices):
        NEW = "new", "waits"
        DONE = "done", "done"
        PARKED = "parked", "its gift is not known yet"
        FAILED = "failed", "failed"
        IGNORED = "ignored", "none of ours"

    event_id = models.CharField(primary_key=True, max_length=255)
    type = models.CharField(max_length=80, db_index=True)
    object_id = models.CharField(max_length=255, blank=True, db_index=True)
    api_version = models.CharField(max_length=40, blank=True)
    livemode = models.BooleanField()
    body = models.TextField(blank=True, help_text="As it came, for a month; forgotten when its donor is erased.")
    state = models.CharField(max_length=8, choices=State, default=State.NEW, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)
    next_try_at = models.DateTimeField(null=True, help_text="Empty: nothing more is done by itself.")
    is_claimed = models.BooleanField(default=False, help_text="Somebody is at it, until the next try is due.")
    handled_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True, help_text="Why the last try failed, with its traceback.")
    touched = models.JSONField(default=list, help_text="The gifts and plans that were looked at anew.")

    objects = StripeEventQuerySet.as_manager()

    class Meta:
        verbose_name = "event"
        verbose_name_plural = "event inbox"
        permissions = [("replay_event", "Can replay event")]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(next_try_at__isnull=False), name="event_due")]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
