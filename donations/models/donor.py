"""Who gives. A donor needs no account, and a reader with an account is not a donor until a gift has come."""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class Donor(models.Model):
    """A person or an organisation from whom a gift has come. Who sends a cheque may have no address."""

    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    postal_address = models.TextField(blank=True, help_text="For receipts.")
    stripe_customer_id = models.CharField(max_length=255, blank=True, db_index=True)
    made_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, help_text="When what was personal was forgotten; the sums stay.")

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="one_donor_per_address")
        ]

    def __str__(self) -> str:
        return self.name or self.email or "A donor without a name"
