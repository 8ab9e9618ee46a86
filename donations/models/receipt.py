"""Receipts: a line that stays for ever, and the paper that may be forgotten one day."""

from django.db import models
from django.db.models import Q

from press.record.models import AppendOnly


class ReceiptSequence(models.Model):
    """The last number given out in a year. The row is locked while a number is taken, so none is lost or doubled."""

    year = models.PositiveSmallIntegerField()
    livemode = models.BooleanField(help_text="Gifts of the test mode are counted apart.")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "livemode"], name="one_sequence_a_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Receipt(AppendOnly):
    """That a receipt was given for one payment: its number, sum and date, and the hash of the paper.

    A correction is a receipt of its own that voids the one before; the voided row is not touched. `step` counts the
    receipts of one payment from 0.
    """

    number = models.CharField(max_length=24, unique=True)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    livemode = models.BooleanField()
    payment = models.CharField(max_length=255, help_text="Stripe's charge, or a gift that came by other ways.")
    step = models.PositiveSmallIntegerField(default=0)
    gift_id = models.BigIntegerField(db_index=True)
    amount = models.BigIntegerField(help_text="What was given, in minor units.")
    described = models.CharField(
        max_length=200, blank=True, help_text="What was given where it is not money: receipts tell no value then."
    )
    returned = models.BigIntegerField(default=0, help_text="How much of it went back, in minor units.")
    currency = models.CharField(max_length=3)
    given_on = models.DateField(help_text="Of the payment, in the newsroom's zone.")
    issued_at = models.DateTimeField(db_index=True)
    sha256 = models.CharField(max_length=64)
    voids_id = models.BigIntegerField(null=True, unique=True)
    reason = models.CharField(
        max_length=200, blank=True, help_text="Why somebody at the desk voided the one before; as the paper says it."
    )

    class Meta:
        permissions = [("send_receipt", "Can send receipt"), ("void_receipt", "Can void receipt")]
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence", "livemode"], name="a_number_is_given_once"),
            models.UniqueConstraint(fields=["payment", "step"], name="a_payment_is_receipted_once"),
            models.CheckConstraint(
                condition=Q(returned__gte=0, returned__lte=models.F("amount")), name="no_more_returns_than_was_given"
            ),
            models.CheckConstraint(
                condition=Q(step=0, voids_id__isnull=True) | Q(step__gt=0, voids_id__isnull=False),
                name="a_correction_voids_one",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ReceiptPaper(models.Model):
    """What a receipt says, frozen, and the PDF, kept privately so that it can be sent again as it was.

    Of an erased donor it is `restricted`: nobody sees it any more, and it goes when the tax office no longer asks.
    """

    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="paper", primary_key=True)
    to = models.EmailField(blank=True)
    snapshot = models.JSONField()
    pdf = models.CharField(max_length=120, help_text="Its name in the private storage.")
    restricted = models.BooleanField(default=False)
    forget_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"Paper of {self.receipt_id}"
