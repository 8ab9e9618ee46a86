"""The link by which a donor comes in."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

# A clock that was set back must not make an old link young again.
_SLACK = timedelta(minutes=1)


class DonorLinkQuerySet(models.QuerySet["DonorLink"]):
    """Links by whether they can still be used."""

    def live(self, at: datetime) -> Self:
        """Those that still let somebody in."""
        return self.filter(expires_at__gt=at, asked_at__lte=at + _SLACK, used_at=None)


class DonorLink(models.Model):
    """Somebody asked for the page of an address's gifts. It is mailed there, kept as a hash, and used once."""

    secret = models.CharField(max_length=64, unique=True)
    address = models.EmailField(help_text="In small letters; where the mail went.")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    objects = DonorLinkQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="a_donors_link_lasts")]

    def __str__(self) -> str:
        return f"Asked for at {self.asked_at:%Y-%m-%d %H:%M}"

    def is_live(self, at: datetime) -> bool:
        """Say what `live()` asks."""
        return self.asked_at - _SLACK <= at < self.expires_at and self.used_at is None
