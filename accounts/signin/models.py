"""What signing in leaves behind: the asking, and the browser it was done in."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

MOST_TRIES = 5
# A clock that was set back must not make an old code young again.
_SLACK = timedelta(minutes=1)


class SignInRequestQuerySet(models.QuerySet["SignInRequest"]):
    """Requests by whether they can still be used."""

    def live(self, at: datetime) -> Self:
        """Those whose code and link still sign in."""
        in_time = Q(expires_at__gt=at, asked_at__lte=at + _SLACK)
        return self.filter(in_time, used_at=None, tries__lt=MOST_TRIES)

    def of_browser(self, browser: str) -> Self:
        """Those that this browser asked for; none for a browser without a mark."""
        return self.filter(browser=browser) if browser else self.none()


class SignInRequest(models.Model):
    """Somebody typed an address to sign in. Code and link are kept as hashes, the asking browser as its mark's."""

    key = models.CharField(max_length=32, unique=True, help_text="Tells one tab's request from another's; no secret.")
    address = models.EmailField(help_text="In small letters; where the mail went.")
    code = models.CharField(max_length=64)
    link = models.CharField(max_length=64, unique=True)
    browser = models.CharField(max_length=64)
    next = models.CharField(max_length=500, help_text="Where the person goes on afterwards, on this site.")
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    objects = SignInRequestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["browser", "-asked_at"], name="signin_of_browser")]
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="signin_lasts")]

    def is_live(self, at: datetime) -> bool:
        """Say what `live()` asks."""
        in_time = self.asked_at - _SLACK <= at < self.expires_at
        return in_time and self.used_at is None and self.tries < MOST_TRIES


class SignedIn(models.Model):
    """A browser in which a person signed in. Kept a while after it signed out: from where a person has signed in
    before, no stranger's tries can keep them out.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, blank=True, db_index=True, help_text="Empty once signed out.")
    browser = models.CharField(max_length=60, help_text="As the person knows it.")
    network = models.CharField(max_length=40, help_text="A keyed hash.")
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "signed in"
        indexes = [models.Index(fields=["person", "network"], name="signed_in_from")]
