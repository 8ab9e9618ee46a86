"""Coming in by a mailed link: asked for by anybody, used once, good in the browser that used it.

Known and unknown addresses go the same way; the mail alone says whether gifts came from there.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from donations.models import Donor, DonorLink
from press.mail.outbox import post
from press.web.limits import Limit, count
from press.web.secrets import new_secret, sealed

LASTS = timedelta(minutes=15)
STAYS_OPEN = timedelta(hours=1)
FROM_HERE = Limit("links to gifts asked for from a network", 30, 600)
FOR_ADDRESS = Limit("links to gifts asked for an address", 5, 3600)
# What the session keeps of an open door.
_DOOR = "donor"
_KIND = "donations.link"


class CannotEnter(Exception):
    """The link does not let anybody in; the sentence says why and what to do."""


def ask(address: str, *, network: str, at: datetime | None = None) -> None:
    """Mail a link to an address (in small letters), or word that no gift came from there. Raises TooOften."""
    at = at or timezone.now()
    count(FROM_HERE, network, at=at)
    count(FOR_ADDRESS, address, at=at)
    secret = new_secret()
    with transaction.atomic():
        DonorLink.objects.create(secret=sealed(_KIND, secret), address=address, asked_at=at, expires_at=at + LASTS)
        context = {
            "address": address,
            "is_known": donor_at(address) is not None,
            "link": settings.SITE_URL + reverse("donations:own_page", args=[secret]),
            "minutes": int(LASTS.total_seconds() // 60),
        }
        post("donations/manage", to=address, context=context, useful_until=at + LASTS, is_waited_for=True, at=at)


def donor_at(address: str) -> Donor | None:
    """Return who gave from this address (in small letters)."""
    # The index is over the small letters; Django's iexact would ask for the large ones.
    return Donor.objects.annotate(small=Lower("email")).filter(small=address, erased_at=None).first()


def link_of(secret: str) -> DonorLink | None:
    """Return the link to which a secret belongs, whoever opens it."""
    return DonorLink.objects.filter(secret=sealed(_KIND, secret)).first()


def enter(request: HttpRequest, secret: str, *, at: datetime | None = None) -> Donor:
    """Use a link up, and open the door in this browser. Raises CannotEnter."""
    at = at or timezone.now()
    link = link_of(secret)
    if link is None or not DonorLink.objects.live(at).filter(pk=link.pk).update(used_at=at):
        raise CannotEnter(why_not(link_of(secret), at))
    donor = donor_at(link.address)
    if donor is None:
        raise CannotEnter("No gift has come from this address.")
    _open(request, donor, secret, at)
    return donor


def enter_as(request: HttpRequest, address: str, *, at: datetime | None = None) -> str:
    """Open the door for somebody who has proved an address (in small letters) otherwise; return the page's secret, or
    nothing when no gift came from there.
    """
    at = at or timezone.now()
    donor = donor_at(address)
    if donor is None:
        return ""
    secret = new_secret()
    DonorLink.objects.create(
        secret=sealed(_KIND, secret), address=address, asked_at=at, expires_at=at + LASTS, used_at=at
    )
    _open(request, donor, secret, at)
    return secret


def inside(request: HttpRequest, secret: str, *, at: datetime | None = None) -> Donor | None:
    """Return the donor whose page this browser has open under this secret, for an hour after it was last used."""
    at = at or timezone.now()
    door = request.session.get(_DOOR)
    if not isinstance(door, dict) or door.get("secret") != sealed(_KIND, secret):
        return None
    if not at.timestamp() < door["until"] <= (at + STAYS_OPEN).timestamp():
        return None
    donor = Donor.objects.filter(pk=door["donor"], erased_at=None).first()
    if donor and door["until"] - at.timestamp() < STAYS_OPEN.total_seconds() / 2:
        request.session[_DOOR] = {**door, "until": (at + STAYS_OPEN).timestamp()}
    return donor


def leave(request: HttpRequest) -> None:
    """Close the door behind oneself."""
    request.session.pop(_DOOR, None)


def why_not(link: DonorLink | None, at: datetime) -> str:
    """Return why a link lets nobody in (any more), and what to do."""
    if link is None:
        return "This link is not one of ours, or it is from long ago. Ask for a new one."
    if link.used_at:
        return "This link was used already, and it works once. Ask for a new one."
    if not link.is_live(at):
        return "This link was good for fifteen minutes, and those are over. Ask for a new one."
    return "No gift has come from this address."


def forget_old(at: datetime) -> None:
    """Forget links of yesterday."""
    DonorLink.objects.filter(expires_at__lt=at - timedelta(days=1)).delete()


def _open(request: HttpRequest, donor: Donor, secret: str, at: datetime) -> None:
    request.session.cycle_key()
    request.session[_DOOR] = {
        "donor": donor.pk,
        "secret": sealed(_KIND, secret),
        "until": (at + STAYS_OPEN).timestamp(),
    }
