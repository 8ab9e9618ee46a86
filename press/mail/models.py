"""The outbox."""

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
