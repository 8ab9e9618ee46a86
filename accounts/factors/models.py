"""What proves a person beyond mail and password, and who took it off for them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from press.record.models import Signed


class PasskeyQuerySet(models.QuerySet["Passkey"]):
    """Passkeys by what they open."""

    def for_desk(self) -> Self:
        """Those that count as both factors at the desk."""
        return self.filter(opens_desk=True)


class Passkey(models.Model):
    """A key pair that a person's device keeps behind a finger, a face or a PIN; we have the public half.

    One that was added in a session begun by mail signs in to the account and does not open the desk: whoever reads
    somebody's mail must not become an editor by it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60, help_text="As the person calls it.")
    # A credential's id has up to 1,023 bytes: https://www.w3.org/TR/webauthn-3/#credential-id
    credential = models.CharField(max_length=1364, unique=True, help_text="The device's name for it, base64url.")
    handle = models.CharField(max_length=64, help_text="How the person's devices know the account; no secret.")
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField(default=0, help_text="Grows at each use, unless it stays 0.")
    opens_desk = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    objects = PasskeyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class AuthenticatorApp(models.Model):
    """An app that shows six digits, new ones every thirty seconds (RFC 6238). One a person."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="authenticator_app")
    secret = models.TextField(help_text="Encrypted with a key made from SECRET_KEY.")
    last_step = models.BigIntegerField(help_text="The stretch of time of the newest code used; no older one is taken.")
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "authenticator app"


class RecoveryCode(models.Model):
    """One of the codes on paper that stand in for a lost phone. Kept as a keyed hash, used once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    code = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "code"], name="one_recovery_code_of_a_kind")]


class Challenge(models.Model):
    """Random bytes that a device was asked to sign, kept as a hash: for one purpose, one browser, once, for minutes."""

    class What(models.TextChoices):
        ADD = "add", "a passkey is added"
        SIGN_IN = "sign in", "a passkey signs in"
        SECOND = "second", "a passkey follows a password"

    challenge = models.CharField(max_length=64, unique=True)
    what = models.CharField(max_length=7, choices=What)
    whose = models.CharField(max_length=64, help_text="The person's id, or the asking browser's mark as a hash.")
    handle = models.CharField(max_length=64, blank=True, help_text="Of a passkey that is added.")
    expires_at = models.DateTimeField(db_index=True)


class FactorReset(Signed):
    """Somebody took the second factor off a colleague who had lost it. Says who; outlives both."""

    person_id = models.BigIntegerField(db_index=True)
