"""What the office asked Stripe to give back."""

import uuid

from django.db import models
from django.utils import timezone


class RefundOrder(models.Model):
    """That somebody confirmed a refund, written before Stripe is asked. It is the key by which Stripe is asked, so the
    same confirmation sent twice, or from two windows, is one refund.

    `place` is how many refunds of the charge were known when it was confirmed: of each place there is one order.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    charge = models.ForeignKey("donations.Charge", models.PROTECT, related_name="orders")
    place = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField(help_text="Minor units.")
    reason = models.CharField(max_length=40)
    attempt = models.PositiveSmallIntegerField(default=1, help_text="A failure that Stripe told is told again for it.")
    refund_id = models.CharField(max_length=255, blank=True, help_text="Empty until Stripe has said that it is done.")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charge", "place"], name="one_order_for_each_refund"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="an_order_is_of_something"),
        ]

    def __str__(self) -> str:
        return f"Order {self.uuid}"

    @property
    def key(self) -> str:
        """What Stripe knows the asking by."""
        return f"refund-{self.uuid}-{self.attempt}"
