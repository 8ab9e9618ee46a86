"""One sum promised or received."""

import uuid

from django.db import models
from django.utils import timezone


class Gift(models.Model):
    """One gift: a form sent, a plan's paid invoice, or a cheque that came in. What became of it is computed from the
    facts known of its money (charges, refunds, disputes), in whatever order those arrive.

    Until money has come it carries what the giver typed and has no donor; the donor is found or made by the money.
    """

    class Kind(models.TextChoices):
        ONLINE = "online", "online"
        CHEQUE = "cheque", "cheque"
        WIRE = "wire", "bank transfer"
        STOCK = "stock", "stock"
        IN_KIND = "in-kind", "in kind"

    class Interval(models.TextChoices):
        ONCE = "once", "once"
        MONTH = "month", "monthly"
        YEAR = "year", "yearly"

    class State(models.TextChoices):
        CREATED = "created", "form sent"
        OPEN = "open", "at Stripe"
        PROCESSING = "processing", "on its way"
        RECEIVED = "received", "received"
        PARTLY_REFUNDED = "partly-refunded", "partly refunded"
        REFUNDED = "refunded", "refunded"
        EXPIRED = "expired", "not finished"
        FAILED = "failed", "failed"
        CANCELLED = "cancelled", "cancelled"

    class Dispute(models.TextChoices):
        OPEN = "open", "disputed"
        WON = "won", "dispute won"
        LOST = "lost", "dispute lost"

    class Tribute(models.TextChoices):
        HONOUR = "honour", "in honour of"
        MEMORY = "memory", "in memory of"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.ONLINE)
    interval = models.CharField(max_length=5, choices=Interval, default=Interval.ONCE)
    amount = models.BigIntegerField(help_text="What is charged, in minor units.")
    meant = models.BigIntegerField(help_text="What the giver chose, before covering fees, in minor units.")
    currency = models.CharField(max_length=3)
    livemode = models.BooleanField()

    donor = models.ForeignKey("donations.Donor", models.PROTECT, null=True, blank=True, related_name="gifts")
    plan = models.ForeignKey("donations.Plan", models.PROTECT, null=True, blank=True, related_name="gifts")

    # What came by other ways than Stripe.
    described = models.CharField(max_length=200, blank=True, help_text="What was given, where it is not money.")
    reference = models.CharField(max_length=80, blank=True, help_text="The cheque's number, the transfer's reference.")

    # Where it was asked for: plain values, as a story or an appeal may go.
    appeal = models.ForeignKey("donations.Appeal", models.SET_NULL, null=True, blank=True, related_name="gifts")
    article_id = models.BigIntegerField(null=True, blank=True)
    placement = models.CharField(max_length=12, blank=True)

    # What the giver typed.
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    postal_address = models.TextField(blank=True)
    tribute = models.CharField(max_length=6, choices=Tribute, blank=True)
    tribute_name = models.CharField(max_length=160, blank=True)
    tribute_tell = models.CharField(max_length=254, blank=True, help_text="Whom to tell: a name or an address.")
    comment = models.TextField(blank=True, max_length=1000)
    anonymous = models.BooleanField(default=False, help_text="The name is never printed.")
    wants_mail = models.BooleanField(default=False, help_text="Ticked that news may come by mail.")
    goods = models.CharField(max_length=200, blank=True, help_text="What was given in return, as receipts say it.")
    goods_value = models.BigIntegerField(default=0, help_text="Its good-faith value, in minor units.")

    # What is computed.
    state = models.CharField(max_length=15, choices=State, default=State.CREATED, db_index=True)
    dispute = models.CharField(max_length=4, choices=Dispute, blank=True)
    received_at = models.DateTimeField(null=True, blank=True, db_index=True)
    flagged = models.CharField(max_length=200, blank=True, help_text="Why somebody should look at it.")

    # Stripe's side. The form's token makes two clicks one gift; an attempt is one checkout session.
    form_token = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 - only null is unique
    attempt = models.PositiveSmallIntegerField(default=0, editable=False)
    session_id = models.CharField(max_length=255, unique=True, null=True, editable=False)  # noqa: DJ001
    session_url = models.TextField(blank=True, editable=False)
    session_expires_at = models.DateTimeField(null=True, editable=False)
    payment_intent_id = models.CharField(max_length=255, unique=True, null=True, editable=False)  # noqa: DJ001
    invoice_id = models.CharField(max_length=255, unique=True, null=True, editable=False)  # noqa: DJ001
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    erased_at = models.DateTimeField(null=True, editable=False, help_text="When what the giver typed was forgotten.")

    class Meta:
        permissions = [("enter_gift", "Can enter gift by hand")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, meant__gt=0, amount__gte=models.F("meant")),
                name="a_gift_is_of_something",
            ),
            models.CheckConstraint(condition=models.Q(goods_value__gte=0), name="what_is_given_back_has_a_value"),
        ]

    def __str__(self) -> str:
        return f"Gift {self.uuid}"
