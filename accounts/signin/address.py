"""The person to whom an email address belongs."""

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower

from accounts.models import User


def person_at(address: str) -> User | None:
    """Return whose address this is (given in small letters)."""
    # The index is over the small letters; Django's iexact would ask for the large ones.
    return User.objects.annotate(small=Lower("email")).filter(small=address).first()


def person_or_new(address: str) -> User:
    """Return whose address this is; a new person at their first sign-in, also when two tabs do it at once."""
    person = person_at(address)
    if person is None:
        try:
            with transaction.atomic():
                return User.objects.create_user(address)
        except IntegrityError:
            person = person_at(address)
            assert person, "the address was taken a moment ago"
    return person
