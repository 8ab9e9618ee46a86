"""The outbox, the list of addresses that get no mail, and the pace of each mailer."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters by what is to be done about them."""

    def due(self, at: datetime) -> Self:
        """Those that wait to be sent, or whose sender died before it called the provider."""
        waiting = Q(state=Letter.State.QUEUED, due_at__lte=at) | Q(state=Letter.State.QUEUED, tries=0)
        return self.filter(waiting | Q(state=Letter.State.CLAIMED, due_at__lte=at))

    def cut_off(self, at: datetime) -> Self:
        """Those whose sender died while it spoke to the provider: nobody knows whether they went out."""
        return self.filter(state=Letter.State.CALLING, due_at__lte=at)


class Letter(models.Model):
    """One mail to one address, from the moment it is wanted until it is known what became of it.

    What it says is forgotten once it has gone, as it may hold a way to sign in.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "waits"
        CLAIMED = "claimed", "is being sent"
        CALLING = "calling", "is being handed over"
        SENT = "sent", "handed over"
        UNCERTAIN = "uncertain", "perhaps handed over"
        REFUSED = "refused", "refused"
        LATE = "late", "too late to be of use"
        HELD = "held", "not sent: the address takes no mail"

    message = models.CharField(max_length=100, help_text="Which mail it is: the folder of its words.")
    mailer = models.CharField(max_length=20, default="default")
    to = models.CharField(max_length=320)
    message_id = models.CharField(max_length=200, unique=True, help_text="The same at each try.")
    subject = models.TextField()
    text = models.TextField(blank=True)
    html = models.TextField("HTML", blank=True)
    attached = models.JSONField(default=list, help_text="Kept files that go along, as press.mail.letters.Attached.")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField(null=True, help_text="When somebody must look at it next.")
    useful_until = models.DateTimeField(null=True, help_text="After this it is not sent any more.")
    sent_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True, help_text="Why the last try failed.")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mail"
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="mail_due")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to})"


class Suppressed(models.Model):
    """An address that gets no mail from us, and why; see press.mail.suppression."""

    class Why(models.TextChoices):
        BOUNCED = "bounced", "mail came back for good"
        COMPLAINED = "complained", "its reader called our mail spam"
        BY_HAND = "by-hand", "put here by the office"

    digest = models.CharField(primary_key=True, max_length=40, editable=False)
    address = models.CharField(max_length=320, blank=True, help_text="Empty once its owner was erased.")
    why = models.CharField(max_length=12, choices=Why, default=Why.BY_HAND)
    told_by = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField(db_index=True)
    allowed_at = models.DateTimeField(
        null=True, editable=False, help_text="When it was taken off the list; what is told of before is over."
    )

    class Meta:
        verbose_name = "address without mail"
        verbose_name_plural = "addresses without mail"

    def __str__(self) -> str:
        return self.address or "an address that was erased"


class Pace(models.Model):
    """From when on a mailer may be given its next mail, so that all workers together keep its rate."""

    mailer = models.CharField(primary_key=True, max_length=20)
    free_at = models.DateTimeField()
