"""Who gave: found by address, or made, when the first money is there."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower

from donations.models import Donor, Gift

SHORTEST_NAME = 3  # letters; fewer are in everybody's name


def donor_of(gift: Gift, *, at: datetime) -> Donor:
    """Return the donor of a gift whose money has come: the one it has, one with the same address, or a new one.

    The address is compared without regard to case. What the newest gift says of the name is kept.
    """
    donor = gift.donor or _found(gift.email)
    if donor is None:
        return _made(gift, at)
    later = donor.gifts.exclude(pk=gift.pk).filter(received_at__gt=gift.received_at or at)
    if not later.exists():
        said = {"name": gift.name, "postal_address": gift.postal_address}
        changed = [field for field, words in said.items() if words and words != getattr(donor, field)]
        for field in changed:
            setattr(donor, field, said[field])
        if changed and donor.erased_at is None:
            donor.save(update_fields=changed)
    return donor


def remember_customer(donor: Donor, customer_id: str) -> None:
    """Keep what Stripe calls the donor, so that a plan's card and portal are found. The first one stays."""
    if customer_id and not donor.stripe_customer_id:
        donor.stripe_customer_id = customer_id
        donor.save(update_fields=["stripe_customer_id"])


def donor_with(email: str) -> Donor | None:
    """Return whose address this is, without regard to case."""
    return _with_address(email).first() if email else None


def donors_called(name: str) -> QuerySet[Donor]:
    """Return who has this name, or one that holds it."""
    if len(name.strip()) < SHORTEST_NAME:
        return Donor.objects.none()
    return Donor.objects.filter(name__icontains=name.strip(), erased_at=None).order_by("name", "pk")


def _found(email: str) -> Donor | None:
    return _with_address(email).select_for_update(of=("self",)).first() if email else None


def _with_address(email: str) -> QuerySet[Donor]:
    return Donor.objects.exclude(email="").alias(address=Lower("email")).filter(address=email.lower())


def _made(gift: Gift, at: datetime) -> Donor:
    try:
        with transaction.atomic():
            return Donor.objects.create(
                name=gift.name, email=gift.email, postal_address=gift.postal_address, made_at=at
            )
    except IntegrityError:  # somebody else made the same one in between
        found = _found(gift.email)
        assert found is not None
        return found
