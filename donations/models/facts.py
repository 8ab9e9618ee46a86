"""What Stripe has told us of money: rows keyed by Stripe's own ids, written again whenever we look there anew.

Nothing here is decided by us. What a gift's state is, donations.states works out of these.
"""

from django.db import models


class Checkout(models.Model):
    """A checkout session that we began for a gift. A gift has several when its form was changed and sent again."""

    session_id = models.CharField(max_length=255, unique=True)
    gift = models.ForeignKey("donations.Gift", models.PROTECT, related_name="checkouts")
    status = models.CharField(max_length=16, blank=True, help_text="open, complete or expired; empty before we looked.")
    payment_status = models.CharField(max_length=24, blank=True)
    amount = models.BigIntegerField(null=True, help_text="Minor units, as Stripe will charge it.")
    payment_intent_id = models.CharField(max_length=255, blank=True, db_index=True)
    subscription_id = models.CharField(max_length=255, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.session_id


class Charge(models.Model):
    """One attempt to take money for a gift, come through or not."""

    charge_id = models.CharField(max_length=255, unique=True)
    gift = models.ForeignKey("donations.Gift", models.PROTECT, related_name="charges")
    payment_intent_id = models.CharField(max_length=255, blank=True, db_index=True)
    status = models.CharField(max_length=12, help_text="succeeded, pending or failed.")
    amount = models.BigIntegerField(help_text="Minor units.")
    currency = models.CharField(max_length=3)
    livemode = models.BooleanField()
    created_at = models.DateTimeField(db_index=True)
    method = models.CharField(max_length=40, blank=True, help_text="card, us_bank_account …")
    failure = models.CharField(max_length=200, blank=True)
    is_suspect = models.BooleanField("early fraud warning", default=False)

    class Meta:
        permissions = [("refund_charge", "Can refund charge")]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_charge_is_of_something")]

    def __str__(self) -> str:
        return self.charge_id


class Refund(models.Model):
    """Money given back, or on its way back. One that fails returns to us."""

    refund_id = models.CharField(max_length=255, unique=True)
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="refunds")
    status = models.CharField(max_length=16)
    amount = models.BigIntegerField(help_text="Minor units.")
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_refund_is_of_something")]

    def __str__(self) -> str:
        return self.refund_id


class Dispute(models.Model):
    """A charge that its cardholder contests. The bank takes the money until it is decided."""

    dispute_id = models.CharField(max_length=255, unique=True)
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="disputes")
    status = models.CharField(max_length=24, help_text="In Stripe's words.")
    amount = models.BigIntegerField(help_text="Minor units.")
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=40, blank=True)
    due_by = models.DateTimeField("evidence until", null=True)
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.dispute_id


class Stray(models.Model):
    """Money at Stripe that names a gift of ours and did not come from its form. It is nobody's until somebody looks."""

    object_id = models.CharField(max_length=255, unique=True)
    gift = models.ForeignKey("donations.Gift", models.PROTECT, related_name="strays")
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.object_id


class Payout(models.Model):
    """What Stripe has sent to the paper's bank."""

    payout_id = models.CharField(max_length=255, unique=True)
    status = models.CharField(max_length=16)
    amount = models.BigIntegerField(help_text="Minor units; below zero when Stripe takes from the bank.")
    currency = models.CharField(max_length=3)
    livemode = models.BooleanField()
    arrives_on = models.DateField()
    created_at = models.DateTimeField(db_index=True)
    failure = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.payout_id
