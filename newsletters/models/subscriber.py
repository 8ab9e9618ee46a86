"""Who gets newsletters: an address with its wishes, the newsletters it is subscribed to, and what it agreed to."""

import secrets
from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from newsletters.models.newsletter import Newsletter
from press.record.models import AppendOnly


def new_key() -> str:
    """Return a key for a link: 192 random bits, so that nobody guesses another's."""
    return secrets.token_urlsafe(24)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    """Subscribers by whether they have confirmed."""

    def confirmed(self) -> "SubscriberQuerySet":
        return self.filter(confirmed_at__isnull=False)


class Subscriber(models.Model):
    """An address that asked for our mail, and what it wants in it. Needs no account; deleted when it is erased."""

    address = models.EmailField(max_length=254, unique=True, help_text="In small letters.")
    key = models.CharField(max_length=40, unique=True, default=new_key, help_text="Of the link to the preferences.")
    asked_at = models.DateTimeField(db_index=True)
    asked_from = models.CharField(max_length=300, blank=True, help_text="The page with the box.")
    mailed_at = models.DateTimeField(null=True, help_text="When it was last asked to confirm, or told how it stands.")
    confirmed_at = models.DateTimeField(null=True)
    topics = models.ManyToManyField("articles.Topic", blank=True, related_name="+")
    authors = models.ManyToManyField("articles.Author", blank=True, related_name="+")
    only_wanted = models.BooleanField(default=False, help_text="Only stories of these, not the whole edition.")
    wishes = models.TextField(
        default="", help_text="The above in one text, the same for the same wishes (newsletters.wishes)."
    )
    wishes_key = models.CharField(max_length=16, default="", help_text="The same in few letters; empty for none.")
    hour = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(23)], help_text="Of their day.")
    zone = models.CharField(max_length=60, blank=True, help_text="Empty: the newsroom's.")
    paused_until = models.DateField(null=True, help_text="The first day on which mail goes out again.")

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = "reader"

    def __str__(self) -> str:
        return self.address


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Subscriptions by whether mail goes out on them."""

    def active(self, day: date) -> "SubscriptionQuerySet":
        """Those of confirmed readers who have not left and take no pause on that day."""
        return self.filter(
            Q(subscriber__paused_until__isnull=True) | Q(subscriber__paused_until__lte=day),
            left_at__isnull=True,
            subscriber__confirmed_at__isnull=False,
        )

    def pausing(self, day: date) -> "SubscriptionQuerySet":
        """Those of confirmed readers who have not left and take a pause on that day."""
        confirmed = self.filter(left_at__isnull=True, subscriber__confirmed_at__isnull=False)
        return confirmed.filter(subscriber__paused_until__gt=day)


class Subscription(models.Model):
    """A reader's place on a newsletter's list, kept after they left, so that nobody is put on it again unasked."""

    class Often(models.TextChoices):
        EACH = "each", "each edition"
        WEEKLY = "weekly", "once a week"

    class Why(models.TextChoices):
        READER = "reader", "left"
        BOUNCED = "bounced", "the address does not take mail"
        COMPLAINED = "complained", "called it spam"
        STAFF = "staff", "taken off by the paper"

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="subscriptions")
    key = models.CharField(max_length=40, unique=True, default=new_key, help_text="Of the link that leaves.")
    often = models.CharField(max_length=10, choices=Often, default=Often.EACH)
    begun_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_because = models.CharField(max_length=10, choices=Why, blank=True)
    caught_up_at = models.DateTimeField(
        null=True, help_text="Stories published up to then were in an edition that the provider accepted."
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "newsletter"], name="one_subscription_a_newsletter"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_because="") | Q(left_at__isnull=False) & ~Q(left_because=""),
                name="who_left_had_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["newsletter"], condition=Q(left_at__isnull=True), name="subscription_stays")]

    def __str__(self) -> str:
        return f"{self.subscriber} to {self.newsletter}"

    @property
    def is_active(self) -> bool:
        """Whether the reader is on the list; a pause or a missing confirmation is the subscriber's."""
        return self.left_at is None


class Consent(AppendOnly):
    """What an address agreed to or took back, when, on which page and by which words. It names nobody by itself."""

    subscriber_id = models.BigIntegerField(db_index=True)
    newsletter = models.CharField(max_length=60, help_text="Its address at that time.")
    verb = models.CharField(max_length=12, help_text="asked, confirmed, left.")
    at = models.DateTimeField()
    page = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True, help_text="What stood beside the button.")

    def __str__(self) -> str:
        return f"{self.verb} {self.newsletter} on {self.at:%Y-%m-%d}"
