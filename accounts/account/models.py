"""What a person asked for and their mail must confirm."""

from datetime import datetime

from django.conf import settings
from django.db import models


class Wish(models.Model):
    """To move the account to another address, or to be erased. Each address involved gets a link of its own, kept as a
    hash; it is done when all have said yes.
    """

    class What(models.TextChoices):
        MOVE = "move", "another address"
        ERASE = "erase", "to be erased"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    what = models.CharField(max_length=5, choices=What)
    address = models.EmailField(blank=True, help_text="The new one, in small letters.")
    link = models.CharField(max_length=64, unique=True, help_text="Of the mail to the present address.")
    # Null where there is none: of several empty ones only null is unique.
    new_link = models.CharField(  # noqa: DJ001
        max_length=64, unique=True, null=True, help_text="Of the mail to the new address."
    )
    confirmed_at = models.DateTimeField(null=True)
    new_confirmed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "wishes"

    def is_live(self, at: datetime) -> bool:
        """Say whether its links can still confirm it."""
        return self.asked_at <= at < self.expires_at and self.done_at is None

    @property
    def is_confirmed(self) -> bool:
        """Say whether every address has said yes."""
        return self.confirmed_at is not None and (self.what == self.What.ERASE or self.new_confirmed_at is not None)
