"""One look at Stripe: what it found, and the few words in which all modules here speak of it.

Each handler has the same order: find our row, **lock it, then fetch theirs** (else an older answer could overwrite a
newer one), write the facts by Stripe's ids, settle the gift. Each opens its own transaction, and may be run again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import stripe
from django.db import models

from donations.actions.book import Movement
from donations.models import Gift
from press.record.once import put_row

Thing = Mapping[str, Any]  # an object of Stripe as plain data


class NotKnownYet(Exception):
    """The gift of this is not in our rows, and may still come: parked, and tried again."""


class NotOurs(Exception):
    """Nothing to do with a gift of ours; the sentence says why."""


@dataclass(slots=True)
class Visit:
    """One handling of an event, or one look that somebody asked for."""

    at: datetime
    hint: Thing = field(default_factory=dict)  # the object as the event tells it: good for finding, never believed
    touched: list[str] = field(default_factory=list)
    is_of_the_erased: bool = False

    def touch(self, row: Gift | models.Model) -> None:
        name = f"{row._meta.model_name}:{row.pk}"  # noqa: SLF001
        if name not in self.touched:
            self.touched.append(name)
        self.is_of_the_erased |= getattr(row, "erased_at", None) is not None


def plain(thing: stripe.StripeObject) -> Thing:
    """Return an object of the library as plain data."""
    return thing.to_dict()


def listed(things: "stripe.ListObject[Any]") -> list[Thing]:
    """Return everything of a list, all pages of it, as plain data."""
    return [plain(thing) for thing in things.auto_paging_iter()]


def id_of(thing: object) -> str:
    """Return the id of what may come as an id, expanded, or not at all."""
    if isinstance(thing, Mapping):
        return str(thing["id"])
    return str(thing or "")


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def movement(transaction: Thing) -> Movement:
    """Return a balance transaction as it is booked."""
    return Movement(
        transaction_id=transaction["id"],
        kind=transaction["type"],
        source_id=id_of(transaction.get("source")),
        currency=transaction["currency"].upper(),
        gross=transaction["amount"],
        fee=transaction["fee"],
        net=transaction["net"],
        happened_at=moment(transaction["created"]),
    )


def movements(transactions: Iterable[object]) -> list[Movement]:
    """Return those of the balance transactions that are there, expanded; Stripe leaves out what is not booked yet."""
    return [movement(transaction) for transaction in transactions if isinstance(transaction, Mapping)]


def put(model: type[models.Model], values: Mapping[str, Any], **key: str) -> int:
    """Write what Stripe says into the row with this key, which is made if it is new; return its id. One statement.

    The gift's row is locked meanwhile, so nobody else writes.
    """
    (name,) = key
    return put_row(model(**key, **values), key=name, fields=list(values))
