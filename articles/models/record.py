"""What is written once about a story: corrections for readers, history for the desk, and saved versions."""

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models

from press.record.models import Signed


class Correction(Signed):
    """A dated public note on a story. It is appended, never edited or deleted."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        UPDATE = "update", "Update"

    article_id = models.BigIntegerField(db_index=True)
    headline = models.CharField(max_length=200)
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.CORRECTION)
    note = models.TextField()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.note[:60]}"


class HistoryQuerySet(models.QuerySet["HistoryEntry"]):
    """Questions about the history of stories."""

    def sent_back(self, article_ids: Collection[int]) -> Self:
        """The editors' words to the writers of these stories, the newest first."""
        return self.filter(article_id__in=article_ids, verb="sent back").exclude(note="").order_by("-made_at", "-pk")


class HistoryEntry(Signed):
    """Who did what to a story, when, and why."""

    article_id = models.BigIntegerField(db_index=True)
    headline = models.CharField(max_length=200)
    verb = models.CharField(max_length=20)
    note = models.TextField(blank=True)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = "history entry"
        verbose_name_plural = "history"

    def __str__(self) -> str:
        return f"{self.verb}: {self.headline}"


class Revision(models.Model):
    """A saved version of what an editor types, from which a story can be restored."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = models.JSONField()  # {field: text}, plus "topics" (names) and "bylines" (author ids)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "version"], name="a_version_once")]

    def __str__(self) -> str:
        return f"Version {self.version}"
