"""A standing gift."""

from django.db import models


class Plan(models.Model):
    """A gift that comes again each month or year, as long as its donor wants. Each paid invoice is a Gift of its own.

    What Stripe says of it is kept verbatim; only why it ended is ours.
    """

    class Interval(models.TextChoices):
        MONTH = "month", "monthly"
        YEAR = "year", "yearly"

    class CancelReason(models.TextChoices):
        DONOR = "donor", "by the donor"
        STAFF = "staff", "by the paper"
        DUNNING = "dunning", "payments failed"

    subscription_id = models.CharField(max_length=255, unique=True)
    donor = models.ForeignKey("donations.Donor", models.PROTECT, null=True, related_name="plans")
    began_with = models.OneToOneField(
        "donations.Gift",
        models.PROTECT,
        null=True,
        related_name="began",
        help_text="The gift whose form began it. Its row is the lock for everything of the plan.",
    )
    appeal = models.ForeignKey("donations.Appeal", models.SET_NULL, null=True, related_name="+")
    status = models.CharField(max_length=24, help_text="In Stripe's words.")
    interval = models.CharField(max_length=5, choices=Interval)
    amount = models.BigIntegerField(help_text="Minor units.")
    currency = models.CharField(max_length=3)
    livemode = models.BooleanField()
    payment_method_id = models.CharField(max_length=255, blank=True, help_text="The plan's own default, if it has one.")
    period_ends_at = models.DateTimeField(null=True)
    reminded_of = models.DateTimeField(null=True, editable=False, help_text="The renewal that its donor was told of.")
    paused = models.BooleanField(default=False)
    cancel_at_period_end = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=7, choices=CancelReason, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_plan_is_of_something")]

    def __str__(self) -> str:
        return f"{self.get_interval_display()} {self.subscription_id}"
