"""What publishers decide about giving as a whole."""

from django.db import models


class Policy(models.Model):
    """The one row of it."""

    is_open = models.BooleanField(
        "gifts are taken", default=True, help_text="Untick to stop taking gifts; the donate page then says why."
    )
    closed_message = models.TextField(
        blank=True, help_text="Shown while no gifts are taken. Say how else to give, and when to come back."
    )
    other_ways = models.TextField(
        blank=True, help_text="How to give by cheque or bank transfer; also shown when Stripe cannot be reached."
    )
    fee_basis_points = models.PositiveSmallIntegerField(
        "Stripe's rate", default=290, help_text="In hundredths of a percent: 290 is 2.9 %."
    )
    fee_fixed = models.JSONField(
        "Stripe's fixed fee",
        default=dict,
        blank=True,
        help_text='By currency, in minor units: {"USD": 30, "EUR": 25}. 30 where a currency is not named.',
    )
    no_goods_sentence = models.CharField(
        max_length=300,
        default="No goods or services were provided in exchange for this gift.",
        help_text="Printed on receipts of gifts for which nothing was given in return.",
    )
    keep_years = models.PositiveSmallIntegerField(
        default=7, help_text="Years for which receipts of an erased donor are kept, as the tax office asks."
    )

    class Meta:
        verbose_name = "giving"
        verbose_name_plural = "giving"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_policy")]

    def __str__(self) -> str:
        return "Giving"
