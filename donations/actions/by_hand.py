"""Gifts that come by other ways than Stripe: entered once, and reversed where the entry was a mistake; never edited.

The books of a gift by hand have keys of their own: the gift's uuid, and the same with a word for its reversal.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone

from donations.actions.book import Movement, book
from donations.actions.donors import donor_of, donor_with
from donations.actions.history import note, require
from donations.actions.policy import is_real
from donations.actions.receipts import issue_by_hand
from donations.models import Donor, Gift
from donations.signals import gift_received
from press.record.people import Person

NOT_MONEY = frozenset({Gift.Kind.STOCK, Gift.Kind.IN_KIND})
REVERSAL = "reversal"
_NOON = time(12)


class CannotEnter(Exception):
    """Nothing was written down. `field` is the form's; the sentence is for the office."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class CannotReverse(Exception):
    """The gift stays as it is; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What is known of such a gift. Each but the day is a field of Gift by the same name; the amount in minor units,
    of what is not money as the paper estimates it.
    """

    kind: str
    amount: int
    currency: str
    received_on: date
    described: str = ""
    reference: str = ""
    name: str = ""
    email: str = ""
    postal_address: str = ""
    appeal_id: int | None = None
    tribute: str = ""
    tribute_name: str = ""
    anonymous: bool = False


def enter_gift(
    entered: Entered, *, token: str, by: Person, donor: Donor | None = None, words: str = "", at: datetime | None = None
) -> Gift:
    """Write a gift down with its donor, its place in the books and its receipt, and return it; the same form (`token`,
    its own word) sent again is the same gift. Raises PermissionDenied, CannotEnter.
    """
    require(by, "enter_gift")
    at = at or timezone.now()
    known = Gift.objects.filter(form_token=token).first()
    if known:
        return known
    _check(entered, donor, at)
    try:
        with transaction.atomic():
            return _entered(entered, donor, token=token, by=by, words=words, at=at)
    except IntegrityError:
        known = Gift.objects.filter(form_token=token).first()
        if known is None:
            raise
        return known  # the other of two clicks was quicker


def reverse_gift(gift: Gift, *, reason: str, by: Person, at: datetime | None = None) -> Gift:
    """Take a mistaken entry out of the sums by an opposite one of today, and void its receipt. Raises PermissionDenied,
    CannotReverse.
    """
    require(by, "enter_gift")
    at = at or timezone.now()
    if not reason.strip():
        raise CannotReverse("Write why the gift does not stand: the notice to the donor says so.")
    with transaction.atomic():
        gift = Gift.objects.select_for_update(of=("self",)).select_related("donor").get(pk=gift.pk)
        if why_not := why_not_reverse(gift):
            raise CannotReverse(why_not)
        gift.state = Gift.State.CANCELLED
        gift.save(update_fields=["state"])
        _book(gift, at, is_reversal=True)
        issue_by_hand(gift, at=at, returned=gift.amount, reason=reason.strip())
        note(gift, "reversed", by=by, at=at, note=reason.strip())
    return gift


def why_not_reverse(gift: Gift) -> str:
    """Return why a gift cannot be reversed, or nothing."""
    if gift.kind == Gift.Kind.ONLINE:
        return "This gift came by Stripe. Give its payment back instead."
    if gift.state != Gift.State.RECEIVED:
        return "This gift has been reversed already."
    if gift.erased_at:
        return "The donor has been erased, so no notice can be issued."
    return ""


def _check(entered: Entered, donor: Donor | None, at: datetime) -> None:
    if entered.kind == Gift.Kind.ONLINE or entered.kind not in Gift.Kind.values:
        raise CannotEnter("kind", "Choose how the gift came.")
    if entered.received_on > timezone.localdate(at, timezone.get_default_timezone()):
        raise CannotEnter("received_on", "This day has not come yet. Enter the gift when it is there.")
    if entered.kind in NOT_MONEY and not entered.described.strip():
        raise CannotEnter("described", "Say what was given: the receipt names it and tells no value.")
    if entered.kind not in NOT_MONEY and entered.described.strip():
        raise CannotEnter("described", "Money needs no description. Leave this empty, or choose stock or in kind.")
    if not (entered.name.strip() or entered.email or donor):
        raise CannotEnter("name", "Write who gave: a name, an email address, or both.")
    owner = donor_with(entered.email)
    if owner and donor and owner.pk != donor.pk:
        raise CannotEnter("email", f"This address is that of {owner}. Choose that donor, or another address.")


def _entered(entered: Entered, donor: Donor | None, *, token: str, by: Person, words: str, at: datetime) -> Gift:
    said = asdict(entered)
    day = said.pop("received_on")
    if donor:  # chosen among those with a name like the typed one, which was only a way to find them
        said["name"] = donor.name or entered.name
        said["postal_address"] = entered.postal_address or donor.postal_address
    noon = timezone.make_aware(datetime.combine(day, _NOON), timezone.get_default_timezone())
    gift = Gift.objects.create(
        **said,
        meant=entered.amount,
        livemode=is_real(),
        donor=donor,
        state=Gift.State.RECEIVED,
        received_at=min(noon, at),
        form_token=token,
        made_at=at,
    )
    gift.donor = donor_of(gift, at=at)
    gift.save(update_fields=["donor"])
    if entered.email and not gift.donor.email and gift.donor.erased_at is None:
        gift.donor.email = entered.email
        gift.donor.save(update_fields=["email"])
    _book(gift, at)
    issue_by_hand(gift, at=at)
    note(gift, "entered", by=by, at=at, note=words.strip())
    gift_received.send(sender=Gift, gift=gift, at=gift.received_at)
    return gift


def _book(gift: Gift, at: datetime, *, is_reversal: bool = False) -> None:
    """What is given in kind never was money, so it is a gift and stands in no sum."""
    if gift.kind == Gift.Kind.IN_KIND:
        return
    assert gift.received_at is not None
    amount = -gift.amount if is_reversal else gift.amount
    movement = Movement(
        transaction_id=f"gift-{gift.uuid}" + (f"-{REVERSAL}" if is_reversal else ""),
        kind=REVERSAL if is_reversal else gift.kind,
        source_id=str(gift.uuid),  # never its reference, which may name somebody and could not be forgotten here
        currency=gift.currency,
        gross=amount,
        fee=0,
        net=amount,
        happened_at=at if is_reversal else gift.received_at,
    )
    book([movement], gift=gift, livemode=gift.livemode, at=at)
