"""One edition to one reader, from the moment it is wanted until it is known what became of it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from newsletters.models.edition import Edition
from newsletters.models.subscriber import Subscription
from press.record.models import AppendOnly


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries by what is to be done about them."""

    def due(self, at: datetime) -> "DeliveryQuerySet":
        """Those that wait, whose time has come."""
        return self.filter(state=Delivery.State.QUEUED, due_at__lte=at)

    def not_begun(self) -> "DeliveryQuerySet":
        """Those of which the provider has not been told anything."""
        return self.filter(state__in=[Delivery.State.QUEUED, Delivery.State.CLAIMED], called_at=None)

    def lapsed(self, at: datetime) -> "DeliveryQuerySet":
        """Those whose sender says nothing any more."""
        return self.filter(state=Delivery.State.CLAIMED, due_at__lte=at)


class Delivery(models.Model):
    """One edition to one reader; moves forward only.

    `due_at` is when it may be sent while it is queued, and when its claim lapses while it is claimed. `called_at` is
    written before the provider is called: of a claim that lapses with it nobody knows whether the mail went out.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "waits"
        CLAIMED = "claimed", "is being sent"
        ACCEPTED = "accepted", "accepted"
        UNCERTAIN = "uncertain", "perhaps sent"
        BOUNCED = "bounced", "bounced"
        COMPLAINED = "complained", "called spam"
        SKIPPED = "skipped", "not sent"

    class Why(models.TextChoices):
        LEFT = "left", "the reader left or takes a pause"
        ERASED = "erased", "the reader was erased"
        TOO_LITTLE = "too-little", "too little that is new"
        SUPPRESSED = "suppressed", "the address takes no mail"
        REFUSED = "refused", "refused by the provider"
        STOPPED = "stopped", "the edition was stopped"
        DECIDED = "decided", "left as it was"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, models.SET_NULL, null=True, related_name="deliveries")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    reason = models.CharField(max_length=12, choices=Why, blank=True)
    wishes = models.TextField(default="", help_text="The reader's, when it was queued.")
    wishes_key = models.CharField(max_length=16, default="", help_text="The same in few letters.")
    since = models.DateTimeField(null=True, help_text="Up to when the reader had stories before.")
    until = models.DateTimeField(null=True, help_text="Up to when it tells stories: its own hour.")
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=60, blank=True)
    called_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        permissions: ClassVar = [("decide_delivery", "Can decide about a mail that was perhaps sent")]
        constraints = [
            models.UniqueConstraint(fields=["edition", "subscription"], name="one_delivery_a_reader"),
            models.CheckConstraint(
                condition=~Q(state="skipped") | ~Q(reason=""), name="what_was_not_sent_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["edition", "due_at", "wishes_key", "since", "id"],
                condition=Q(state="queued"),
                name="delivery_waits",
            ),
            models.Index(fields=["due_at"], condition=Q(state="claimed"), name="delivery_claimed"),
            models.Index(fields=["edition", "state"], name="delivery_state"),
            models.Index(fields=["edition"], condition=Q(state="uncertain"), name="delivery_uncertain"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} to {self.subscription.subscriber if self.subscription else 'somebody who was erased'}"


class DeliveryEvent(AppendOnly):
    """What was told or decided about a delivery; what the sender itself did stands on the delivery."""

    delivery_id = models.BigIntegerField(db_index=True)
    edition_id = models.BigIntegerField(db_index=True)
    verb = models.CharField(max_length=20, help_text="uncertain, sent again, left, bounced, complained.")
    at = models.DateTimeField()
    by = models.CharField(max_length=160, blank=True, help_text="The provider, or who decided.")
    detail = models.CharField(max_length=300, blank=True)
    told_as = models.CharField(  # noqa: DJ001 - what nobody told has none, and none equals no other
        max_length=200, unique=True, null=True, help_text="The provider's id of it, so that it is noted once."
    )

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d %H:%M}"
