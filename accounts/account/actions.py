"""Changing one's name, moving to another address, downloading what is kept, being erased."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.account.models import Wish
from accounts.models import SignedIn, SignInRequest, User
from accounts.signals import person_erased, person_exporting
from donations.actions import people as giving
from press.mail.models import Letter
from press.mail.outbox import post
from press.web.limits import Limit, count
from press.web.secrets import new_secret, sealed

LASTS = timedelta(hours=24)
WISHES = Limit("wishes of a person", 5, 3600)
MAILS_TO_STRANGERS = Limit("mails to an address that somebody typed", 5, 3600)


class CannotDo(Exception):
    """The wish is not granted; the sentence says why and what to do."""


def rename(person: User, *, name: str) -> None:
    """Call a person by another name, or by none."""
    person.name = " ".join(name.split())
    person.save(update_fields=["name"])


def ask_to_move(person: User, *, to: str, at: datetime | None = None) -> None:
    """Mail a link to the present address and one to the new (in small letters); both must say yes.

    An address that is taken goes the same way, so that nobody learns who has an account. Raises TooOften, CannotDo.
    """
    at = at or timezone.now()
    if to == person.email.lower():
        raise CannotDo("This is your address already.")
    count(WISHES, str(person.pk), at=at)
    count(MAILS_TO_STRANGERS, to, at=at)
    link, new_link = new_secret(), new_secret()
    with transaction.atomic():
        _forget_wishes(person, Wish.What.MOVE)
        Wish.objects.create(
            person=person,
            what=Wish.What.MOVE,
            address=to,
            link=sealed("accounts.wish", link),
            new_link=sealed("accounts.wish", new_link),
            asked_at=at,
            expires_at=at + LASTS,
        )
        _mail("accounts/move_from", person.email, link, at, new=to, old=person.email)
        _mail("accounts/move_to", to, new_link, at, new=to, old=person.email)


def ask_to_be_erased(person: User, *, at: datetime | None = None) -> None:
    """Mail a link that erases the account. Raises TooOften, CannotDo."""
    at = at or timezone.now()
    _refuse_staff(person)
    count(WISHES, str(person.pk), at=at)
    link = new_secret()
    with transaction.atomic():
        _forget_wishes(person, Wish.What.ERASE)
        Wish.objects.create(
            person=person, what=Wish.What.ERASE, link=sealed("accounts.wish", link), asked_at=at, expires_at=at + LASTS
        )
        _mail("accounts/erase", person.email, link, at, old=person.email)


def wish_of(link: str, *, at: datetime | None = None) -> Wish | None:
    """Return the wish that a mailed link confirms, while it can."""
    kept = sealed("accounts.wish", link)
    wish = Wish.objects.select_related("person").filter(Q(link=kept) | Q(new_link=kept)).first()
    return wish if wish and wish.is_live(at or timezone.now()) else None


def confirm(wish: Wish, link: str, *, at: datetime | None = None) -> Wish:
    """Say yes for the address to which this link was mailed; the last yes does what was wished.

    Raises CannotDo.
    """
    at = at or timezone.now()
    with transaction.atomic():
        wish = Wish.objects.select_for_update(of=("self",)).select_related("person").get(pk=wish.pk)
        if not wish.is_live(at):
            raise CannotDo("This was done already, or it is too long ago. Ask again from your account.")
        if wish.link == sealed("accounts.wish", link):
            wish.confirmed_at = at
        else:
            wish.new_confirmed_at = at
        wish.done_at = at if wish.is_confirmed else None
        wish.save(update_fields=["confirmed_at", "new_confirmed_at", "done_at"])
        if wish.done_at:
            (_move if wish.what == Wish.What.MOVE else _erase)(wish, at)
    return wish


def exported(person: User) -> dict[str, Any]:
    """Return everything that is kept about a person: ours, and what each app above answers."""
    data: dict[str, Any] = {
        "account": {"email": person.email, "name": person.name, "since": person.date_joined.isoformat()},
        "signed_in": [{"browser": row.browser, "at": row.at.isoformat()} for row in person.signed_in.order_by("at")],
        "mail": [
            {"subject": letter.subject, "at": letter.made_at.isoformat(), "state": letter.get_state_display()}
            for letter in Letter.objects.filter(to=person.email.lower()).order_by("made_at")
        ],
    }
    for _receiver, answer in person_exporting.send(sender=User, user=person):
        if isinstance(answer, dict):
            data |= answer
    return data | giving.export_of(person.email)


def _move(wish: Wish, at: datetime) -> None:
    person = wish.person
    person.email = wish.address
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError:
        # Whoever reads this has proved that the other address is theirs as well.
        raise CannotDo(
            "The new address has an account of its own. Sign in with it and erase that account first, then ask again."
        ) from None
    person.wishes.filter(done_at=None).delete()  # their links went to the old address


def _erase(wish: Wish, at: datetime) -> None:
    person, address = wish.person, wish.person.email.lower()
    _refuse_staff(person)
    person_erased.send(sender=User, user=person, at=at)
    try:
        giving.erase(address, at=at)
    except giving.CannotErase as refusal:
        raise CannotDo(str(refusal)) from None
    Session.objects.filter(session_key__in=SignedIn.objects.filter(person=person).values("session_key")).delete()
    SignInRequest.objects.filter(address=address).delete()
    Letter.objects.filter(to=address).delete()
    person.delete()


def _refuse_staff(person: User) -> None:
    if person.is_staff:
        raise CannotDo("You work here, so a publisher closes your account: what you wrote stays signed.")


def _forget_wishes(person: User, what: str) -> None:
    """Only the newest wish of a kind counts: an older link must not do what was thought better of."""
    Wish.objects.filter(person=person, what=what, done_at=None).delete()


def _mail(message: str, to: str, link: str, at: datetime, **words: str) -> None:
    context = {"link": settings.SITE_URL + reverse("accounts:confirm", args=[link]), "hours": 24, **words}
    post(message, to=to, context=context, useful_until=at + LASTS, is_waited_for=True, at=at)
