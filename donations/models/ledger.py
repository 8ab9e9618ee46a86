"""The books: one line for each movement of money, and the sums of a day."""

from django.db import models

from press.record.models import AppendOnly


class LedgerEntry(AppendOnly):
    """One movement of money: as a rule one balance transaction of Stripe, in the account's own currency and as Stripe
    counted it. In is above zero, out is below. It holds plain ids, as gifts outlive nothing here and donors may go.
    """

    transaction_id = models.CharField(max_length=255, unique=True)
    kind = models.CharField(
        max_length=40, help_text="In Stripe's words: charge, refund, adjustment, stripe_fee, payout …"
    )
    source_id = models.CharField(max_length=255, blank=True, help_text="The charge, refund, dispute or payout.")
    gift_id = models.BigIntegerField(null=True, db_index=True)
    appeal_id = models.BigIntegerField(null=True)
    livemode = models.BooleanField()
    currency = models.CharField(max_length=3)
    gross = models.BigIntegerField(help_text="Minor units.")
    fee = models.BigIntegerField(help_text="Minor units.")
    net = models.BigIntegerField(help_text="Minor units.")
    happened_at = models.DateTimeField(db_index=True)
    day = models.DateField(db_index=True, help_text="In the newsroom's zone.")
    booked_at = models.DateTimeField()

    class Meta:
        verbose_name = "ledger entry"
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(net=models.F("gross") - models.F("fee")), name="net_is_what_is_left"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.transaction_id}"


class DayTotal(models.Model):
    """The sums of one day, currency, appeal and kind of movement. Kept in the transaction that books."""

    NO_APPEAL = 0

    day = models.DateField()
    currency = models.CharField(max_length=3)
    livemode = models.BooleanField()
    appeal_id = models.BigIntegerField(default=NO_APPEAL, help_text="0: none.")
    kind = models.CharField(max_length=40)
    entries = models.BigIntegerField()
    gross = models.BigIntegerField()
    fee = models.BigIntegerField()
    net = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appeal_id", "livemode", "currency", "day", "kind"], name="a_day_is_summed_once"
            )
        ]
        indexes = [models.Index(fields=["day"], name="totals_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.net} {self.currency}"
